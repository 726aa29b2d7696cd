package io.shadowjdbc.schema;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The numbers that SQLite keeps in the file's header for the application, {@code PRAGMA user_version} and
 * {@code application_id}: on PostgreSQL they are rows of {@code shadow.setting}.
 */
public final class FileSettings {
    private static final List<String> NAMES = List.of("user_version", "application_id");
    private static final String CREATE = "CREATE TABLE shadow.setting (name text PRIMARY KEY, value bigint NOT NULL)";
    private static final String PUT = "INSERT INTO shadow.setting (name, value) VALUES (?, ?)"
            + " ON CONFLICT (name) DO UPDATE SET value = EXCLUDED.value";

    private FileSettings() {}

    /** Brings them to PostgreSQL, in its current transaction. The schema {@code shadow} has to be there. */
    public static void toPostgresql(Connection sqlite, Connection postgresql) throws SQLException {
        create(postgresql);
        try (PreparedStatement put = postgresql.prepareStatement(PUT)) {
            for (String name : NAMES) {
                put.setString(1, name);
                put.setLong(2, number(sqlite, "PRAGMA main." + name));
                put.executeUpdate();
            }
        }
    }

    /** Brings back to SQLite those that PostgreSQL has. */
    public static void toSqlite(Connection postgresql, Connection sqlite) throws SQLException {
        if (!exists(postgresql)) {
            return;
        }
        try (PreparedStatement get = postgresql.prepareStatement("SELECT value FROM shadow.setting WHERE name = ?");
                Statement set = sqlite.createStatement()) {
            for (String name : NAMES) {
                get.setString(1, name);
                try (ResultSet row = get.executeQuery()) {
                    if (row.next() && row.getLong(1) != number(sqlite, "PRAGMA main." + name)) {
                        set.execute("PRAGMA main." + name + " = " + row.getLong(1));
                    }
                }
            }
        }
    }

    /** Those of a new file, in PostgreSQL's current transaction, for an application whose first tables are made there. */
    public static void ofNewFile(Connection postgresql) throws SQLException {
        create(postgresql);
        try (Statement statement = postgresql.createStatement()) {
            for (String name : NAMES) {
                statement.execute(
                        "INSERT INTO shadow.setting (name, value) VALUES ('" + name + "', 0) ON CONFLICT DO NOTHING");
            }
        }
    }

    private static void create(Connection postgresql) throws SQLException {
        if (!exists(postgresql)) {
            try (Statement statement = postgresql.createStatement()) {
                statement.execute(CREATE);
            }
        }
    }

    private static boolean exists(Connection postgresql) throws SQLException {
        return number(postgresql, "SELECT (to_regclass('shadow.setting') IS NOT NULL)::int") == 1;
    }

    private static long number(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }
}
