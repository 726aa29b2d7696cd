package io.shadowjdbc.dialect.parser;

import io.shadowjdbc.dialect.ast.Span;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The tokens of a text with a place in them, and what the parsers share: names, parameters, depth. */
final class TokenStream {
    /**
     * How deep expressions and queries may nest. Above it the parser gives an error, well before the stack of a thread
     * with default settings ends.
     */
    static final int MAX_DEPTH = 200;

    /** Words that are never names unless quoted: SQLite's keywords without a fallback to an identifier. */
    private static final Set<String> RESERVED = Set.of(
            "ADD",
            "ALL",
            "ALTER",
            "AND",
            "AS",
            "AUTOINCREMENT",
            "BETWEEN",
            "CASE",
            "CHECK",
            "COLLATE",
            "COMMIT",
            "CONSTRAINT",
            "CREATE",
            "DEFAULT",
            "DEFERRABLE",
            "DELETE",
            "DISTINCT",
            "DROP",
            "ELSE",
            "ESCAPE",
            "EXCEPT",
            "EXISTS",
            "FOREIGN",
            "FROM",
            "GROUP",
            "HAVING",
            "IN",
            "INDEX",
            "INSERT",
            "INTERSECT",
            "INTO",
            "IS",
            "ISNULL",
            "JOIN",
            "LIMIT",
            "NOT",
            "NOTHING",
            "NOTNULL",
            "NULL",
            "ON",
            "OR",
            "ORDER",
            "PRIMARY",
            "REFERENCES",
            "RETURNING",
            "SELECT",
            "SET",
            "TABLE",
            "THEN",
            "TO",
            "TRANSACTION",
            "UNION",
            "UNIQUE",
            "UPDATE",
            "USING",
            "VALUES",
            "WHEN",
            "WHERE");

    /** Words of joins: names where a name must stand, but no alias without AS. */
    private static final Set<String> JOIN_WORDS =
            Set.of("CROSS", "FULL", "INNER", "LEFT", "NATURAL", "OUTER", "RIGHT", "INDEXED");

    private final String sql;
    private final List<Token> tokens;
    private final Map<String, Integer> parameters = new HashMap<>();
    private int maxParameter;
    private int at;
    private int depth;

    TokenStream(String sql, List<Token> tokens) {
        this.sql = sql;
        this.tokens = tokens;
    }

    String sql() {
        return sql;
    }

    Token peek() {
        return tokens.get(at);
    }

    Token peek(int ahead) {
        return tokens.get(Math.min(at + ahead, tokens.size() - 1));
    }

    Token next() {
        Token token = tokens.get(at);
        if (token.type() != TokenType.END) {
            at++;
        }
        return token;
    }

    Token previous() {
        return tokens.get(Math.max(at - 1, 0));
    }

    int position() {
        return at;
    }

    /** The span from a token's start to the end of the token read last. */
    Span since(Token first) {
        return new Span(first.start(), Math.max(previous().end(), first.start()));
    }

    Span since(Span first) {
        return new Span(first.start(), previous().end());
    }

    boolean is(String word) {
        return peek().is(word);
    }

    boolean is(String first, String second) {
        return peek().is(first) && peek(1).is(second);
    }

    boolean isSymbol(String symbol) {
        return peek().isSymbol(symbol);
    }

    boolean accept(String word) {
        if (peek().is(word)) {
            at++;
            return true;
        }
        return false;
    }

    /** Takes all the words, or none of them. */
    boolean accept(String first, String second) {
        if (is(first, second)) {
            at += 2;
            return true;
        }
        return false;
    }

    /** Takes the one of the words that stands here, in upper case; null where none does. */
    String acceptAny(String... words) {
        for (String word : words) {
            if (accept(word)) {
                return word;
            }
        }
        return null;
    }

    boolean acceptSymbol(String symbol) {
        if (peek().isSymbol(symbol)) {
            at++;
            return true;
        }
        return false;
    }

    void expect(String word) throws ParseException {
        if (!accept(word)) {
            throw expected(word);
        }
    }

    void expectSymbol(String symbol) throws ParseException {
        if (!acceptSymbol(symbol)) {
            throw expected(symbol);
        }
    }

    ParseException expected(String what) {
        Token token = peek();
        String found = switch (token.type()) {
            case END -> "the end of the statement";
            case STRING, BLOB, INTEGER, REAL -> "a literal";
            case DOUBLE_QUOTED, QUOTED_NAME -> "a quoted name";
            default -> token.value();
        };
        return new ParseException(token.start(), "expected " + what + ", found " + found);
    }

    void enter() throws ParseException {
        if (++depth > MAX_DEPTH) {
            throw new ParseException(peek().start(), "nested more than " + MAX_DEPTH + " levels deep");
        }
    }

    void leave() {
        depth--;
    }

    static boolean isReserved(Token token) {
        return token.type() == TokenType.WORD && RESERVED.contains(token.value().toUpperCase(Locale.ROOT));
    }

    /** Whether a name may start here: a word that is not reserved, or a quoted name. */
    boolean isName() {
        return isName(peek());
    }

    static boolean isName(Token token) {
        return switch (token.type()) {
            case WORD -> !isReserved(token);
            case DOUBLE_QUOTED, QUOTED_NAME -> true;
            default -> false;
        };
    }

    /** A name; also a string where SQLite takes one for a name. */
    String name(String what) throws ParseException {
        Token token = peek();
        if (isName(token) || token.type() == TokenType.STRING) {
            at++;
            return token.value();
        }
        throw expected(what);
    }

    /** An alias, with AS or without; null where there is none. */
    String alias() throws ParseException {
        if (accept("AS")) {
            return name("an alias");
        }
        Token token = peek();
        boolean word = token.type() == TokenType.WORD
                && !isReserved(token)
                && !JOIN_WORDS.contains(token.value().toUpperCase(Locale.ROOT))
                && !startsWindowClause();
        if (word
                || token.type() == TokenType.DOUBLE_QUOTED
                || token.type() == TokenType.QUOTED_NAME
                || token.type() == TokenType.STRING) {
            at++;
            return token.value();
        }
        return null;
    }

    /** WINDOW, OVER and FILTER are keywords only where what follows them fits. */
    boolean startsWindowClause() {
        return peek().is("WINDOW") && isName(peek(1)) && peek(2).is("AS");
    }

    /** SQLite's number of a parameter. */
    int parameter(Token token) throws ParseException {
        String text = token.value();
        if (text.equals("?")) {
            return ++maxParameter;
        }
        if (text.startsWith("?")) {
            int number;
            try {
                number = Integer.parseInt(text.substring(1));
            } catch (NumberFormatException e) {
                number = 0;
            }
            if (number < 1 || number > 250_000) {
                throw new ParseException(token.start(), "variable number must be between ?1 and ?250000");
            }
            maxParameter = Math.max(maxParameter, number);
            return number;
        }
        Integer known = parameters.get(text);
        if (known == null) {
            known = ++maxParameter;
            parameters.put(text, known);
        }
        return known;
    }
}
