package io.shadowjdbc.schema;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A row of SQLite's schema table: what the application has created, in its own words.
 *
 * @param type table, index, view or trigger
 * @param name as spelt
 * @param table the table that it belongs to; a table's or view's own name
 * @param sql the CREATE statement
 */
public record Definition(String type, String name, String table, String sql) {
    private static final String READ =
            "SELECT type, name, tbl_name, sql FROM main.sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid";

    /**
     * All of a database, in the order in which they can be created: neither SQLite's own tables, nor the tool's, nor the
     * tables that a virtual table keeps its data in.
     */
    public static List<Definition> read(Connection sqlite) throws SQLException {
        List<Definition> definitions = new ArrayList<>();
        List<String> shadows = shadowTables(sqlite);
        try (Statement statement = sqlite.createStatement();
                ResultSet row = statement.executeQuery(READ)) {
            while (row.next()) {
                String name = row.getString(2);
                boolean own = SqliteNames.isOwn(name) || SqliteNames.key(name).startsWith("sqlite_");
                if (!own && !shadows.contains(name)) {
                    definitions.add(new Definition(row.getString(1), name, row.getString(3), row.getString(4)));
                }
            }
        }
        return definitions;
    }

    private static List<String> shadowTables(Connection sqlite) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Statement statement = sqlite.createStatement();
                ResultSet row = statement.executeQuery("SELECT name FROM pragma_table_list WHERE type = 'shadow'")) {
            while (row.next()) {
                names.add(row.getString(1));
            }
        }
        return names;
    }

    /** Statements that would make the map's tables, for want of the real ones: names, types, keys, collations. */
    public static List<Definition> of(SchemaMap map) {
        return map.tables().stream()
                .map(table -> new Definition("table", table.sqliteName(), table.sqliteName(), createTable(table)))
                .toList();
    }

    private static String createTable(TableMap table) {
        List<String> parts = new ArrayList<>();
        for (ColumnMap column : table.columns()) {
            String collation = column.collation() == null ? "BINARY" : column.collation();
            parts.add(SqliteCatalogue.quote(column.sqliteName()) + " " + column.declaredType()
                    + (column.notNull() ? " NOT NULL" : "")
                    + (collation.equalsIgnoreCase("BINARY") ? "" : " COLLATE " + SqliteCatalogue.quote(collation)));
        }
        if (!table.primaryKey().isEmpty()) {
            parts.add("PRIMARY KEY (" + names(table.primaryKey()) + ")");
        }
        table.uniqueKeys().forEach(key -> parts.add("UNIQUE (" + names(key) + ")"));
        return "CREATE TABLE " + SqliteCatalogue.quote(table.sqliteName()) + " (" + String.join(", ", parts) + ")"
                + (table.withoutRowid() ? " WITHOUT ROWID" : "");
    }

    private static String names(List<String> columns) {
        return columns.stream().map(SqliteCatalogue::quote).collect(Collectors.joining(", "));
    }
}
