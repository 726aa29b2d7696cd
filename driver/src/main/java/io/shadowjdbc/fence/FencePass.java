package io.shadowjdbc.fence;

import io.shadowjdbc.config.DatabaseKind;
import io.shadowjdbc.schema.SqliteNames;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Lets the tool itself write where the data fence refuses everybody: a row in a table of its own, which the fence's
 * triggers look for. It is put in and taken out inside one transaction, so nobody else ever sees it.
 */
public final class FencePass {
    /** The tables that hold the pass, one a kind of database. */
    static final String SQLITE_TABLE = '"' + SqliteNames.OWN_PREFIX + "pass\"";

    static final String POSTGRESQL_TABLE = "shadow.pass";

    private FencePass() {}

    /** The table that the fence's triggers ask; it has a row only for the transaction that holds the pass. */
    public static String table(DatabaseKind kind) {
        return kind == DatabaseKind.SQLITE ? SQLITE_TABLE : POSTGRESQL_TABLE;
    }

    /** Creates the table if it is not there; on PostgreSQL schema {@code shadow} has to be. */
    public static void install(Connection connection, DatabaseKind kind) throws SQLException {
        execute(connection, "CREATE TABLE IF NOT EXISTS " + table(kind) + " (holder text NOT NULL)");
    }

    /** Takes the pass for the connection's current transaction. */
    public static void take(Connection connection, DatabaseKind kind) throws SQLException {
        execute(connection, "INSERT INTO " + table(kind) + " (holder) VALUES ('shadow')");
    }

    /** Gives it back; to be called before the commit. */
    public static void giveBack(Connection connection, DatabaseKind kind) throws SQLException {
        execute(connection, "DELETE FROM " + table(kind));
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
