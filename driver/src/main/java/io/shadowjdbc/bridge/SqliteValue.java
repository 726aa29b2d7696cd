package io.shadowjdbc.bridge;

import io.shadowjdbc.dialect.SqliteValues;
import io.shadowjdbc.schema.RealText;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * SQLite's conversions of a stored value (null, Long, Double, String, byte[]) to what a caller asks for: the table in
 * the documentation of {@code sqlite3_column_int} and its siblings, "Result Values From A Query".
 */
final class SqliteValue {
    private static final Pattern INTEGER_PREFIX = Pattern.compile("[ \\t\\n\\x0B\\f\\r]*([+-]?\\d+)");

    private SqliteValue() {}

    static long toLong(Object stored) {
        if (stored instanceof Long number) {
            return number;
        }
        if (stored instanceof Double number) {
            return number.longValue();
        }
        return stored == null ? 0 : integerPrefix(toText(stored));
    }

    /** The low 32 bits, as SQLite does it. */
    static int toInt(Object stored) {
        return (int) toLong(stored);
    }

    static double toDouble(Object stored) {
        if (stored instanceof Number number) {
            return number.doubleValue();
        }
        if (stored == null) {
            return 0;
        }
        return ((Number) SqliteValues.prefixNumber(toText(stored))).doubleValue();
    }

    static String toText(Object stored) {
        if (stored == null) {
            return null;
        }
        if (stored instanceof Double number) {
            return RealText.cast(number);
        }
        if (stored instanceof byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
        return stored.toString();
    }

    static byte[] toBytes(Object stored) {
        if (stored == null) {
            return null;
        }
        return stored instanceof byte[] bytes ? bytes : toText(stored).getBytes(StandardCharsets.UTF_8);
    }

    private static long integerPrefix(String text) {
        Matcher prefix = INTEGER_PREFIX.matcher(text);
        if (!prefix.lookingAt()) {
            return 0;
        }
        try {
            return Long.parseLong(prefix.group(1));
        } catch (NumberFormatException e) {
            return prefix.group(1).startsWith("-") ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }
}
