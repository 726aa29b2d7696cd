package io.shadowjdbc.migrator.verify;

import static io.shadowjdbc.schema.SqliteCatalogue.quote;

import io.shadowjdbc.schema.ColumnMap;
import io.shadowjdbc.schema.SqliteColumn;
import io.shadowjdbc.schema.TableMap;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares what each database counts by itself: rows, values that are not NULL, bytes of text and blobs. No value passes
 * through our own code here, so that a reader which loses part of a value is found.
 */
final class Totals {
    private Totals() {}

    static void compare(
            Connection source,
            Connection target,
            TableMap map,
            List<SqliteColumn> columns,
            List<ColumnMap> mapped,
            TableResult result)
            throws SQLException {
        boolean utf8 = "UTF-8".equals(one(source, "PRAGMA encoding").get(0));
        List<String> names = new ArrayList<>();
        List<String> here = new ArrayList<>(List.of("count(*)"));
        List<String> there = new ArrayList<>(List.of("count(*)"));
        for (int i = 0; i < columns.size(); i++) {
            String left = quote(columns.get(i).name());
            String right = quote(mapped.get(i).postgresqlName());
            here.add("count(" + left + ")");
            there.add("count(" + right + ")");
            names.add(columns.get(i).name());
            String family = mapped.get(i).codec().name().split(":", 2)[0];
            boolean bytes = family.equals("blob") || (utf8 && (family.equals("text") || family.equals("raw-text")));
            // an enum or citext is counted as text
            String counted = family.equals("text") ? right + "::text" : right;
            here.add(bytes ? "coalesce(sum(length(CAST(" + left + " AS BLOB))), 0)" : "0");
            there.add(bytes ? "coalesce(sum(octet_length(" + counted + ")), 0)" : "0");
        }
        List<String> left = inParts(source, here, " FROM main." + quote(map.sqliteName()));
        List<String> right =
                inParts(target, there, " FROM " + quote(map.postgresqlSchema()) + "." + quote(map.postgresqlName()));
        if (!left.get(0).equals(right.get(0)) && !result.locates(null)) {
            result.add(Difference.ofTable(
                    Difference.Kind.ROW_COUNT,
                    map.sqliteName(),
                    null,
                    "SQLite has " + left.get(0) + " rows, PostgreSQL " + right.get(0)));
        }
        for (int i = 1; i < left.size(); i++) {
            // a value or row that was located already explains its column's totals
            if (!left.get(i).equals(right.get(i)) && !result.locates(names.get((i - 1) / 2))) {
                String what = i % 2 == 1 ? " values that are not NULL" : " bytes in the column";
                result.add(Difference.ofTable(
                        Difference.Kind.TOTAL,
                        map.sqliteName(),
                        names.get((i - 1) / 2),
                        "SQLite counts " + left.get(i) + what + ", PostgreSQL " + right.get(i)));
            }
        }
    }

    /** PostgreSQL's lists end at 1664 columns, SQLite's at 2000. */
    private static List<String> inParts(Connection connection, List<String> expressions, String from)
            throws SQLException {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < expressions.size(); i += 1_000) {
            List<String> part = expressions.subList(i, Math.min(expressions.size(), i + 1_000));
            all.addAll(one(connection, "SELECT " + String.join(", ", part) + from));
        }
        return all;
    }

    private static List<String> one(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            List<String> values = new ArrayList<>();
            for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                values.add(row.getString(i));
            }
            return values;
        }
    }
}
