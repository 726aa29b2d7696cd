package io.shadowjdbc.provider;

import java.time.Duration;

/** Keeps the flag in this process only: it is changed by JMX or the Java API and forgotten at the end. */
public final class LocalControlStore implements ControlStore {
    private final ProviderSwitch providers;

    public LocalControlStore(ProviderSwitch providers) {
        this.providers = providers;
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
    public void close() {
        // holds nothing
    }
}
