package io.shadowjdbc.dialect;

/** A part of SQLite's schema that has no equal on PostgreSQL. The message says what has none and what to do. */
public final class UntranslatableException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * @param construct what has no equal
     * @param advice what to do, one sentence
     */
    public UntranslatableException(String construct, String advice) {
        super(construct + " has no equal. " + advice);
    }
}
