package io.shadowjdbc.migrator.command;

import io.shadowjdbc.migrator.GateClosedException;
import io.shadowjdbc.migrator.MigrationException;
import io.shadowjdbc.migrator.run.Console;
import io.shadowjdbc.provider.ControlException;
import io.shadowjdbc.provider.FleetControl;
import io.shadowjdbc.provider.FleetNotDrainedException;
import io.shadowjdbc.provider.FleetState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The steps of a switch of all instances, with the fence in the data of both sides where they are given. Whatever fails
 * before the flip leaves everything as it was.
 */
final class Switching {
    private static final Duration SHOWN_EVERY = Duration.ofSeconds(2);

    private final FleetControl control;
    private final Console console;
    private final List<FenceSide> sides;

    /** How long new transactions waited, as seen from here. */
    private Duration pause = Duration.ZERO;
    /** The one that refused writes as long as it was not active, and lets them through for the flip. */
    private Optional<FenceSide> lifted = Optional.empty();

    /**
     * @param sides both databases, or none where the fence in the data is not wanted
     */
    Switching(FleetControl control, Console console, List<FenceSide> sides) {
        this.control = control;
        this.console = console;
        this.sides = sides;
    }

    Duration pause() {
        return pause;
    }

    private Optional<FenceSide> side(String provider) {
        return sides.stream().filter(each -> each.name().equals(provider)).findFirst();
    }

    private Optional<FenceSide> otherThan(String provider) {
        return sides.stream().filter(each -> !each.name().equals(provider)).findFirst();
    }

    /**
     * @param before the provider that is active
     * @param to the one that will be; the same for a rehearsal
     * @param deadline after which everything is as before
     * @throws GateClosedException if instances are missing at the deadline
     */
    FleetState run(String before, String to, boolean rehearsal, Duration deadline)
            throws MigrationException, ControlException {
        String reason = to + " is the active database, by the switch of " + Instant.now()
                + "; write through the application, or go back with: switch --to " + before;
        Optional<FenceSide> closed = inForce(side(to));
        control.fence(deadline);
        long begin = System.nanoTime();
        boolean done = false;
        boolean flipped = false;
        try {
            console.say("switch: fenced, new transactions wait; everything is as before in " + deadline.toSeconds()
                    + " s at the latest");
            FleetState drained =
                    awaitDrained(begin + deadline.toNanos() - margin(deadline).toNanos());
            if (side(before).isPresent()) {
                side(before).get().install(reason, drained.deadline().orElseThrow());
            }
            if (rehearsal) {
                control.abort();
                pause = Duration.ofNanos(System.nanoTime() - begin);
            } else {
                if (closed.isPresent()) {
                    lifted = closed;
                    closed.get().lift();
                }
                // set first: whether it was done is not known where the store fails
                flipped = true;
                control.flipAndOpen(to);
                pause = Duration.ofNanos(System.nanoTime() - begin);
            }
            done = true;
        } catch (FleetNotDrainedException e) {
            throw new GateClosedException(
                    "the provider stays " + before + ", everything is as before; at the deadline these were missing:",
                    e.reasons());
        } finally {
            if (!done) {
                goBack(before, flipped);
            }
        }
        if (rehearsal) {
            removeFrom(side(before));
        } else {
            keep(side(before), to);
            removeFrom(side(to));
        }
        return control.state();
    }

    private static Optional<FenceSide> inForce(Optional<FenceSide> side) throws MigrationException {
        return side.isPresent() && side.get().isInForce() ? side : Optional.empty();
    }

    /** After the flip: had this process died before it, the side that stays active would be fenced for good. */
    private static void keep(Optional<FenceSide> inactive, String active) throws MigrationException {
        if (inactive.isPresent()) {
            try {
                inactive.get().keep();
            } catch (MigrationException e) {
                throw new MigrationException(
                        active + " is active, but " + e.getMessage()
                                + "; give the same command again, which puts it up anew",
                        e);
            }
        }
    }

    /** For the steps after the wait. */
    private static Duration margin(Duration deadline) {
        Duration quarter = deadline.dividedBy(4);
        return quarter.compareTo(Duration.ofSeconds(5)) < 0 ? quarter : Duration.ofSeconds(5);
    }

    private FleetState awaitDrained(long end) throws ControlException {
        while (true) {
            long left = end - System.nanoTime();
            Duration slice = Duration.ofNanos(Math.max(1, Math.min(left, SHOWN_EVERY.toNanos())));
            try {
                FleetState state = control.awaitDrained(slice);
                console.say("switch: " + state.instances().size() + " instance(s) have ended their work and wait");
                return state;
            } catch (FleetNotDrainedException e) {
                if (System.nanoTime() - end >= 0) {
                    throw e;
                }
                for (String why : control.state().whyMissing()) {
                    console.say("switch: waits: " + why);
                }
            }
        }
    }

    /** As it was, as far as possible: what fails here is told, and the deadline does the rest. */
    private void goBack(String before, boolean flipped) {
        try {
            control.abort();
        } catch (ControlException e) {
            console.say("failed: could not open again, instances do by themselves at the deadline: " + e.getMessage());
            return;
        }
        try {
            if (control.state().provider().equals(before)) {
                if (side(before).isPresent()) {
                    side(before).get().lift();
                }
                if (lifted.isPresent()) {
                    lifted.get().keep();
                }
            } else if (flipped) {
                console.say(
                        "switch: the instances have opened by themselves, with the new provider; give the same command"
                                + " again, which brings the fences in the data to where they belong");
            }
        } catch (ControlException | MigrationException e) {
            console.say("failed: " + e.getMessage());
        }
    }

    private void removeFrom(Optional<FenceSide> side) {
        if (side.isPresent()) {
            try {
                side.get().lift();
                side.get().remove();
            } catch (MigrationException e) {
                console.say("switch: writes are let through, but triggers are left: " + e.getMessage());
            }
        }
    }

    /** Brings the fences in the data to where they belong while that provider is active. */
    void repair(String active) throws MigrationException {
        if (side(active).isPresent()) {
            side(active).get().remove();
        }
        if (otherThan(active).isPresent()) {
            otherThan(active).get().install(active + " is the active database; write through the application");
        }
    }
}
