package io.shadowjdbc.dialect.postgresql;

/** What PostgreSQL type a rendered expression has, as far as SQLite's rules care. */
enum Kind {
    /** smallint, integer or bigint. */
    INTEGER,
    /** double precision. */
    REAL,
    /** numeric that holds SQLite's numbers: an INTEGER has scale 0, a REAL at least one digit after the point. */
    NUMBER,
    /** A number whose PostgreSQL type is known at run time only, since a parameter takes part. */
    ANY_NUMBER,
    /** boolean that stands for SQLite's 1 and 0. */
    BOOLEAN,
    TEXT,
    BLOB,
    /** jsonb scalar that holds a value of any of SQLite's storage classes but BLOB. */
    DYNAMIC,
    /** Always null, whatever it is made of: its text is the literal, which takes whatever type its place asks for. */
    NULL,
    /** A parameter whose type nothing has decided yet. */
    PARAMETER;

    /** The type to cast to where PostgreSQL does not find it by itself. */
    String postgresqlType() {
        return switch (this) {
            case INTEGER -> "bigint";
            case REAL -> "float8";
            case NUMBER, ANY_NUMBER -> "numeric";
            case BOOLEAN -> "boolean";
            case DYNAMIC -> "jsonb";
            case BLOB -> "bytea";
            case TEXT, NULL, PARAMETER -> "text";
        };
    }

    boolean isNumber() {
        return this == INTEGER || this == REAL || this == NUMBER || this == ANY_NUMBER;
    }
}
