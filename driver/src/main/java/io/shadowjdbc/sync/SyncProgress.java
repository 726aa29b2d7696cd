package io.shadowjdbc.sync;

/** Is told from time to time how far a long round is, by the thread that runs it. */
@FunctionalInterface
public interface SyncProgress {
    /** Tells nobody. */
    SyncProgress NONE = (notes, deleted, written) -> {};

    /**
     * @param notes those that the round works off
     * @param deleted keys that were taken away on the other side so far
     * @param written rows that were written there so far
     * @throws SyncException to give the round up, which then has changed nothing
     */
    void at(long notes, long deleted, long written) throws SyncException;
}
