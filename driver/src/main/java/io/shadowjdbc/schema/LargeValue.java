package io.shadowjdbc.schema;

import java.sql.SQLException;

/** A text (as UTF-8) or blob that is too large to be held in memory: it is read in chunks, as often as needed. */
public interface LargeValue {
    /** Takes one chunk; the array is used again for the next one. */
    @FunctionalInterface
    interface Sink {
        void accept(byte[] bytes, int offset, int length) throws SQLException;
    }

    /** Bytes in all. */
    long length();

    /**
     * Gives all bytes to the sink, in order.
     *
     * @throws SQLException if the database is damaged, or whatever the sink throws
     */
    void read(Sink sink) throws SQLException;
}
