package io.shadowjdbc.migrator.plan;

/** What becomes of a row that does not fit the target. */
public enum BadValues {
    /** Nothing is copied. */
    STOP,
    /** The row goes to {@code shadow.quarantine}, all others are copied. */
    QUARANTINE
}
