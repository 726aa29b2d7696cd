package io.shadowjdbc.sync;

/**
 * What one round brought to the other side.
 *
 * @param snapshotMicros when its snapshot was taken, in microseconds since 1970: the other side equals a state that is not
 *     older
 * @param notes notes that it used up
 * @param deleted keys that it took away on the other side, those of changed rows included
 * @param written rows that it wrote
 * @param nanos how long it took
 */
public record SyncRound(long snapshotMicros, long notes, long deleted, long written, long nanos) {

    /** Whether there was nothing to bring. */
    public boolean isEmpty() {
        return notes == 0;
    }
}
