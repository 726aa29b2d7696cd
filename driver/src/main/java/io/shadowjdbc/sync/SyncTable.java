package io.shadowjdbc.sync;

import io.shadowjdbc.schema.Affinity;
import io.shadowjdbc.schema.Codecs;
import io.shadowjdbc.schema.ColumnMap;
import io.shadowjdbc.schema.SchemaMap;
import io.shadowjdbc.schema.SqliteCatalogue;
import io.shadowjdbc.schema.SqliteNames;
import io.shadowjdbc.schema.SqliteTable;
import io.shadowjdbc.schema.TableMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A table as the sync sees it: its rows come in groups of equal key, and a round replaces whole groups. Where the key is
 * one, a group is a row. A table without a key has all its columns for one, and its groups are equal rows.
 */
final class SyncTable {
    private final TableMap map;
    private final List<ColumnMap> key;
    private final boolean keyed;

    private SyncTable(TableMap map, List<ColumnMap> key, boolean keyed) {
        this.map = map;
        this.key = key;
        this.keyed = keyed;
    }

    /** All tables of the map; views are left out. */
    static List<SyncTable> of(SchemaMap map) {
        return map.tables().stream()
                .filter(table -> !table.view())
                .map(SyncTable::of)
                .toList();
    }

    static SyncTable of(TableMap table) {
        Optional<List<ColumnMap>> primary = columns(table, table.primaryKey());
        if (primary.isPresent()) {
            return new SyncTable(table, primary.get(), true);
        }
        for (List<String> unique : table.uniqueKeys()) {
            Optional<List<ColumnMap>> columns = columns(table, unique);
            if (columns.isPresent() && columns.get().stream().allMatch(ColumnMap::notNull)) {
                return new SyncTable(table, columns.get(), true);
            }
        }
        return new SyncTable(
                table,
                table.columns().stream().filter(column -> !column.generated()).toList(),
                false);
    }

    /** A table that SQLite's catalogue describes, before there is a map of it. */
    static SyncTable of(SqliteTable table) {
        List<ColumnMap> columns = table.columns().stream()
                .map(column -> new ColumnMap(
                        column.name(),
                        column.name(),
                        column.declaredType(),
                        column.affinity(),
                        column.collation(),
                        column.notNull(),
                        column.generated(),
                        Codecs.ANY,
                        ""))
                .toList();
        return of(new TableMap(
                table.name(),
                "",
                table.name(),
                columns,
                table.primaryKey(),
                table.uniqueKeys(),
                table.integerKey(),
                table.withoutRowid()));
    }

    /** The columns of a key; empty where it has none, or one that was left out of the map. */
    private static Optional<List<ColumnMap>> columns(TableMap table, List<String> names) {
        List<ColumnMap> columns = new ArrayList<>();
        for (String name : names) {
            Optional<ColumnMap> column = table.column(name);
            if (column.isEmpty()) {
                return Optional.empty();
            }
            columns.add(column.get());
        }
        return columns.isEmpty() ? Optional.empty() : Optional.of(columns);
    }

    TableMap map() {
        return map;
    }

    /** SQLite's name, which notes carry on both sides. */
    String name() {
        return map.sqliteName();
    }

    List<ColumnMap> key() {
        return key;
    }

    /** SQLite's names of the key's columns. */
    List<String> keyNames() {
        return key.stream().map(ColumnMap::sqliteName).toList();
    }

    /** Whether a group is one row, unless its key has a NULL. */
    boolean isKeyed() {
        return keyed;
    }

    /** Whether a key may have a NULL: SQLite allows them in most primary keys. */
    boolean hasNullableKey() {
        return !keyed
                || (!map.withoutRowid() && key.stream().anyMatch(column -> !column.notNull() && !isIntegerKey(column)));
    }

    /** Whether it has a key that its database can give out. */
    boolean hasIntegerKey() {
        return map.integerKey() != null && map.column(map.integerKey()).isPresent();
    }

    boolean isIntegerKey(ColumnMap column) {
        return SqliteNames.same(column.sqliteName(), map.integerKey());
    }

    /** Whether values of a key column may be equal to SQLite and yet not the same: {@code 'a'} and {@code 'A'}, 1 and 1.0. */
    boolean hasLooseEquality(ColumnMap column) {
        boolean loose = !column.collation().equals("BINARY")
                || column.affinity() == Affinity.BLOB
                || column.affinity() == Affinity.NUMERIC;
        return loose && !isIntegerKey(column);
    }

    /** SQLite's name in quotes. */
    String sqlite() {
        return SqliteCatalogue.quote(map.sqliteName());
    }

    /** PostgreSQL's name with its schema, in quotes. */
    String postgresql() {
        return SqliteCatalogue.quote(map.postgresqlSchema()) + "." + SqliteCatalogue.quote(map.postgresqlName());
    }

    /** A row's key for messages: the one kind of value that they show. */
    String describe(Object[] values) {
        if (!keyed) {
            return "a row of table " + sqlite() + ", which has no key";
        }
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            String shown = values[i] instanceof byte[] bytes ? "BLOB of " + bytes.length + " bytes" : values[i] + "";
            parts.add(key.get(i).sqliteName() + " = " + shown);
        }
        return "table " + sqlite() + ", row " + parts.stream().collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return map.sqliteName();
    }
}
