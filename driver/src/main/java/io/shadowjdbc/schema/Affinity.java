package io.shadowjdbc.schema;

import java.util.Locale;
import java.util.regex.Pattern;

/** The type affinity that SQLite gives a column from its declared type. */
public enum Affinity {
    INTEGER,
    TEXT,
    BLOB,
    REAL,
    NUMERIC;

    /** SQLite's white space: ASCII only. */
    private static final Pattern WHITE_SPACE_AROUND = Pattern.compile("^[ \\t\\n\\x0B\\f\\r]+|[ \\t\\n\\x0B\\f\\r]+$");

    private static final Pattern NUMBER = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");
    private static final Pattern INTEGER_LITERAL = Pattern.compile("[+-]?[0-9]+");

    /**
     * The affinity of a declared type, by the five rules of SQLite's documentation, "Datatypes In SQLite", section
     * 3.1: the first rule that matches, in this order, decides.
     *
     * @param declaredType as written in CREATE TABLE; may be null or empty, which gives {@link #BLOB}
     */
    public static Affinity ofDeclaredType(String declaredType) {
        if (declaredType == null || declaredType.isBlank()) {
            return BLOB;
        }
        String type = declaredType.toUpperCase(Locale.ROOT);
        if (type.contains("INT")) {
            return INTEGER;
        }
        if (type.contains("CHAR") || type.contains("CLOB") || type.contains("TEXT")) {
            return TEXT;
        }
        if (type.contains("BLOB")) {
            return BLOB;
        }
        if (type.contains("REAL") || type.contains("FLOA") || type.contains("DOUB")) {
            return REAL;
        }
        return NUMERIC;
    }

    /**
     * The value that SQLite stores when this one is written to a column of this affinity (documentation, "Datatypes In
     * SQLite", section 3).
     *
     * @param value a stored value, as it was bound
     */
    public Object apply(Object value) {
        return switch (this) {
            case TEXT -> value instanceof Long ? value.toString() : value instanceof Double real ? text(real) : value;
            case INTEGER, NUMERIC -> {
                Object number = value instanceof String text ? numberOrText(text) : value;
                yield number instanceof Double real ? integerIfExact(real) : number;
            }
            case REAL -> {
                Object number = value instanceof String text ? numberOrText(text) : value;
                yield number instanceof Long integer ? (Object) integer.doubleValue() : number;
            }
            case BLOB -> value;
        };
    }

    private static String text(double real) {
        return RealText.cast(real);
    }

    /** A real without a fraction becomes an integer, where an integer of 64 bits holds it (not at either end). */
    private static Object integerIfExact(double real) {
        long integer = (long) real;
        boolean exact = integer == real && integer > Long.MIN_VALUE && integer < Long.MAX_VALUE;
        return exact ? (Object) integer : (Object) real;
    }

    /** The number that a text is a literal of, with white space around it; any other text as it is. */
    private static Object numberOrText(String text) {
        String trimmed = WHITE_SPACE_AROUND.matcher(text).replaceAll("");
        if (!NUMBER.matcher(trimmed).matches()) {
            return text;
        }
        if (INTEGER_LITERAL.matcher(trimmed).matches()) {
            try {
                return Long.valueOf(trimmed);
            } catch (NumberFormatException e) {
                // more than 64 bits: a real
                return Double.valueOf(trimmed);
            }
        }
        return Double.valueOf(trimmed);
    }
}
