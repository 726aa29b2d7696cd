package io.shadowjdbc.schema;

/** How SQLite matches names: the case of ASCII letters does not matter, that of all others does. */
public final class SqliteNames {
    /** How the tables and triggers begin that the tool itself keeps in the application's database. */
    public static final String OWN_PREFIX = "_shadow_";

    private SqliteNames() {}

    /** Whether the table or trigger of that name is the tool's and not the application's. */
    public static boolean isOwn(String name) {
        return key(name).startsWith(OWN_PREFIX);
    }

    /** Whether SQLite takes both for one name; null is none. */
    public static boolean same(String left, String right) {
        if (left == null || right == null || left.length() != right.length()) {
            return false;
        }
        for (int i = 0; i < left.length(); i++) {
            if (folded(left.charAt(i)) != folded(right.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** What all names have in common that SQLite takes for one. */
    public static String key(String name) {
        StringBuilder key = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            key.append(folded(name.charAt(i)));
        }
        return key.toString();
    }

    private static char folded(char letter) {
        return letter >= 'A' && letter <= 'Z' ? (char) (letter + 'a' - 'A') : letter;
    }
}
