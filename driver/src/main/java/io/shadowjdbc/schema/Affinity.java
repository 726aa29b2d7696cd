package io.shadowjdbc.schema;

import java.util.Locale;

/** The type affinity that SQLite gives a column from its declared type. */
public enum Affinity {
    INTEGER,
    TEXT,
    BLOB,
    REAL,
    NUMERIC;

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
}
