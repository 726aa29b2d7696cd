package io.shadowjdbc.sync;

/** Another sync of the same direction is at work, or wants to be: this one may try again later. */
public final class SyncBusyException extends SyncException {
    private static final long serialVersionUID = 1L;

    public SyncBusyException(String message) {
        super(message);
    }
}
