package io.shadowjdbc.sync;

import io.shadowjdbc.config.DatabaseKind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.OptionalLong;

/** How far a side is that rows are brought to, for those who only look. */
public final class SyncState {
    private SyncState() {}

    /**
     * The watermark: this side equals a state of the other one that is not older than this, in microseconds since 1970 by
     * the clock of the host on which the sync runs. Empty where no round has been yet.
     */
    public static OptionalLong watermark(Connection connection, DatabaseKind kind) throws SQLException {
        boolean there = kind == DatabaseKind.SQLITE
                ? SqliteSyncState.isInstalled(connection)
                : PostgresqlSyncState.isInstalled(connection);
        String table = kind == DatabaseKind.SQLITE ? SqliteSyncState.TABLE : PostgresqlSyncState.TABLE;
        String micros = there ? Sql.text(connection, "SELECT snapshot_micros FROM " + table) : null;
        return micros == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(micros));
    }

    static SyncException takenOver(String side) {
        return new SyncException("another sync has taken over " + side
                + " since this one began: this one stops, and has" + " changed nothing in its last round");
    }
}
