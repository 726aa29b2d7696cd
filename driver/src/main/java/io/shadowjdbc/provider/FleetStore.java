package io.shadowjdbc.provider;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What instances and operators share: the flag, and what each instance has acknowledged. To be used by one thread at a
 * time.
 *
 * <p>An instance reports before it reads the flag for the first time. So a fence that does not find it among the
 * instances was there before it read the flag, and it starts fenced.
 */
interface FleetStore extends AutoCloseable {
    /** The flag, empty if there is none yet, and the store's clock. */
    record Reading(Optional<ControlFlag> flag, Instant now) {}

    /** Makes the next flag of what there is, or throws to leave it; runs while nobody else changes the flag. */
    interface Change {
        ControlFlag apply(Reading reading) throws ControlException;
    }

    Reading read() throws ControlException;

    /** Changes the flag in one atomic step, and gives the new one. */
    ControlFlag update(Change change) throws ControlException;

    /** All that are registered, by name. */
    List<InstanceStatus> instances() throws ControlException;

    /**
     * Registers the instance or brings what is known of it up to date; the time that it gives is not used.
     *
     * @param news whether somebody may wait for this
     */
    void report(InstanceStatus status, boolean news) throws ControlException;

    /** Removes the instance, if it is there. */
    void remove(InstanceStatus status) throws ControlException;

    /** Waits until something may have changed, for that long at most. */
    void await(Duration longest) throws ControlException, InterruptedException;

    /** How often to look at a flag that may change at any time. */
    Duration idlePoll();

    /** How often to look while somebody waits for a change. */
    Duration busyPoll();

    /** The store as operators call it. */
    @Override
    String toString();

    @Override
    void close();
}
