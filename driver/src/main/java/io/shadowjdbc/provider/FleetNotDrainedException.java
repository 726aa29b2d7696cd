package io.shadowjdbc.provider;

import java.util.List;

/** Instances did not end their work in time, or did not answer. */
public final class FleetNotDrainedException extends ControlException {
    private static final long serialVersionUID = 1;

    private final transient List<InstanceStatus> missing;

    private final transient List<String> reasons;

    FleetNotDrainedException(String message, FleetState state) {
        super(message + ": " + String.join("; ", state.whyMissing()));
        this.missing = state.missing();
        this.reasons = state.whyMissing();
    }

    /** Why each of them is waited for, in words. */
    public List<String> reasons() {
        return reasons;
    }

    /** Those that were waited for, with what holds each of them up. */
    public List<InstanceStatus> missing() {
        return missing;
    }
}
