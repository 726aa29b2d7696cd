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
import org.postgresql.core.Field;
import org.postgresql.core.Oid;

/**
 * Reads the rows of a PostgreSQL table twice over: as its codecs read them and as PostgreSQL prints them. Of a large value
 * only the digest is fetched.
 */
final class TargetRow implements AutoCloseable {
    private final List<ColumnMap> columns;
    private final Object[] values;
    private final String[] errors;
    private final int[] digests;
    private final CopiedRows rows;

    /**
     * @param connection one that gives results as text, in a transaction
     * @param orderBy columns to sort by; empty for any order. Their values are fetched whatever their size
     */
    TargetRow(Connection connection, TableMap table, List<ColumnMap> columns, String orderBy, List<ColumnMap> keys)
            throws SQLException {
        this.columns = columns;
        this.values = new Object[columns.size()];
        this.errors = new String[columns.size()];
        this.digests = new int[columns.size()];
        String name = quote(table.postgresqlSchema()) + "." + quote(table.postgresqlName());
        boolean mayBeLarge = hasValuesOutOfLine(connection, name);
        Map<String, Field> types = types(connection, name);
        List<String> selected = new ArrayList<>();
        List<Field> fields = new ArrayList<>();
        List<String> extra = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            String column = quote(columns.get(i).postgresqlName());
            String codec = columns.get(i).codec().name();
            if (mayBeLarge && LargeDigest.mayBeLarge(codec) && !keys.contains(columns.get(i))) {
                String large = "CASE WHEN " + LargeDigest.condition(column, codec);
                selected.add(large + " THEN NULL ELSE " + column + " END");
                digests[i] = columns.size() + extra.size();
                extra.add(large + " THEN " + LargeDigest.expression(column, codec) + " END");
            } else {
                selected.add(column);
            }
            fields.add(types.get(columns.get(i).postgresqlName()));
        }
        for (String digest : extra) {
            selected.add(digest);
            fields.add(new Field("digest", Oid.TEXT));
        }
        rows = new CopiedRows(
                connection,
                "SELECT " + String.join(", ", selected) + " FROM " + name
                        + (orderBy.isEmpty() ? "" : " ORDER BY " + orderBy),
                fields.toArray(Field[]::new));
    }

    /** Whether any value is so long that PostgreSQL keeps it outside of its row; all large ones are. */
    private static boolean hasValuesOutOfLine(Connection connection, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT relkind <> 'r' OR reltoastrelid <> 0 AND pg_relation_size(reltoastrelid) > 0 FROM pg_class WHERE oid = ?::regclass")) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                // a partitioned table or a view says nothing of its own: it may
                return !row.next() || row.getBoolean(1);
            }
        }
    }

    private static Map<String, Field> types(Connection connection, String name) throws SQLException {
        Map<String, Field> types = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT attname, atttypid::bigint, attlen, atttypmod FROM pg_attribute WHERE attrelid = '"
                                + name.replace("'", "''") + "'::regclass AND attnum > 0 AND NOT attisdropped")) {
            while (row.next()) {
                types.put(
                        row.getString(1),
                        new Field(row.getString(1), (int) row.getLong(2), row.getShort(3), row.getInt(4)));
            }
        }
        return types;
    }

    boolean next() throws SQLException {
        if (!rows.next()) {
            return false;
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = null;
            errors[i] = null;
            if (isLarge(i)) {
                continue;
            }
            try {
                values[i] = columns.get(i).codec().decode(rows.results(), i + 1);
            } catch (SQLException | RuntimeException e) {
                errors[i] = "can't be read as SQLite would store it: " + e.getMessage();
            }
        }
        return true;
    }

    private boolean isLarge(int position) {
        return digests[position] > 0 && rows.printed(digests[position]) != null;
    }

    /** The digest of a large value, or null where the value is none. */
    LargeDigest large(int position) {
        return isLarge(position)
                ? LargeDigest.parse(columns.get(position).codec().name(), rows.printed(digests[position]))
                : null;
    }

    /** The value as SQLite would store it; null also where {@link #error} tells why it can't be, and where it is large. */
    Object value(int position) {
        return values[position];
    }

    String error(int position) {
        return errors[position];
    }

    /** The value as PostgreSQL prints it, in UTF-8; null for NULL. */
    byte[] printed(int position) {
        return rows.printed(position);
    }

    @Override
    public void close() throws SQLException {
        rows.close();
    }
}
