package io.shadowjdbc.migrator.quarantine;

import io.shadowjdbc.schema.AnyCodec;
import io.shadowjdbc.schema.SqliteColumn;
import io.shadowjdbc.schema.SqliteTable;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * The target's table {@code shadow.quarantine}: rows that were not copied, whole and byte for byte. Values are in the
 * layout of {@link AnyCodec}: a byte for the storage class and the value; NULL is NULL.
 */
final class Quarantine {
    private static final String CREATE = """
            CREATE TABLE IF NOT EXISTS shadow.quarantine (
              table_name text NOT NULL,
              row_key text NOT NULL,
              column_name text,
              reason text NOT NULL,
              row_id bytea[] NOT NULL,
              columns text[] NOT NULL,
              "values" bytea[] NOT NULL,
              quarantined_at timestamptz NOT NULL DEFAULT now())""";
    private static final String INSERT = """
            INSERT INTO shadow.quarantine (table_name, row_key, column_name, reason, row_id, columns, "values")
            VALUES (?, ?, ?, ?, ?, ?, ?)""";

    private Quarantine() {}

    /** A row as it was set apart. */
    record Entry(String key, Object[] id, List<String> columns, Object[] values) {}

    /** Told of entries. */
    interface Taker {
        void take(Entry entry) throws SQLException;
    }

    /** Makes the table where there is none. */
    static void create(Connection target) throws SQLException {
        try (Statement statement = target.createStatement()) {
            if (!exists(statement, "to_regnamespace('shadow')")) {
                statement.execute("CREATE SCHEMA shadow");
            }
            statement.execute(CREATE);
        }
    }

    /** Whether there is such a table; without one nothing is in quarantine. */
    static boolean exists(Connection target) throws SQLException {
        try (Statement statement = target.createStatement()) {
            return exists(statement, "to_regclass('shadow.quarantine')");
        }
    }

    static boolean hasRows(Connection target) throws SQLException {
        try (Statement statement = target.createStatement();
                ResultSet row = statement.executeQuery("SELECT EXISTS (SELECT FROM shadow.quarantine)")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private static boolean exists(Statement statement, String object) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT " + object + " IS NOT NULL")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    /** Forgets the rows of a table. */
    static void clear(Connection target, String table) throws SQLException {
        try (PreparedStatement statement =
                target.prepareStatement("DELETE FROM shadow.quarantine WHERE table_name = ?")) {
            statement.setString(1, table);
            statement.executeUpdate();
        }
    }

    static void add(Connection target, SqliteTable table, BadRow bad) throws SQLException {
        try (PreparedStatement statement = target.prepareStatement(INSERT)) {
            statement.setString(1, table.name());
            statement.setString(2, bad.row().key());
            statement.setString(3, bad.column());
            statement.setString(4, bad.reason());
            statement.setArray(5, bytes(target, bad.row().id()));
            statement.setArray(
                    6,
                    target.createArrayOf(
                            "text",
                            table.columns().stream().map(SqliteColumn::name).toArray()));
            statement.setArray(7, bytes(target, bad.row().values()));
            statement.executeUpdate();
        }
    }

    private static Array bytes(Connection target, Object[] stored) throws SQLException {
        byte[][] bytes = new byte[stored.length][];
        for (int i = 0; i < stored.length; i++) {
            bytes[i] = AnyCodec.toBytes(stored[i]);
        }
        return target.createArrayOf("bytea", bytes);
    }

    /**
     * Reads the rows of a table that are in quarantine.
     *
     * @param target a connection in a transaction, so that the rows come in lots
     */
    static void read(Connection target, String table, Taker taker) throws SQLException {
        try (PreparedStatement statement = target.prepareStatement("SELECT row_key, row_id, columns, \"values\""
                + " FROM shadow.quarantine WHERE table_name = ? ORDER BY row_key")) {
            statement.setFetchSize(100);
            statement.setString(1, table);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    taker.take(new Entry(
                            row.getString(1),
                            stored(row.getArray(2)),
                            List.of((String[]) row.getArray(3).getArray()),
                            stored(row.getArray(4))));
                }
            }
        }
    }

    private static Object[] stored(Array array) throws SQLException {
        List<Object> values = new ArrayList<>();
        for (byte[] bytes : (byte[][]) array.getArray()) {
            values.add(AnyCodec.ofBytes(bytes));
        }
        return values.toArray();
    }
}
