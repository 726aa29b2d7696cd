package io.shadowjdbc.migrator.plan;

/**
 * What the operator has to know about one object of the source.
 *
 * @param kind how much it matters
 * @param object what it is about: {@code table "Album"}, {@code view "Sales"}
 * @param text what happens to it and why, one sentence
 * @param definition its definition in SQLite's words where it is not created, else null
 * @param suggestion SQL for PostgreSQL that a person may start from, or null
 */
public record Note(Kind kind, String object, String text, String definition, String suggestion) {
    /** How much a note matters. */
    public enum Kind {
        /** The data can't be carried: nothing is begun. */
        REFUSED,
        /** It is not there on PostgreSQL after the migration. */
        NOT_CREATED,
        /** It is there, but not as it was. */
        CHANGED
    }

    static Note refused(String object, String text) {
        return new Note(Kind.REFUSED, object, text, null, null);
    }

    static Note notCreated(String object, String text, String definition) {
        return new Note(Kind.NOT_CREATED, object, text, definition, null);
    }

    static Note changed(String object, String text) {
        return new Note(Kind.CHANGED, object, text, null, null);
    }

    /** The same with SQL to start from. */
    Note suggesting(String sql) {
        return new Note(kind, object, text, definition, sql);
    }

    /** One line for the operator; below it the definition and what may stand in its place. */
    @Override
    public String toString() {
        return object + ": " + text + indented("", definition)
                + indented("for PostgreSQL, to start from:\n", suggestion);
    }

    private static String indented(String title, String sql) {
        return sql == null ? "" : ("\n" + title + sql.strip()).replace("\n", "\n      ");
    }
}
