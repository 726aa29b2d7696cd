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

    public SchemaMap(List<TableMap> tables) {
        this(tables, Map.of());
    }

    /** @param views SQLite's views: name and the CREATE VIEW statement of {@code sqlite_schema} */
    public SchemaMap(List<TableMap> tables, Map<String, String> views) {
        this.views = new LinkedHashMap<>();
        views.forEach((name, sql) -> this.views.put(SqliteNames.key(name), sql));
        Map<String, TableMap> byName = new LinkedHashMap<>();
        for (TableMap table : tables) {
            byName.put(SqliteNames.key(table.sqliteName()), table);
        }
        this.tables = byName;
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
}
