package io.shadowjdbc.jdbc;

import io.shadowjdbc.bridge.InsertedKey;
import io.shadowjdbc.schema.SqliteNames;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets {@code last_insert_rowid()} go along to the connection of another provider: the application may ask for it after an
 * INSERT that was a transaction of its own, and another row's key would be a wrong answer that nobody notices.
 */
final class LastInsertRowid {
    private static final Logger log = LoggerFactory.getLogger(LastInsertRowid.class);
    private static final String TABLE = SqliteNames.OWN_PREFIX + "rowid";

    private LastInsertRowid() {}

    /**
     * Both connections speak SQLite, the second in auto-commit. A flip does not fail where the first is gone already.
     *
     * @param to may hold no transaction
     */
    static void carry(Connection from, Connection to) {
        try {
            Long key = of(from);
            if (key != null && !Objects.equals(key, of(to))) {
                set(to, key);
            }
        } catch (SQLException e) {
            log.warn(
                    "last_insert_rowid() of a connection does not go along with the change of provider: {}",
                    e.getMessage());
        }
    }

    private static Long of(Connection connection) throws SQLException {
        if (connection instanceof InsertedKey bridged) {
            return bridged.lastInsertRowid();
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT last_insert_rowid()")) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void set(Connection connection, long key) throws SQLException {
        if (connection instanceof InsertedKey bridged) {
            bridged.noteInsertedRowid(key);
            return;
        }
        // the only way in SQL: a row of that key
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("CREATE TEMPORARY TABLE " + TABLE + " (id INTEGER PRIMARY KEY)");
            statement.executeUpdate("INSERT INTO temp." + TABLE + " VALUES (" + key + ")");
            statement.executeUpdate("DROP TABLE temp." + TABLE);
        }
    }
}
