package io.shadowjdbc.mirror;

import io.shadowjdbc.provider.Provider;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one worker is doing at the other database: for how long is seen, and it can be cut off, by another thread. All
 * methods but {@link #lastsLongerThan}, {@link #hasAnswerWithin} and {@link #cutOff} are for the worker.
 */
final class InFlight {
    private static final Logger log = LoggerFactory.getLogger(InFlight.class);

    private final SessionPools sessions;
    private volatile boolean busy;
    private volatile long since;
    private volatile long answered = System.nanoTime();
    private volatile Connection session;
    private Provider other;

    InFlight(SessionPools sessions) {
        this.sessions = sessions;
    }

    /** The worker turns to the other database. */
    void begin(Provider otherProvider) {
        other = otherProvider;
        since = System.nanoTime();
        busy = true;
    }

    /** The other database has answered. */
    void answered() {
        answered = System.nanoTime();
    }

    void end() {
        busy = false;
        session = null;
    }

    /**
     * A session of the shadow's.
     *
     * @throws SQLException if none can be had within two seconds
     */
    Connection connection(Provider provider) throws SQLException {
        Connection opened = sessions.connection(provider);
        if (provider.equals(other)) {
            session = opened;
        }
        return opened;
    }

    boolean lastsLongerThan(long nanos) {
        return busy && System.nanoTime() - since > nanos;
    }

    boolean hasAnswerWithin(long nanos) {
        return System.nanoTime() - answered < nanos;
    }

    /** Breaks the session with the other database: a worker that waits there gets an error at once. */
    void cutOff(Executor executor) {
        Connection broken = session;
        if (broken == null) {
            return;
        }
        try {
            broken.abort(executor);
        } catch (SQLException e) {
            log.debug("a session of the shadow could not be cut off", e);
        }
    }
}
