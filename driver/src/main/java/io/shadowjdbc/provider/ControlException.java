package io.shadowjdbc.provider;

/** A control store could not be read or changed, or a step of a switch is refused; the message says why and what to do. */
public class ControlException extends Exception {
    private static final long serialVersionUID = 1;

    public ControlException(String message) {
        super(message);
    }

    public ControlException(String message, Throwable cause) {
        super(message, cause);
    }
}
