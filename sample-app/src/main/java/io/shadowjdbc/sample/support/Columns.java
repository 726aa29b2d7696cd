package io.shadowjdbc.sample.support;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/** Reads columns that may be null. */
public final class Columns {
    private Columns() {}

    public static Double doubleOrNull(ResultSet row, String label) throws SQLException {
        double value = row.getDouble(label);
        return row.wasNull() ? null : value;
    }

    public static Integer intOrNull(ResultSet row, String label) throws SQLException {
        int value = row.getInt(label);
        return row.wasNull() ? null : value;
    }

    /** Reads milliseconds since the epoch. */
    public static Instant instantOrNull(ResultSet row, String label) throws SQLException {
        long value = row.getLong(label);
        return row.wasNull() ? null : Instant.ofEpochMilli(value);
    }
}
