package io.shadowjdbc.sample.support;

/** What is asked for contradicts the state of the data, such as resolving what is resolved. */
public class ConflictException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ConflictException(String message) {
        super(message);
    }
}
