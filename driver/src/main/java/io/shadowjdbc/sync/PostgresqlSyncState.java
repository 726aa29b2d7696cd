package io.shadowjdbc.sync;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** The one row in which PostgreSQL, as the other side, keeps how far it is. */
final class PostgresqlSyncState {
    static final String TABLE = "shadow.sync_state";

    private final Connection connection;

    PostgresqlSyncState(Connection connection) {
        this.connection = connection;
    }

    void install() throws SQLException {
        Sql.execute(
                connection,
                "CREATE TABLE IF NOT EXISTS " + TABLE + " (id integer PRIMARY KEY CHECK (id = 1),"
                        + " snapshot_micros bigint, holder text, origin text) WITH (fillfactor = 10)",
                "INSERT INTO " + TABLE + " (id) VALUES (1) ON CONFLICT DO NOTHING");
    }

    void uninstall() throws SQLException {
        Sql.execute(connection, "DROP TABLE IF EXISTS " + TABLE);
    }

    static boolean isInstalled(Connection connection) throws SQLException {
        return Sql.text(connection, "SELECT to_regclass('" + TABLE + "')") != null;
    }

    String origin() throws SQLException {
        return isInstalled(connection) ? Sql.text(connection, "SELECT origin FROM " + TABLE) : null;
    }

    void trust(String origin) throws SQLException {
        set("UPDATE " + TABLE + " SET origin = ? WHERE id = 1", origin);
    }

    void claim(String holder) throws SQLException {
        set("UPDATE " + TABLE + " SET holder = ? WHERE id = 1", holder);
    }

    private void set(String sql, String value) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, value);
            statement.executeUpdate();
        }
    }

    void advance(long snapshotMicros, String holder) throws SQLException, SyncException {
        try (PreparedStatement statement = connection.prepareStatement(
                "UPDATE " + TABLE + " SET snapshot_micros = ? WHERE id = 1 AND holder = ?")) {
            statement.setLong(1, snapshotMicros);
            statement.setString(2, holder);
            if (statement.executeUpdate() == 0) {
                throw SyncState.takenOver("PostgreSQL");
            }
        }
    }
}
