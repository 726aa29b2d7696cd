package io.shadowjdbc.compare;

/** Why two answers differ, as far as the values tell. */
public enum Cause {
    /** NULLs come first on one side and last on the other. */
    NULL_ORDER,
    /** Text sorts by another collation. */
    COLLATION,
    /** The rows come in another order than the statement asks for. */
    ORDER,
    /** The same moment, shown in another time zone. */
    TIME_ZONE,
    /** Digits or fractions of seconds were lost or added. */
    PRECISION,
    /** The same value as another type. */
    TYPE,
    /** NULL on one side, a value that is not the empty text on the other. */
    NULL,
    /** Empty against NULL, or other white space around the text. */
    WHITESPACE,
    /** Upper against lower case. */
    CASE,
    /** The same characters, composed in another way. */
    UNICODE_FORM,
    /** A row of the active side that the other has not. */
    MISSING_ROW,
    /** A row of the other side that the active has not. */
    EXTRA_ROW,
    /** A row is there more often on the other side. */
    DUPLICATE_ROW,
    /** The column labels. */
    COLUMN_NAMES,
    /** Reading the value fails on one side. */
    ERROR_CLASS,
    /** Another value, for no reason that it shows. */
    VALUE
}
