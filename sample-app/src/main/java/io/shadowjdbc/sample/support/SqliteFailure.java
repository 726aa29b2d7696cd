package io.shadowjdbc.sample.support;

import java.sql.SQLException;

/** What a failed statement means, by the result codes and messages of SQLite. */
public enum SqliteFailure {
    /** Another writer has the database: worth another try. */
    BUSY,
    /** A row with that key exists. */
    UNIQUE,
    /** The row refers to one that does not exist. */
    FOREIGN_KEY,
    /** A CHECK or NOT NULL constraint refuses a value. */
    INVALID_VALUE,
    /** Anything else. */
    OTHER;

    private static final int SQLITE_BUSY = 5;
    private static final int SQLITE_CONSTRAINT = 19;
    /** Result codes have their detail in the bits above these. */
    private static final int PRIMARY_CODE = 0xff;

    /** Looks through the causes of an exception for the one that came from the database. */
    public static SqliteFailure of(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException failure) {
                SqliteFailure found = of(failure);
                if (found != OTHER) {
                    return found;
                }
            }
        }
        return OTHER;
    }

    private static SqliteFailure of(SQLException failure) {
        int code = failure.getErrorCode() & PRIMARY_CODE;
        if (code == SQLITE_BUSY) {
            return BUSY;
        }
        if (code != SQLITE_CONSTRAINT || failure.getMessage() == null) {
            return OTHER;
        }
        String message = failure.getMessage();
        if (message.contains("UNIQUE constraint failed") || message.contains("PRIMARY KEY constraint failed")) {
            return UNIQUE;
        }
        return message.contains("FOREIGN KEY constraint failed") ? FOREIGN_KEY : INVALID_VALUE;
    }
}
