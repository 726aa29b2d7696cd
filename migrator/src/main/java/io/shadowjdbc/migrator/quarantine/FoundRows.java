package io.shadowjdbc.migrator.quarantine;

import io.shadowjdbc.schema.SqliteTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The identities of the rows of one table that were found, each once. They lie in a temporary table of the working copy,
 * which SQLite keeps in a file, so that memory does not grow with their number.
 */
final class FoundRows implements AutoCloseable {
    private static final String NAME = "temp.shadow_found";

    private final Connection connection;
    private final TableRows rows;
    private long count;

    /** @param connection to the working copy */
    FoundRows(Connection connection, SqliteTable table) throws SQLException {
        this.connection = connection;
        this.rows = new TableRows(table);
        drop();
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE " + NAME + " (" + columns() + ", PRIMARY KEY (" + columns() + ")) WITHOUT ROWID");
        }
    }

    /** Columns without a type, which keep every value as it is. */
    private String columns() {
        return IntStream.range(0, rows.id().size()).mapToObj(i -> "i" + i).collect(Collectors.joining(", "));
    }

    /** Notes a row; false if it was noted before. */
    boolean add(Object[] id) throws SQLException {
        String marks = IntStream.range(0, id.length)
                .mapToObj(i -> TableRows.mark(id[i]))
                .collect(Collectors.joining(", "));
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT OR IGNORE INTO " + NAME + " VALUES (" + marks + ")")) {
            TableRows.bind(insert, id);
            boolean added = insert.executeUpdate() == 1;
            count += added ? 1 : 0;
            return added;
        }
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** Deletes the rows. */
    void delete() throws SQLException {
        String identity = rows.id().stream().map(name -> "bad." + name).collect(Collectors.joining(", "));
        try (Statement statement = connection.createStatement()) {
            long deleted = statement.executeLargeUpdate("DELETE FROM main." + rows.quotedName() + " AS bad WHERE ("
                    + identity + ") IN (SELECT " + columns() + " FROM " + NAME + ")");
            if (deleted != count) {
                throw new SQLException(
                        "of " + count + " rows of table " + rows.quotedName() + ", " + deleted + " could be set apart");
            }
        }
    }

    private void drop() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS " + NAME);
        }
    }

    @Override
    public void close() throws SQLException {
        drop();
    }
}
