package io.shadowjdbc.migrator.cutover;

import io.shadowjdbc.migrator.MigrationException;
import io.shadowjdbc.migrator.run.Console;
import io.shadowjdbc.provider.FleetControl;
import io.shadowjdbc.provider.FleetState;
import io.shadowjdbc.provider.Phase;
import java.time.Duration;
import java.time.Instant;

/** Where things stand, by the flag, once no earlier operator's fence is in force. */
final class Situation {
    private static final Duration MARGIN = Duration.ofMillis(200);

    private Situation() {}

    /**
     * Waits until a fence that somebody has left behind has ended by itself, as each one does.
     *
     * @return the flag after it
     */
    static FleetState settled(FleetControl fleet, Console console) throws MigrationException {
        FleetState state = LiveGates.state(fleet);
        boolean said = false;
        while (isFencedFor(state)) {
            Instant end = state.deadline().orElseThrow();
            if (!said) {
                console.say("a fence of " + state.changedBy() + " is in force until " + end + ": waits for its end");
                said = true;
            }
            pause(Duration.between(state.readAt(), end).plus(MARGIN));
            state = LiveGates.state(fleet);
        }
        return state;
    }

    /** One that an operator has put up by hand has no end, and stays as it is. */
    private static boolean isFencedFor(FleetState state) {
        return state.phase() == Phase.FENCED
                && state.deadline().isPresent()
                && state.readAt().isBefore(state.deadline().get());
    }

    private static void pause(Duration time) throws MigrationException {
        try {
            Thread.sleep(Math.max(1, time.toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MigrationException("interrupted while waiting for a fence to end", e);
        }
    }
}
