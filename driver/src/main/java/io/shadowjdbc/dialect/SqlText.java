package io.shadowjdbc.dialect;

import java.util.ArrayList;
import java.util.List;

/** Finds its way in a rendered statement: past quotes and between parentheses. */
final class SqlText {
    private SqlText() {}

    /** The position after what is quoted at this one; the position itself where nothing is. */
    static int afterQuoted(String text, int at) {
        char quote = text.charAt(at);
        if (quote != '\'' && quote != '"') {
            return at;
        }
        int i = at + 1;
        while (i < text.length()) {
            if (text.charAt(i) == quote) {
                if (i + 1 == text.length() || text.charAt(i + 1) != quote) {
                    return i + 1;
                }
                i++;
            }
            i++;
        }
        return i;
    }

    /** The position of the parenthesis that closes the one at this position. */
    static int closing(String text, int open) {
        int depth = 0;
        int i = open;
        while (i < text.length()) {
            int after = afterQuoted(text, i);
            if (after > i) {
                i = after;
                continue;
            }
            char c = text.charAt(i);
            depth += c == '(' || c == '[' ? 1 : c == ')' || c == ']' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
            i++;
        }
        throw new IllegalArgumentException("a parenthesis is not closed");
    }

    /** Whether the whole text is between one such pair. */
    static boolean isWithin(String text, char open, char close) {
        return text.length() > 1
                && text.charAt(0) == open
                && text.charAt(text.length() - 1) == close
                && closing(text, 0) == text.length() - 1;
    }

    /** The parts between separators that are in no quotes and no parentheses. */
    static List<String> split(String text, String separator) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            int after = afterQuoted(text, i);
            if (after > i) {
                i = after;
            } else if (c == '(' || c == '[') {
                i = closing(text, i) + 1;
            } else if (text.startsWith(separator, i)) {
                parts.add(text.substring(start, i));
                i += separator.length();
                start = i;
            } else {
                i++;
            }
        }
        parts.add(text.substring(start));
        return parts;
    }
}
