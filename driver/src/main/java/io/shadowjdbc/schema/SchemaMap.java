package io.shadowjdbc.schema;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tables, columns and keys of both databases and, for each column, its {@link Codec}. Immutable. */
public final class SchemaMap {
    private static final SchemaMap EMPTY = new SchemaMap(List.of());

    private final Map<String, TableMap> tables;
    private final Map<String, String> views;
    private final List<LeftOut> leftOut;
    private final List<Definition> definitions;

    /**
     * What of SQLite was left out by decision.
     *
     * @param table SQLite's name
     * @param column SQLite's name, or null for the whole table
     */
    public record LeftOut(String table, String column) {}

    public SchemaMap(List<TableMap> tables) {
        this(tables, Map.of());
    }

    /** @param views SQLite's views: name and the CREATE VIEW statement of {@code sqlite_schema} */
    public SchemaMap(List<TableMap> tables, Map<String, String> views) {
        this(tables, views, List.of());
    }

    /**
     * @param views SQLite's views: name and the CREATE VIEW statement of {@code sqlite_schema}
     * @param leftOut tables and columns that PostgreSQL was never to have
     */
    public SchemaMap(List<TableMap> tables, Map<String, String> views, List<LeftOut> leftOut) {
        this(tables, views, leftOut, List.of());
    }

    private SchemaMap(
            List<TableMap> tables, Map<String, String> views, List<LeftOut> leftOut, List<Definition> definitions) {
        this.leftOut = List.copyOf(leftOut);
        this.definitions = List.copyOf(definitions);
        this.views = new LinkedHashMap<>();
        views.forEach((name, sql) -> this.views.put(SqliteNames.key(name), sql));
        Map<String, TableMap> byName = new LinkedHashMap<>();
        for (TableMap table : tables) {
            byName.put(SqliteNames.key(table.sqliteName()), table);
        }
        this.tables = byName;
    }

    /** The same with the statements that made SQLite's schema; its views are those of the statements. */
    public SchemaMap withDefinitions(List<Definition> all) {
        Map<String, String> byName = new LinkedHashMap<>(views);
        all.stream().filter(each -> each.type().equals("view")).forEach(each -> byName.put(each.name(), each.sql()));
        return new SchemaMap(tables(), byName, leftOut, all);
    }

    /** The same with other tables. */
    public SchemaMap withTables(List<TableMap> all) {
        return new SchemaMap(all, Map.of(), leftOut, List.of()).withDefinitions(definitions);
    }

    /** The statements that made SQLite's schema, in order; empty where they are not known. */
    public List<Definition> definitions() {
        return definitions;
    }

    /** The map of a database without tables. */
    public static SchemaMap empty() {
        return EMPTY;
    }

    public List<TableMap> tables() {
        return List.copyOf(tables.values());
    }

    /** The table of that SQLite name, without regard to ASCII case, as SQLite matches names. */
    public Optional<TableMap> table(String sqliteName) {
        return Optional.ofNullable(tables.get(SqliteNames.key(sqliteName)));
    }

    /** The CREATE VIEW statement of SQLite's view of that name, without regard to ASCII case. */
    public Optional<String> view(String sqliteName) {
        return Optional.ofNullable(views.get(SqliteNames.key(sqliteName)));
    }

    /** Tables and columns that PostgreSQL was never to have. */
    public List<LeftOut> leftOut() {
        return leftOut;
    }

    /** Whether that table, or that column of it, was left out by decision. */
    public boolean isLeftOut(String table, String column) {
        return leftOut.stream()
                .anyMatch(left -> left.table().equalsIgnoreCase(table)
                        && (column == null ? left.column() == null : column.equalsIgnoreCase(left.column())));
    }
}
