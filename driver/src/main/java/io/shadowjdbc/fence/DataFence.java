package io.shadowjdbc.fence;

import io.shadowjdbc.config.DatabaseKind;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Refuses writes to tables of a database, whoever makes them and by whatever program, until it is removed: triggers ask a
 * table of ours whether the fence is in force, and whether the writer holds the {@link FencePass}. It is a barrier as well: when
 * {@link #install} has committed, no transaction that began before can write to the tables any more.
 *
 * <p>Out of its reach are: virtual tables of SQLite, changes of the schema on either side, and whoever owns a table and
 * disables its triggers. On PostgreSQL it holds for superusers and with {@code session_replication_role = replica} too.
 *
 * <p>Each call is one transaction: of its own where the connection commits automatically, else the caller's.
 */
public final class DataFence {
    /** What each refusal says. */
    public static final String REFUSED = "refused by Shadow JDBC's fence: ";

    private DataFence() {}

    /** Whether the error is a refusal of a fence, whatever driver or translation gave it. */
    public static boolean hasRefused(SQLException error) {
        return error.getMessage() != null && error.getMessage().contains(REFUSED);
    }

    /**
     * Refuses writes from now on. What was fenced before and is not named now is open again.
     *
     * @param tables as that database calls them; on PostgreSQL {@code schema.table}, or names that its search path finds.
     *     Views, and SQLite's virtual tables, are left out
     * @param reason goes into the refusal: who is active, and what to do
     */
    public static void install(Connection connection, DatabaseKind kind, Collection<String> tables, String reason)
            throws SQLException {
        install(connection, kind, tables, reason, Optional.empty());
    }

    /**
     * As {@link #install(Connection, DatabaseKind, Collection, String)}, for a time: past it writes are let through, whatever has
     * become of the one who fenced.
     *
     * @param until by the database's clock; on SQLite in whole seconds
     */
    public static void install(
            Connection connection, DatabaseKind kind, Collection<String> tables, String reason, Instant until)
            throws SQLException {
        install(connection, kind, tables, reason, Optional.of(until));
    }

    private static void install(
            Connection connection, DatabaseKind kind, Collection<String> tables, String reason, Optional<Instant> until)
            throws SQLException {
        inOneTransaction(connection, kind, () -> {
            switch (kind) {
                case SQLITE -> SqliteFence.install(connection, tables, reason, until);
                case POSTGRESQL -> PostgresqlFence.install(connection, tables, reason, until);
            }
        });
    }

    /** All tables that {@link #install} can fence: of the file, or of the schemas in the search path. */
    public static List<String> tables(Connection connection, DatabaseKind kind) throws SQLException {
        return switch (kind) {
            case SQLITE -> SqliteFence.tables(connection);
            case POSTGRESQL -> PostgresqlFence.tables(connection);
        };
    }

    /** Keeps a fence that was put up for a time, without an end. Does nothing where there is none. */
    public static void keep(Connection connection, DatabaseKind kind) throws SQLException {
        ifThere(connection, kind, "UPDATE " + table(kind) + " SET until_ms = NULL");
    }

    /** Lets writes through again but leaves the triggers: one change of a row. Does nothing where there is no fence. */
    public static void lift(Connection connection, DatabaseKind kind) throws SQLException {
        ifThere(connection, kind, "UPDATE " + table(kind) + " SET until_ms = 0");
    }

    /** Lets writes through again, and removes what {@link #install} has made. Does nothing where there is nothing. */
    public static void remove(Connection connection, DatabaseKind kind) throws SQLException {
        inOneTransaction(connection, kind, () -> {
            switch (kind) {
                case SQLITE -> SqliteFence.remove(connection);
                case POSTGRESQL -> PostgresqlFence.remove(connection);
            }
        });
    }

    /** Whether writes are refused at this moment. */
    public static boolean isInstalled(Connection connection, DatabaseKind kind) throws SQLException {
        return switch (kind) {
            case SQLITE -> SqliteFence.isInForce(connection);
            case POSTGRESQL -> PostgresqlFence.isInForce(connection);
        };
    }

    private static String table(DatabaseKind kind) {
        return kind == DatabaseKind.SQLITE ? SqliteFence.TABLE : PostgresqlFence.TABLE;
    }

    private static void ifThere(Connection connection, DatabaseKind kind, String sql) throws SQLException {
        boolean there =
                kind == DatabaseKind.SQLITE ? SqliteFence.exists(connection) : PostgresqlFence.exists(connection);
        if (there) {
            inOneTransaction(connection, kind, () -> FenceSql.execute(connection, sql));
        }
    }

    private interface Work {
        void run() throws SQLException;
    }

    private static void inOneTransaction(Connection connection, DatabaseKind kind, Work work) throws SQLException {
        if (!connection.getAutoCommit()) {
            work.run();
            return;
        }
        // with the write lock at once: SQLite does not wait for it in a transaction that has read already
        FenceSql.execute(connection, kind == DatabaseKind.SQLITE ? "BEGIN IMMEDIATE" : "BEGIN");
        try {
            work.run();
            FenceSql.execute(connection, "COMMIT");
        } catch (SQLException | RuntimeException e) {
            try {
                FenceSql.execute(connection, "ROLLBACK");
            } catch (SQLException lost) {
                e.addSuppressed(lost);
            }
            throw e;
        }
    }
}
