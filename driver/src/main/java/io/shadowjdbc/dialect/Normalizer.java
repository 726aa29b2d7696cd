package io.shadowjdbc.dialect;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Brings texts of one shape to one text: literals and parameters become {@code ?}, comments go, white space and the case
 * of keywords are unified, lists of literals are shortened to one. A number that stands for a column, as in ORDER BY 2,
 * is no literal. Works on words alone, so that any dialect will do and a text that does not parse has a shape too.
 */
final class Normalizer {
    private static final Set<String> KEYWORDS = Set.of(
            ("ABORT ADD ALL ALTER ALWAYS ANALYZE AND ANY ARRAY AS ASC ATTACH AUTOINCREMENT BEGIN BETWEEN BY CASCADE CASE CAST CHECK"
                            + " COLLATE COLUMN COMMIT CONFLICT CONSTRAINT CREATE CROSS CURRENT CURRENT_DATE CURRENT_TIME"
                            + " CURRENT_TIMESTAMP DATABASE DEFAULT DEFERRABLE DEFERRED DELETE DESC DETACH DISTINCT DO DROP EACH"
                            + " ELSE END ESCAPE EXCEPT EXCLUDE EXCLUSIVE EXISTS EXPLAIN FAIL FETCH FILTER FIRST FOLLOWING FOR"
                            + " FOREIGN FROM FULL GENERATED GLOB GROUP GROUPS HAVING IF IGNORE ILIKE IMMEDIATE IN INDEX INITIALLY"
                            + " INNER INSERT INTERSECT INTO IS ISNULL JOIN KEY LAST LATERAL LEFT LIKE LIMIT MATCH MATERIALIZED"
                            + " NATURAL NO NOT NOTHING NOTNULL NULL NULLS OFFSET ON ONLY OR ORDER OTHERS OUTER OVER PARTITION PLAN"
                            + " PRAGMA PRECEDING PRIMARY QUERY RANGE RECURSIVE REFERENCES REGEXP REINDEX RELEASE RENAME REPLACE"
                            + " RESTRICT RETURNING RIGHT ROLLBACK ROW ROWS SAVEPOINT SELECT SET SHARE START TABLE TEMP TEMPORARY"
                            + " THEN TIES TO TRANSACTION TRIGGER UNBOUNDED UNION UNIQUE UPDATE USING VACUUM VALUES VIEW VIRTUAL"
                            + " WHEN WHERE WINDOW WITH WITHOUT")
                    .split(" "));

    /** Behind these a list of ORDER BY or GROUP BY is at its end. */
    private static final Set<String> AFTER_COLUMN_LISTS = Set.of(
            "HAVING",
            "WINDOW",
            "LIMIT",
            "OFFSET",
            "FETCH",
            "FOR",
            "UNION",
            "INTERSECT",
            "EXCEPT",
            "ROWS",
            "RANGE",
            "GROUPS");

    private static final String TWO_CHARACTER_SYMBOLS = "|| -> << >> <= >= <> == != :: ~* @> <@ && ";

    private final String sql;
    private final List<String> words = new ArrayList<>();
    /** Within how many parentheses a list of ORDER BY or GROUP BY goes on. */
    private final BitSet columnLists = new BitSet();

    private int depth;
    private int at;

    private Normalizer(String sql) {
        this.sql = sql;
    }

    static String normalize(String sql) {
        Normalizer normalizer = new Normalizer(sql);
        normalizer.cut();
        return join(shorten(normalizer.words));
    }

    /** The first bare word of the text in upper case; empty where there is none. */
    static String leadingKeyword(String sql) {
        return words(sql).stream().filter(word -> !word.equals("(")).findFirst().orElse("");
    }

    /** The words of the text, keywords in upper case, literals as {@code ?}. */
    static List<String> words(String sql) {
        Normalizer normalizer = new Normalizer(sql);
        normalizer.cut();
        return normalizer.words;
    }

    private void cut() {
        for (at = afterBlanks(at); at < sql.length(); at = afterBlanks(at)) {
            char c = sql.charAt(at);
            if (c == '\'') {
                skipQuoted('\'');
                words.add("?");
            } else if (c == '"' || c == '`' || c == '[') {
                int start = at;
                skipQuoted(c == '[' ? ']' : c);
                words.add(sql.substring(start, at));
            } else if (Character.isDigit(c) || (c == '.' && isDigitAt(at + 1))) {
                number();
            } else if (c == '?' || c == '@' || c == '$' || c == ':') {
                parameter(c);
            } else if (Character.isLetter(c) || c == '_' || c > 0x7f) {
                word();
            } else {
                symbol();
            }
        }
    }

    /** The place from there on at which neither white space nor a comment stands. */
    private int afterBlanks(int from) {
        int i = from;
        while (i < sql.length()) {
            if (Character.isWhitespace(sql.charAt(i))) {
                i++;
            } else if (sql.startsWith("--", i)) {
                int end = sql.indexOf('\n', i);
                i = end < 0 ? sql.length() : end;
            } else if (sql.startsWith("/*", i)) {
                int end = sql.indexOf("*/", i + 2);
                i = end < 0 ? sql.length() : end + 2;
            } else {
                break;
            }
        }
        return i;
    }

    private boolean isDigitAt(int i) {
        return i < sql.length() && Character.isDigit(sql.charAt(i));
    }

    private void skipQuoted(char end) {
        at++;
        while (at < sql.length()) {
            if (sql.charAt(at) == end) {
                at++;
                if (at >= sql.length() || sql.charAt(at) != end || end == ']') {
                    return;
                }
            }
            at++;
        }
        at = sql.length();
    }

    private void number() {
        int start = at;
        while (at < sql.length()
                && (isWordPart(sql.charAt(at))
                        || sql.charAt(at) == '.'
                        || ("+-".indexOf(sql.charAt(at)) >= 0
                                && "eE".indexOf(sql.charAt(at - 1)) >= 0
                                && isDigitAt(at + 1)))) {
            at++;
        }
        int last = words.size() - 1;
        if (isColumn(last)) {
            words.add(sql.substring(start, at));
            return;
        }
        if (last >= 0 && words.get(last).matches("[-+]") && (last == 0 || endsOperand(words.get(last - 1)))) {
            words.remove(last);
        }
        words.add("?");
    }

    /** Whether a number behind that word is a whole term of ORDER BY or GROUP BY. */
    private boolean isColumn(int last) {
        if (!columnLists.get(depth) || !List.of("BY", ",").contains(words.get(last))) {
            return false;
        }
        int next = afterBlanks(at);
        return next == sql.length() || ",);".indexOf(sql.charAt(next)) >= 0 || Character.isLetter(sql.charAt(next));
    }

    /** Whether a sign after this word belongs to the number behind it. */
    private static boolean endsOperand(String word) {
        return KEYWORDS.contains(word) || word.matches("[-(,=<>+*/%|]+");
    }

    private void parameter(char prefix) {
        if (prefix == '$') {
            int tag = at + 1;
            while (tag < sql.length() && isWordPart(sql.charAt(tag)) && sql.charAt(tag) != '$') {
                tag++;
            }
            if (tag < sql.length() && sql.charAt(tag) == '$' && !isDigitAt(at + 1)) {
                String quote = sql.substring(at, tag + 1);
                int end = sql.indexOf(quote, tag + 1);
                at = end < 0 ? sql.length() : end + quote.length();
                words.add("?");
                return;
            }
        }
        int start = at++;
        if (prefix != '?' && (at >= sql.length() || !isWordPart(sql.charAt(at)))) {
            at = start;
            symbol();
            return;
        }
        while (at < sql.length()
                && isWordPart(sql.charAt(at))
                && (prefix != '?' || Character.isDigit(sql.charAt(at)))) {
            at++;
        }
        words.add("?");
    }

    private void word() {
        int start = at;
        while (at < sql.length() && isWordPart(sql.charAt(at))) {
            at++;
        }
        String word = sql.substring(start, at);
        if (word.length() == 1 && at < sql.length() && sql.charAt(at) == '\'' && "xXeEbBnN".contains(word)) {
            skipQuoted('\'');
            words.add("?");
            return;
        }
        String upper = word.toUpperCase(Locale.ROOT);
        if (upper.equals("BY") && !words.isEmpty() && List.of("ORDER", "GROUP").contains(words.get(words.size() - 1))) {
            columnLists.set(depth);
        } else if (AFTER_COLUMN_LISTS.contains(upper)) {
            columnLists.clear(depth);
        }
        words.add(KEYWORDS.contains(upper) ? upper : word);
    }

    private static boolean isWordPart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$' || c > 0x7f;
    }

    private void symbol() {
        int length = at + 1 < sql.length() && TWO_CHARACTER_SYMBOLS.contains(sql.substring(at, at + 2) + " ") ? 2 : 1;
        if (sql.startsWith("->>", at)) {
            length = 3;
        }
        if (sql.charAt(at) == '(') {
            depth++;
            columnLists.clear(depth);
        } else if (sql.charAt(at) == ')' && depth > 0) {
            depth--;
        }
        words.add(sql.substring(at, at + length));
        at += length;
    }

    /** {@code IN (?, ?)} becomes {@code IN (?)}; rows of VALUES that look alike become one. */
    private static List<String> shorten(List<String> words) {
        List<String> result = new ArrayList<>();
        int i = 0;
        while (i < words.size()) {
            String word = words.get(i++);
            result.add(word);
            if (word.equals("IN") && i < words.size() && words.get(i).equals("(")) {
                int close = endOfLiterals(words, i);
                if (close > 0) {
                    result.addAll(List.of("(", "?", ")"));
                    i = close;
                }
            } else if (word.equals("VALUES") && i < words.size() && words.get(i).equals("(")) {
                int close = closing(words, i);
                List<String> row = words.subList(i, close);
                result.addAll(row);
                i = close;
                while (i < words.size() && words.get(i).equals(",")) {
                    int end = Math.min(i + 1 + row.size(), words.size());
                    if (!words.subList(i + 1, end).equals(row)) {
                        break;
                    }
                    i = end;
                }
            }
        }
        return result;
    }

    /** The place after a list of nothing but literals; 0 where it holds something else. */
    private static int endOfLiterals(List<String> words, int open) {
        for (int i = open + 1; i + 1 < words.size() && words.get(i).equals("?"); i += 2) {
            if (words.get(i + 1).equals(")")) {
                return i + 2;
            }
            if (!words.get(i + 1).equals(",")) {
                return 0;
            }
        }
        return 0;
    }

    private static int closing(List<String> words, int open) {
        int depth = 0;
        for (int i = open; i < words.size(); i++) {
            depth += words.get(i).equals("(") ? 1 : words.get(i).equals(")") ? -1 : 0;
            if (depth == 0) {
                return i + 1;
            }
        }
        return words.size();
    }

    private static String join(List<String> words) {
        int size = words.size();
        while (size > 0 && words.get(size - 1).equals(";")) {
            size--;
        }
        StringBuilder text = new StringBuilder();
        String previous = "(";
        for (String word : words.subList(0, size)) {
            boolean tight = previous.equals("(")
                    || previous.equals(".")
                    || word.equals(")")
                    || word.equals(",")
                    || word.equals(";")
                    || word.equals(".")
                    || (word.equals("(") && isFunctionName(previous));
            if (!tight) {
                text.append(' ');
            }
            text.append(word);
            previous = word;
        }
        return text.toString();
    }

    private static boolean isFunctionName(String word) {
        char first = word.charAt(0);
        return (Character.isLetter(first) || first == '_') && !KEYWORDS.contains(word);
    }
}
