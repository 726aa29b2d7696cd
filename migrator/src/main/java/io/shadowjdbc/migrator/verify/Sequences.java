package io.shadowjdbc.migrator.verify;

import static io.shadowjdbc.schema.SqliteCatalogue.quote;

import io.shadowjdbc.schema.ColumnMap;
import io.shadowjdbc.schema.TableMap;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Checks that the keys which PostgreSQL will give out follow those that are there. */
final class Sequences {
    /** The column's own sequence, or the one that its default takes values from. */
    private static final String SEQUENCE = """
            SELECT coalesce(pg_get_serial_sequence(?, ?),
              (SELECT format('%I.%I', n.nspname, s.relname)
               FROM pg_attribute a
               JOIN pg_attrdef f ON f.adrelid = a.attrelid AND f.adnum = a.attnum
               JOIN pg_depend d ON d.classid = 'pg_attrdef'::regclass AND d.objid = f.oid
                               AND d.refclassid = 'pg_class'::regclass
               JOIN pg_class s ON s.oid = d.refobjid AND s.relkind = 'S'
               JOIN pg_namespace n ON n.oid = s.relnamespace
               WHERE a.attrelid = ?::regclass AND a.attname = ? LIMIT 1))""";

    private Sequences() {}

    static void check(Connection target, TableMap map, TableResult result) throws SQLException {
        ColumnMap key =
                map.integerKey() == null ? null : map.column(map.integerKey()).orElse(null);
        if (key == null) {
            return;
        }
        String table = quote(map.postgresqlSchema()) + "." + quote(map.postgresqlName());
        String sequence = sequence(target, table, key.postgresqlName());
        if (sequence == null) {
            result.add(Difference.ofTable(
                    Difference.Kind.STRUCTURE,
                    map.sqliteName(),
                    key.sqliteName(),
                    "PostgreSQL gives out no keys for it"));
            return;
        }
        String column = quote(key.postgresqlName());
        String query = "SELECT is_called, last_value, (SELECT " + column + "::text AS printed FROM " + table + " WHERE "
                + column + " IS NOT NULL ORDER BY " + column + " DESC LIMIT 1) FROM " + sequence;
        try (Statement statement = target.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            String highest = row.getString(3);
            if (highest != null && isBehind(row.getBoolean(1), row.getLong(2), integer(key, highest))) {
                result.add(Difference.ofTable(
                        Difference.Kind.STRUCTURE,
                        map.sqliteName(),
                        key.sqliteName(),
                        "its sequence is behind the highest key"));
            }
        }
    }

    private static boolean isBehind(boolean called, long last, long highest) {
        return called ? highest > last : highest >= last;
    }

    private static long integer(ColumnMap key, String printed) {
        String[] codec = key.codec().name().split(":", 3);
        try {
            return codec[0].equals("uuid-key") ? new RenderedKey(codec[2]).integer(printed) : Long.parseLong(printed);
        } catch (IllegalArgumentException e) {
            // its row is a difference already
            return Long.MIN_VALUE;
        }
    }

    private static String sequence(Connection target, String table, String column) throws SQLException {
        try (PreparedStatement statement = target.prepareStatement(SEQUENCE)) {
            statement.setString(1, table);
            statement.setString(2, column);
            statement.setString(3, table);
            statement.setString(4, column);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }
}
