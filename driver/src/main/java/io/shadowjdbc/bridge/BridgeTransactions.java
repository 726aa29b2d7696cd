package io.shadowjdbc.bridge;

import io.shadowjdbc.dialect.StatementKind;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * Transactions that come as text, with SQLite's rules: a savepoint outside a transaction opens one, which ends with its
 * release; beginning twice and ending what is not open are errors. Not for use by several threads.
 */
final class BridgeTransactions {
    /** Taken before the transaction's snapshot: whoever begins IMMEDIATE waits for the one before, as on SQLite. */
    private static final String LOCK_WRITER = "LOCK TABLE shadow.writer IN EXCLUSIVE MODE";

    private final Connection physical;
    private final BaseConnection server;
    private final ReadSavepoint reads;
    private final Deque<String> savepoints = new ArrayDeque<>();
    private boolean openedBySavepoint;
    private boolean writerMissing;

    BridgeTransactions(Connection physical) throws SQLException {
        this.physical = physical;
        this.server = physical.unwrap(BaseConnection.class);
        this.reads = new ReadSavepoint(server, physical.createStatement());
    }

    /** Whether what is run now belongs to a transaction that goes on afterwards. */
    boolean isOpen() throws SQLException {
        return !physical.getAutoCommit() || server.getTransactionState() != TransactionState.IDLE;
    }

    /** Whether PostgreSQL has a transaction open, which JDBC's auto-commit alone does not say. */
    boolean isBegun() {
        return server.getTransactionState() != TransactionState.IDLE;
    }

    /** The savepoint that reads share. */
    ReadSavepoint reads() {
        return reads;
    }

    /** Runs a statement that begins or ends a transaction or a savepoint. */
    void run(StatementKind kind, String postgresql, boolean immediate) throws SQLException {
        switch (kind) {
            case BEGIN -> {
                refuseIf(isOpen(), "cannot start a transaction within a transaction");
                begin(immediate);
            }
            case COMMIT -> {
                refuseIf(!isOpen(), "cannot commit - no transaction is active");
                execute("COMMIT");
                ended();
            }
            case ROLLBACK -> {
                refuseIf(!isOpen(), "cannot rollback - no transaction is active");
                execute("ROLLBACK");
                ended();
            }
            case SAVEPOINT -> savepoint(postgresql);
            case RELEASE -> release(postgresql);
            default -> {
                requireSavepoint(postgresql);
                execute(postgresql);
                reads.forget();
                while (!savepoints.isEmpty() && !savepoints.peek().equals(name(postgresql))) {
                    savepoints.pop();
                }
            }
        }
    }

    private void begin(boolean immediate) throws SQLException {
        execute("BEGIN");
        if (!immediate || writerMissing) {
            return;
        }
        try {
            execute(LOCK_WRITER);
        } catch (SQLException e) {
            // the table belongs to the helper functions, which this role may not have been allowed to make
            writerMissing = "42P01".equals(e.getSQLState())
                    || "42501".equals(e.getSQLState())
                    || "3F000".equals(e.getSQLState());
            execute("ROLLBACK");
            if (!writerMissing) {
                throw e;
            }
            execute("BEGIN");
        }
    }

    private void savepoint(String postgresql) throws SQLException {
        if (!isOpen()) {
            execute("BEGIN");
            openedBySavepoint = true;
        }
        reads.release();
        execute(postgresql);
        savepoints.push(name(postgresql));
    }

    private void release(String postgresql) throws SQLException {
        requireSavepoint(postgresql);
        execute(postgresql);
        reads.forget();
        String released = name(postgresql);
        String popped;
        do {
            popped = savepoints.pop();
        } while (!popped.equals(released));
        if (savepoints.isEmpty() && openedBySavepoint) {
            execute("COMMIT");
            ended();
        }
    }

    private void requireSavepoint(String postgresql) throws SQLException {
        String name = name(postgresql);
        refuseIf(!savepoints.contains(name), "no such savepoint: " + name);
    }

    private static String name(String postgresql) {
        return postgresql
                .substring(postgresql.indexOf('"') + 1, postgresql.lastIndexOf('"'))
                .toLowerCase(Locale.ROOT);
    }

    /** The transaction has ended by whatever means. */
    void ended() {
        reads.forget();
        savepoints.clear();
        openedBySavepoint = false;
    }

    void execute(String sql) throws SQLException {
        reads.outdate();
        try (Statement statement = physical.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void refuseIf(boolean refused, String reason) throws SQLException {
        if (refused) {
            throw new SQLiteException(
                    "[SQLITE_ERROR] SQL error or missing database (" + reason + ")", SQLiteErrorCode.SQLITE_ERROR);
        }
    }
}
