package io.shadowjdbc.provider;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps the flag in this process only: it is changed by JMX or the Java API and forgotten at the end. */
public final class LocalControlStore implements ControlStore {
    private final ProviderSwitch providers;

    private final String instance;

    public LocalControlStore(ProviderSwitch providers, String instance) {
        this.providers = providers;
        this.instance = instance;
    }

    @Override
    public Duration flip(String provider) {
        return providers.flip(provider);
    }

    @Override
    public void fence() {
        providers.fence();
    }

    @Override
    public void open() {
        providers.open();
    }

    @Override
    public FleetState fleet() {
        SwitchState state = providers.state();
        boolean fenced = state.phase() == Phase.FENCED;
        boolean drained = fenced && providers.isDrained();
        List<HoldUp> holdUps = fenced && !drained ? providers.holdUps() : List.of();
        Instant now = Instant.now();
        return new FleetState(
                state.active().name(),
                state.phase(),
                state.epoch(),
                instance,
                now,
                Optional.empty(),
                List.of(new InstanceStatus(instance, "", state.epoch(), state.phase(), drained, holdUps, now)),
                now);
    }

    @Override
    public void close() {
        // holds nothing
    }
}
