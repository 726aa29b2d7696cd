package io.shadowjdbc.dialect;

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
        if (url.startsWith("jdbc:sqlite:")) {
            return SQLITE;
        }
        if (url.startsWith("jdbc:postgresql:")) {
            return POSTGRESQL;
        }
        throw new IllegalArgumentException("expected a URL that starts with jdbc:sqlite: or jdbc:postgresql:");
    }

    /** The name of the database as providers are called: {@code sqlite}, {@code postgresql}. */
    public String databaseName() {
        return this == SQLITE ? "sqlite" : "postgresql";
    }
}
