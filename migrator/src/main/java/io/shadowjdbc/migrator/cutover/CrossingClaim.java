package io.shadowjdbc.migrator.cutover;

import io.shadowjdbc.config.DatabaseKind;
import io.shadowjdbc.migrator.GateClosedException;
import io.shadowjdbc.migrator.MigrationException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * One cutover or rollback at a time, wherever its operator sits: a lock of PostgreSQL that lives as long as the session, and
 * a row in {@code shadow.crossing} from which everybody else sees how far it has come. Whoever gets the lock knows that
 * all earlier ones have ended. Used by one thread.
 */
public final class CrossingClaim implements Journal.Copy, AutoCloseable {
    /** Numbers of the sync's locks are of the same class. */
    private static final String TRY_LOCK = "SELECT pg_try_advisory_lock(21352, 3)";

    private static final String CREATE = "CREATE TABLE IF NOT EXISTS shadow.crossing (id bigint GENERATED ALWAYS AS"
            + " IDENTITY PRIMARY KEY, command text NOT NULL, who text NOT NULL, run text NOT NULL, step text NOT NULL,"
            + " event text NOT NULL, detail text, fence_epoch bigint, began_at timestamptz NOT NULL DEFAULT"
            + " clock_timestamp(), changed_at timestamptz NOT NULL DEFAULT clock_timestamp())";
    private static final String LAST =
            "SELECT changed_at, run, command, step, event, who, detail FROM shadow.crossing ORDER BY id DESC LIMIT 1";

    /** One that was killed leaves a session behind that ends when PostgreSQL notices. */
    private static final long PATIENCE_NANOS = 2_000_000_000L;

    private static final long RETRY_NANOS = 20_000_000L;

    private final Connection session;
    private final Direction direction;
    private final String run;

    /** Of the row, which is there from the first step on. */
    private long id;

    private CrossingClaim(Connection session, Direction direction, String run) {
        this.session = session;
        this.direction = direction;
        this.run = run;
    }

    /**
     * Takes the place.
     *
     * @param run the directory of its artifacts
     * @throws GateClosedException if another one is at work; the message says whose, and how far it is
     */
    public static CrossingClaim of(Databases databases, Direction direction, String run) throws MigrationException {
        try {
            Connection session = databases.open(DatabaseKind.POSTGRESQL);
            try {
                return claim(session, direction, run);
            } catch (SQLException | MigrationException | RuntimeException e) {
                session.close();
                throw e;
            }
        } catch (SQLException e) {
            throw new MigrationException("shadow.crossing can't be used: " + e.getMessage(), e);
        }
    }

    private static CrossingClaim claim(Connection session, Direction direction, String run)
            throws SQLException, MigrationException {
        try (Statement statement = session.createStatement()) {
            long giveUp = System.nanoTime() + PATIENCE_NANOS;
            while (!holds(statement, TRY_LOCK)) {
                if (System.nanoTime() > giveUp) {
                    throw new GateClosedException(
                            "another one is at work: "
                                    + last(session).map(Object::toString).orElse("it has just begun")
                                    + ". There is one at a time: wait for its end, or end it",
                            List.of());
                }
                LockSupport.parkNanos(RETRY_NANOS);
            }
            statement.execute(CREATE);
            // it is read by people, and must not prolong the application's pause
            statement.execute("SET synchronous_commit = off");
        }
        return new CrossingClaim(session, direction, run);
    }

    private static boolean holds(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getBoolean(1);
        }
    }

    /** The newest row as a line of the journal; empty where there was no crossing. */
    static Optional<Journal.Entry> last(Connection postgresql) throws SQLException {
        try (Statement statement = postgresql.createStatement()) {
            if (!holds(statement, "SELECT to_regclass('shadow.crossing') IS NOT NULL")) {
                return Optional.empty();
            }
            try (ResultSet row = statement.executeQuery(LAST)) {
                return row.next() ? Optional.of(entry(row)) : Optional.empty();
            }
        }
    }

    private static Journal.Entry entry(ResultSet row) throws SQLException {
        Instant at = row.getObject(1, OffsetDateTime.class).toInstant();
        return new Journal.Entry(
                at,
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7));
    }

    /** Remembers that the flag's fence of that epoch is this crossing's. */
    void fenced(long epoch) throws SQLException {
        try (PreparedStatement update =
                session.prepareStatement("UPDATE shadow.crossing SET fence_epoch = ? WHERE id = ?")) {
            update.setLong(1, epoch);
            update.setLong(2, id);
            update.executeUpdate();
        }
    }

    /** Whether the flag's fence of that epoch was put up by a crossing that has ended without taking it away. */
    boolean isLeftBehind(long epoch) throws SQLException {
        try (PreparedStatement query =
                session.prepareStatement("SELECT 1 FROM shadow.crossing WHERE fence_epoch = ? AND id <> ?")) {
            query.setLong(1, epoch);
            query.setLong(2, id);
            try (ResultSet row = query.executeQuery()) {
                return row.next();
            }
        }
    }

    /** Notes how far it is; a step that is begun is noted or not begun, since without the session there is no claim. */
    @Override
    public void note(Journal.Entry entry) throws MigrationException {
        boolean begins = entry.event().equals(Journal.BEGIN);
        boolean ends = entry.event().equals(Journal.FAILED) || entry.step().equals(Step.FINISH.label());
        if (!begins && !ends) {
            return;
        }
        try {
            if (id == 0) {
                id = insert(entry);
            } else {
                update(entry);
            }
        } catch (SQLException e) {
            if (begins) {
                throw new MigrationException(
                        "PostgreSQL gave up the session that keeps others out: " + e.getMessage(), e);
            }
        }
    }

    private long insert(Journal.Entry entry) throws SQLException {
        try (PreparedStatement insert = session.prepareStatement("INSERT INTO shadow.crossing (command, who, run, step,"
                + " event, detail) VALUES (?, ?, ?, ?, ?, ?) RETURNING id")) {
            insert.setString(1, direction.command());
            insert.setString(2, entry.who());
            insert.setString(3, run);
            insert.setString(4, entry.step());
            insert.setString(5, entry.event());
            insert.setString(6, entry.detail());
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private void update(Journal.Entry entry) throws SQLException {
        try (PreparedStatement update = session.prepareStatement("UPDATE shadow.crossing SET step = ?, event = ?,"
                + " detail = ?, changed_at = clock_timestamp() WHERE id = ?")) {
            update.setString(1, entry.step());
            update.setString(2, entry.event());
            update.setString(3, entry.detail());
            update.setLong(4, id);
            update.executeUpdate();
        }
    }

    @Override
    public void close() throws SQLException {
        session.close();
    }
}
