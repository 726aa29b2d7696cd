package io.shadowjdbc.schema;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads names and types of the tables and views of a PostgreSQL schema from its catalogue. */
public final class PostgresqlCatalogue {
    private static final String COLUMNS = """
            SELECT c.relname, a.attname,
                   format_type(CASE WHEN t.typtype = 'd' THEN t.typbasetype ELSE a.atttypid END,
                               CASE WHEN t.typtype = 'd' THEN t.typtypmod ELSE a.atttypmod END),
                   coalesce(b.typtype, t.typtype) = 'e'
            FROM pg_class c
            JOIN pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            JOIN pg_type t ON t.oid = a.atttypid
            LEFT JOIN pg_type b ON b.oid = t.typbasetype AND t.typtype = 'd'
            WHERE n.nspname = ? AND c.relkind IN ('r', 'p', 'v', 'm')
            ORDER BY c.relname, a.attnum""";

    private PostgresqlCatalogue() {}

    /** A column; the type as PostgreSQL's format_type writes it, with the names of timestamp and time shortened. */
    public record Column(String name, String type, boolean enumType) {}

    /** The columns of each table and view of the schema, by its name. */
    public static Map<String, List<Column>> tables(Connection connection, String schema) throws SQLException {
        Map<String, List<Column>> tables = new LinkedHashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
            statement.setString(1, schema);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    tables.computeIfAbsent(row.getString(1), name -> new ArrayList<>())
                            .add(new Column(row.getString(2), shortened(row.getString(3)), row.getBoolean(4)));
                }
            }
        }
        return tables;
    }

    private static String shortened(String type) {
        if (type.startsWith("time") && !type.startsWith("timestamp")) {
            return type.replace(" without time zone", "");
        }
        if (!type.startsWith("timestamp")) {
            return type;
        }
        boolean zone = type.endsWith("with time zone");
        String plain = type.replace(" without time zone", "").replace(" with time zone", "");
        return zone ? plain.replace("timestamp", "timestamptz") : plain;
    }
}
