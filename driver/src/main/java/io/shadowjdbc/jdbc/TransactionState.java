package io.shadowjdbc.jdbc;

import io.shadowjdbc.dialect.StatementKind;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Whether a logical connection is in the middle of something: statements that run, and a transaction that is open, be
 * it that auto-commit is off or that the transaction came as text. May be used by threads.
 *
 * <p>A statement that runs alone, as nearly all do, is counted in a lane of its own that it leaves with a plain store: one
 * locked instruction a statement, not two. Others are counted in the shared lane.
 */
final class TransactionState {
    /** How a statement entered, for {@link #exit}. */
    static final int ALONE = 1;

    static final int SHARED = 2;

    private static final VarHandle ALONE_RUNS;
    private static final VarHandle OTHERS;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            ALONE_RUNS = lookup.findVarHandle(TransactionState.class, "aloneRuns", boolean.class);
            OTHERS = lookup.findVarHandle(TransactionState.class, "others", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile boolean aloneRuns;

    @SuppressWarnings("UnusedVariable") // written through OTHERS
    private volatile int others;

    private volatile boolean inTransaction;
    private volatile boolean autoCommit = true;
    private volatile boolean openedByText;
    private volatile String outermostSavepoint;
    private volatile boolean written;

    /**
     * A statement begins. What the caller reads after this is not older than this.
     *
     * @return the lane, for {@link #exit}
     */
    int enter() {
        return ALONE_RUNS.compareAndSet(this, false, true) ? ALONE : enterShared();
    }

    /** Something begins that may outlast statements. */
    int enterShared() {
        OTHERS.getAndAdd(this, 1);
        return SHARED;
    }

    /** A statement ended. */
    void exit(int lane) {
        if (lane == ALONE) {
            ALONE_RUNS.setRelease(this, false);
        } else {
            OTHERS.getAndAdd(this, -1);
        }
    }

    /** Read in this order: what a statement has opened is seen if its end is seen. */
    boolean isBusy() {
        return aloneRuns || others != 0 || inTransaction;
    }

    boolean inTransaction() {
        return inTransaction;
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
