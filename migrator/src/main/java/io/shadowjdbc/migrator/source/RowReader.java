package io.shadowjdbc.migrator.source;

import static io.shadowjdbc.schema.SqliteCatalogue.quote;

import io.shadowjdbc.schema.RawText;
import io.shadowjdbc.schema.SqliteColumn;
import io.shadowjdbc.schema.SqliteTable;
import io.shadowjdbc.schema.StoredValue;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** Reads the rows of a SQLite table as stored values, and names each row by its key. Not for use by several threads. */
public final class RowReader implements AutoCloseable {
    private static final List<String> ROWID_NAMES = List.of("rowid", "_rowid_", "oid");
    private static final int LONGEST_KEY_TEXT = 100;

    private final Statement statement;
    private final ResultSet row;
    private final Object[] values;
    private final List<String> keyNames = new ArrayList<>();
    private final int[] keyColumns;
    private final boolean hasRowid;
    private long number;

    /**
     * @param columns what is read, in this order
     * @param orderBy SQL of the ORDER BY clause without these words, or empty for the order of storage
     */
    public RowReader(Connection connection, SqliteTable table, List<SqliteColumn> columns, String orderBy)
            throws SQLException {
        this(connection, table, columns, RowidRange.ALL, orderBy);
    }

    /** Reads the rows of a range, in the order of storage. */
    public RowReader(Connection connection, SqliteTable table, List<SqliteColumn> columns, RowidRange range)
            throws SQLException {
        this(connection, table, columns, range, "");
    }

    private RowReader(
            Connection connection, SqliteTable table, List<SqliteColumn> columns, RowidRange range, String orderBy)
            throws SQLException {
        List<String> selected = new ArrayList<>();
        for (SqliteColumn column : columns) {
            selected.add(quote(column.name()));
        }
        keyColumns = keyColumns(table, columns);
        String rowid = keyColumns.length == 0 ? rowidName(table) : null;
        hasRowid = rowid != null;
        if (hasRowid) {
            selected.add(rowid);
        }
        String list = selected.isEmpty() ? "NULL" : String.join(", ", selected);
        values = new Object[columns.size()];
        statement = connection.createStatement();
        row = statement.executeQuery("SELECT " + list + " FROM main." + quote(table.name()) + within(table, range)
                + (orderBy.isEmpty() ? "" : " ORDER BY " + orderBy));
    }

    private static String within(SqliteTable table, RowidRange range) {
        List<String> conditions = new ArrayList<>();
        if (range.after() != null) {
            conditions.add(rowidName(table) + " > " + range.after());
        }
        if (range.last() != null) {
            conditions.add(rowidName(table) + " <= " + range.last());
        }
        return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    }

    private int[] keyColumns(SqliteTable table, List<SqliteColumn> columns) {
        int[] positions = new int[table.primaryKey().size()];
        for (int i = 0; i < positions.length; i++) {
            String name = table.primaryKey().get(i);
            int position = -1;
            for (int c = 0; c < columns.size(); c++) {
                if (columns.get(c).name().equalsIgnoreCase(name)) {
                    position = c;
                }
            }
            if (position < 0) {
                return new int[0];
            }
            positions[i] = position;
            keyNames.add(name);
        }
        return positions;
    }

    /** A name that reaches the rowid, or null where there is none or columns hide it. */
    static String rowidName(SqliteTable table) {
        if (table.withoutRowid()) {
            return null;
        }
        List<String> names = table.columns().stream()
                .map(column -> column.name().toLowerCase(Locale.ROOT))
                .toList();
        return ROWID_NAMES.stream()
                .filter(name -> !names.contains(name))
                .findFirst()
                .orElse(null);
    }

    /** Goes to the next row; false if there is none. */
    public boolean next() throws SQLException {
        if (!row.next()) {
            return false;
        }
        number++;
        for (int i = 0; i < values.length; i++) {
            values[i] = StoredValue.read(row, i + 1);
        }
        return true;
    }

    /** A value of the current row; the position is that in the list of columns, from 0. */
    public Object value(int position) {
        return values[position];
    }

    /** All values of the current row; the array is used again for the next one. */
    public Object[] values() {
        return values;
    }

    /** The current row's name: {@code "AlbumId"=5}, {@code rowid=7}, or its number where it has no key. */
    public String key() {
        try {
            if (keyColumns.length == 0) {
                return hasRowid ? "rowid=" + row.getLong(values.length + 1) : "number " + number;
            }
        } catch (SQLException e) {
            return "number " + number;
        }
        StringBuilder key = new StringBuilder();
        for (int i = 0; i < keyColumns.length; i++) {
            key.append(i > 0 ? ", " : "").append(quote(keyNames.get(i))).append('=');
            key.append(literal(values[keyColumns[i]]));
        }
        return key.toString();
    }

    /** A key's value as an operator would write it in SQL, cut where it is long. */
    public static String literal(Object stored) {
        if (stored instanceof String text) {
            if (!RawText.isValid(text) || text.indexOf('\0') >= 0) {
                return "CAST(" + literal(RawText.toBytes(text)) + " AS TEXT)";
            }
            String shown = text.length() > LONGEST_KEY_TEXT ? text.substring(0, LONGEST_KEY_TEXT) + "..." : text;
            return "'" + shown.replace("'", "''") + "'";
        }
        if (stored instanceof byte[] blob) {
            int shown = Math.min(blob.length, LONGEST_KEY_TEXT / 2);
            return "x'" + HexFormat.of().formatHex(blob, 0, shown) + "'" + (shown < blob.length ? "..." : "");
        }
        return stored == null ? "NULL" : stored.toString();
    }

    @Override
    public void close() throws SQLException {
        try (statement) {
            row.close();
        }
    }
}
