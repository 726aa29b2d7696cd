package io.shadowjdbc.jdbc;

import io.shadowjdbc.dialect.StatementKind;
import io.shadowjdbc.plan.StatementPlan;
import io.shadowjdbc.provider.HoldUp;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;

/**
 * Whether a logical connection is in the middle of something: statements that run, and a transaction that is open, be
 * it that auto-commit is off or that the transaction came as text. May be used by threads.
 *
 * <p>A statement that runs alone, as nearly all do, is counted in a lane of its own that it leaves with a plain store: one
 * locked instruction a statement, not two. Others are counted in the shared lane.
 */
@SuppressWarnings("ReferenceEquality") // a name or plan that is another object is written, whatever it says
final class TransactionState {
    /** What can tell whether it still gives rows. */
    interface Rows {
        boolean areOpen();
    }

    /** How a statement entered, for {@link #exit}: alone, and certain to change nothing. */
    static final int READS = 1;

    /** Alone, and may write. */
    static final int WRITES = 2;

    static final int SHARED = 3;

    private static final VarHandle ALONE;
    private static final VarHandle OTHERS;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            ALONE = lookup.findVarHandle(TransactionState.class, "alone", int.class);
            OTHERS = lookup.findVarHandle(TransactionState.class, "others", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** 0, {@link #READS} or {@link #WRITES}. */
    private volatile int alone;

    @SuppressWarnings("UnusedVariable") // written through OTHERS
    private volatile int others;

    private volatile boolean inTransaction;
    private volatile int batches;
    /** Of writes without a transaction; null as long as there was none. */
    private volatile Rows rowsOfWrites;

    private volatile boolean autoCommit = true;
    private volatile boolean openedByText;
    private volatile String outermostSavepoint;
    private volatile boolean written;

    // for status only: plain writes, and none where nothing has changed
    private StatementPlan lastPlan;
    private String lastThread;
    /** When the transaction began; written before it is marked as open. */
    private long begun;

    /**
     * A statement begins. What the caller reads after this is not older than this.
     *
     * @param work {@link #READS} or {@link #WRITES}
     * @return the lane, for {@link #exit}
     */
    int enter(int work) {
        return ALONE.compareAndSet(this, 0, work) ? work : enterShared();
    }

    /** Something begins that may outlast statements. */
    int enterShared() {
        OTHERS.getAndAdd(this, 1);
        return SHARED;
    }

    /** A statement ended. */
    void exit(int lane) {
        if (lane == SHARED) {
            OTHERS.getAndAdd(this, -1);
        } else {
            ALONE.setRelease(this, 0);
        }
    }

    /**
     * Whether anything runs or is open that may still write; a read without a transaction may end where it began. Read in
     * this order: what a statement has opened is seen if its end is seen; and that rows of a write are being closed, which
     * commits it, is seen if they no longer count as open.
     */
    boolean isBusy() {
        return alone == WRITES || others != 0 || inTransaction || hasRowsOfWrites() || others != 0;
    }

    /** Whether a write gives rows that were not read to their end: SQLite commits it when they are. */
    boolean hasRowsOfWrites() {
        Rows rows = rowsOfWrites;
        return rows != null && rows.areOpen();
    }

    /** A write has run and gives rows. To be called before {@link #exit}. */
    void opened(Rows rows) {
        Rows before = rowsOfWrites;
        rowsOfWrites =
                before != null && before != rows && before.areOpen() ? () -> before.areOpen() || rows.areOpen() : rows;
    }

    boolean inTransaction() {
        return inTransaction;
    }

    /** Whether a batch was begun, which lives in the inner statement and so has to end where it began. */
    boolean hasBatch() {
        return batches != 0;
    }

    synchronized void batchBegun() {
        batches = batches + 1;
    }

    synchronized void batchEnded() {
        batches = batches - 1;
    }

    /** Whether the open transaction has changed rows. */
    boolean hasWritten() {
        return written;
    }

    boolean autoCommit() {
        return autoCommit;
    }

    void autoCommit(boolean enabled) {
        autoCommit = enabled;
    }

    /** The work that keeps the connection busy; as its fields are written without a barrier, it may be a statement old. */
    HoldUp holdUp(long waitedNanos) {
        StatementPlan plan = lastPlan;
        String thread = lastThread;
        long age = inTransaction ? System.nanoTime() - begun : waitedNanos;
        return new HoldUp(
                thread == null ? "?" : thread,
                Duration.ofNanos(Math.max(0, age)),
                plan == null ? "none yet" : plan.fingerprint());
    }

    /** A statement is about to run. */
    void running(StatementPlan plan) {
        if (lastPlan != plan) {
            lastPlan = plan;
        }
        String thread = Thread.currentThread().getName();
        if (lastThread != thread) {
            lastThread = thread;
        }
        running(plan.kind());
    }

    /** A statement of this kind is about to run. */
    void running(StatementKind kind) {
        if (!autoCommit || kind == StatementKind.BEGIN || kind == StatementKind.SAVEPOINT) {
            begin();
        }
        if (inTransaction && !written && kind.mayWrite()) {
            written = true;
        }
    }

    /** Marks a transaction as open. */
    void begin() {
        if (!inTransaction) {
            begun = System.nanoTime();
            inTransaction = true;
        }
    }

    /** The transaction ended. */
    void end() {
        openedByText = false;
        outermostSavepoint = null;
        written = false;
        inTransaction = false;
    }

    /** A statement has run. */
    void ran(StatementKind kind, String sql) {
        if (kind.controlsTransactions()) {
            ranControl(kind, sql);
        }
    }

    private void ranControl(StatementKind kind, String sql) {
        switch (kind) {
            case BEGIN -> openedByText = true;
            case SAVEPOINT -> {
                if (autoCommit && !openedByText && outermostSavepoint == null) {
                    outermostSavepoint = lastWord(sql);
                }
            }
            case RELEASE -> {
                if (outermostSavepoint != null && outermostSavepoint.equals(lastWord(sql))) {
                    end();
                }
            }
            case COMMIT, ROLLBACK -> end();
            default -> {}
        }
    }

    /** A statement has failed. */
    void failed(StatementKind kind) {
        boolean nothingOpened = !openedByText
                && (kind == StatementKind.BEGIN || (kind == StatementKind.SAVEPOINT && outermostSavepoint == null));
        // a ROLLBACK fails only where there is nothing to roll back
        if (kind == StatementKind.ROLLBACK || (autoCommit && nothingOpened)) {
            end();
        }
    }

    /** SQLite compares names of savepoints without regard to case. */
    private static String lastWord(String sql) {
        String[] words = sql.replace(';', ' ').strip().split("\\s+");
        return words[words.length - 1].toLowerCase(java.util.Locale.ROOT);
    }
}
