package io.shadowjdbc.sync;

/**
 * A sync can't go on until somebody has acted: a value that the other side can't hold, a table that was altered, another
 * sync at work. The message names the thing and says what to do; it never holds a value but those of a row's key.
 */
public class SyncException extends Exception {
    private static final long serialVersionUID = 1L;

    public SyncException(String message) {
        super(message);
    }

    public SyncException(String message, Throwable cause) {
        super(message, cause);
    }
}
