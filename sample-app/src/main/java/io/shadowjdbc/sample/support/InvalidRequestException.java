package io.shadowjdbc.sample.support;

/** What is asked for makes no sense, whatever the data. */
public class InvalidRequestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InvalidRequestException(String message) {
        super(message);
    }
}
