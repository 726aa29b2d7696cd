package io.shadowjdbc.sync;

import io.shadowjdbc.config.DatabaseKind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.LockSupport;

/**
 * Makes sure that one sync a direction is at work: an advisory lock of PostgreSQL, which lives as long as the session. Whoever
 * insists says by a second lock, which many may share, that it waits; whoever gives way looks for that one before each round.
 * So the sync inside an application stands aside for an operator's, and comes back when that has ended.
 */
final class SyncLock {
    private static final String CLASS = String.valueOf(0x5368);

    /** A sync that was killed leaves a session behind that ends when PostgreSQL notices. */
    private static final long PATIENCE_NANOS = 5_000_000_000L;

    private static final long RETRY_NANOS = 50_000_000L;

    private final Connection session;
    private final DatabaseKind target;
    private final boolean givesWay;
    private final String work;
    private final String wish;

    /** @param session on PostgreSQL, whichever side that is */
    SyncLock(Connection session, DatabaseKind target, boolean givesWay) {
        this.session = session;
        this.target = target;
        this.givesWay = givesWay;
        this.work = work(target);
        this.wish = target == DatabaseKind.POSTGRESQL ? "3" : "4";
    }

    /**
     * Takes the lock; waits some seconds for whoever has it, unless this one gives way.
     *
     * @throws SyncBusyException if another one keeps it or, where this one gives way, waits for it
     */
    void take() throws SQLException, SyncBusyException {
        if (givesWay) {
            if (isWanted() || !has("pg_try_advisory_lock", work)) {
                throw busy();
            }
            return;
        }
        long giveUp = System.nanoTime() + PATIENCE_NANOS;
        boolean wished = false;
        while (true) {
            wished = wished || has("pg_try_advisory_lock_shared", wish);
            if (has("pg_try_advisory_lock", work)) {
                return;
            }
            if (System.nanoTime() > giveUp) {
                throw busy();
            }
            LockSupport.parkNanos(RETRY_NANOS);
        }
    }

    /** Whether this one is to stand aside now. */
    boolean isToBeReleased() throws SQLException {
        return givesWay && isWanted();
    }

    void release() throws SQLException {
        has("pg_advisory_unlock", work);
    }

    private boolean isWanted() throws SQLException {
        // held for the length of this statement only
        return !has("pg_try_advisory_xact_lock", wish);
    }

    private boolean has(String function, String lock) throws SQLException {
        return "t".equals(Sql.text(session, "SELECT " + function + "(?::int, ?::int)", CLASS, lock));
    }

    private SyncBusyException busy() throws SQLException {
        String who = holder(session, target);
        return new SyncBusyException("another sync to " + target.databaseName() + " is at work, by PostgreSQL's "
                + (who == null ? "list of locks" : who) + ": there is one at a time; end it first");
    }

    /** Who is at work, as PostgreSQL knows it; null if nobody is. */
    static String holder(Connection postgresql, DatabaseKind target) throws SQLException {
        return Sql.text(
                postgresql,
                "SELECT 'process ' || a.pid || ' (' || a.application_name || ') since ' || a.backend_start::timestamp(0)"
                        + " FROM pg_locks l JOIN pg_stat_activity a USING (pid) WHERE l.locktype = 'advisory'"
                        + " AND l.granted AND l.classid = ?::oid AND l.objid = ?::oid AND l.database ="
                        + " (SELECT oid FROM pg_database WHERE datname = current_database())",
                CLASS,
                work(target));
    }

    private static String work(DatabaseKind target) {
        return target == DatabaseKind.POSTGRESQL ? "1" : "2";
    }
}
