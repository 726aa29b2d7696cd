package io.shadowjdbc.sync;

import io.shadowjdbc.schema.ColumnMap;
import java.sql.SQLException;
import java.util.List;

/** The source at one moment: which keys were noted by then, and what their rows are. Closing it ends the reading. */
interface SyncSnapshot extends AutoCloseable {
    /** Takes keys or rows, as stored values; the array is used again for the next one. */
    @FunctionalInterface
    interface Sink {
        void accept(Object[] values) throws SQLException, SyncException;
    }

    Noted noted();

    /** The noted keys, each once. */
    void keys(SyncTable table, Sink sink) throws SQLException, SyncException;

    /** The rows that have a noted key, or all rows of a whole table, each once. */
    void rows(SyncTable table, List<ColumnMap> columns, Sink sink) throws SQLException, SyncException;

    /** Ends the reading and takes away the notes that were visible in it, and no other. */
    void forget() throws SQLException;

    @Override
    void close() throws SQLException;
}
