package io.shadowjdbc.jdbc;

import io.shadowjdbc.dialect.StatementKind;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Whether a logical connection is in the middle of something: statements that run, and a transaction that is open, be
 * it that auto-commit is off or that the transaction came as text. One word, so that a flip reads it at once. May be
 * used by threads.
 */
final class TransactionState {
    private static final int IN_TRANSACTION = 1 << 30;
    private static final VarHandle WORD;

    static {
        try {
            WORD = MethodHandles.lookup().findVarHandle(TransactionState.class, "word", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @SuppressWarnings("UnusedVariable") // read and written through WORD
    private volatile int word;

    private volatile boolean autoCommit = true;
    private volatile boolean openedByText;
    private volatile String outermostSavepoint;
    private volatile boolean written;

    /** A statement begins. What the caller reads after this is not older than this. */
    void enter() {
        WORD.getAndAdd(this, 1);
    }

    /** A statement ended. */
    void exit() {
        WORD.getAndAdd(this, -1);
    }

    boolean isBusy() {
        return word != 0;
    }

    boolean inTransaction() {
        return (word & IN_TRANSACTION) != 0;
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
        if (kind != StatementKind.SELECT && inTransaction() && kind.changesRows()) {
            written = true;
        }
    }

    /** Marks a transaction as open. */
    void begin() {
        if (!inTransaction()) {
            WORD.getAndBitwiseOr(this, IN_TRANSACTION);
        }
    }

    /** The transaction ended. */
    void end() {
        openedByText = false;
        outermostSavepoint = null;
        written = false;
        if (inTransaction()) {
            WORD.getAndBitwiseAnd(this, ~IN_TRANSACTION);
        }
    }

    /** A statement that controls transactions has run. */
    void ran(StatementKind kind, String sql) {
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

    /** A statement that controls transactions has failed. */
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
