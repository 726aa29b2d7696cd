package io.shadowjdbc.provider;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What an instance has told the fleet last.
 *
 * @param name {@code shadow.instance}
 * @param incarnation tells apart the lives of instances of one name
 * @param epoch the epoch that it follows
 * @param phase the phase that it is in
 * @param drained whether it is fenced and nothing of its work may write any more
 * @param holdUps what keeps it from being drained; empty while it is open
 * @param lastSeen when it said so, by the store's clock
 */
public record InstanceStatus(
        String name,
        String incarnation,
        long epoch,
        Phase phase,
        boolean drained,
        List<HoldUp> holdUps,
        Instant lastSeen) {

    public InstanceStatus {
        holdUps = List.copyOf(holdUps);
    }

    /** Whether it has acknowledged the fence of that epoch: nothing older runs, and nothing new begins. */
    public boolean isDrained(long fence) {
        return drained && phase == Phase.FENCED && epoch >= fence;
    }

    /** Whether the other status says nothing new to someone who waits for instances. */
    boolean acknowledgesTheSameAs(InstanceStatus other) {
        return other != null && epoch == other.epoch && phase == other.phase && drained == other.drained;
    }

    /** Why the fence of that epoch has to wait for it, in words. */
    String whyMissing(long fence, Instant now) {
        Duration silence = Duration.between(lastSeen, now);
        if (silence.compareTo(FleetControl.SILENCE) >= 0) {
            return name + " does not answer, last seen " + silence.toSeconds()
                    + " s ago: if it has ended, evict it by name";
        }
        if (epoch < fence) {
            return name + " has not seen the fence yet (it is at epoch " + epoch + ")";
        }
        return name + " is held up by " + holdUps.size() + " connection(s)"
                + holdUps.stream().map(HoldUp::toString).collect(Collectors.joining("; ", ": ", ""));
    }
}
