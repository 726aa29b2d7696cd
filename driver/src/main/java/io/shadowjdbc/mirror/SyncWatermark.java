package io.shadowjdbc.mirror;

import io.shadowjdbc.config.DatabaseKind;
import io.shadowjdbc.dialect.Dialect;
import io.shadowjdbc.provider.Provider;
import io.shadowjdbc.sync.SyncState;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.postgresql.PGConnection;

/**
 * How far a sync has brought the other database: it equals a state of the active one that is not older than this. Where
 * no sync runs, nothing is waited for. One thread looks, all may ask.
 */
final class SyncWatermark {
    /** Without a new round for that long the sync has ended or has died. */
    private static final long RUNNING_NANOS = TimeUnit.SECONDS.toNanos(10);

    private static final long EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** Sooner than a difference is believed, so that a sync that begins is known of. */
    private static final long EVERY_NANOS_WITHOUT = TimeUnit.MILLISECONDS.toNanos(500);

    private static final long NONE = Long.MAX_VALUE;

    /** Microseconds since 1970, or NONE. */
    private volatile long reached = NONE;

    private long lastSeen = NONE;
    private long advanced;
    private long nextLook = System.nanoTime();

    /** Microseconds since 1970 on the clock of this machine, rounded up: what has happened is not later than that. */
    static long now() {
        return TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis() + 1);
    }

    /** Whether a sync brings changes to the other database now. */
    boolean isRunning() {
        return reached != NONE;
    }

    /** Whether the other database has the state that the active one had at that time; true where no sync runs. */
    boolean hasReached(long micros) {
        return reached >= micros;
    }

    /** Waits until the other database has the state of now; whether it got there in a second. */
    boolean awaitNow() {
        long micros = now();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
        while (!hasReached(micros)) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
        return true;
    }

    /** Whether it is time to {@link #look}. */
    boolean isDue() {
        return System.nanoTime() - nextLook >= 0;
    }

    /** The next look comes later. */
    void looked() {
        nextLook = System.nanoTime() + (isRunning() ? EVERY_NANOS : EVERY_NANOS_WITHOUT);
    }

    /** Nobody can tell how far a sync is. */
    void forget() {
        reached = NONE;
    }

    /**
     * Asks the other database.
     *
     * @param session the shadow's
     */
    void look(Provider other, Connection session) throws SQLException {
        boolean postgresql = other.dialect() == Dialect.POSTGRESQL;
        Connection plain = postgresql ? (Connection) session.unwrap(PGConnection.class) : session;
        long found = SyncState.watermark(plain, postgresql ? DatabaseKind.POSTGRESQL : DatabaseKind.SQLITE)
                .orElse(NONE);
        if (found != lastSeen) {
            // what stood there before anybody looked may be of a sync that ended long ago
            boolean first = lastSeen == NONE;
            lastSeen = found;
            advanced = System.nanoTime() - (first && isOld(found) ? RUNNING_NANOS : 0);
        }
        reached = found != NONE && System.nanoTime() - advanced < RUNNING_NANOS ? found : NONE;
    }

    private static boolean isOld(long micros) {
        return now() - micros > TimeUnit.NANOSECONDS.toMicros(RUNNING_NANOS);
    }
}
