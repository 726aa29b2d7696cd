package io.shadowjdbc.mirror;

import java.util.concurrent.TimeUnit;

/**
 * Keeps the shadow away from a database that does not answer. It opens at the first connection failure; while it is open
 * one attempt is let through after each pause, and the first that succeeds closes it. May be used by threads.
 */
final class CircuitBreaker {
    private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(2);

    private volatile boolean open;
    private long pause;
    private long nextAttempt;

    /** Whether reads are to be dropped. */
    boolean isOpen() {
        return open;
    }

    /** Whether it is time to try again; the caller that gets true must try. */
    synchronized boolean shouldTry() {
        if (!open || System.nanoTime() - nextAttempt < 0) {
            return false;
        }
        nextAttempt = System.nanoTime() + pause;
        return true;
    }

    /** Whether this failure opened it. */
    synchronized boolean failed() {
        pause = open ? Math.min(LONGEST_PAUSE, pause * 2) : FIRST_PAUSE;
        nextAttempt = System.nanoTime() + pause;
        boolean opened = !open;
        open = true;
        return opened;
    }

    /** Whether this success closed it. */
    boolean succeeded() {
        // each comparison asks: no lock for the usual answer
        return open && close();
    }

    private synchronized boolean close() {
        boolean closed = open;
        open = false;
        return closed;
    }
}
