package io.shadowjdbc.provider;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postgresql.PGConnection;

/**
 * Keeps the flag and the instances in tables of schema {@code shadow}, on a connection of its own that is opened again
 * when it breaks. Changes are notified; who misses that sees them when it looks the next time. The row of a process of this
 * machine that has ended is removed by whoever finds it: it can't write any more.
 */
final class PostgresqlFleetStore implements FleetStore {
    /** The channel of changes of the flag. */
    static final String FLAG = "shadow_control";
    /** The channel of what instances acknowledge. */
    static final String INSTANCES = "shadow_instance";

    private static final String READ_FLAG =
            "SELECT provider, phase, epoch, mirror, changed_by, changed_at, deadline FROM shadow.control WHERE id = 1";
    private static final String READ_CLOCK = "SELECT clock_timestamp()";
    private static final String READ = "SELECT provider, phase, epoch, mirror, changed_by, changed_at, deadline,"
            + " clock_timestamp() FROM (VALUES (1)) one (id) LEFT JOIN shadow.control USING (id)";
    private static final String INSERT_FLAG = "WITH changed AS (INSERT INTO shadow.control (provider, phase, epoch,"
            + " mirror, changed_by, changed_at, deadline, id) VALUES (?, ?, ?, ?, ?, ?, ?, 1) RETURNING 1)"
            + " SELECT pg_catalog.pg_notify('" + FLAG + "', '') FROM changed";
    private static final String UPDATE_FLAG = "WITH changed AS (UPDATE shadow.control SET provider = ?, phase = ?,"
            + " epoch = ?, mirror = ?, changed_by = ?, changed_at = ?, deadline = ? WHERE id = 1 RETURNING 1)"
            + " SELECT pg_catalog.pg_notify('" + FLAG + "', '') FROM changed";
    private static final String READ_INSTANCES = "SELECT name, incarnation, epoch, phase, drained, hold_ups, seen_at,"
            + " process FROM shadow.instance ORDER BY name, incarnation";
    private static final String REPORT = "WITH told AS (INSERT INTO shadow.instance AS known (name, incarnation, epoch,"
            + " phase, drained, hold_ups, process, seen_at) VALUES (?, ?, ?, ?, ?, ?::json, ?::json, clock_timestamp())"
            + " ON CONFLICT (name, incarnation) DO UPDATE SET epoch = excluded.epoch, phase = excluded.phase,"
            + " drained = excluded.drained, hold_ups = excluded.hold_ups, seen_at = excluded.seen_at RETURNING 1)"
            + " SELECT CASE WHEN ? THEN pg_catalog.pg_notify('" + INSTANCES + "', '') END FROM told";
    private static final String REMOVE = "DELETE FROM shadow.instance WHERE name = ? AND incarnation = ?";

    private final ConnectionSource source;
    private final String channel;
    private volatile Connection connection;
    private volatile boolean closed;

    /**
     * @param channel whose notifications end a wait: {@link #FLAG} or {@link #INSTANCES}
     */
    PostgresqlFleetStore(ConnectionSource source, String channel) {
        this.source = source;
        this.channel = channel;
    }

    private interface Work<T> {
        T on(Connection connection) throws SQLException, ControlException;
    }

    /** Does the work on the connection, which is given up where it fails. */
    private <T> T run(Work<T> work) throws ControlException {
        try {
            return work.on(connected());
        } catch (SQLException e) {
            disconnect();
            // the server's messages may quote values, its states do not; those of the store are names and numbers
            throw new ControlException(this + " can't be used: " + e.getMessage(), e);
        }
    }

    private Connection connected() throws SQLException {
        Connection known = connection;
        if (known != null) {
            return known;
        }
        Connection opened = source.connect();
        try {
            opened.setAutoCommit(true);
            // whatever the login or the database are set to
            opened.setReadOnly(false);
            opened.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            try (Statement statement = opened.createStatement()) {
                statement.execute("SET synchronous_commit = on; SET statement_timeout = '5s'; SET lock_timeout = '5s'");
                ControlTables.createIfMissing(opened);
                statement.execute("LISTEN " + channel);
            }
        } catch (SQLException e) {
            opened.close();
            throw e;
        }
        connection = opened;
        if (closed) {
            disconnect();
            throw new SQLException("closed", "08003");
        }
        return opened;
    }

    private void disconnect() {
        Connection known = connection;
        connection = null;
        if (known != null) {
            try {
                known.close();
            } catch (SQLException e) {
                // it is given up anyway
            }
        }
    }

    @Override
    public Reading read() throws ControlException {
        return run(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(READ)) {
                row.next();
                return new Reading(flag(row), instant(row, 8));
            }
        });
    }

    private static Optional<ControlFlag> flag(ResultSet row) throws SQLException {
        if (row.getString(1) == null) {
            return Optional.empty();
        }
        return Optional.of(new ControlFlag(
                row.getString(1),
                Phase.valueOf(row.getString(2)),
                row.getLong(3),
                row.getBoolean(4),
                row.getString(5),
                instant(row, 6),
                Optional.ofNullable(row.getObject(7, OffsetDateTime.class)).map(OffsetDateTime::toInstant)));
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    @Override
    public ControlFlag update(Change change) throws ControlException {
        return run(connection -> {
            connection.setAutoCommit(false);
            try {
                Optional<ControlFlag> flag = lockedFlag(connection);
                ControlFlag next = change.apply(new Reading(flag, clock(connection)));
                if (flag.isEmpty() || !next.equals(flag.get())) {
                    write(connection, flag.isEmpty() ? INSERT_FLAG : UPDATE_FLAG, next);
                }
                connection.commit();
                return next;
            } finally {
                rollBack(connection);
            }
        });
    }

    private static Optional<ControlFlag> lockedFlag(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(READ_FLAG + " FOR UPDATE")) {
            return row.next() ? flag(row) : Optional.empty();
        }
    }

    private static Instant clock(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(READ_CLOCK)) {
            row.next();
            return instant(row, 1);
        }
    }

    private static void write(Connection connection, String sql, ControlFlag flag) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, flag.provider());
            statement.setString(2, flag.phase().name());
            statement.setLong(3, flag.epoch());
            statement.setBoolean(4, flag.mirror());
            statement.setString(5, flag.changedBy());
            statement.setTimestamp(6, Timestamp.from(flag.changedAt()));
            if (flag.deadline().isPresent()) {
                statement.setTimestamp(7, Timestamp.from(flag.deadline().get()));
            } else {
                statement.setNull(7, Types.TIMESTAMP_WITH_TIMEZONE);
            }
            statement.execute();
        }
    }

    /** What was committed stays; what was refused goes, and the connection with it if even that fails. */
    private void rollBack(Connection connection) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            disconnect();
        }
    }

    @Override
    public List<InstanceStatus> instances() throws ControlException {
        return run(connection -> {
            List<InstanceStatus> instances = new ArrayList<>();
            List<InstanceStatus> ended = new ArrayList<>();
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(READ_INSTANCES)) {
                while (row.next()) {
                    boolean hasEnded = process(row.getString(8)).hasEnded();
                    (hasEnded ? ended : instances)
                            .add(new InstanceStatus(
                                    row.getString(1),
                                    row.getString(2),
                                    row.getLong(3),
                                    Phase.valueOf(row.getString(4)),
                                    row.getBoolean(5),
                                    holdUps(row.getString(6)),
                                    instant(row, 7)));
                }
            }
            for (InstanceStatus each : ended) {
                remove(connection, each);
            }
            return instances;
        });
    }

    private static ProcessIdentity process(String json) throws SQLException {
        try {
            return ProcessIdentity.ofJson(JSON.std.mapFrom(json));
        } catch (IOException | RuntimeException e) {
            throw new SQLException("shadow.instance.process is not what an instance writes", e);
        }
    }

    private static List<HoldUp> holdUps(String json) throws SQLException {
        try {
            return HoldUpJson.ofText(json);
        } catch (IOException e) {
            throw new SQLException("shadow.instance.hold_ups is not what an instance writes", e);
        }
    }

    @Override
    public void report(InstanceStatus status, boolean news) throws ControlException {
        run(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(REPORT)) {
                statement.setString(1, status.name());
                statement.setString(2, status.incarnation());
                statement.setLong(3, status.epoch());
                statement.setString(4, status.phase().name());
                statement.setBoolean(5, status.drained());
                statement.setString(6, HoldUpJson.toText(status.holdUps()));
                statement.setString(
                        7, JSON.std.asString(ProcessIdentity.current().toJson()));
                statement.setBoolean(8, news);
                return statement.execute();
            } catch (IOException e) {
                throw new SQLException("the state of an instance could not be written as JSON", e);
            }
        });
    }

    @Override
    public void remove(InstanceStatus status) throws ControlException {
        run(connection -> remove(connection, status));
    }

    private static int remove(Connection connection, InstanceStatus status) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(REMOVE)) {
            statement.setString(1, status.name());
            statement.setString(2, status.incarnation());
            return statement.executeUpdate();
        }
    }

    @Override
    public void await(Duration longest) throws ControlException {
        run(connection ->
                connection.unwrap(PGConnection.class).getNotifications((int) Math.max(1, longest.toMillis())));
    }

    @Override
    public Duration idlePoll() {
        return Duration.ofMillis(500);
    }

    @Override
    public Duration busyPoll() {
        return Duration.ofMillis(50);
    }

    @Override
    public String toString() {
        return "control store postgresql";
    }

    @Override
    public void close() {
        closed = true;
        disconnect();
    }
}
