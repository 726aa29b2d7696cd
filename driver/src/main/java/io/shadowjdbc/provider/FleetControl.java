package io.shadowjdbc.provider;

import java.nio.file.Path;
import java.time.Duration;

/**
 * An operator's hold on all instances of an application that share a control store. A switch is: {@link #fence}, {@link
 * #awaitDrained}, whatever has to be done while nobody writes, {@link #flipAndOpen}, or {@link #flip} and {@link #open}
 * where something has to be done in between; or {@link #abort} at any time before the open. For one thread.
 *
 * <p>A fence carries its deadline in the store. Past it every instance opens again by itself, with the provider that the
 * store names then, whatever has become of the operator; steps that come later are refused.
 */
public interface FleetControl extends AutoCloseable {
    /** An instance that was not heard of for this long does not answer; they report every second. */
    Duration SILENCE = Duration.ofSeconds(5);

    /** The flag and what each instance has acknowledged. */
    FleetState state() throws ControlException;

    /**
     * Writes the flag where there is none yet, for instances that are still to come.
     *
     * @return whether there was none
     */
    boolean create(String provider) throws ControlException;

    /**
     * Lets new transactions of all instances wait, as soon as they see it.
     *
     * @param deadline after that time the fence ends by itself and everything is as before
     * @return the fence's epoch
     * @throws ControlException if somebody else has fenced, or the store can't be reached
     */
    long fence(Duration deadline) throws ControlException;

    /**
     * Waits until every registered instance has acknowledged the fence: nothing older than it may write any more.
     *
     * @throws FleetNotDrainedException if some did not in time; it names them, and the fence stays
     * @throws ControlException if the fence has ended meanwhile
     */
    FleetState awaitDrained(Duration timeout) throws ControlException;

    /**
     * Names the provider that will be active when the fence opens. After {@link #awaitDrained}, instances that have started
     * since then are waited for, for {@link #SILENCE} at most.
     *
     * @throws FleetNotDrainedException if an instance has not acknowledged the fence; nothing has changed then
     * @throws ControlException if the fence has ended meanwhile
     */
    void flip(String provider) throws ControlException;

    /**
     * As {@link #flip} and {@link #open} in one step of the store: transactions wait for one change of the flag less.
     *
     * @throws FleetNotDrainedException if an instance has not acknowledged the fence; nothing has changed then
     * @throws ControlException if the fence has ended meanwhile
     */
    void flipAndOpen(String provider) throws ControlException;

    /** Ends the fence: transactions begin again, on the provider that was named last. */
    void open() throws ControlException;

    /** Ends the fence with everything as it was before it, also after {@link #flip}. Does nothing if it has ended. */
    void abort() throws ControlException;

    /**
     * Ends the fence of an operator that is known to have died, as its deadline would: transactions begin again, on the
     * provider that the store names. Does nothing if that fence has ended.
     *
     * @param epoch the fence's
     */
    void endAbandoned(long epoch) throws ControlException;

    /**
     * Removes an instance that does not answer, so that it is not waited for. Looks for {@link #SILENCE} whether it
     * does. If it only was away, it finds out when it comes back, and until then the fence in the data keeps it from writing.
     *
     * @param instance its name
     * @throws ControlException if there is none of that name, or it answers
     */
    void evict(String instance) throws ControlException;

    /** Has all instances mirror reads, or no longer. */
    void mirror(boolean enabled) throws ControlException;

    @Override
    void close();

    /**
     * The control of a store.
     *
     * @param store as in {@code shadow.control}: {@code file:PATH} or {@code postgresql}
     * @param target opens connections to the PostgreSQL of the two databases; may be null for {@code file:PATH}
     * @throws IllegalArgumentException if it is another store, or the connections are missing
     */
    static FleetControl of(String store, ConnectionSource target) {
        if (store.startsWith("file:") && store.length() > "file:".length()) {
            return new FleetOperator(new FileFleetStore(Path.of(store.substring("file:".length()))));
        }
        if (!store.equals("postgresql")) {
            throw new IllegalArgumentException("expected file:PATH or postgresql as control store, got " + store);
        }
        if (target == null) {
            throw new IllegalArgumentException("the control store postgresql needs the PostgreSQL database");
        }
        return new FleetOperator(new PostgresqlFleetStore(target, PostgresqlFleetStore.INSTANCES));
    }
}
