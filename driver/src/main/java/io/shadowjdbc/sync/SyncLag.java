package io.shadowjdbc.sync;

/**
 * How far the other side is behind.
 *
 * @param rows notes of changed rows that wait; a row that changed twice may count twice
 * @param seconds the age of the oldest of them by the source's clock, 0 where none waits
 */
public record SyncLag(long rows, double seconds) {
    /** Nothing waits. */
    public static final SyncLag NONE = new SyncLag(0, 0);
}
