package io.shadowjdbc.dialect.parser;

/** What kind of word a {@link Token} is. */
public enum TokenType {
    /** A bare word: keyword or name. */
    WORD,
    /** {@code "x"}: a name, or a string where it names nothing. */
    DOUBLE_QUOTED,
    /** {@code `x`} or {@code [x]}: always a name. */
    QUOTED_NAME,
    STRING,
    BLOB,
    INTEGER,
    REAL,
    PARAMETER,
    /** Operators and punctuation. */
    SYMBOL,
    END
}
