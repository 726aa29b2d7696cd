package io.shadowjdbc.dialect;

import io.shadowjdbc.config.DatabaseKind;

/** A SQL dialect: what an application speaks and what a database understands. */
public enum Dialect {
    SQLITE,
    POSTGRESQL;

    /**
     * The dialect of the database that a JDBC URL names.
     *
     * @throws IllegalArgumentException if it is neither SQLite's nor PostgreSQL's
     */
    public static Dialect ofUrl(String url) {
        return DatabaseKind.ofUrl(url) == DatabaseKind.SQLITE ? SQLITE : POSTGRESQL;
    }

    /** The name of the database as providers are called: {@code sqlite}, {@code postgresql}. */
    public String databaseName() {
        return (this == SQLITE ? DatabaseKind.SQLITE : DatabaseKind.POSTGRESQL).databaseName();
    }
}
