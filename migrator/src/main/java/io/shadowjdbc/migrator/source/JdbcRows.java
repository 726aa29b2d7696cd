package io.shadowjdbc.migrator.source;

import static io.shadowjdbc.schema.SqliteCatalogue.quote;

import io.shadowjdbc.schema.SqliteColumn;
import io.shadowjdbc.schema.SqliteTable;
import io.shadowjdbc.schema.StoredCell;
import io.shadowjdbc.schema.StoredValue;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Rows as SQLite gives them: the way that works for every table. A value is held in memory as a whole. */
final class JdbcRows extends RowReader {
    private final Statement statement;
    private final ResultSet row;
    private final int rowidColumn;

    /** @param orderBy columns, or none for the order of storage */
    JdbcRows(
            Connection connection,
            SqliteTable table,
            List<SqliteColumn> columns,
            RowidRange range,
            List<String> orderBy)
            throws SQLException {
        super(table, columns);
        List<String> selected = new ArrayList<>();
        for (SqliteColumn column : columns) {
            selected.add(quote(column.name()));
        }
        String rowid = rowidName(table);
        if (rowid != null) {
            selected.add(rowid);
        }
        rowidColumn = selected.size();
        statement = connection.createStatement();
        row = statement.executeQuery("SELECT " + (selected.isEmpty() ? "NULL" : String.join(", ", selected))
                + " FROM main." + quote(table.name()) + where(table, rowid, range) + orderBy(orderBy));
    }

    private static String where(SqliteTable table, String rowid, RowidRange range) {
        if (range.isAll()) {
            return "";
        }
        if (rowid == null) {
            throw new IllegalArgumentException("table " + quote(table.name()) + " has no ranges of rowids");
        }
        List<String> conditions = new ArrayList<>();
        if (range.after() != null) {
            conditions.add(rowid + " > " + range.after());
        }
        if (range.last() != null) {
            conditions.add(rowid + " <= " + range.last());
        }
        return " WHERE " + String.join(" AND ", conditions);
    }

    @Override
    boolean read() throws SQLException {
        if (!row.next()) {
            return false;
        }
        StoredCell[] cells = cells();
        for (int i = 0; i < cells.length; i++) {
            cells[i].set(StoredValue.read(row, i + 1));
        }
        return true;
    }

    @Override
    long rowid() throws SQLException {
        return row.getLong(rowidColumn);
    }

    @Override
    public void close() throws SQLException {
        try (statement) {
            row.close();
        }
    }
}
