package io.shadowjdbc.sync;

import java.sql.SQLException;
import java.util.Map;

/** The side that the application writes to. Not for use by several threads. */
interface SyncSource extends AutoCloseable {
    /** Installs the notes, or brings them up to date; changes nothing where they are. */
    void install() throws SQLException, SyncException;

    void uninstall() throws SQLException;

    /** What names this installation of the notes: it changes when changes may have gone unnoted. Null where there is none. */
    String origin() throws SQLException;

    /** Takes a snapshot. */
    SyncSnapshot snapshot() throws SQLException, SyncException;

    /** Whether anything may have changed since the last snapshot; cheap. */
    boolean mayHaveChanged() throws SQLException;

    SyncLag lag() throws SQLException;

    /** For each table with a sequence, the highest number that it ever gave out. */
    Map<SyncTable, Long> sequences() throws SQLException;

    @Override
    void close() throws SQLException;
}
