package io.shadowjdbc.provider;

import java.time.Duration;

/** Is told what a switch does, on the thread that did it, after it took effect. It must neither block nor throw. */
public interface SwitchListener {
    /** New transactions wait from now on. */
    default void fenced(SwitchState state) {}

    /** Another provider is active and transactions have begun again; comes before {@link #opened}. */
    default void flipped(SwitchState before, SwitchState after, Duration pause) {}

    /** Transactions have begun again, after a pause of that length. */
    default void opened(SwitchState state, Duration pause) {}
}
