package io.shadowjdbc.dialect.parser;

/** A text that is not SQLite's SQL. The message says what was expected and what stands there, never a literal's value. */
public class ParseException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int position;

    public ParseException(int position, String message) {
        super(message + " at offset " + position, null, false, false);
        this.position = position;
    }

    /** Offset into the text, from 0. */
    public int position() {
        return position;
    }
}
