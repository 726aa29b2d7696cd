package io.shadowjdbc.mirror;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The share of the machine's processor time that mirroring may take. Workers say what they have used, and pause while
 * that is more than what has accrued. What accrues while there is nothing to do is kept for a second. May be used by
 * threads.
 */
public final class Budget {
    /** What all data sources of a process have used, together: the share is the process's. */
    public static final class Ledger {
        /** The time at which what was used so far will have accrued. */
        private final AtomicLong paidUntil = new AtomicLong(System.nanoTime() - KEPT_NANOS);
    }

    private static final long LEAST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final boolean elapsedCounts;
    private volatile double processors;
    private final Ledger ledger;

    /**
     * @param processors how many of them mirroring may keep busy; may be a part of one
     * @param othersWorkHere whether another process of this machine works while a worker waits for it: then a worker's
     *     elapsed time counts, else its processor time
     * @param ledger shared with whom the processors are shared
     */
    Budget(double processors, boolean othersWorkHere, Ledger ledger) {
        this.processors = processors;
        this.elapsedCounts = othersWorkHere || !threads.isCurrentThreadCpuTimeSupported();
        this.ledger = ledger;
    }

    /** Changes how many processors mirroring may keep busy. */
    void setProcessors(double processors) {
        this.processors = processors;
    }

    /** The current thread's clock, for {@link #spend}. */
    long clock() {
        return elapsedCounts ? System.nanoTime() : threads.getCurrentThreadCpuTime();
    }

    /** The current thread has worked since its clock showed that. */
    void spend(long since) {
        long accrues = (long) ((clock() - since) / processors);
        long now = System.nanoTime();
        ledger.paidUntil.updateAndGet(until -> (until - (now - KEPT_NANOS) < 0 ? now - KEPT_NANOS : until) + accrues);
    }

    /**
     * How long the current thread should do nothing; 0 or less for not at all. Little is owed on: short pauses wake up the
     * machine more often than they spare it.
     */
    long pauseNanos() {
        long owed = ledger.paidUntil.get() - System.nanoTime();
        return owed < LEAST_PAUSE_NANOS ? 0 : owed;
    }
}
