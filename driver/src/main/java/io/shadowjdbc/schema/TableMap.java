package io.shadowjdbc.schema;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One table, or view, on both sides. Keys are lists of SQLite column names in key order.
 *
 * @param sqliteName the name as SQLite's catalogue spells it
 * @param postgresqlSchema the schema of the PostgreSQL table
 * @param postgresqlName the name as PostgreSQL's catalogue spells it
 * @param columns in SQLite's column order
 * @param primaryKey empty where there is none
 * @param uniqueKeys unique indexes without a WHERE clause and without expressions, the primary key excluded
 * @param integerKey the column that is an alias of the rowid, or null
 * @param withoutRowid whether the table was declared WITHOUT ROWID
 * @param view whether it is a view: it is read, and neither written nor copied
 */
public record TableMap(
        String sqliteName,
        String postgresqlSchema,
        String postgresqlName,
        List<ColumnMap> columns,
        List<String> primaryKey,
        List<List<String>> uniqueKeys,
        String integerKey,
        boolean withoutRowid,
        boolean view) {

    /** A table. */
    public TableMap(
            String sqliteName,
            String postgresqlSchema,
            String postgresqlName,
            List<ColumnMap> columns,
            List<String> primaryKey,
            List<List<String>> uniqueKeys,
            String integerKey,
            boolean withoutRowid) {
        this(
                sqliteName,
                postgresqlSchema,
                postgresqlName,
                columns,
                primaryKey,
                uniqueKeys,
                integerKey,
                withoutRowid,
                false);
    }

    public TableMap {
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
        uniqueKeys = uniqueKeys.stream().map(List::copyOf).toList();
    }

    /** The same table with each column replaced. */
    public TableMap withColumns(UnaryOperator<ColumnMap> change) {
        return new TableMap(
                sqliteName,
                postgresqlSchema,
                postgresqlName,
                columns.stream().map(change).toList(),
                primaryKey,
                uniqueKeys,
                integerKey,
                withoutRowid,
                view);
    }

    /** The column of that SQLite name, without regard to ASCII case, as SQLite matches names. */
    public Optional<ColumnMap> column(String sqliteName) {
        return columns.stream()
                .filter(column -> SqliteNames.same(column.sqliteName(), sqliteName))
                .findFirst();
    }
}
