package io.shadowjdbc.compare;

/**
 * Where two results differ.
 *
 * @param kind what kind of difference
 * @param detail one sentence for the reader of a report; holds no values
 * @param row from 1, or 0 where it is not one row
 * @param column label or position, or null
 * @param getter the method that read it, or null
 * @param activeValue what the active side gives there
 * @param otherValue what the other side gives there
 * @param activeRows number of rows on the active side
 * @param otherRows number of rows on the other side
 */
public record Difference(
        Kind kind,
        String detail,
        int row,
        String column,
        String getter,
        Object activeValue,
        Object otherValue,
        int activeRows,
        int otherRows) {

    /** The kinds of difference. */
    public enum Kind {
        ROW_COUNT,
        VALUE,
        NULL,
        TYPE,
        ORDER,
        COLUMN_NAMES
    }
}
