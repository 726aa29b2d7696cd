package io.shadowjdbc.compare;

/**
 * Where two results differ.
 *
 * @param kind what kind of difference
 * @param cause why, as far as the values tell
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
        Cause cause,
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

    /** The labels differ. */
    public static Difference ofLabels(String detail) {
        return new Difference(Kind.COLUMN_NAMES, Cause.COLUMN_NAMES, detail, 0, null, null, null, null, 0, 0);
    }

    /** A row as a whole. */
    static Difference ofRow(Kind kind, Cause cause, String detail, int row, Cells active, Cells other) {
        return new Difference(
                kind,
                cause,
                detail,
                row,
                null,
                null,
                null,
                null,
                active.rows().size(),
                other.rows().size());
    }
}
