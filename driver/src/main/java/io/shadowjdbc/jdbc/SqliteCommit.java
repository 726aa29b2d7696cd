package io.shadowjdbc.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import org.sqlite.SQLiteConnection;

/**
 * The first half of sqlite-jdbc's commit, whose second half begins the next transaction, and waits for the lock that the URL
 * asks for. Both halves are what the driver does when auto-commit is switched on and off.
 */
final class SqliteCommit {
    private SqliteCommit() {}

    /** Whether the two halves come to the same as a commit: not where the driver tells transactions that only read apart. */
    static boolean isPossible(Connection physical) throws SQLException {
        return !physical.getAutoCommit()
                && !physical.unwrap(SQLiteConnection.class)
                        .getDatabase()
                        .getConfig()
                        .isExplicitReadOnly();
    }

    /**
     * Commits and leaves auto-commit on. Where that fails, auto-commit is off and the transaction as the driver's commit would
     * have left it.
     */
    static void commit(Connection physical) throws SQLException {
        try {
            physical.setAutoCommit(true);
        } catch (SQLException e) {
            switchOff(physical);
            throw e;
        }
    }

    /** The driver has switched auto-commit on all the same. */
    private static void switchOff(Connection physical) {
        try {
            physical.setAutoCommit(false);
        } catch (SQLException e) {
            // it is off now; the transaction is still open, and another can't begin within it
        }
    }
}
