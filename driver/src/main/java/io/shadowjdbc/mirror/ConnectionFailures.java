package io.shadowjdbc.mirror;

import io.shadowjdbc.dialect.SqlStates;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

/** Tells a database that can't be reached from a statement that fails there. */
final class ConnectionFailures {
    /** PostgreSQL's too_many_connections. */
    private static final String NO_ROOM = "53300";

    private ConnectionFailures() {}

    static boolean isOne(SQLException e) {
        for (Throwable at = e; at instanceof SQLException sql; at = at.getCause()) {
            if (at instanceof SQLTransientConnectionException
                    || SqlStates.connectionIsLost(sql)
                    || NO_ROOM.equals(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }
}
