package io.shadowjdbc.migrator.plan;

/** How SQLite's names are spelt on PostgreSQL. The driver writes every name in quotes, so that either serves it. */
public enum NamePolicy {
    /** As on SQLite; SQL written by hand has to quote those that are not in lower case. */
    QUOTED,
    /** In lower case, as PostgreSQL reads a name without quotes. */
    FOLDED;

    /** The name as it is wanted; only ASCII letters are folded, as PostgreSQL does. */
    String spell(String name) {
        if (this == QUOTED) {
            return name;
        }
        StringBuilder folded = new StringBuilder(name);
        for (int i = 0; i < folded.length(); i++) {
            char c = folded.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                folded.setCharAt(i, (char) (c + ('a' - 'A')));
            }
        }
        return folded.toString();
    }
}
