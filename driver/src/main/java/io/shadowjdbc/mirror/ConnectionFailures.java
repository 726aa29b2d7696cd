package io.shadowjdbc.mirror;

import io.shadowjdbc.dialect.SqlStates;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

/** Tells a database that can't be reached from a statement that fails there. */
final class ConnectionFailures {
    private ConnectionFailures() {}

    static boolean isOne(SQLException e) {
        for (Throwable at = e; at instanceof SQLException sql; at = at.getCause()) {
            if (at instanceof SQLTransientConnectionException || SqlStates.connectionIsLost(sql)) {
                return true;
            }
        }
        return false;
    }
}
