package io.shadowjdbc.fence;

import io.shadowjdbc.config.DatabaseKind;
import io.shadowjdbc.schema.SqliteNames;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The fence in a SQLite file: three triggers a table, which hold for every program that opens the file. */
final class SqliteFence {
    /** One row while there is a fence: its reason, and its end in milliseconds since 1970, or NULL. */
    static final String TABLE = '"' + SqliteNames.OWN_PREFIX + "fence\"";

    private static final String TRIGGER = SqliteNames.OWN_PREFIX + "fence_";
    private static final String NAMED = " name LIKE '" + TRIGGER.replace("_", "\\_") + "%' ESCAPE '\\'";
    private static final List<String> WRITES = List.of("INSERT", "UPDATE", "DELETE");
    /** In functions that every SQLite has that may open the file. */
    private static final String IN_FORCE = "SELECT 1 FROM " + TABLE
            + " WHERE until_ms IS NULL OR until_ms > 1000 * CAST(strftime('%s', 'now') AS INTEGER)";

    private SqliteFence() {}

    static void install(Connection connection, Collection<String> tables, String reason, Optional<Instant> until)
            throws SQLException {
        FencePass.install(connection, DatabaseKind.SQLITE);
        FenceSql.execute(
                connection, "CREATE TABLE IF NOT EXISTS " + TABLE + " (reason TEXT NOT NULL, until_ms INTEGER)");
        FenceSql.execute(connection, "DELETE FROM " + TABLE);
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO " + TABLE + " VALUES (?, ?)")) {
            insert.setString(1, reason);
            insert.setObject(2, until.map(Instant::toEpochMilli).orElse(null));
            insert.executeUpdate();
        }
        dropTriggers(connection);
        Set<String> fit = ordinaryTables(connection);
        try (Statement statement = connection.createStatement()) {
            for (String table : tables) {
                if (fit.contains(SqliteNames.key(table))) {
                    for (String write : WRITES) {
                        statement.execute(trigger(table, write, reason));
                    }
                }
            }
        }
    }

    private static String trigger(String table, String write, String reason) {
        // a message that is not a literal is known to new versions of SQLite only
        return "CREATE TRIGGER " + FenceSql.identifier(TRIGGER + write.charAt(0) + "_" + table) + " BEFORE " + write
                + " ON " + FenceSql.identifier(table) + " WHEN EXISTS (" + IN_FORCE + ") AND NOT EXISTS (SELECT 1 FROM "
                + FencePass.SQLITE_TABLE + ") BEGIN SELECT RAISE(ABORT, "
                + FenceSql.literal(DataFence.REFUSED + table + ": " + reason) + "); END";
    }

    private static Set<String> ordinaryTables(Connection connection) throws SQLException {
        return tables(connection).stream().map(SqliteNames::key).collect(Collectors.toSet());
    }

    /** Triggers can't be had on virtual tables, nor on the tables that SQLite keeps for itself. */
    static List<String> tables(Connection connection) throws SQLException {
        return FenceSql.strings(
                        connection,
                        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
                                + " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'")
                .stream()
                .filter(name -> !SqliteNames.isOwn(name))
                .toList();
    }

    private static void dropTriggers(Connection connection) throws SQLException {
        for (String name :
                FenceSql.strings(connection, "SELECT name FROM sqlite_master WHERE type = 'trigger' AND" + NAMED)) {
            FenceSql.execute(connection, "DROP TRIGGER " + FenceSql.identifier(name));
        }
    }

    static void remove(Connection connection) throws SQLException {
        dropTriggers(connection);
        FenceSql.execute(connection, "DROP TABLE IF EXISTS " + TABLE);
    }

    static boolean exists(Connection connection) throws SQLException {
        return FenceSql.any(
                connection,
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name = " + TABLE.replace('"', '\''));
    }

    static boolean isInForce(Connection connection) throws SQLException {
        return exists(connection) && FenceSql.any(connection, IN_FORCE);
    }
}
