package io.shadowjdbc.sync;

import io.shadowjdbc.config.DatabaseKind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.OptionalLong;

/** How far a side is that rows are brought to: the one row in which it keeps that. */
public final class SyncState {
    private static final String SQLITE_NAME = "_shadow_sync_state";
    private static final String POSTGRESQL_NAME = "shadow.sync_state";

    private final Connection connection;
    private final DatabaseKind kind;
    private final String table;

    SyncState(Connection connection, DatabaseKind kind) {
        this.connection = connection;
        this.kind = kind;
        this.table = kind == DatabaseKind.SQLITE ? '"' + SQLITE_NAME + '"' : POSTGRESQL_NAME;
    }

    /**
     * The watermark: this side equals a state of the other one that is not older than this, in microseconds since 1970 by
     * the clock of the host on which the sync runs. Empty where no round has been yet.
     */
    public static OptionalLong watermark(Connection connection, DatabaseKind kind) throws SQLException {
        String micros = new SyncState(connection, kind).value("snapshot_micros");
        return micros == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(micros));
    }

    void install() throws SQLException {
        // the row is updated in each round: with room on its page that leaves the index alone
        String room = kind == DatabaseKind.POSTGRESQL ? " WITH (fillfactor = 10)" : "";
        Sql.execute(
                connection,
                "CREATE TABLE IF NOT EXISTS " + table + " (id integer PRIMARY KEY CHECK (id = 1),"
                        + " snapshot_micros bigint, holder text, origin text)" + room,
                "INSERT INTO " + table + " (id) VALUES (1) ON CONFLICT DO NOTHING");
    }

    void uninstall() throws SQLException {
        Sql.execute(connection, "DROP TABLE IF EXISTS " + table);
    }

    private boolean isInstalled() throws SQLException {
        String query = kind == DatabaseKind.SQLITE
                ? "SELECT 1 FROM main.sqlite_schema WHERE name = ?"
                : "SELECT to_regclass(?)";
        return Sql.text(connection, query, kind == DatabaseKind.SQLITE ? SQLITE_NAME : POSTGRESQL_NAME) != null;
    }

    /** The {@link SyncSource#origin} that this side was made equal to, or null. */
    String origin() throws SQLException {
        return value("origin");
    }

    private String value(String column) throws SQLException {
        return isInstalled() ? Sql.text(connection, "SELECT " + column + " FROM " + table) : null;
    }

    void trust(String origin) throws SQLException {
        set("origin", origin);
    }

    /** From now on, rounds of any other holder fail at {@link #advance}. */
    void claim(String holder) throws SQLException {
        set("holder", holder);
    }

    private void set(String column, String value) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("UPDATE " + table + " SET " + column + " = ? WHERE id = 1")) {
            statement.setString(1, value);
            statement.executeUpdate();
        }
    }

    /** @throws SyncException if another holder has claimed this side */
    void advance(long snapshotMicros, String holder) throws SQLException, SyncException {
        try (PreparedStatement statement = connection.prepareStatement(
                "UPDATE " + table + " SET snapshot_micros = ? WHERE id = 1 AND holder = ?")) {
            statement.setLong(1, snapshotMicros);
            statement.setString(2, holder);
            if (statement.executeUpdate() == 0) {
                throw new SyncException("another sync has taken over " + kind.databaseName()
                        + " since this one began: this one stops, and has changed nothing in its last round");
            }
        }
    }
}
