package io.shadowjdbc.mirror;

import io.shadowjdbc.provider.Provider;
import io.shadowjdbc.provider.ProviderSwitch;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a database that is slow from one that is gone: where a worker waits for long, it asks the database on a
 * connection of its own, and an answer that does not come soon begins an outage. During an outage it asks whether it is
 * over. It reads how far a sync is as well. For one thread; nothing here makes it wait for longer than an answer may take.
 */
final class Heartbeat implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Heartbeat.class);
    private static final long LONG_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long ANSWER_MILLIS = 400;
    /** The first question loads classes and opens a session, on processors that start the application meanwhile. */
    private static final long FIRST_ANSWER_MILLIS = 2000;

    private static final long UNUSED_NANOS = TimeUnit.SECONDS.toNanos(10);

    private interface Question {
        void ask(Provider other, Connection session) throws SQLException;
    }

    private final ProviderSwitch providers;
    private final ShadowSessions sessions;
    private final Outages outages;
    private final SyncWatermark sync;
    /** A question may hang for longer than can be waited for. */
    private final ExecutorService asking = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "shadow-mirror-heartbeat");
        thread.setDaemon(true);
        return thread;
    });

    private Future<?> asked;
    private long lastAsked = System.nanoTime();
    private boolean hasAnswered;
    private volatile Connection kept;
    private volatile Provider keptFor;

    Heartbeat(ProviderSwitch providers, ShadowSessions sessions, Outages outages, SyncWatermark sync) {
        this.providers = providers;
        this.sessions = sessions;
        this.outages = outages;
        this.sync = sync;
    }

    /** Looks after the other database once; to be called some times a second. */
    void beat() {
        Provider other = providers.otherThan(providers.state().active());
        if (other == null) {
            return;
        }
        if (outages.isOut()) {
            sync.forget();
            if (outages.shouldTry()) {
                seeWhetherItIsBack(other);
            }
        } else if (outages.someWaitLongerThan(LONG_NANOS)) {
            seeWhetherItLives(other);
        } else if (sync.isDue()) {
            seeHowFarTheSyncIs(other);
        } else if (System.nanoTime() - lastAsked > UNUSED_NANOS && kept != null && asked == null) {
            disconnect();
        }
    }

    private void seeWhetherItIsBack(Provider other) {
        try {
            if (answers(other, Heartbeat::isValid, ANSWER_MILLIS)) {
                outages.succeeded(other);
            } else {
                outages.attemptFailed();
            }
        } catch (SQLException e) {
            disconnect();
            outages.attemptFailed();
        }
    }

    private void seeWhetherItLives(Provider other) {
        long generation = outages.generation();
        try {
            // on a machine that is overloaded a worker may have an answer sooner
            if (!answers(other, Heartbeat::isValid, patience())
                    && patience() == 0
                    && !outages.someHaveAnswerWithin(TimeUnit.MILLISECONDS.toNanos(ANSWER_MILLIS))) {
                outages.failed(
                        other,
                        generation,
                        new SQLTimeoutException("it has not answered for " + ANSWER_MILLIS + " ms", "08006"));
                disconnect();
            }
        } catch (SQLException e) {
            disconnect();
            outages.failed(other, generation, e);
        }
    }

    private void seeHowFarTheSyncIs(Provider other) {
        try {
            if (!answers(other, sync::look, patience())) {
                sync.forget();
            }
        } catch (SQLException e) {
            sync.forget();
            disconnect();
            log.debug("the {} database does not say how far a sync is", other, e);
        }
        sync.looked();
    }

    /**
     * Whether the database answers in that time. A question that has not been answered yet is not asked again: what it
     * asks does not matter, only that there is no answer.
     *
     * @throws SQLException what it answered
     */
    private boolean answers(Provider other, Question question, long millis) throws SQLException {
        if (asked == null) {
            lastAsked = System.nanoTime();
            asked = asking.submit(() -> {
                question.ask(other, session(other));
                return null;
            });
        }
        try {
            asked.get(millis, TimeUnit.MILLISECONDS);
            asked = null;
            hasAnswered = true;
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            asked = null;
            if (e.getCause() instanceof SQLException refused) {
                throw refused;
            }
            throw new SQLException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** For how many milliseconds an answer may be waited for now; 0 once it is overdue. */
    private long patience() {
        if (asked == null) {
            return ANSWER_MILLIS;
        }
        long all = hasAnswered ? ANSWER_MILLIS : FIRST_ANSWER_MILLIS;
        long left = all - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lastAsked);
        return Math.max(0, Math.min(ANSWER_MILLIS, left));
    }

    private Connection session(Provider other) throws SQLException {
        if (kept == null || keptFor != other) {
            disconnect();
            kept = sessions.open(other);
            keptFor = other;
        }
        return kept;
    }

    private static void isValid(Provider other, Connection session) throws SQLException {
        if (!session.isValid(1)) {
            throw new SQLException("the connection is broken", "08006");
        }
    }

    private void disconnect() {
        Connection broken = kept;
        kept = null;
        if (broken == null) {
            return;
        }
        try {
            // a close would say goodbye first, to somebody who may not listen
            broken.abort(Runnable::run);
        } catch (SQLException e) {
            log.debug("the connection could not be closed", e);
        }
    }

    @Override
    public void close() {
        asking.shutdownNow();
        disconnect();
    }
}
