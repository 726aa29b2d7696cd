package io.shadowjdbc.provider;

import java.time.Duration;

/** Where the flag lives: the place that says which provider is active, and through which it is changed. */
public interface ControlStore extends AutoCloseable {
    /**
     * Makes the named provider the active one, in this instance before it returns. Instances that share the store are
     * fenced and drained before any of them changes over.
     *
     * @return how long new transactions of this instance had to wait
     * @throws IllegalArgumentException if there is no provider of that name
     * @throws IllegalStateException if it could not be done; nothing has changed then
     */
    Duration flip(String provider);

    /** Lets new transactions wait. */
    void fence();

    /** Lets transactions begin again. */
    void open();

    /**
     * The flag, and what is known of all instances that share it.
     *
     * @throws ControlException if the store can't be read
     */
    FleetState fleet() throws ControlException;

    @Override
    void close();
}
