package io.shadowjdbc.migrator.json;

import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/** What the values of one key are, and how SQLite holds them so that each can be told from every other one. */
final class JsonColumn {
    private static final Pattern MOMENT =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?(Z|[+-]\\d\\d:\\d\\d)?");

    /** Kinds of JSON values; a string that reads like a moment is one until another string does not. */
    enum Kind {
        INTEGER("INTEGER"),
        REAL("REAL"),
        BOOLEAN("BOOLEAN"),
        MOMENT("DATETIME"),
        STRING("TEXT"),
        NESTED("JSON");

        private final String declared;

        Kind(String declared) {
            this.declared = declared;
        }
    }

    private final String name;
    private final Set<Kind> kinds = EnumSet.noneOf(Kind.class);

    JsonColumn(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    void sees(Kind kind) {
        kinds.add(kind);
    }

    static Kind kindOf(String text) {
        return MOMENT.matcher(text).matches() ? Kind.MOMENT : Kind.STRING;
    }

    /** Whether values of several kinds are in it, so that each is held as the JSON text that it was. */
    boolean mixed() {
        return !within(EnumSet.of(Kind.INTEGER, Kind.REAL))
                && !within(EnumSet.of(Kind.MOMENT, Kind.STRING))
                && kinds.size() > 1;
    }

    private boolean within(Set<Kind> others) {
        return others.containsAll(kinds);
    }

    /** The type that the column is declared with: from it and the values the migration chooses PostgreSQL's. */
    String declaredType() {
        if (kinds.isEmpty() || mixed()) {
            return Kind.STRING.declared;
        }
        // with two kinds the wider one comes last
        return kinds.stream().reduce((first, second) -> second).orElseThrow().declared;
    }
}
