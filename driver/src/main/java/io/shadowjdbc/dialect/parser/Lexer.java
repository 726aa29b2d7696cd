package io.shadowjdbc.dialect.parser;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a text into tokens by SQLite's rules (documentation, "SQL As Understood By SQLite"; quoting and literals from
 * "SQLite Keywords" and "Literal Values"). Not for use by several threads.
 */
public final class Lexer {
    private static final String HINT = "shadow:";

    private final String sql;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private String hint;

    private Lexer(String sql) {
        this.sql = sql;
    }

    /**
     * The tokens of a text, the last of which has type END.
     *
     * @param hint the word after {@code shadow:} in the first comment that has one, or null
     */
    public record Result(List<Token> tokens, String hint) {}

    /**
     * Cuts the text.
     *
     * @throws ParseException at an unterminated quote, a malformed number or blob, or a character that SQL does not know
     */
    public static Result tokenize(String sql) throws ParseException {
        Lexer lexer = new Lexer(sql);
        while (lexer.skipBlanks()) {
            lexer.token();
        }
        lexer.tokens.add(new Token(TokenType.END, "", sql.length(), sql.length()));
        return new Result(lexer.tokens, lexer.hint);
    }

    private boolean skipBlanks() {
        while (at < sql.length()) {
            char c = sql.charAt(at);
            if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || (c == '\uFEFF' && at == 0)) {
                at++;
            } else if (sql.startsWith("--", at)) {
                int end = sql.indexOf('\n', at);
                comment(end < 0 ? sql.length() : end);
            } else if (sql.startsWith("/*", at)) {
                int end = sql.indexOf("*/", at + 2);
                comment(end < 0 ? sql.length() : end + 2);
            } else {
                return true;
            }
        }
        return false;
    }

    private void comment(int end) {
        String text = sql.substring(at, end);
        int word = text.indexOf(HINT);
        if (hint == null && word >= 0) {
            int from = word + HINT.length();
            while (from < text.length() && text.charAt(from) == ' ') {
                from++;
            }
            int to = from;
            while (to < text.length()
                    && (Character.isLetterOrDigit(text.charAt(to)) || "-_.".indexOf(text.charAt(to)) >= 0)) {
                to++;
            }
            if (to > from) {
                hint = text.substring(from, to);
            }
        }
        at = end;
    }

    private void token() throws ParseException {
        char c = sql.charAt(at);
        switch (c) {
            case '\'' -> quoted('\'', TokenType.STRING);
            case '"' -> quoted('"', TokenType.DOUBLE_QUOTED);
            case '`' -> quoted('`', TokenType.QUOTED_NAME);
            case '[' -> bracketed();
            case '?', ':', '@', '$', '#' -> parameter(c);
            default -> {
                if ((c == 'x' || c == 'X') && at + 1 < sql.length() && sql.charAt(at + 1) == '\'') {
                    blob();
                } else if (isDigit(c) || (c == '.' && at + 1 < sql.length() && isDigit(sql.charAt(at + 1)))) {
                    number();
                } else if (startsName(c)) {
                    int end = at;
                    while (end < sql.length() && continuesName(sql.charAt(end))) {
                        end++;
                    }
                    add(TokenType.WORD, sql.substring(at, end), end);
                } else {
                    symbol();
                }
            }
        }
    }

    private void add(TokenType type, String value, int end) {
        tokens.add(new Token(type, value, at, end));
        at = end;
    }

    private void quoted(char quote, TokenType type) throws ParseException {
        StringBuilder value = new StringBuilder();
        int i = at + 1;
        while (true) {
            int end = sql.indexOf(quote, i);
            if (end < 0) {
                throw new ParseException(at, "unterminated " + quote);
            }
            value.append(sql, i, end);
            if (end + 1 < sql.length() && sql.charAt(end + 1) == quote) {
                value.append(quote);
                i = end + 2;
            } else {
                add(type, value.toString(), end + 1);
                return;
            }
        }
    }

    private void bracketed() throws ParseException {
        int end = sql.indexOf(']', at);
        if (end < 0) {
            throw new ParseException(at, "unterminated [");
        }
        add(TokenType.QUOTED_NAME, sql.substring(at + 1, end), end + 1);
    }

    private void blob() throws ParseException {
        int i = at + 2;
        while (i < sql.length() && isHex(sql.charAt(i))) {
            i++;
        }
        if (i >= sql.length() || sql.charAt(i) != '\'' || (i - at) % 2 != 0) {
            throw new ParseException(at, "malformed blob literal: expected an even number of hex digits in quotes");
        }
        add(TokenType.BLOB, sql.substring(at + 2, i), i + 1);
    }

    private void parameter(char prefix) throws ParseException {
        int end = at + 1;
        if (prefix == '?') {
            while (end < sql.length() && isDigit(sql.charAt(end))) {
                end++;
            }
        } else {
            while (end < sql.length()
                    && (continuesName(sql.charAt(end)) || (prefix == '$' && sql.startsWith("::", end)))) {
                end += sql.charAt(end) == ':' ? 2 : 1;
            }
            if (end == at + 1) {
                throw new ParseException(at, "unrecognized token " + prefix);
            }
        }
        add(TokenType.PARAMETER, sql.substring(at, end), end);
    }

    private void number() throws ParseException {
        int i = at;
        if (sql.charAt(i) == '0'
                && i + 2 < sql.length()
                && "xX".indexOf(sql.charAt(i + 1)) >= 0
                && isHex(sql.charAt(i + 2))) {
            i += 2;
            while (i < sql.length() && (isHex(sql.charAt(i)) || isSeparator(i))) {
                i++;
            }
            endNumber(TokenType.INTEGER, i);
            return;
        }
        TokenType type = TokenType.INTEGER;
        i = digits(i);
        if (i < sql.length() && sql.charAt(i) == '.') {
            type = TokenType.REAL;
            i = digits(i + 1);
        }
        if (i < sql.length() && "eE".indexOf(sql.charAt(i)) >= 0) {
            int sign = i + 1 < sql.length() && "+-".indexOf(sql.charAt(i + 1)) >= 0 ? 1 : 0;
            int exponent = i + 1 + sign;
            if (exponent < sql.length() && isDigit(sql.charAt(exponent))) {
                type = TokenType.REAL;
                i = digits(exponent);
            }
        }
        endNumber(type, i);
    }

    private int digits(int from) {
        int i = from;
        while (i < sql.length() && (isDigit(sql.charAt(i)) || (i > from && isSeparator(i)))) {
            i++;
        }
        return i;
    }

    private boolean isSeparator(int i) {
        return sql.charAt(i) == '_' && isHex(sql.charAt(i - 1)) && i + 1 < sql.length() && isHex(sql.charAt(i + 1));
    }

    private void endNumber(TokenType type, int end) throws ParseException {
        if (end < sql.length() && continuesName(sql.charAt(end))) {
            throw new ParseException(at, "malformed number");
        }
        add(type, sql.substring(at, end).replace("_", ""), end);
    }

    private static final List<String> SYMBOLS = List.of(
            "->>", "->", "||", "<<", ">>", "<=", ">=", "<>", "==", "!=", "=", "<", ">", "+", "-", "*", "/", "%", "&",
            "|", "~", "(", ")", ",", ";", ".");

    private void symbol() throws ParseException {
        for (String symbol : SYMBOLS) {
            if (sql.startsWith(symbol, at)) {
                add(TokenType.SYMBOL, symbol, at + symbol.length());
                return;
            }
        }
        throw new ParseException(at, "unrecognized token " + sql.charAt(at));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isHex(char c) {
        return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }

    private static boolean startsName(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c > 0x7f;
    }

    private static boolean continuesName(char c) {
        return startsName(c) || isDigit(c) || c == '$';
    }
}
