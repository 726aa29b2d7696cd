package io.shadowjdbc.schema;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Derives a {@link SchemaMap} for a target that was made by other means, from both catalogues and a few rows: tables, views
 * and columns are matched by name, codecs chosen for PostgreSQL's types. What the rows can't tell is decided by type, and the
 * column's reason says so. A table or column that PostgreSQL lacks is left out.
 */
public final class SchemaMapDeriver {
    private static final int SAMPLE_ROWS = 100;

    private SchemaMapDeriver() {}

    /**
     * Derives the map.
     *
     * @param sqlite a connection of sqlite-jdbc
     * @param postgresql a connection of pgjdbc
     * @param schema the PostgreSQL schema that holds the tables
     */
    public static SchemaMap derive(Connection sqlite, Connection postgresql, String schema) throws SQLException {
        Map<String, List<PostgresqlCatalogue.Column>> targets = PostgresqlCatalogue.tables(postgresql, schema);
        List<TableMap> tables = new ArrayList<>();
        SqliteCatalogue catalogue = new SqliteCatalogue(sqlite);
        List<SqliteTable> sources = new ArrayList<>(catalogue.tables());
        List<SqliteTable> views = catalogue.views();
        sources.addAll(views);
        for (SqliteTable source : sources) {
            String target = match(source.name(), List.copyOf(targets.keySet()));
            if (target != null) {
                tables.add(table(sqlite, source, schema, target, targets.get(target), views.contains(source)));
            }
        }
        return new SchemaMap(tables).withDefinitions(Definition.read(sqlite));
    }

    private static TableMap table(
            Connection sqlite,
            SqliteTable table,
            String schema,
            String target,
            List<PostgresqlCatalogue.Column> columns,
            boolean view)
            throws SQLException {
        List<String> names =
                columns.stream().map(PostgresqlCatalogue.Column::name).toList();
        List<List<Object>> samples = samples(sqlite, table);
        List<ColumnMap> mapped = new ArrayList<>();
        for (int i = 0; i < table.columns().size(); i++) {
            SqliteColumn column = table.columns().get(i);
            String name = match(column.name(), names);
            if (name != null) {
                PostgresqlCatalogue.Column there = columns.get(names.indexOf(name));
                CodecChoice choice = CodecChoice.forExisting(column, there.type(), there.enumType(), samples.get(i));
                mapped.add(new ColumnMap(
                        column.name(),
                        name,
                        column.declaredType(),
                        column.affinity(),
                        column.collation(),
                        column.notNull(),
                        column.generated(),
                        choice.codec(),
                        choice.reason()));
            }
        }
        return new TableMap(
                table.name(),
                schema,
                target,
                mapped,
                table.primaryKey(),
                table.uniqueKeys(),
                table.integerKey(),
                table.withoutRowid(),
                view);
    }

    /** The name spelt alike, else the only one that differs in case alone, else null. */
    private static String match(String name, List<String> candidates) {
        if (candidates.contains(name)) {
            return name;
        }
        List<String> similar = candidates.stream()
                .filter(candidate -> candidate.equalsIgnoreCase(name))
                .toList();
        return similar.size() == 1 ? similar.get(0) : null;
    }

    /** For each column, its values in the first rows, without nulls. */
    private static List<List<Object>> samples(Connection sqlite, SqliteTable table) throws SQLException {
        List<List<Object>> samples = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (SqliteColumn column : table.columns()) {
            samples.add(new ArrayList<>());
            names.add(SqliteCatalogue.quote(column.name()));
        }
        String query = "SELECT " + String.join(", ", names) + " FROM main." + SqliteCatalogue.quote(table.name())
                + " LIMIT " + SAMPLE_ROWS;
        try (Statement statement = sqlite.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                for (int i = 0; i < samples.size(); i++) {
                    Object value = StoredValue.read(row, i + 1);
                    if (value != null) {
                        samples.get(i).add(value);
                    }
                }
            }
        }
        return samples;
    }
}
