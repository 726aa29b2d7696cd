package io.shadowjdbc.migrator.target;

import java.sql.SQLException;
import java.util.Set;

/** Tells a failure of the way to the server, or of the server itself, from one of the statement. */
public final class LostConnection {
    /** Ended by an administrator, by another session's crash, or while the server starts (Appendix A, class 57). */
    private static final Set<String> SERVER_ENDED = Set.of("57P01", "57P02", "57P03");

    private LostConnection() {}

    /** Whether a lost connection is what caused the exception. */
    public static boolean caused(Throwable exception) {
        for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql
                    && sql.getSQLState() != null
                    && (sql.getSQLState().startsWith("08") || SERVER_ENDED.contains(sql.getSQLState()))) {
                return true;
            }
        }
        return false;
    }
}
