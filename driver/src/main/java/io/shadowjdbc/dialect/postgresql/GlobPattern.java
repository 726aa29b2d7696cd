package io.shadowjdbc.dialect.postgresql;

/** SQLite's GLOB patterns as POSIX regular expressions. */
final class GlobPattern {
    private GlobPattern() {}

    /** The regular expression that matches the same texts, from beginning to end. */
    static String toRegex(String glob) {
        StringBuilder regex = new StringBuilder("^");
        int i = 0;
        while (i < glob.length()) {
            char c = glob.charAt(i);
            if (c == '*') {
                regex.append("(.|\\n)*");
            } else if (c == '?') {
                regex.append("(.|\\n)");
            } else if (c == '[') {
                int end = set(glob, i, regex);
                if (end < 0) {
                    return "^(?!)";
                }
                i = end;
            } else if (Character.isLetterOrDigit(c) || c == ' ' || c == '_' || c > 0x7f) {
                regex.append(c);
            } else {
                regex.append('\\').append(c);
            }
            i++;
        }
        return regex.append('$').toString();
    }

    /** Appends a set; gives the place of its closing bracket, or -1 where it has none: then nothing matches. */
    private static int set(String glob, int open, StringBuilder regex) {
        int i = open + 1;
        StringBuilder set = new StringBuilder("[");
        if (i < glob.length() && glob.charAt(i) == '^') {
            set.append('^');
            i++;
        }
        int first = i;
        while (i < glob.length() && (glob.charAt(i) != ']' || i == first)) {
            char c = glob.charAt(i);
            if (c == '\\' || c == ']' || c == '[' || c == '^') {
                set.append('\\');
            }
            set.append(c);
            i++;
        }
        if (i >= glob.length()) {
            return -1;
        }
        regex.append(set).append(']');
        return i;
    }
}
