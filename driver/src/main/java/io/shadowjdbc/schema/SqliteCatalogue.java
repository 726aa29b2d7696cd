package io.shadowjdbc.schema;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads the tables of a SQLite database from its catalogue. */
public final class SqliteCatalogue {
    private final Connection connection;

    /** @param connection one of sqlite-jdbc */
    public SqliteCatalogue(Connection connection) {
        this.connection = connection;
    }

    /**
     * The tables of the main database in order of name: virtual ones too where they have rows of their own, but neither
     * SQLite's own nor the shadow tables of virtual ones, nor ours.
     */
    public List<SqliteTable> tables() throws SQLException {
        return tables(null);
    }

    /** The table of that name, without regard to ASCII case, if it is one of {@link #tables}. */
    public Optional<SqliteTable> table(String name) throws SQLException {
        return tables(name).stream().findFirst();
    }

    private List<SqliteTable> tables(String only) throws SQLException {
        List<SqliteTable> tables = new ArrayList<>();
        String query = """
                SELECT l.name, l.type, l.wr, l.strict, m.sql FROM pragma_table_list l
                JOIN main.sqlite_schema m ON m.type = 'table' AND m.name = l.name
                WHERE l.schema = 'main' AND l.type IN ('table', 'virtual') AND l.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
                ORDER BY l.name""";
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                boolean virtual = row.getString(2).equals("virtual");
                boolean wanted = only == null || SqliteNames.same(only, row.getString(1));
                if (!wanted || SqliteNames.isOwn(row.getString(1))) {
                    continue;
                }
                if (!virtual || VirtualTable.of(row.getString(5)).hasRows()) {
                    tables.add(
                            table(row.getString(1), row.getString(5), virtual, row.getBoolean(3), row.getBoolean(4)));
                }
            }
        }
        return tables;
    }

    /**
     * The views of the main database in order of name, described as tables without keys; one that SQLite can't read
     * itself, because a table is missing, is left out.
     */
    public List<SqliteTable> views() throws SQLException {
        List<SqliteTable> views = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT name, sql FROM main.sqlite_schema WHERE type = 'view' ORDER BY name")) {
            while (row.next()) {
                readableView(row.getString(1), row.getString(2)).ifPresent(views::add);
            }
        }
        return views;
    }

    private Optional<SqliteTable> readableView(String name, String sql) {
        try {
            List<SqliteColumn> columns = columns(name, false, ScratchTable.UNKNOWN, new TreeMap<>());
            return Optional.of(
                    new SqliteTable(name, sql, columns, List.of(), List.of(), null, false, false, false, false));
        } catch (SQLException e) {
            return Optional.empty();
        }
    }

    private SqliteTable table(String name, String sql, boolean virtual, boolean withoutRowid, boolean strict)
            throws SQLException {
        TreeMap<Integer, String> primaryKey = new TreeMap<>();
        ScratchTable scratch = virtual ? ScratchTable.UNKNOWN : ScratchTable.of(name, sql);
        List<SqliteColumn> columns = columns(name, strict, scratch, primaryKey);
        List<List<String>> uniqueKeys = new ArrayList<>();
        boolean primaryKeyHasIndex = false;
        for (Index index : indexes(name)) {
            if (index.origin.equals("pk")) {
                primaryKeyHasIndex = true;
            } else if (index.unique && !index.partial) {
                List<String> key = indexColumns(index.name);
                if (!key.isEmpty()) {
                    uniqueKeys.add(key);
                }
            }
        }
        // the one primary key without an index of its own is the rowid itself
        boolean rowidKey = !withoutRowid && !virtual && primaryKey.size() == 1 && !primaryKeyHasIndex;
        return new SqliteTable(
                name,
                sql,
                columns,
                List.copyOf(primaryKey.values()),
                uniqueKeys,
                rowidKey ? primaryKey.firstEntry().getValue() : null,
                scratch.autoincrement(),
                withoutRowid,
                strict,
                virtual);
    }

    private List<SqliteColumn> columns(
            String table, boolean strict, ScratchTable scratch, Map<Integer, String> primaryKey) throws SQLException {
        List<SqliteColumn> columns = new ArrayList<>();
        String query = "SELECT name, type, \"notnull\", dflt_value, pk, hidden FROM pragma_table_xinfo(?)";
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, table);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    int hidden = row.getInt(6);
                    if (hidden == 1) {
                        continue;
                    }
                    String name = row.getString(1);
                    String type = row.getString(2) == null ? "" : row.getString(2);
                    if (row.getInt(5) > 0) {
                        primaryKey.put(row.getInt(5), name);
                    }
                    columns.add(new SqliteColumn(
                            name,
                            type,
                            strict && type.equalsIgnoreCase("ANY") ? Affinity.BLOB : Affinity.ofDeclaredType(type),
                            scratch.collations().getOrDefault(SqliteNames.key(name), "BINARY"),
                            row.getBoolean(3),
                            row.getString(4),
                            generation(hidden)));
                }
            }
        }
        return columns;
    }

    private static SqliteColumn.Generation generation(int hidden) {
        return switch (hidden) {
            case 2 -> SqliteColumn.Generation.VIRTUAL;
            case 3 -> SqliteColumn.Generation.STORED;
            default -> SqliteColumn.Generation.NONE;
        };
    }

    private record Index(String name, boolean unique, String origin, boolean partial) {}

    private List<Index> indexes(String table) throws SQLException {
        List<Index> indexes = new ArrayList<>();
        String query = "SELECT name, \"unique\", origin, partial FROM pragma_index_list(?) ORDER BY seq DESC";
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, table);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    indexes.add(new Index(row.getString(1), row.getBoolean(2), row.getString(3), row.getBoolean(4)));
                }
            }
        }
        return indexes;
    }

    /** The columns of an index, or nothing if one of its keys is an expression. */
    private List<String> indexColumns(String index) throws SQLException {
        List<String> columns = new ArrayList<>();
        String query = "SELECT name FROM pragma_index_info(?) ORDER BY seqno";
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, index);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    if (row.getString(1) == null) {
                        return List.of();
                    }
                    columns.add(row.getString(1));
                }
            }
        }
        return columns;
    }

    /** A name in double quotes, as both databases read it. */
    public static String quote(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
