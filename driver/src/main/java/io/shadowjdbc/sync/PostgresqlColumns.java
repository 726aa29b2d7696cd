package io.shadowjdbc.sync;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** What PostgreSQL's catalogue says of a table's columns. */
final class PostgresqlColumns {
    private static final String QUERY = """
            SELECT attname, format_type(atttypid, atttypmod), attgenerated <> '' FROM pg_attribute
            WHERE attrelid = ?::regclass AND attnum > 0 AND NOT attisdropped""";

    /**
     * A column.
     *
     * @param type as written in a cast
     * @param generated whether PostgreSQL computes it, so that it takes no value
     */
    record Column(String type, boolean generated) {}

    private PostgresqlColumns() {}

    /** The columns by name. */
    static Map<String, Column> of(Connection connection, SyncTable table) throws SQLException {
        Map<String, Column> columns = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(QUERY)) {
            statement.setString(1, table.postgresql());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    columns.put(row.getString(1), new Column(row.getString(2), row.getBoolean(3)));
                }
            }
        }
        return columns;
    }
}
