package io.shadowjdbc.dialect;

import java.sql.SQLException;

/** What a SQLState says, by the classes of the SQL standard and PostgreSQL's appendix "Error Codes". */
public final class SqlStates {
    private SqlStates() {}

    /** Class 08 is connection exceptions; 57P01 to 57P05 say that the server is shutting down, not up, or has hung up. */
    public static boolean connectionIsLost(SQLException e) {
        String state = e.getSQLState();
        return state != null && (state.startsWith("08") || state.startsWith("57P0"));
    }

    /** NOT NULL and CHECK: one row is at fault, whatever else is in the table. */
    public static boolean isOfTheRow(SQLException e) {
        return "23502".equals(e.getSQLState()) || "23514".equals(e.getSQLState());
    }

    /** Serialization failure and deadlock: the same transaction, run again, may go through. */
    public static boolean shouldBeTriedAgain(SQLException e) {
        return "40001".equals(e.getSQLState()) || "40P01".equals(e.getSQLState());
    }
}
