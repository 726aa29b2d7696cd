package io.shadowjdbc.migrator.plan;

/**
 * What the operator has to know about one object of the source.
 *
 * @param kind how much it matters
 * @param object what it is about: {@code table "Album"}, {@code view "Sales"}
 * @param text what happens to it and why, one sentence
 * @param definition its definition in SQLite's words where it is not created, else null
 */
public record Note(Kind kind, String object, String text, String definition) {
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
        return new Note(Kind.REFUSED, object, text, null);
    }

    static Note notCreated(String object, String text, String definition) {
        return new Note(Kind.NOT_CREATED, object, text, definition);
    }

    static Note changed(String object, String text) {
        return new Note(Kind.CHANGED, object, text, null);
    }

    /** One line for the operator, and the definition below it. */
    @Override
    public String toString() {
        String line = object + ": " + text;
        return definition == null
                ? line
                : line + "\n      " + definition.strip().replace("\n", "\n      ");
    }
}
