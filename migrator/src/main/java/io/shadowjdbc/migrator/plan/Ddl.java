package io.shadowjdbc.migrator.plan;

/**
 * A statement that builds a part of the target.
 *
 * @param kind in which phase it runs
 * @param table the SQLite table that it belongs to, or the view or trigger itself
 * @param name the PostgreSQL name of what it creates, without quotes; of a trigger its function's
 * @param sql one statement; for a trigger three, its function's and its own; for a table whose keys a sequence counts three,
 *     two of them the sequence's
 */
public record Ddl(Kind kind, String table, String name, String sql) {
    /** Phases, in the order in which they run; the data are copied after {@link #TABLE}. */
    public enum Kind {
        TABLE,
        /** Primary keys and unique constraints: others refer to them. */
        KEY,
        INDEX,
        CHECK,
        FOREIGN_KEY,
        VIEW,
        /** Triggers with their functions: the rows that are copied must not fire them. */
        TRIGGER
    }
}
