package io.shadowjdbc.dialect.parser;

import io.shadowjdbc.dialect.ast.Span;

/**
 * One word of a statement.
 *
 * @param value what it stands for: without quotes, hex digits of a blob, digits without separators, otherwise as written
 * @param start offset of its first character
 * @param end offset after its last character
 */
public record Token(TokenType type, String value, int start, int end) {
    /** Whether it is this bare word, in any case. */
    public boolean is(String word) {
        return type == TokenType.WORD && value.equalsIgnoreCase(word);
    }

    public boolean isSymbol(String symbol) {
        return type == TokenType.SYMBOL && value.equals(symbol);
    }

    public Span span() {
        return new Span(start, end);
    }
}
