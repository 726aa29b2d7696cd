package io.shadowjdbc.provider;

/** A logical connection, as far as a change of provider must wait for it. */
public interface Participant {
    /** Whether a statement runs or a transaction is open. */
    boolean isBusy();
}
