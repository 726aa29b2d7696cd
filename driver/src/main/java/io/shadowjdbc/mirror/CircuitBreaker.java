package io.shadowjdbc.mirror;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Keeps the shadow away from a database that does not answer. It opens at the first connection failure; while it is open
 * one attempt is let through after each pause, and the first that succeeds closes it. May be used by threads, which never
 * wait for one another here.
 */
final class CircuitBreaker {
    private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(2);

    /** What an open one waits for. */
    private record Opened(long pause, long nextAttempt) {
        static Opened after(long pause) {
            return new Opened(pause, System.nanoTime() + pause);
        }
    }

    /** Null while it is closed. */
    private final AtomicReference<Opened> opened = new AtomicReference<>();

    /** Whether reads are to be dropped. */
    boolean isOpen() {
        return opened.get() != null;
    }

    /** Whether it is time to try again; the caller that gets true must try. */
    boolean shouldTry() {
        Opened now = opened.get();
        return now != null
                && System.nanoTime() - now.nextAttempt() >= 0
                && opened.compareAndSet(now, Opened.after(now.pause()));
    }

    /** Whether this failure opened it. */
    boolean failed() {
        Opened before = opened.getAndUpdate(
                now -> Opened.after(now == null ? FIRST_PAUSE : Math.min(LONGEST_PAUSE, now.pause() * 2)));
        return before == null;
    }

    /** Whether this success closed it. */
    boolean succeeded() {
        // each comparison asks: a plain look for the usual answer
        return isOpen() && opened.getAndSet(null) != null;
    }
}
