package io.shadowjdbc.migrator.target;

import io.shadowjdbc.migrator.source.RowidRange;

/**
 * What is copied in one transaction: a table or a range of it.
 *
 * @param table SQLite's name
 * @param number within the table, from 0
 * @param range its rows
 * @param done whether they are there
 * @param rows how many were copied
 */
record CopyPart(String table, int number, RowidRange range, boolean done, long rows) {
    /** One that has not been copied yet. */
    static CopyPart planned(String table, int number, RowidRange range) {
        return new CopyPart(table, number, range, false, 0);
    }

    boolean whole() {
        return range.equals(RowidRange.ALL);
    }
}
