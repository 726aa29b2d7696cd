package io.shadowjdbc.dialect;

/** How far a SELECT determines the order of its rows. */
public enum Ordering {
    /** No ORDER BY, or nothing known of it: any order of the rows is a right answer. */
    NONE,
    /** An ORDER BY that may leave ties. */
    PARTIAL,
    /** At most one row, or an ORDER BY that holds a unique key: one order only is right. */
    TOTAL
}
