package io.shadowjdbc.provider;

import java.time.Duration;

/** Is told of every change of provider, on the thread that made it, after it took effect. */
@FunctionalInterface
public interface SwitchListener {
    void flipped(SwitchState before, SwitchState after, Duration pause);
}
