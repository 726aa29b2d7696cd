package io.shadowjdbc.bridge;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;
import org.postgresql.jdbc.AutoSave;

/**
 * The savepoint that the reads of a transaction share. SQLite goes on after a statement that fails, PostgreSQL only from a
 * savepoint. Reads change nothing, so one savepoint serves all of them until something is written; it is set in the round trip
 * of the first. What writes has a savepoint of its own, which PostgreSQL's driver sets and releases. Not for use by several
 * threads.
 */
final class ReadSavepoint {
    private static final String SET = "SAVEPOINT shadow_read;";
    private static final String RELEASE = "RELEASE SAVEPOINT shadow_read;";
    private static final String ROLL_BACK = "ROLLBACK TO SAVEPOINT shadow_read";

    private final PGConnection server;
    private final Statement control;
    private boolean isSet;
    private boolean isCurrent;

    /** @param control a statement of the connection, for what concerns the savepoint alone */
    ReadSavepoint(PGConnection server, Statement control) {
        this.server = server;
        this.control = control;
    }

    /** What the text of the next read has to begin with: nothing where the savepoint still serves. */
    String prefix() {
        if (isCurrent) {
            return "";
        }
        return isSet ? RELEASE + SET : SET;
    }

    /** Something was written, which a rollback to the savepoint would lose. */
    void outdate() {
        isCurrent = false;
    }

    /** The transaction has ended, or a savepoint around this one has. */
    void forget() {
        isSet = false;
        isCurrent = false;
    }

    /** Makes way for a savepoint of the application, which a later release of this one would release too. */
    void release() throws SQLException {
        if (isSet) {
            withoutAutosave(() -> control.execute(RELEASE));
            forget();
        }
    }

    /**
     * Runs a read whose text began with {@link #prefix}, and leaves the transaction usable if it fails.
     *
     * @return whether it gave rows
     */
    boolean run(PreparedStatement read) throws SQLException {
        return withoutAutosave(() -> {
            try {
                boolean rows = read.execute();
                // the savepoint's own results come first
                while (!rows && read.getUpdateCount() >= 0) {
                    rows = read.getMoreResults();
                }
                isSet = true;
                isCurrent = true;
                return rows;
            } catch (SQLException e) {
                rollBack(e);
                throw e;
            }
        });
    }

    private void rollBack(SQLException cause) {
        try {
            control.execute(ROLL_BACK);
            isSet = true;
            isCurrent = true;
        } catch (SQLException e) {
            // a lost connection, or a read that was cancelled before it had the savepoint
            forget();
            cause.addSuppressed(e);
        }
    }

    private interface Run {
        boolean run() throws SQLException;
    }

    private boolean withoutAutosave(Run action) throws SQLException {
        AutoSave before = server.getAutosave();
        server.setAutosave(AutoSave.NEVER);
        try {
            return action.run();
        } finally {
            server.setAutosave(before);
        }
    }
}
