package io.shadowjdbc.migrator.source;

import io.shadowjdbc.schema.SqliteColumn;
import io.shadowjdbc.schema.SqliteNames;
import io.shadowjdbc.schema.SqliteTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where a table's rows are in the file and which column each field of a row is, as SQLite itself says.
 *
 * @param root the root page
 * @param fields the columns in the order of the fields
 * @param sortedBy of a WITHOUT ROWID table the columns by whose bytes its rows are in order, as far as that is so
 */
record StorageLayout(int root, List<SqliteColumn> fields, List<String> sortedBy) {

    /** Empty for a table that only SQLite itself can read. */
    static Optional<StorageLayout> of(Connection connection, SqliteTable table) throws SQLException {
        int root = root(connection, table);
        if (table.virtual() || root < 1 || !isWhole(connection, table)) {
            return Optional.empty();
        }
        if (!table.withoutRowid()) {
            List<SqliteColumn> fields = table.columns().stream()
                    .filter(column -> column.generation() != SqliteColumn.Generation.VIRTUAL)
                    .toList();
            return Optional.of(new StorageLayout(root, fields, List.of()));
        }
        return ofIndex(connection, table, root);
    }

    /** Fields are known by their position: a table of which a plan leaves columns out has others. */
    private static boolean isWhole(Connection connection, SqliteTable table) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT count(*) FROM pragma_table_xinfo(?, 'main')")) {
            statement.setString(1, table.name());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getInt(1) == table.columns().size();
            }
        }
    }

    private static int root(Connection connection, SqliteTable table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT rootpage FROM main.sqlite_schema WHERE type = 'table' AND name = ?")) {
            statement.setString(1, table.name());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getInt(1) : 0;
            }
        }
    }

    /** A WITHOUT ROWID table is the index of its primary key, with all other columns behind the key. */
    private static Optional<StorageLayout> ofIndex(Connection connection, SqliteTable table, int root)
            throws SQLException {
        List<SqliteColumn> fields = new ArrayList<>();
        List<String> sortedBy = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        boolean sorted = true;
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT x.name, x.\"desc\", x.coll, x.key FROM pragma_index_list(?) AS l, pragma_index_xinfo(l.name) AS x"
                        + " WHERE l.origin = 'pk' ORDER BY x.seqno")) {
            statement.setString(1, table.name());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    String name = row.getString(1);
                    Optional<SqliteColumn> column = name == null ? Optional.empty() : column(table, name);
                    if (column.isEmpty() || !seen.add(SqliteNames.key(name))) {
                        return Optional.empty();
                    }
                    fields.add(column.get());
                    sorted &= row.getBoolean(4) && !row.getBoolean(2) && "BINARY".equalsIgnoreCase(row.getString(3));
                    if (sorted) {
                        sortedBy.add(name);
                    }
                }
            }
        }
        return fields.isEmpty() ? Optional.empty() : Optional.of(new StorageLayout(root, fields, sortedBy));
    }

    private static Optional<SqliteColumn> column(SqliteTable table, String name) {
        return table.columns().stream()
                .filter(column -> SqliteNames.same(column.name(), name))
                .findFirst();
    }

    boolean isSortedBy(List<String> key) {
        if (key.size() > sortedBy.size()) {
            return false;
        }
        for (int i = 0; i < key.size(); i++) {
            if (!SqliteNames.same(key.get(i), sortedBy.get(i))) {
                return false;
            }
        }
        return true;
    }
}
