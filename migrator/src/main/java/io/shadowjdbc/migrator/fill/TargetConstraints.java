package io.shadowjdbc.migrator.fill;

import static io.shadowjdbc.schema.SqliteCatalogue.quote;

import io.shadowjdbc.migrator.plan.TableFit;
import io.shadowjdbc.migrator.quarantine.OrphanFinder;
import io.shadowjdbc.schema.ColumnMap;
import io.shadowjdbc.schema.SchemaMap;
import io.shadowjdbc.schema.TableMap;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what a table of PostgreSQL demands of its rows. */
final class TargetConstraints {
    private static final String CHECKS = """
            SELECT conname, pg_get_expr(conbin, conrelid) FROM pg_constraint
            WHERE contype = 'c' AND conrelid = ?::regclass ORDER BY conname""";
    /** Before version 15 there is no NULLS NOT DISTINCT. */
    private static final String UNIQUE_INDEXES = """
            SELECT c.relname,
                   array(SELECT pg_get_indexdef(i.indexrelid, k, true) FROM generate_series(1, i.indnkeyatts) k),
                   pg_get_expr(i.indpred, i.indrelid),
                   coalesce((to_jsonb(i) ->> 'indnullsnotdistinct')::boolean, false)
            FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
            WHERE i.indisunique AND i.indrelid = ?::regclass ORDER BY c.relname""";

    private static final String FOREIGN_KEYS = """
            SELECT n.nspname, p.relname,
                   array(SELECT a.attname::text FROM unnest(conkey) WITH ORDINALITY k (num, i)
                         JOIN pg_attribute a ON a.attrelid = conrelid AND a.attnum = k.num ORDER BY k.i),
                   array(SELECT a.attname::text FROM unnest(confkey) WITH ORDINALITY k (num, i)
                         JOIN pg_attribute a ON a.attrelid = confrelid AND a.attnum = k.num ORDER BY k.i)
            FROM pg_constraint JOIN pg_class p ON p.oid = confrelid JOIN pg_namespace n ON n.oid = p.relnamespace
            WHERE contype = 'f' AND conrelid = ?::regclass ORDER BY conname""";

    private TargetConstraints() {}

    /** A CHECK and its condition. */
    record Check(String name, String condition) {}

    /**
     * A unique index.
     *
     * @param terms columns and expressions, as SQL
     * @param where the condition of a partial index, or null
     * @param nullsEqual whether two NULLs are one key
     */
    record Unique(String name, List<String> terms, String where, boolean nullsEqual) {}

    /** The table as SQL names it. */
    static String name(TableMap table) {
        return quote(table.postgresqlSchema()) + "." + quote(table.postgresqlName());
    }

    static List<Check> checks(Connection target, TableMap table) throws SQLException {
        List<Check> checks = new ArrayList<>();
        try (PreparedStatement statement = target.prepareStatement(CHECKS)) {
            statement.setString(1, name(table));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    checks.add(new Check(row.getString(1), row.getString(2)));
                }
            }
        }
        return checks;
    }

    static List<Unique> uniqueIndexes(Connection target, TableMap table) throws SQLException {
        List<Unique> indexes = new ArrayList<>();
        try (PreparedStatement statement = target.prepareStatement(UNIQUE_INDEXES)) {
            statement.setString(1, name(table));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    indexes.add(new Unique(row.getString(1), strings(row, 2), row.getString(3), row.getBoolean(4)));
                }
            }
        }
        return indexes;
    }

    /** The foreign keys whose parent is filled as well, in SQLite's names. */
    static List<OrphanFinder.Reference> references(Connection target, TableFit fit, SchemaMap map) throws SQLException {
        List<OrphanFinder.Reference> references = new ArrayList<>();
        try (PreparedStatement statement = target.prepareStatement(FOREIGN_KEYS)) {
            statement.setString(1, name(fit.map()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    String schema = row.getString(1);
                    String parentName = row.getString(2);
                    Optional<TableMap> parent = map.tables().stream()
                            .filter(table -> table.postgresqlSchema().equals(schema)
                                    && table.postgresqlName().equals(parentName))
                            .findFirst();
                    if (parent.isEmpty()) {
                        continue;
                    }
                    List<String> columns = sqliteNames(fit.map(), strings(row, 3));
                    List<String> parentColumns = sqliteNames(parent.get(), strings(row, 4));
                    if (columns.size() == parentColumns.size() && !columns.isEmpty()) {
                        references.add(
                                new OrphanFinder.Reference(columns, parent.get().sqliteName(), parentColumns));
                    }
                }
            }
        }
        return references;
    }

    /** Empty if one of the columns is none of SQLite's. */
    private static List<String> sqliteNames(TableMap table, List<String> columns) {
        List<String> names = new ArrayList<>();
        for (String column : columns) {
            table.columns().stream()
                    .filter(candidate -> candidate.postgresqlName().equals(column))
                    .map(ColumnMap::sqliteName)
                    .forEach(names::add);
        }
        return names.size() == columns.size() ? names : List.of();
    }

    private static List<String> strings(ResultSet row, int column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }
}
