package io.shadowjdbc.migrator.source;

import io.shadowjdbc.dialect.ast.Expr;
import io.shadowjdbc.dialect.ast.Statement.CreateIndex;
import io.shadowjdbc.dialect.ast.Statement.CreateTable;
import io.shadowjdbc.dialect.parser.ParseException;
import io.shadowjdbc.dialect.parser.SqliteParser;
import io.shadowjdbc.schema.SqliteCatalogue;
import io.shadowjdbc.schema.SqliteNames;
import io.shadowjdbc.schema.SqliteTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Reads all that a SQLite database declares. What the catalogue's pragmas do not tell (CHECK, expressions, deferral) is
 * taken from the CREATE statements by our parser of SQLite's grammar.
 */
public final class SchemaReader {
    private static final Pattern VIRTUAL = Pattern.compile("\\s*CREATE\\s+VIRTUAL\\b", Pattern.CASE_INSENSITIVE);

    private final Connection connection;
    private Map<String, Map<Integer, Long>> orphans = Map.of();

    /** @param connection one of sqlite-jdbc */
    public SchemaReader(Connection connection) {
        this.connection = connection;
    }

    /** Reads the whole schema; counts the rows without parents, which reads the tables that have foreign keys. */
    public SourceSchema read() throws SQLException {
        orphans = orphans();
        List<SqliteTable> tables = new SqliteCatalogue(connection).tables();
        List<SourceTable> read = new ArrayList<>();
        for (SqliteTable table : tables) {
            read.add(table(table, tables));
        }
        return new SourceSchema(read, definitions("view"), definitions("trigger"), virtualTables(), sequences());
    }

    private SourceTable table(SqliteTable table, List<SqliteTable> tables) throws SQLException {
        if (table.virtual()) {
            return new SourceTable(table, List.of(), List.of(), List.of(), Map.of(), List.of(), table.sql());
        }
        TableConstraints constraints = TableConstraints.of(create(table.sql()), table.sql());
        return new SourceTable(
                table,
                foreignKeys(table, tables, constraints.deferred()),
                indexes(table),
                constraints.checks(),
                constraints.generated(),
                constraints.conflictClauses(),
                table.sql());
    }

    private static CreateTable create(String sql) {
        try {
            return SqliteParser.parse(sql).get(0) instanceof CreateTable create ? create : null;
        } catch (ParseException e) {
            throw new IllegalStateException("could not read SQLite's own text of a table: " + sql, e);
        }
    }

    private List<ForeignKey> foreignKeys(SqliteTable table, List<SqliteTable> tables, List<Boolean> deferred)
            throws SQLException {
        TreeMap<Integer, PartialKey> keys = new TreeMap<>(Collections.reverseOrder());
        String query = "SELECT id, \"table\", \"from\", \"to\", on_update, on_delete"
                + " FROM pragma_foreign_key_list(?) ORDER BY id, seq";
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, table.name());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    PartialKey key = keys.computeIfAbsent(row.getInt(1), id -> new PartialKey());
                    key.parent = row.getString(2);
                    key.columns.add(row.getString(3));
                    key.parentColumns.add(row.getString(4));
                    key.onUpdate = row.getString(5);
                    key.onDelete = row.getString(6);
                }
            }
        }
        // SQLite numbers them from the last declared to the first
        List<ForeignKey> read = new ArrayList<>();
        for (Map.Entry<Integer, PartialKey> entry : keys.entrySet()) {
            boolean isDeferred = read.size() < deferred.size() && deferred.get(read.size());
            long rows = orphans.getOrDefault(table.name(), Map.of()).getOrDefault(entry.getKey(), 0L);
            read.add(entry.getValue().toForeignKey(tables, isDeferred, rows));
        }
        return read;
    }

    private static final class PartialKey {
        private final List<String> columns = new ArrayList<>();
        private final List<String> parentColumns = new ArrayList<>();
        private String parent;
        private String onUpdate;
        private String onDelete;

        ForeignKey toForeignKey(List<SqliteTable> tables, boolean deferred, long orphans) {
            List<String> referred = parentColumns;
            if (parentColumns.contains(null)) {
                referred = tables.stream()
                        .filter(table -> SqliteNames.same(table.name(), parent))
                        .findFirst()
                        .map(SqliteTable::primaryKey)
                        .orElse(List.of());
            }
            return new ForeignKey(columns, parent, referred, onUpdate, onDelete, deferred, orphans);
        }
    }

    /** Rows without a parent by table and number of the foreign key. */
    private Map<String, Map<Integer, Long>> orphans() throws SQLException {
        Map<String, Map<Integer, Long>> counted = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT \"table\", fkid, count(*) FROM pragma_foreign_key_check GROUP BY 1, 2")) {
            while (row.next()) {
                counted.computeIfAbsent(row.getString(1), table -> new HashMap<>())
                        .put(row.getInt(2), row.getLong(3));
            }
        } catch (SQLException e) {
            // "foreign key mismatch": a parent without such a key; the key is then reported as not to be created
            return counted;
        }
        return counted;
    }

    private List<Index> indexes(SqliteTable table) throws SQLException {
        List<Index> indexes = new ArrayList<>();
        String query = """
                SELECT l.name, l."unique", l.origin, m.sql FROM pragma_index_list(?) l
                LEFT JOIN main.sqlite_schema m ON m.type = 'index' AND m.name = l.name ORDER BY l.seq DESC""";
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, table.name());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    indexes.add(index(row.getString(1), row.getBoolean(2), row.getString(3), row.getString(4)));
                }
            }
        }
        return indexes;
    }

    private Index index(String name, boolean unique, String origin, String sql) throws SQLException {
        CreateIndex create = null;
        if (sql != null) {
            try {
                create = (CreateIndex) SqliteParser.parse(sql).get(0);
            } catch (ParseException e) {
                throw new IllegalStateException("could not read SQLite's own text of an index: " + sql, e);
            }
        }
        List<Index.Term> terms = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT name, coll, \"desc\" FROM pragma_index_xinfo(?) WHERE key ORDER BY seqno")) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    String column = row.getString(1);
                    Expr expression = column != null || create == null
                            ? null
                            : create.columns().get(terms.size()).expr();
                    terms.add(new Index.Term(column, expression, builtIn(row.getString(2)), row.getBoolean(3)));
                }
            }
        }
        return new Index(name, unique, origin, terms, create == null ? null : create.where(), sql);
    }

    private static String builtIn(String collation) {
        String upper = collation.toUpperCase(Locale.ROOT);
        return upper.equals("BINARY") || upper.equals("NOCASE") || upper.equals("RTRIM") ? upper : collation;
    }

    private List<SourceSchema.Definition> definitions(String type) throws SQLException {
        List<SourceSchema.Definition> definitions = new ArrayList<>();
        String query = "SELECT name, tbl_name, sql FROM main.sqlite_schema WHERE type = ? ORDER BY rowid";
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, type);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    if (!SqliteNames.isOwn(row.getString(1))) {
                        definitions.add(
                                new SourceSchema.Definition(row.getString(1), row.getString(2), row.getString(3)));
                    }
                }
            }
        }
        return definitions;
    }

    private List<SourceSchema.Definition> virtualTables() throws SQLException {
        return definitions("table").stream()
                .filter(table ->
                        table.sql() != null && VIRTUAL.matcher(table.sql()).lookingAt())
                .toList();
    }

    private Map<String, Long> sequences() throws SQLException {
        Map<String, Long> sequences = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet row =
                    statement.executeQuery("SELECT 1 FROM main.sqlite_schema WHERE name = 'sqlite_sequence'")) {
                if (!row.next()) {
                    return sequences;
                }
            }
            try (ResultSet row = statement.executeQuery("SELECT name, seq FROM main.sqlite_sequence")) {
                while (row.next()) {
                    sequences.merge(row.getString(1), row.getLong(2), Math::max);
                }
            }
        }
        return sequences;
    }
}
