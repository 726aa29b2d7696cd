package io.shadowjdbc.schema;

/** A value that a {@link Codec} can't carry to the other side unchanged. The message never holds the value itself. */
public class CodecException extends Exception {
    private static final long serialVersionUID = 1L;

    public CodecException(String message) {
        super(message);
    }
}
