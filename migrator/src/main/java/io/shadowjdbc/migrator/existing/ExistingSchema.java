package io.shadowjdbc.migrator.existing;

import io.shadowjdbc.schema.PostgresqlCatalogue;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The tables that a schema of PostgreSQL has already, made by an ORM's own migration for example.
 *
 * @param name the schema
 * @param tables in order of name
 */
public record ExistingSchema(String name, List<ExistingTable> tables) {
    /** A sequence belongs to a column by ownership, or feeds it through the column's default. */
    private static final String COLUMNS = """
            SELECT c.relname, c.relkind, pg_has_role(c.relowner, 'USAGE'), a.attname,
                   a.attnotnull,
                   a.atthasdef OR a.attidentity <> '',
                   a.attgenerated <> '',
                   (SELECT format('%I.%I', sn.nspname, s.relname)
                    FROM pg_class s
                    JOIN pg_namespace sn ON sn.oid = s.relnamespace
                    WHERE s.relkind = 'S' AND s.oid IN (
                      SELECT d.objid FROM pg_depend d
                      WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass
                        AND d.refobjid = c.oid AND d.refobjsubid = a.attnum AND d.deptype IN ('a', 'i')
                      UNION
                      SELECT d.refobjid FROM pg_depend d
                      JOIN pg_attrdef f ON f.oid = d.objid AND f.adrelid = c.oid AND f.adnum = a.attnum
                      WHERE d.classid = 'pg_attrdef'::regclass AND d.refclassid = 'pg_class'::regclass)
                    LIMIT 1),
                   (SELECT array_agg(e.enumlabel ORDER BY e.enumsortorder) FROM pg_enum e
                    WHERE e.enumtypid = CASE WHEN t.typtype = 'd' THEN t.typbasetype ELSE t.oid END),
                   (SELECT pg_get_expr(f.adbin, f.adrelid) FROM pg_attrdef f
                    WHERE f.adrelid = c.oid AND f.adnum = a.attnum AND a.attgenerated = '')
            FROM pg_class c
            JOIN pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            JOIN pg_type t ON t.oid = a.atttypid
            WHERE n.nspname = ? AND c.relkind IN ('r', 'p')
            ORDER BY c.relname, a.attnum""";

    public ExistingSchema {
        tables = List.copyOf(tables);
    }

    /** Reads the tables of a schema. */
    public static ExistingSchema read(Connection connection, String schema) throws SQLException {
        Map<String, Map<String, String>> types = new HashMap<>();
        PostgresqlCatalogue.tables(connection, schema).forEach((table, columns) -> {
            Map<String, String> byColumn = types.computeIfAbsent(table, name -> new HashMap<>());
            columns.forEach(column -> byColumn.put(column.name(), column.type()));
        });
        List<ExistingTable> tables = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
            statement.setString(1, schema);
            try (ResultSet row = statement.executeQuery()) {
                String last = null;
                List<ExistingTable.Column> columns = new ArrayList<>();
                String kind = null;
                boolean owned = false;
                while (row.next()) {
                    String table = row.getString(1);
                    if (!table.equals(last) && last != null) {
                        tables.add(new ExistingTable(last, kind, owned, columns));
                        columns = new ArrayList<>();
                    }
                    last = table;
                    kind = row.getString(2);
                    owned = row.getBoolean(3);
                    columns.add(column(row, types.get(table).get(row.getString(4))));
                }
                if (last != null) {
                    tables.add(new ExistingTable(last, kind, owned, columns));
                }
            }
        }
        return new ExistingSchema(schema, tables);
    }

    private static ExistingTable.Column column(ResultSet row, String type) throws SQLException {
        return new ExistingTable.Column(
                row.getString(4),
                type,
                labels(row.getArray(9)),
                row.getBoolean(5),
                row.getBoolean(6),
                row.getBoolean(7),
                row.getString(8),
                row.getString(10));
    }

    private static Set<String> labels(Array labels) throws SQLException {
        return labels == null ? null : new LinkedHashSet<>(Arrays.asList((String[]) labels.getArray()));
    }

    /** The table of that name, spelt alike, else the only one that differs in case alone. */
    public Optional<ExistingTable> table(String wanted) {
        return ByName.match(tables, ExistingTable::name, wanted);
    }
}
