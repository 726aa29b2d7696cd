package io.shadowjdbc.sync;

import io.shadowjdbc.config.DatabaseKind;
import io.shadowjdbc.schema.SchemaMap;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Keeps one side equal to the other, on which the application writes. Triggers note the keys of changed rows there; a round
 * takes a snapshot, brings the rows that the noted keys have in it to the other side in one transaction, and then takes away
 * just these notes. After a round the other side equals the snapshot; a round that fails has changed nothing, and one whose
 * notes were not taken away is repeated and changes nothing. Not for use by several threads.
 */
public final class Sync implements AutoCloseable {
    private final SyncSide sourceSide;
    private final SyncSide targetSide;
    private final List<SyncTable> tables;
    private final String holder = UUID.randomUUID().toString();
    private SyncSource source;
    private SyncTarget target;
    private SyncLock lock;
    private boolean claimed;
    private boolean givesWay;
    private SyncProgress progress = SyncProgress.NONE;

    /**
     * @param source the side that the application writes to
     * @param target the side to keep equal to it
     * @throws IllegalArgumentException unless one of them is SQLite and the other PostgreSQL
     */
    public Sync(SyncSide source, SyncSide target, SchemaMap map) {
        if (source.kind() == target.kind()) {
            throw new IllegalArgumentException(
                    "expected SQLite on one side and PostgreSQL on the other, got " + source.kind() + " on both");
        }
        this.sourceSide = source;
        this.targetSide = target;
        this.tables = SyncTable.of(map);
    }

    /**
     * Installs the notes on the source; changes nothing where they are. On SQLite they cover all tables, whatever the map
     * says, so that they can be installed before there is one.
     */
    public void install() throws SQLException, SyncException {
        source().install();
    }

    /**
     * Says that the other side holds what the source holds, or held when the notes were installed: it was copied from a backup
     * with the notes in it, or both were fenced and equal.
     */
    public void trust() throws SQLException, SyncException {
        target().install();
        target().trust(source().origin());
    }

    /**
     * Says the same of PostgreSQL after a copy from this backup; does nothing where the backup has no notes in it.
     *
     * @param backup the copy of the SQLite database whose rows PostgreSQL now holds
     */
    public static void copied(Connection backup, Connection postgresql) throws SQLException {
        String origin = SqliteNotes.origin(backup);
        if (origin != null) {
            SyncState state = new SyncState(postgresql, DatabaseKind.POSTGRESQL);
            state.install();
            state.trust(origin);
        }
    }

    /** From now on it stands aside, with a {@link SyncBusyException}, where another sync of its direction is or wants to be at work. */
    public Sync givingWay() {
        givesWay = true;
        return this;
    }

    /** From now on that one is told how far a long round is. */
    public Sync tellingProgressTo(SyncProgress listener) {
        progress = listener;
        return this;
    }

    /** Takes the notes away, and what the other side needed. */
    public void uninstall() throws SQLException, SyncException {
        source().uninstall();
        target().uninstall();
    }

    /** Whether anything may have changed since the last round; cheap enough to be asked a hundred times a second. */
    public boolean mayHaveChanged() throws SQLException, SyncException {
        return source().mayHaveChanged();
    }

    /** Whether the other side was made from the state that the notes begin with, so that rounds keep it equal. */
    public boolean isJoined() throws SQLException, SyncException {
        String origin = source().origin();
        return origin != null && origin.equals(target().origin());
    }

    /** Which session on PostgreSQL holds the lock of a sync to that side, in words; empty where none is at work. */
    public static Optional<String> worker(Connection postgresql, DatabaseKind target) throws SQLException {
        return Optional.ofNullable(SyncLock.holder(postgresql, target));
    }

    /** How far the other side is behind. */
    public SyncLag lag() throws SQLException, SyncException {
        return source().lag();
    }

    /**
     * Brings the other side to a snapshot of the source.
     *
     * @throws SyncException if somebody has to act first; nothing was changed
     * @throws SQLException if a database does not answer; nothing was changed, or the next round changes nothing
     */
    public SyncRound round() throws SQLException, SyncException {
        return round(false);
    }

    /** The same, and sets the other side's sequences to continue after the source's: the last round before a switch. */
    public SyncRound lastRound() throws SQLException, SyncException {
        return round(true);
    }

    private SyncRound round(boolean last) throws SQLException, SyncException {
        claim();
        long started = System.nanoTime();
        if (last && source instanceof PostgresqlSyncSource postgresql) {
            postgresql.checkAgain();
        }
        try (SyncSnapshot snapshot = source.snapshot()) {
            Transfer transfer = new Transfer(snapshot, target, progress);
            target.begin();
            try {
                transfer.run();
                if (last) {
                    target.sequences(source.sequences());
                }
                target.commit(snapshot.noted().takenMicros());
            } catch (SQLException | SyncException | RuntimeException e) {
                rollback(e);
                throw e;
            }
            snapshot.forget();
            return new SyncRound(
                    snapshot.noted().takenMicros(),
                    snapshot.noted().notes(),
                    transfer.deleted(),
                    transfer.written(),
                    System.nanoTime() - started);
        } catch (SQLException e) {
            // whatever state the connections are in
            reset();
            throw e;
        }
    }

    private void rollback(Exception cause) {
        try {
            target.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private SyncSource source() throws SQLException {
        if (source == null) {
            source = sourceSide.kind() == DatabaseKind.SQLITE
                    ? new SqliteSyncSource(sourceSide, tables, holder)
                    : new PostgresqlSyncSource(sourceSide, tables);
        }
        return source;
    }

    private SyncTarget target() throws SQLException {
        if (target == null) {
            target = targetSide.kind() == DatabaseKind.SQLITE
                    ? new SqliteSyncTarget(targetSide, holder)
                    : new PostgresqlSyncTarget(targetSide, holder);
        }
        return target;
    }

    /**
     * Takes the place of the one sync of its direction, as the first round does; nothing where it has it.
     *
     * @throws SyncBusyException if another one is at work, or this one has to stand aside for it
     * @throws SyncException if somebody has to act first
     */
    public void claim() throws SQLException, SyncException {
        if (claimed) {
            if (lock.isToBeReleased()) {
                claimed = false;
                lock.release();
                throw new SyncBusyException(
                        "another sync to " + targetSide.kind().databaseName() + " wants to be at work");
            }
            return;
        }
        String origin = source().origin();
        if (origin == null) {
            throw new SyncException("no notes are installed on "
                    + sourceSide.kind().databaseName() + ": run sync --install-only, then migrate, then sync");
        }
        if (!origin.equals(target().origin())) {
            throw new SyncException(
                    targetSide.kind().databaseName() + " was not made from a backup that holds these notes:"
                            + " what was written between the two is not noted. With the notes installed, run migrate --replace");
        }
        Connection session = target instanceof PostgresqlSyncTarget postgresql
                ? postgresql.connection()
                : ((PostgresqlSyncSource) source).connection();
        lock = new SyncLock(session, targetSide.kind(), givesWay);
        lock.take();
        target.install();
        target.claim(holder);
        claimed = true;
    }

    /** Closes both connections; the next call opens new ones. */
    void reset() {
        claimed = false;
        try {
            close();
        } catch (SQLException e) {
            // they are given up
            return;
        }
    }

    @Override
    public void close() throws SQLException {
        SyncSource closedSource = source;
        SyncTarget closedTarget = target;
        source = null;
        target = null;
        claimed = false;
        try {
            if (closedTarget != null) {
                closedTarget.close();
            }
        } finally {
            if (closedSource != null) {
                closedSource.close();
            }
        }
    }
}
