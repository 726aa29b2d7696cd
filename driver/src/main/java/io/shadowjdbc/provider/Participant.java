package io.shadowjdbc.provider;

/** A logical connection, as far as a change of provider must wait for it. */
public interface Participant {
    /** Whether a statement that may write runs, or a transaction is open. */
    boolean isBusy();

    /**
     * What it is busy with; what it says may be a statement old.
     *
     * @param waitedNanos how long it was waited for, for work that does not know its own age
     */
    HoldUp holdUp(long waitedNanos);
}
