package io.shadowjdbc.dialect;

import java.util.List;

/**
 * What the text of a statement says, before any translation.
 *
 * @param kind what it does; for a CTE the kind of the main statement
 * @param normalized the text with literals replaced by {@code ?}, comments dropped, white space and the case of
 *     keywords unified, lists of literals in IN and VALUES shortened to one: equal for statements of one shape
 * @param tables the tables it reads or writes, as spelt in the catalogue where known; views are followed to their
 *     tables where known
 * @param changed for INSERT, UPDATE and DELETE of SQLite's grammar: the table that they name, as spelt in the catalogue where
 *     known; else null
 * @param insertion for INSERT of SQLite's grammar; else null
 * @param returnsRows whether it gives a result set (SELECT, RETURNING, PRAGMA that answers)
 * @param deterministic false if a repeated run may differ without any write: random(), CURRENT_TIMESTAMP,
 *     date('now'), changes(), last_insert_rowid()
 * @param ordering for SELECT: how far the order of rows is determined
 * @param sortColumns for SELECT: the result's columns that ORDER BY sorts by
 * @param limited for SELECT: whether a LIMIT or OFFSET may cut the result
 * @param uncut for SELECT with LIMIT: the same without, or null where that can't be said
 * @param hint the word after {@code shadow:} in a comment of the text, or null
 */
public record Analysis(
        StatementKind kind,
        String normalized,
        List<String> tables,
        String changed,
        Insertion insertion,
        boolean returnsRows,
        boolean deterministic,
        Ordering ordering,
        SortColumns sortColumns,
        boolean limited,
        Uncut uncut,
        String hint) {

    public Analysis {
        tables = List.copyOf(tables);
    }

    /** Of a statement of which no more is known. */
    Analysis(
            StatementKind kind,
            String normalized,
            List<String> tables,
            boolean returnsRows,
            boolean deterministic,
            Ordering ordering,
            boolean limited,
            String hint) {
        this(
                kind,
                normalized,
                tables,
                null,
                null,
                returnsRows,
                deterministic,
                ordering,
                SortColumns.NONE,
                limited,
                null,
                hint);
    }
}
