package io.shadowjdbc.schema;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
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

    private TableMap table(SqliteTable table, Optional<TableMap> former, Map<String, String> formerColumns)
            throws SQLException {
        List<ColumnMap> columns = new ArrayList<>();
        Map<String, CodecChoice> references = references(table);
        for (SqliteColumn column : table.columns()) {
            String formerName = formerColumns.getOrDefault(column.name(), column.name());
            CodecChoice choice = references.getOrDefault(SqliteNames.key(column.name()), CodecChoice.forNew(column));
            columns.add(column(column, former.flatMap(known -> known.column(formerName)), formerName, choice));
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

    /** What refers to a key that is kept as a UUID is kept as that UUID: the codecs of such columns, by name. */
    private Map<String, CodecChoice> references(SqliteTable table) throws SQLException {
        Map<String, CodecChoice> references = new HashMap<>();
        try (PreparedStatement statement =
                catalogue.prepareStatement("SELECT \"from\", \"table\", \"to\" FROM pragma_foreign_key_list(?)")) {
            statement.setString(1, table.name());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    Optional<TableMap> parent = before.table(row.getString(2));
                    String key = row.getString(3) != null
                            ? row.getString(3)
                            : parent.map(TableMap::integerKey).orElse(null);
                    Optional<ColumnMap> referred = parent.flatMap(known -> known.column(key));
                    if (referred.isPresent() && referred.get().codec() instanceof UuidKeyCodec codec) {
                        references.put(
                                SqliteNames.key(row.getString(1)),
                                new CodecChoice(
                                        codec, "refers to " + parent.get().sqliteName()));
                    }
                }
            }
        }
        return references;
    }

    private static ColumnMap column(
            SqliteColumn column, Optional<ColumnMap> former, String formerName, CodecChoice choiceForNew) {
        CodecChoice choice = former.map(known -> new CodecChoice(known.codec(), known.reason()))
                .orElse(choiceForNew);
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
