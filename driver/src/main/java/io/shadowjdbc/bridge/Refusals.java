package io.shadowjdbc.bridge;

import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** How the application learns that PostgreSQL has no equal for what it asks. */
final class Refusals {
    private Refusals() {}

    static SQLException exception(String reason) {
        return new SQLiteException(
                "[SQLITE_ERROR] SQL error or missing database (no PostgreSQL counterpart: " + reason + ")",
                SQLiteErrorCode.SQLITE_ERROR);
    }
}
