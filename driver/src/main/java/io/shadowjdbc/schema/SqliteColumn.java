package io.shadowjdbc.schema;

/**
 * A column as SQLite's catalogue describes it.
 *
 * @param name as spelt in CREATE TABLE
 * @param declaredType as written, empty where there is none
 * @param affinity of the column; in a STRICT table ANY has BLOB's, that is none
 * @param collation BINARY, NOCASE, RTRIM or an application's own
 * @param notNull whether NOT NULL is declared
 * @param defaultSql the DEFAULT expression, or null
 * @param generation whether and how it is computed
 */
public record SqliteColumn(
        String name,
        String declaredType,
        Affinity affinity,
        String collation,
        boolean notNull,
        String defaultSql,
        Generation generation) {

    /** Whether a column is computed, and whether its value is kept. */
    public enum Generation {
        NONE,
        VIRTUAL,
        STORED
    }

    public boolean generated() {
        return generation != Generation.NONE;
    }
}
