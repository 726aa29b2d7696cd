package io.shadowjdbc.migrator.source;

import static io.shadowjdbc.schema.SqliteCatalogue.quote;

import io.shadowjdbc.schema.RawText;
import io.shadowjdbc.schema.SqliteColumn;
import io.shadowjdbc.schema.SqliteTable;
import io.shadowjdbc.schema.StoredCell;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads the rows of a SQLite table as stored values, and names each row by its key. Pages are read directly where that is
 * possible, which costs a fraction of SQLite's calls per cell and holds large values nowhere as a whole; virtual tables
 * and virtual columns are read through SQLite. Not for use by several threads.
 */
public abstract class RowReader implements AutoCloseable {
    private static final List<String> ROWID_NAMES = List.of("rowid", "_rowid_", "oid");
    private static final int LONGEST_KEY_TEXT = 100;

    private final StoredCell[] cells;
    private final List<String> keyNames = new ArrayList<>();
    private final int[] keyColumns;
    private final boolean namedByRowid;
    private long number;

    RowReader(SqliteTable table, List<SqliteColumn> columns) {
        cells = new StoredCell[columns.size()];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = new StoredCell();
        }
        keyColumns = keyColumns(table, columns);
        namedByRowid = keyColumns.length == 0 && rowidName(table) != null;
    }

    /**
     * Reads rows in the order of storage: by rowid, where there is one.
     *
     * @param connection of a copy of the database that nobody writes to
     * @param columns what is read, in this order
     * @param range which rows; a table without a rowid has only all of them
     */
    public static RowReader open(Connection connection, SqliteTable table, List<SqliteColumn> columns, RowidRange range)
            throws SQLException {
        Optional<RowReader> pages = PageRows.find(connection, table, columns, range);
        return pages.isPresent() ? pages.get() : new JdbcRows(connection, table, columns, range, List.of());
    }

    /**
     * Reads all rows in the order of a key, by the BINARY collation.
     *
     * @param connection of a copy of the database that nobody writes to
     * @param columns what is read, in this order
     */
    public static RowReader openOrdered(
            Connection connection, SqliteTable table, List<SqliteColumn> columns, List<String> key)
            throws SQLException {
        Optional<RowReader> pages = PageRows.findOrdered(connection, table, columns, key);
        return pages.isPresent() ? pages.get() : new JdbcRows(connection, table, columns, RowidRange.ALL, key);
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

    /** The ORDER BY clause that sorts by the bytes of these columns, or nothing for no columns. */
    static String orderBy(List<String> key) {
        return key.isEmpty()
                ? ""
                : " ORDER BY "
                        + String.join(
                                ", ",
                                key.stream()
                                        .map(name -> quote(name) + " COLLATE BINARY")
                                        .toList());
    }

    /** Goes to the next row; false if there is none. */
    public final boolean next() throws SQLException {
        if (!read()) {
            return false;
        }
        number++;
        return true;
    }

    /** Fills the cells from the next row. */
    abstract boolean read() throws SQLException;

    /** The current row's; asked for only where the table has one. */
    abstract long rowid() throws SQLException;

    /** Rows read, the current one included. */
    final long number() {
        return number;
    }

    final StoredCell[] cells() {
        return cells;
    }

    /** A cell of the current row; the position is that in the list of columns, from 0. It is filled anew for each row. */
    public final StoredCell cell(int position) {
        return cells[position];
    }

    /** A value of the current row as an object, in memory however large it is. */
    public final Object value(int position) throws SQLException {
        return cells[position].value();
    }

    /** The current row's name: {@code "AlbumId"=5}, {@code rowid=7}, or its number where it has no key. */
    public final String key() {
        try {
            if (keyColumns.length == 0) {
                return namedByRowid ? "rowid=" + rowid() : "number " + number;
            }
            StringBuilder key = new StringBuilder();
            for (int i = 0; i < keyColumns.length; i++) {
                key.append(i > 0 ? ", " : "").append(quote(keyNames.get(i))).append('=');
                key.append(literal(cells[keyColumns[i]]));
            }
            return key.toString();
        } catch (SQLException e) {
            return "number " + number;
        }
    }

    /** As {@link #literal(Object)}; of a large value only what it is. */
    public static String literal(StoredCell cell) throws SQLException {
        return cell.isLarge() ? cell.describe() : literal(cell.value());
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
    public abstract void close() throws SQLException;
}
