package io.shadowjdbc.migrator.verify;

import static io.shadowjdbc.schema.SqliteCatalogue.quote;

import io.shadowjdbc.schema.ColumnMap;
import io.shadowjdbc.schema.TableMap;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares the rows without a parent. PostgreSQL vouches for a validated foreign key, so only one that is not valid is
 * counted, against SQLite's own count: such a copy carries the orphans that there were, no more and no fewer.
 */
final class Orphans {
    private static final String NOT_VALID = """
            SELECT c.conname, c.conrelid::regclass::text, c.confrelid::regclass::text,
              string_agg(format('k.%I = p.%I', a.attname, b.attname), ' AND '),
              string_agg(format('k.%I IS NOT NULL', a.attname), ' AND '),
              array_agg(a.attname::text ORDER BY u.place)
            FROM pg_constraint c CROSS JOIN unnest(c.conkey, c.confkey) WITH ORDINALITY AS u (here, there, place)
            JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = u.here
            JOIN pg_attribute b ON b.attrelid = c.confrelid AND b.attnum = u.there
            WHERE c.contype = 'f' AND NOT c.convalidated AND c.conrelid = to_regclass(?)
            GROUP BY c.oid, c.conname, c.conrelid, c.confrelid""";

    private Orphans() {}

    static void compare(Connection source, Connection target, TableMap map, TableResult result) throws SQLException {
        Map<List<String>, Long> here = null;
        try (PreparedStatement query = target.prepareStatement(NOT_VALID)) {
            query.setString(1, quote(map.postgresqlSchema()) + "." + quote(map.postgresqlName()));
            try (ResultSet key = query.executeQuery()) {
                while (key.next()) {
                    List<String> columns =
                            sqliteNames(map, (String[]) key.getArray(6).getArray());
                    long rows = count(
                            target,
                            "SELECT count(*) FROM " + key.getString(2) + " k WHERE " + key.getString(5)
                                    + " AND NOT EXISTS (SELECT FROM " + key.getString(3) + " p WHERE "
                                    + key.getString(4) + ")");
                    here = here == null ? inSqlite(source, map) : here;
                    long expected = here.getOrDefault(columns, 0L);
                    if (rows != expected) {
                        result.add(Difference.ofTable(
                                Difference.Kind.TOTAL,
                                map.sqliteName(),
                                null,
                                "foreign key " + quote(key.getString(1)) + ": SQLite counts " + expected
                                        + " rows without a parent, PostgreSQL " + rows));
                    }
                }
            }
        }
    }

    private static List<String> sqliteNames(TableMap map, String[] columns) {
        List<String> names = new ArrayList<>();
        for (String column : columns) {
            names.add(map.columns().stream()
                    .filter(mapped -> mapped.postgresqlName().equals(column))
                    .map(ColumnMap::sqliteName)
                    .findFirst()
                    .orElse(column));
        }
        return names;
    }

    private static long count(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Rows without a parent by the columns of the foreign key, in its order and the table's spelling. */
    private static Map<List<String>, Long> inSqlite(Connection source, TableMap map) throws SQLException {
        Map<Integer, List<String>> columns = new HashMap<>();
        try (PreparedStatement query =
                source.prepareStatement("SELECT id, \"from\" FROM pragma_foreign_key_list(?) ORDER BY id, seq")) {
            query.setString(1, map.sqliteName());
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    String name = row.getString(2);
                    columns.computeIfAbsent(row.getInt(1), id -> new ArrayList<>())
                            .add(map.column(name).map(ColumnMap::sqliteName).orElse(name));
                }
            }
        }
        Map<List<String>, Long> counts = new HashMap<>();
        try (PreparedStatement query =
                source.prepareStatement("SELECT fkid, count(*) FROM pragma_foreign_key_check(?) GROUP BY 1")) {
            query.setString(1, map.sqliteName());
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    counts.merge(columns.get(row.getInt(1)), row.getLong(2), Long::sum);
                }
            }
        }
        return counts;
    }
}
