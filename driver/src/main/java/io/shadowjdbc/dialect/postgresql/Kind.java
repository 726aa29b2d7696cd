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
    /** The literal NULL. */
    NULL,
    /** A parameter whose type nothing has decided yet. */
    PARAMETER;

    boolean isNumber() {
        return this == INTEGER || this == REAL || this == NUMBER || this == ANY_NUMBER;
    }
}
