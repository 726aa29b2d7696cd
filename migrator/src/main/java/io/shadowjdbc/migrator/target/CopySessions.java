package io.shadowjdbc.migrator.target;

import io.shadowjdbc.migrator.GateClosedException;
import io.shadowjdbc.migrator.MigrationException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.postgresql.PGConnection;

/**
 * The connections of one copy. Each holds a share of an advisory lock on the schema that is filled, and a run that begins
 * needs that lock alone for a moment: so two runs never work on one schema, and what a killed run left at work on the
 * server (a COPY, the building of an index) has ended before another continues. Safe for use by several threads.
 */
public final class CopySessions implements AutoCloseable {
    /** The first half of the lock's key, "shdw"; the second is made of the schema's name. */
    private static final int LOCK = 0x73686477;

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long PAUSE_MS = 250;

    private final PostgresqlTarget target;
    private final Set<Connection> busy = ConcurrentHashMap.newKeySet();
    private final Queue<Connection> idle = new ConcurrentLinkedQueue<>();
    private final Connection keeper;

    private CopySessions(PostgresqlTarget target, Connection keeper) {
        this.target = target;
        this.keeper = keeper;
    }

    /**
     * Waits until no other run works on the schema, up to half a minute.
     *
     * @throws GateClosedException if one does
     */
    public static CopySessions begin(PostgresqlTarget target) throws MigrationException {
        return begin(target, PATIENCE);
    }

    /** @param patience how long another run is waited for */
    static CopySessions begin(PostgresqlTarget target, Duration patience) throws MigrationException {
        Connection keeper = target.open();
        try {
            alone(keeper, target, patience);
            return new CopySessions(target, keeper);
        } catch (SQLException | MigrationException | RuntimeException e) {
            try {
                keeper.close();
            } catch (SQLException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw e instanceof MigrationException migration
                    ? migration
                    : new MigrationException("asking " + target.display() + " for a lock failed: " + e.getMessage(), e);
        }
    }

    // asked for again and again, not waited for: who waits for a lock holds up all that ask for a share of it
    private static void alone(Connection keeper, PostgresqlTarget target, Duration patience)
            throws SQLException, MigrationException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!lock(keeper, "pg_try_advisory_lock", target)) {
            if (System.nanoTime() > deadline) {
                throw new GateClosedException(
                        "another run of the migrator works on schema " + target.schema() + " of " + target.display()
                                + ": wait for its end; if it was killed, end its sessions with"
                                + " SELECT pg_terminate_backend(PID)",
                        holders(keeper, target));
            }
            try {
                Thread.sleep(PAUSE_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new MigrationException("interrupted", e);
            }
        }
        lock(keeper, "pg_try_advisory_lock_shared", target);
        lock(keeper, "pg_advisory_unlock", target);
    }

    private static boolean lock(Connection connection, String function, PostgresqlTarget target) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT " + function + "(?, ?)")) {
            statement.setInt(1, LOCK);
            statement.setInt(2, target.schema().hashCode());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    private static List<String> holders(Connection connection, PostgresqlTarget target) throws SQLException {
        String query = "SELECT a.pid, a.state, a.client_addr, date_trunc('second', now() - a.query_start)"
                + " FROM pg_locks l JOIN pg_stat_activity a USING (pid) WHERE l.locktype = 'advisory' AND l.granted"
                + " AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())"
                + " AND l.classid::bigint = ? AND l.objid::bigint = ?";
        List<String> holders = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setLong(1, LOCK);
            statement.setLong(2, Integer.toUnsignedLong(target.schema().hashCode()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    holders.add("session " + row.getInt(1) + ", " + row.getString(2) + ", from "
                            + (row.getString(3) == null ? "the server itself" : row.getString(3))
                            + ", its last statement began " + row.getString(4) + " ago");
                }
            }
        }
        return holders;
    }

    public PostgresqlTarget target() {
        return target;
    }

    /**
     * Lends a connection, which ends soon after this process should be killed; the caller closes the session. What an
     * earlier borrower set for the session may still be set.
     */
    Session open() throws SQLException, MigrationException {
        Connection used = idle.poll();
        if (used != null) {
            return new Session(used);
        }
        Connection connection = target.open();
        try {
            if (!lock(connection, "pg_try_advisory_lock_shared", target)) {
                throw new MigrationException("schema " + target.schema() + " of " + target.display()
                        + " was taken over by another run of the migrator");
            }
            endWithClient(connection);
            return new Session(connection);
        } catch (SQLException | MigrationException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** By itself the server notices a lost client only when it sends to it: after the index is built. */
    private static void endWithClient(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // since PostgreSQL 14
            statement.execute("SELECT set_config(name, '1s', false) FROM pg_settings"
                    + " WHERE name = 'client_connection_check_interval'");
        } catch (SQLException e) {
            if (!"22023".equals(e.getSQLState())) {
                throw e;
            }
            // the server's operating system has no such check; the next run then waits for the session's end
        }
    }

    /** Ends what is running on the connections. */
    void cancel() {
        for (Connection connection : busy) {
            try {
                connection.unwrap(PGConnection.class).cancelQuery();
            } catch (SQLException e) {
                // it has ended by itself, or its connection is lost: either way it does not go on
                continue;
            }
        }
    }

    @Override
    public void close() {
        closeQuietly(keeper);
        idle.forEach(CopySessions::closeQuietly);
    }

    private static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            // a connection that was lost has given up its lock as well
            return;
        }
    }

    /** One of the connections. */
    final class Session implements AutoCloseable {
        private final Connection connection;

        private Session(Connection connection) {
            this.connection = connection;
            busy.add(connection);
        }

        Connection connection() {
            return connection;
        }

        @Override
        public void close() throws SQLException {
            busy.remove(connection);
            if (connection.isClosed()) {
                return;
            }
            if (!connection.getAutoCommit()) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
            idle.add(connection);
        }
    }
}
