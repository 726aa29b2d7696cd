package io.shadowjdbc.migrator;

import io.shadowjdbc.schema.ColumnMap;
import io.shadowjdbc.schema.SchemaMap;
import io.shadowjdbc.schema.TableMap;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Compares the rows of small tables on both sides as Java's own drivers give them: numbers by value, text and bytes as they are.
 * It shares no code with the sync or the verifier, and knows no codec; tables with dates or booleans are not for it.
 */
final class RowComparison {
    private RowComparison() {}

    /** Tables that differ, each with its rows on both sides. */
    static List<String> differences(Connection sqlite, Connection postgresql, SchemaMap map) throws SQLException {
        List<String> differences = new ArrayList<>();
        for (TableMap table : map.tables()) {
            List<String> here = rows(sqlite, table, table.sqliteName(), ColumnMap::sqliteName);
            List<String> there = rows(
                    postgresql,
                    table,
                    table.postgresqlSchema() + "\".\"" + table.postgresqlName(),
                    ColumnMap::postgresqlName);
            if (!here.equals(there)) {
                differences.add(table.sqliteName() + "\n  on SQLite " + here + "\n  on PostgreSQL " + there);
            }
        }
        return differences;
    }

    private static List<String> rows(
            Connection connection, TableMap table, String name, Function<ColumnMap, String> columnName)
            throws SQLException {
        String columns = table.columns().stream()
                .map(column -> '"' + columnName.apply(column) + '"')
                .collect(Collectors.joining(", "));
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT " + columns + " FROM \"" + name + '"')) {
            while (row.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= table.columns().size(); i++) {
                    values.add(text(row.getObject(i)));
                }
                rows.add(String.join("|", values));
            }
        }
        rows.sort(null);
        return rows;
    }

    private static String text(Object value) {
        if (value instanceof Number number) {
            return new BigDecimal(number.toString()).stripTrailingZeros().toPlainString();
        }
        return value instanceof byte[] bytes ? "x'" + HexFormat.of().formatHex(bytes) + "'" : "'" + value + "'";
    }
}
