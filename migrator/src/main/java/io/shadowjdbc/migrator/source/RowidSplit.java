package io.shadowjdbc.migrator.source;

import static io.shadowjdbc.schema.SqliteCatalogue.quote;

import io.shadowjdbc.schema.SqliteTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a table into ranges of rowids that hold about as many rows each, whatever gaps the rowids have. A table without
 * rowids, or whose columns hide them, stays whole.
 */
public final class RowidSplit {
    private RowidSplit() {}

    /**
     * The ranges, in order; together they hold every row once.
     *
     * @param rows how many rows a range is to hold
     */
    public static List<RowidRange> split(Connection connection, SqliteTable table, long rows) throws SQLException {
        String rowid = table.virtual() ? null : RowReader.rowidName(table);
        if (rowid == null) {
            return List.of(RowidRange.ALL);
        }
        List<RowidRange> ranges = new ArrayList<>();
        Long after = null;
        for (Long last = next(connection, table, rowid, after, rows);
                last != null;
                last = next(connection, table, rowid, after, rows)) {
            ranges.add(new RowidRange(after, last));
            after = last;
        }
        ranges.add(new RowidRange(after, null));
        return ranges;
    }

    /** The rowid that so many rows end with, or null if there are not more than these. */
    private static Long next(Connection connection, SqliteTable table, String rowid, Long after, long rows)
            throws SQLException {
        String query = "SELECT " + rowid + " FROM main." + quote(table.name())
                + (after == null ? "" : " WHERE " + rowid + " > " + after) + " ORDER BY " + rowid + " LIMIT 2 OFFSET ?";
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setLong(1, rows - 1);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return null;
                }
                long last = row.getLong(1);
                return row.next() ? last : null;
            }
        }
    }

    /** Bytes of the file that a table's rows take, or 0 where this SQLite can't tell. */
    public static long bytes(Connection connection, SqliteTable table) {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT sum(pgsize) FROM dbstat WHERE aggregate = TRUE AND name = ?")) {
            statement.setString(1, table.name());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        } catch (SQLException e) {
            // dbstat is a compile-time option of SQLite: without it rows alone decide
            return 0;
        }
    }
}
