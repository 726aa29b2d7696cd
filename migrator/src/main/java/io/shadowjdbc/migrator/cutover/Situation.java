package io.shadowjdbc.migrator.cutover;

import io.shadowjdbc.config.DatabaseKind;
import io.shadowjdbc.fence.DataFence;
import io.shadowjdbc.migrator.MigrationException;
import io.shadowjdbc.migrator.run.Console;
import io.shadowjdbc.provider.ControlException;
import io.shadowjdbc.provider.FleetControl;
import io.shadowjdbc.provider.FleetState;
import io.shadowjdbc.provider.Phase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/** Where things stand, by the flag, once no earlier operator's fence is in force. */
final class Situation {
    private static final Duration MARGIN = Duration.ofMillis(200);

    private Situation() {}

    /**
     * Ends a fence that a crossing has left behind, and waits until one of somebody else has ended by itself, as each one
     * does.
     *
     * @return the flag after it
     */
    static FleetState settled(FleetControl fleet, CrossingClaim claim, Databases databases, Console console)
            throws MigrationException {
        FleetState state = LiveGates.state(fleet);
        boolean said = false;
        while (isFencedFor(state)) {
            if (endedIfLeftBehind(state, fleet, claim, databases)) {
                console.say("a fence that " + state.changedBy() + " has left behind is ended");
                return LiveGates.state(fleet);
            }
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

    /** As instances do at the deadline: writes are let through on the side that the flag names, and nowhere else. */
    private static boolean endedIfLeftBehind(
            FleetState state, FleetControl fleet, CrossingClaim claim, Databases databases) throws MigrationException {
        try {
            if (!claim.isLeftBehind(state.epoch())) {
                return false;
            }
            for (DatabaseKind kind : DatabaseKind.values()) {
                try (Connection connection = databases.open(kind)) {
                    if (kind.databaseName().equals(state.provider())) {
                        DataFence.lift(connection, kind);
                    } else {
                        DataFence.keep(connection, kind);
                    }
                }
            }
            fleet.endAbandoned(state.epoch());
            return true;
        } catch (SQLException | ControlException e) {
            throw new MigrationException(
                    "the fence of epoch " + state.epoch() + " was left behind, and can't be ended: " + e.getMessage(),
                    e);
        }
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
