package io.shadowjdbc.provider;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What a control store says to all instances.
 *
 * <p>An epoch begins with a fence and holds it and the time after it: FENCED with the provider as it was, FENCED with the
 * new one, OPEN. No state of an epoch comes back once it was left, so what an instance acknowledges can't be taken for
 * something else.
 *
 * @param provider the name of the active provider
 * @param phase whether new transactions may begin
 * @param epoch counts the fences
 * @param mirror whether reads are mirrored
 * @param changedBy who changed it last
 * @param changedAt when, by the store's clock
 * @param deadline when a fence ends by itself, by the store's clock; empty if it does not
 */
public record ControlFlag(
        String provider,
        Phase phase,
        long epoch,
        boolean mirror,
        String changedBy,
        Instant changedAt,
        Optional<Instant> deadline) {

    /** What an instance writes that finds nothing. */
    static ControlFlag first(String provider, String by, Instant now) {
        return new ControlFlag(provider, Phase.OPEN, 1, true, by, now, Optional.empty());
    }

    /** A fence in an epoch of its own, which ends by itself. */
    ControlFlag fenced(String by, Instant now, Duration lasting) {
        // as exact as every store keeps it
        Instant end = now.plus(lasting).truncatedTo(ChronoUnit.MILLIS);
        return new ControlFlag(provider, Phase.FENCED, epoch + 1, mirror, by, now, Optional.of(end));
    }

    /** Within this epoch, under the same deadline. */
    ControlFlag flipped(String to, String by, Instant now) {
        return new ControlFlag(to, phase, epoch, mirror, by, now, deadline);
    }

    /** The end of a fence, within its epoch. */
    ControlFlag ended(String active, Phase then, String by, Instant now) {
        return new ControlFlag(active, then, epoch, mirror, by, now, Optional.empty());
    }

    /** The same with mirroring switched; no epoch begins with it. */
    ControlFlag mirroring(boolean enabled, String by, Instant now) {
        return new ControlFlag(provider, phase, epoch, enabled, by, now, deadline);
    }

    /** Whether its fence has outlived its deadline. */
    boolean hasExpired(Instant now) {
        return phase == Phase.FENCED && deadline.isPresent() && !now.isBefore(deadline.get());
    }

    /** Whether nothing but who set it, and when, tells the two apart. */
    boolean saysTheSameAs(ControlFlag other) {
        return provider.equals(other.provider)
                && phase == other.phase
                && epoch == other.epoch
                && deadline.equals(other.deadline);
    }
}
