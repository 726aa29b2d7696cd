package io.shadowjdbc.migrator.source;

/**
 * Rows of a table by rowid.
 *
 * @param after the rowids begin above this one; null for the first
 * @param last the highest rowid; null for no end
 */
public record RowidRange(Long after, Long last) {
    /** All rows. */
    public static final RowidRange ALL = new RowidRange(null, null);

    boolean isAll() {
        return after == null && last == null;
    }
}
