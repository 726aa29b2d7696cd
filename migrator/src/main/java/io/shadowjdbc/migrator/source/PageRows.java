package io.shadowjdbc.migrator.source;

import static io.shadowjdbc.schema.SqliteCatalogue.quote;

import io.shadowjdbc.schema.Affinity;
import io.shadowjdbc.schema.SqliteColumn;
import io.shadowjdbc.schema.SqliteTable;
import io.shadowjdbc.schema.StoredValue;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/** Rows read from the file's pages. SQLite is asked only where they are and for the values of columns added later. */
final class PageRows extends RowReader {
    private final Connection connection;
    private final SqliteTable table;
    private final List<SqliteColumn> columns;
    private final RowidRange range;
    private final PageFile file;
    private final int root;
    private final BTreeCursor cursor;
    private final RecordDecoder decoder;
    private final Statement order;
    private final ResultSet orderedRowids;
    private final int rowidCell;
    private final Object[] added;
    private final boolean[] addedKnown;

    /** @param key the columns to sort by, or none for the order of storage */
    private PageRows(
            Connection connection,
            SqliteTable table,
            StorageLayout layout,
            List<SqliteColumn> columns,
            RowidRange range,
            PageFile file,
            List<String> key)
            throws SQLException {
        super(table, columns);
        this.connection = connection;
        this.table = table;
        this.columns = columns;
        this.range = range;
        this.file = file;
        this.root = layout.root();
        this.added = new Object[columns.size()];
        this.addedKnown = new boolean[columns.size()];
        int[] positions = new int[layout.fields().size()];
        boolean[] real = new boolean[positions.length];
        int rowidAlias = -1;
        for (int i = 0; i < positions.length; i++) {
            SqliteColumn field = layout.fields().get(i);
            positions[i] = columns.indexOf(field);
            real[i] = field.affinity() == Affinity.REAL;
            if (field.name().equals(table.integerKey())) {
                // the field itself is NULL
                rowidAlias = positions[i];
                positions[i] = -1;
            }
        }
        this.rowidCell = rowidAlias;
        this.cursor = new BTreeCursor(file, layout.root(), !table.withoutRowid());
        this.decoder = new RecordDecoder(file, positions, real, cells(), this::addedLater);
        if (range.after() != null) {
            cursor.seekAfter(range.after());
        }
        this.order = key.isEmpty() ? null : connection.createStatement();
        this.orderedRowids = key.isEmpty()
                ? null
                : order.executeQuery("SELECT " + rowidName(table) + " FROM main." + quote(table.name()) + orderBy(key));
    }

    /** Empty where only SQLite itself can read these columns. */
    static Optional<RowReader> find(
            Connection connection, SqliteTable table, List<SqliteColumn> columns, RowidRange range)
            throws SQLException {
        Optional<StorageLayout> layout = layout(connection, table, columns);
        if (layout.isEmpty() || (table.withoutRowid() && !range.isAll())) {
            return Optional.empty();
        }
        return open(connection, table, layout.get(), columns, range, List.of());
    }

    /** The same in the order of a key: by the way the rows are stored, or by the rowids as an index of SQLite has them. */
    static Optional<RowReader> findOrdered(
            Connection connection, SqliteTable table, List<SqliteColumn> columns, List<String> key)
            throws SQLException {
        Optional<StorageLayout> layout = layout(connection, table, columns);
        if (layout.isEmpty()) {
            return Optional.empty();
        }
        boolean byRowid = key.size() == 1 && key.get(0).equalsIgnoreCase(table.integerKey());
        if (byRowid || layout.get().isSortedBy(key)) {
            return open(connection, table, layout.get(), columns, RowidRange.ALL, List.of());
        }
        if (rowidName(table) == null) {
            return Optional.empty();
        }
        return open(connection, table, layout.get(), columns, RowidRange.ALL, key);
    }

    private static Optional<StorageLayout> layout(Connection connection, SqliteTable table, List<SqliteColumn> columns)
            throws SQLException {
        boolean computed = columns.stream().anyMatch(column -> column.generation() == SqliteColumn.Generation.VIRTUAL);
        return computed ? Optional.empty() : StorageLayout.of(connection, table);
    }

    private static Optional<RowReader> open(
            Connection connection,
            SqliteTable table,
            StorageLayout layout,
            List<SqliteColumn> columns,
            RowidRange range,
            List<String> key)
            throws SQLException {
        Optional<Path> path = file(connection);
        Optional<PageFile> file = path.isEmpty() ? Optional.empty() : PageFile.open(path.get(), table.name());
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new PageRows(connection, table, layout, columns, range, file.get(), key));
        } catch (SQLException e) {
            file.get().close();
            throw e;
        }
    }

    private static Optional<Path> file(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT file FROM pragma_database_list WHERE name = 'main'")) {
            String file = row.next() ? row.getString(1) : null;
            return file == null || file.isEmpty() ? Optional.empty() : Optional.of(Path.of(file));
        }
    }

    @Override
    boolean read() throws SQLException {
        if (orderedRowids != null) {
            if (!orderedRowids.next()) {
                return false;
            }
            seek(orderedRowids.getLong(1));
        } else if (!cursor.next() || (range.last() != null && cursor.rowid() > range.last())) {
            return false;
        }
        decoder.decode(cursor);
        if (rowidCell >= 0) {
            cells()[rowidCell].setInteger(cursor.rowid());
        }
        return true;
    }

    private void seek(long rowid) throws SQLException {
        if (rowid == Long.MIN_VALUE) {
            cursor.first();
        } else {
            cursor.seekAfter(rowid - 1);
        }
        if (!cursor.next() || cursor.rowid() != rowid) {
            throw file.damaged(root, "an index has rowid " + rowid + ", the table does not");
        }
    }

    @Override
    long rowid() {
        return cursor.rowid();
    }

    /** A row written before ALTER TABLE added a column has the column's DEFAULT: the same for all such rows. */
    private Object addedLater(int position) throws SQLException {
        if (!addedKnown[position]) {
            String rowid = rowidName(table);
            String row = rowid != null
                    ? " WHERE " + rowid + " = " + cursor.rowid()
                    // in the order of storage, which is that of this reader
                    : " NOT INDEXED LIMIT 1 OFFSET " + number();
            try (Statement statement = connection.createStatement();
                    ResultSet value = statement.executeQuery("SELECT "
                            + quote(columns.get(position).name()) + " FROM main." + quote(table.name()) + row)) {
                added[position] = value.next() ? StoredValue.read(value, 1) : null;
                addedKnown[position] = true;
            }
        }
        return added[position];
    }

    @Override
    public void close() throws SQLException {
        try (file;
                order) {
            if (orderedRowids != null) {
                orderedRowids.close();
            }
        }
    }
}
