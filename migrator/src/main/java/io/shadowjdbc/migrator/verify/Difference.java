package io.shadowjdbc.migrator.verify;

import static io.shadowjdbc.schema.SqliteCatalogue.quote;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One difference between source and target, located.
 *
 * @param kind what differs
 * @param table SQLite's name
 * @param key the row: {@code "AlbumId"=5}; null where the difference is of the whole table
 * @param column SQLite's name; null where the difference is of the whole row or table
 * @param detail what is on either side, without values: types, lengths, hashes
 * @param sqliteValue the value as SQL, for the operator's own report; null where there is none
 * @param postgresqlValue the same of the other side
 */
public record Difference(
        Kind kind, String table, String key, String column, String detail, String sqliteValue, String postgresqlValue) {

    /** What differs. */
    public enum Kind {
        /** A table or column of the source that the target does not have, or that was not compared. */
        STRUCTURE,
        ROW_COUNT,
        /** A row of SQLite that PostgreSQL does not have. */
        MISSING_ROW,
        /** A row of PostgreSQL that SQLite does not have. */
        EXTRA_ROW,
        VALUE,
        /** What each database counts of a column by itself. */
        TOTAL
    }

    static Difference ofTable(Kind kind, String table, String column, String detail) {
        return new Difference(kind, table, null, column, detail, null, null);
    }

    /** The same difference, in this row. */
    Difference ofRow(String row) {
        return new Difference(kind, table, row, column, detail, sqliteValue, postgresqlValue);
    }

    static Difference ofRow(Kind kind, String table, String key, String detail) {
        return new Difference(kind, table, key, null, detail, null, null);
    }

    /** With the values: for the operator's own report only. */
    public Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("kind", kind.name());
        json.put("table", table);
        json.put("key", key);
        json.put("column", column);
        json.put("detail", detail);
        json.put("sqlite", sqliteValue);
        json.put("postgresql", postgresqlValue);
        json.values().removeIf(value -> value == null);
        return json;
    }

    @Override
    public String toString() {
        return "table " + quote(table) + (key == null ? "" : ", row " + key)
                + (column == null ? "" : ", column " + quote(column)) + ": " + detail;
    }
}
