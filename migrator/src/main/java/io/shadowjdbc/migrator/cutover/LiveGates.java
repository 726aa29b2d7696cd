package io.shadowjdbc.migrator.cutover;

import io.shadowjdbc.migrator.MigrationException;
import io.shadowjdbc.provider.ControlException;
import io.shadowjdbc.provider.FleetControl;
import io.shadowjdbc.provider.FleetState;
import io.shadowjdbc.provider.InstanceStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Gates that the databases and the instances open, at this moment. */
public final class LiveGates {
    private LiveGates() {}

    /**
     * Every instance answers, follows the flag, and there are as many as the operator knows of.
     *
     * @param expected how many there have to be, or 0 for any number but none
     */
    public static Gate instances(FleetControl fleet, int expected) {
        return HistoryGates.gate("instances", () -> {
            FleetState state = state(fleet);
            List<String> silent = new ArrayList<>();
            for (InstanceStatus instance : state.instances()) {
                Duration silence = Duration.between(instance.lastSeen(), state.readAt());
                if (silence.compareTo(FleetControl.SILENCE) >= 0) {
                    silent.add(instance.name() + " (last seen " + silence.toSeconds() + " s ago)");
                }
            }
            List<String> names =
                    state.instances().stream().map(InstanceStatus::name).toList();
            if (!silent.isEmpty()) {
                return GateState.closed(
                        "instances",
                        "these do not answer: " + String.join(", ", silent),
                        "start them, or if they are gone for good: --evict NAME");
            }
            if (names.isEmpty() || (expected > 0 && names.size() != expected)) {
                return GateState.closed(
                        "instances",
                        names.size() + " are registered" + (names.isEmpty() ? "" : " " + names) + ", expected "
                                + (expected > 0 ? expected : "at least one"),
                        "let every instance of the application follow this control store (shadow.control)");
            }
            return GateState.open("instances", names.size() + " answer: " + String.join(", ", names));
        });
    }

    static FleetState state(FleetControl fleet) throws MigrationException {
        try {
            return fleet.state();
        } catch (ControlException e) {
            throw new MigrationException(e.getMessage(), e);
        }
    }
}
