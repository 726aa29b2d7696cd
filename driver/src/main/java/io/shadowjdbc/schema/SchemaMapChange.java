package io.shadowjdbc.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Brings a {@link SchemaMap} along when a statement has changed SQLite's schema. Columns that were there keep their codecs,
 * new ones get one by their declared type.
 */
public final class SchemaMapChange {
    private final SchemaMap before;
    private final Connection catalogue;
    private final String schema;

    /**
     * @param catalogue a SQLite database with the schema after the change
     * @param schema the PostgreSQL schema for new tables
     */
    public SchemaMapChange(SchemaMap before, Connection catalogue, String schema) {
        this.before = before;
        this.catalogue = catalogue;
        this.schema = schema;
    }

    /**
     * The map after the change.
     *
     * @param table SQLite's name of the table that the statement is about, as it is now; null if it is about none
     * @param formerTable its name before; the same unless it was renamed
     * @param formerColumns for renamed columns, the name before by the name now
     */
    public SchemaMap after(String table, String formerTable, Map<String, String> formerColumns) throws SQLException {
        List<TableMap> tables = new ArrayList<>();
        for (TableMap known : before.tables()) {
            boolean changed =
                    SqliteNames.same(known.sqliteName(), table) || SqliteNames.same(known.sqliteName(), formerTable);
            if (!changed) {
                tables.add(known);
            }
        }
        Optional<SqliteTable> now = table == null ? Optional.empty() : new SqliteCatalogue(catalogue).table(table);
        if (now.isPresent()) {
            tables.add(table(now.get(), before.table(formerTable), formerColumns));
        }
        return before.withTables(tables).withDefinitions(Definition.read(catalogue));
    }

    private TableMap table(SqliteTable table, Optional<TableMap> former, Map<String, String> formerColumns) {
        List<ColumnMap> columns = new ArrayList<>();
        for (SqliteColumn column : table.columns()) {
            String formerName = formerColumns.getOrDefault(column.name(), column.name());
            columns.add(column(column, former.flatMap(known -> known.column(formerName)), formerName));
        }
        boolean renamed = former.isPresent() && !SqliteNames.same(former.get().sqliteName(), table.name());
        String name = former.isPresent() && !renamed ? former.get().postgresqlName() : table.name();
        return new TableMap(
                table.name(),
                former.map(TableMap::postgresqlSchema).orElse(schema),
                name,
                columns,
                table.primaryKey(),
                table.uniqueKeys(),
                table.integerKey(),
                table.withoutRowid());
    }

    private static ColumnMap column(SqliteColumn column, Optional<ColumnMap> former, String formerName) {
        Codec codec = former.map(ColumnMap::codec).orElse(null);
        CodecChoice choice = codec == null
                ? CodecChoice.forNew(column)
                : new CodecChoice(codec, former.get().reason());
        boolean renamed = !formerName.equals(column.name());
        return new ColumnMap(
                column.name(),
                former.isPresent() && !renamed ? former.get().postgresqlName() : column.name(),
                column.declaredType(),
                column.affinity(),
                column.collation(),
                column.notNull(),
                column.generated(),
                choice.codec(),
                choice.reason());
    }
}
