package io.shadowjdbc.dialect.ast;

/** A stretch of the statement's text: offsets of its first character and of the one after its last. */
public record Span(int start, int end) {
    /** From the start of this span to the end of another. */
    public Span to(Span last) {
        return new Span(start, last.end);
    }

    /** The text that the span covers. */
    public String of(String sql) {
        return sql.substring(start, end);
    }
}
