package io.shadowjdbc.schema;

import java.util.List;

/**
 * A table as SQLite's catalogue describes it. Keys are lists of column names in key order.
 *
 * @param name as spelt in CREATE TABLE
 * @param sql the CREATE TABLE statement
 * @param columns in order, hidden ones of virtual tables left out
 * @param primaryKey empty where there is none
 * @param uniqueKeys unique indexes without WHERE and expressions, the primary key excluded
 * @param integerKey the column that is an alias of the rowid, or null
 * @param autoincrement whether AUTOINCREMENT is declared
 * @param withoutRowid whether it is WITHOUT ROWID
 * @param strict whether it is STRICT
 * @param virtual whether a module provides it (FTS, R-tree, ...)
 */
public record SqliteTable(
        String name,
        String sql,
        List<SqliteColumn> columns,
        List<String> primaryKey,
        List<List<String>> uniqueKeys,
        String integerKey,
        boolean autoincrement,
        boolean withoutRowid,
        boolean strict,
        boolean virtual) {

    public SqliteTable {
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
        uniqueKeys = uniqueKeys.stream().map(List::copyOf).toList();
    }
}
