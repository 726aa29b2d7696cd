package io.shadowjdbc.mirror;

import io.shadowjdbc.parity.ParityLog;
import io.shadowjdbc.provider.Provider;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The times in which the other database does not answer: begins and ends them, keeps the shadow away meanwhile, and says
 * so, once in ten seconds at most. May be used by threads.
 */
final class Outages {
    private static final Logger log = LoggerFactory.getLogger(Outages.class);

    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final CircuitBreaker breaker = new CircuitBreaker();
    private final SessionPools sessions;
    private final ParityLog parity;
    /** A database that comes and goes all the time is not to fill the log. */
    private volatile long quietUntil = System.nanoTime();

    private volatile boolean said;
    private final List<InFlight> inFlight = new CopyOnWriteArrayList<>();

    Outages(SessionPools sessions, ParityLog parity) {
        this.sessions = sessions;
        this.parity = parity;
    }

    /** What is to be cut off when the other database does not answer. */
    void watch(InFlight work) {
        inFlight.add(work);
    }

    /** Whether a worker waits that long already. */
    boolean someWaitLongerThan(long nanos) {
        return inFlight.stream().anyMatch(work -> work.lastsLongerThan(nanos));
    }

    /** Whether a worker has had an answer in that time. */
    boolean someHaveAnswerWithin(long nanos) {
        return inFlight.stream().anyMatch(work -> work.hasAnswerWithin(nanos));
    }

    /** Whether the other database is given up for now. */
    boolean isOut() {
        return breaker.isOpen();
    }

    /** To be remembered when work begins, for {@link #failed}. */
    long generation() {
        return breaker.generation();
    }

    /** Whether it is time to see whether it is back; the caller that gets true must look. */
    boolean shouldTry() {
        return breaker.shouldTry();
    }

    /** It did not answer work that began in that generation. */
    void failed(Provider other, long generation, SQLException e) {
        if (!breaker.failed(generation)) {
            return;
        }
        if (System.nanoTime() - quietUntil >= 0) {
            quietUntil = System.nanoTime() + QUIET_NANOS;
            said = true;
            log.warn("the {} database can't be reached, mirroring pauses: {}", other, e.getMessage());
            parity.note(
                    "breaker_opened",
                    "the " + other + " database can't be reached: "
                            + deepest(e).getClass().getName());
        }
        sessions.evict(other);
        // a hung session's end is not waited for
        cutOff();
    }

    /** Breaks what is in flight. */
    void cutOff() {
        inFlight.forEach(work -> work.cutOff(Outages::inItsOwnThread));
    }

    private static void inItsOwnThread(Runnable task) {
        Thread thread = new Thread(task, "shadow-mirror-abort");
        thread.setDaemon(true);
        thread.start();
    }

    /** It is still away. */
    void attemptFailed() {
        breaker.attemptFailed();
    }

    /** It has answered. */
    void succeeded(Provider other) {
        if (breaker.succeeded() && said) {
            said = false;
            log.info("the {} database can be reached again, mirroring goes on", other);
            parity.note("breaker_closed", "the " + other + " database can be reached again");
        }
    }

    /** The error that says most: the deepest, which is the other database's own. */
    static SQLException deepest(SQLException e) {
        SQLException deepest = e;
        while (deepest.getCause() instanceof SQLException cause) {
            deepest = cause;
        }
        return deepest;
    }
}
