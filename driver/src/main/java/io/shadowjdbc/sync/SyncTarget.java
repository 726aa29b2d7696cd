package io.shadowjdbc.sync;

import io.shadowjdbc.schema.ColumnMap;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** The side that the rows are brought to, one transaction a round. Not for use by several threads. */
interface SyncTarget extends AutoCloseable {
    void install() throws SQLException, SyncException;

    void uninstall() throws SQLException;

    /** The {@link SyncSource#origin} that this side was made equal to, or null. */
    String origin() throws SQLException;

    /** Notes that this side holds what the source held when its notes were installed. */
    void trust(String origin) throws SQLException;

    /** From now on, rounds of any other holder fail at their commit. */
    void claim(String holder) throws SQLException;

    /** The columns of the table that take values, in the map's order. */
    List<ColumnMap> columns(SyncTable table) throws SQLException, SyncException;

    void begin() throws SQLException, SyncException;

    void deleteAll(SyncTable table) throws SQLException, SyncException;

    /** Deletes the rows that have exactly this key. */
    void delete(SyncTable table, Object[] key) throws SQLException, SyncException;

    /** To be called after the last key of a table. */
    void endDeletes() throws SQLException, SyncException;

    void beginInserts(SyncTable table, List<ColumnMap> columns) throws SQLException, SyncException;

    void insert(Object[] values) throws SQLException, SyncException;

    void endInserts() throws SQLException, SyncException;

    /** Sets sequences so that the next number is higher than any of these and any that is there. */
    void sequences(Map<SyncTable, Long> highest) throws SQLException, SyncException;

    /**
     * Writes the watermark and commits.
     *
     * @throws SyncException if another holder has claimed this side; nothing was changed then
     */
    void commit(long snapshotMicros) throws SQLException, SyncException;

    /** Takes back what was done since begin; does nothing where nothing was begun. */
    void rollback() throws SQLException;

    @Override
    void close() throws SQLException;
}
