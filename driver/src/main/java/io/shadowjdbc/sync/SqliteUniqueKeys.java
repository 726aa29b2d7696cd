package io.shadowjdbc.sync;

import static io.shadowjdbc.schema.SqliteCatalogue.quote;

import io.shadowjdbc.dialect.ast.Statement.CreateIndex;
import io.shadowjdbc.dialect.parser.ParseException;
import io.shadowjdbc.dialect.parser.SqliteParser;
import io.shadowjdbc.schema.ColumnMap;
import io.shadowjdbc.schema.SqliteColumn;
import io.shadowjdbc.schema.SqliteNames;
import io.shadowjdbc.schema.SqliteTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The unique keys of a SQLite table, as conditions that find the rows which a REPLACE is about to delete: SQLite fires no
 * trigger for them unless {@code recursive_triggers} is on.
 */
final class SqliteUniqueKeys {
    private static final List<String> ROWID_NAMES = List.of("rowid", "_rowid_", "oid");
    private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z_0-9]*");
    private static final List<String> WORDS_WITH_MEANING =
            List.of("NULL", "TRUE", "FALSE", "CURRENT_TIME", "CURRENT_DATE", "CURRENT_TIMESTAMP");

    private final Connection connection;
    private final SyncTable table;
    private final SqliteTable definition;

    SqliteUniqueKeys(Connection connection, SyncTable table, SqliteTable definition) {
        this.connection = connection;
        this.table = table;
        this.definition = definition;
    }

    /** The name by which a table's rowid can be asked for; empty where it has none, or columns take all names. */
    static Optional<String> rowidName(SqliteTable table) {
        if (table.withoutRowid()) {
            return Optional.empty();
        }
        return ROWID_NAMES.stream()
                .filter(name -> table.columns().stream().noneMatch(column -> SqliteNames.same(column.name(), name)))
                .findFirst();
    }

    /**
     * A unique key.
     *
     * @param conflict the condition under which a row of the table is in the way of the row NEW
     * @param changed the condition under which an update changes the key, or null where that is not known
     */
    record UniqueKey(String conflict, String changed) {}

    /**
     * The keys by which a row can be replaced whose sync key is not that of the new row.
     *
     * @throws SyncException if an index can't be read
     */
    List<UniqueKey> read() throws SQLException, SyncException {
        List<UniqueKey> keys = new ArrayList<>();
        String query = """
                SELECT l.name, m.sql FROM pragma_index_list(?) l
                LEFT JOIN main.sqlite_schema m ON m.type = 'index' AND m.name = l.name
                WHERE l."unique" ORDER BY l.name""";
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, definition.name());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    index(row.getString(1), row.getString(2)).ifPresent(keys::add);
                }
            }
        }
        Optional<String> rowid = rowidName(definition);
        if (definition.integerKey() == null && rowid.isPresent()) {
            // a rowid can be given, though it is no column
            keys.add(new UniqueKey(
                    rowid.get() + " = NEW." + rowid.get(), "NEW." + rowid.get() + " <> OLD." + rowid.get()));
        } else if (definition.integerKey() != null && !hasIntegerKey()) {
            String column = quote(definition.integerKey());
            keys.add(new UniqueKey(column + " = NEW." + column, "NEW." + column + " <> OLD." + column));
        }
        return keys;
    }

    private boolean hasIntegerKey() {
        return table.key().size() == 1 && table.isIntegerKey(table.key().get(0));
    }

    private Optional<UniqueKey> index(String name, String sql) throws SQLException, SyncException {
        CreateIndex create = sql == null ? null : parse(name, sql);
        List<String> conflict = new ArrayList<>();
        List<String> changed = new ArrayList<>();
        List<String> columns = new ArrayList<>();
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT name, coll FROM pragma_index_xinfo(?) WHERE key ORDER BY seqno")) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    String column = row.getString(1);
                    String collation = " COLLATE " + quote(row.getString(2));
                    if (column != null) {
                        columns.add(column);
                        conflict.add(quote(column) + collation + " = " + newValue(column));
                        changed.add("NEW." + quote(column) + collation + " IS NOT OLD." + quote(column));
                    } else {
                        String expression = create.columns()
                                .get(conflict.size())
                                .expr()
                                .span()
                                .of(sql);
                        conflict.add("(" + expression + ")" + collation + " = " + ofNewRow(expression));
                    }
                }
            }
        }
        if (isKeyItself(columns, conflict.size(), create)) {
            return Optional.empty();
        }
        if (create != null && create.where() != null) {
            // whether the condition holds for the new row as well does not matter: at worst a key is noted in vain
            conflict.add("(" + create.where().span().of(sql) + ")");
        }
        boolean plain = columns.size() == changed.size() && (create == null || create.where() == null);
        return Optional.of(new UniqueKey(
                String.join(" AND ", conflict),
                plain && changed.size() == conflict.size() ? "(" + String.join(" OR ", changed) + ")" : null));
    }

    private static CreateIndex parse(String name, String sql) throws SyncException {
        try {
            return (CreateIndex) SqliteParser.parse(sql).get(0);
        } catch (ParseException e) {
            throw new SyncException(
                    "unique index " + quote(name) + " can't be read, so that rows which a REPLACE deletes by it would"
                            + " go unnoted: " + e.getMessage() + "; please report it, or drop the index",
                    e);
        }
    }

    /** Whether a row replaced by this index has just the key of the new row, which is noted anyway. */
    private boolean isKeyItself(List<String> columns, int terms, CreateIndex create) {
        return terms == columns.size()
                && (create == null || create.where() == null)
                && table.isKeyed()
                && columns.size() == table.key().size()
                && table.key().stream()
                        .allMatch(key -> !table.hasLooseEquality(key)
                                && columns.stream().anyMatch(column -> SqliteNames.same(column, key.sqliteName())));
    }

    /** The value that NEW's column will have; REPLACE puts the default in the place of a NULL that is not allowed. */
    private String newValue(String column) {
        SqliteColumn found = definition.columns().stream()
                .filter(candidate -> SqliteNames.same(candidate.name(), column))
                .findFirst()
                .orElseThrow();
        String value = "NEW." + quote(column);
        return found.notNull() && found.defaultSql() != null
                ? "coalesce(" + value + ", (" + defaultValue(found.defaultSql()) + "))"
                : value;
    }

    /** A default may be a bare word, or one in double quotes, which elsewhere would be a column. */
    private static String defaultValue(String sql) {
        boolean word = WORD.matcher(sql).matches() && !WORDS_WITH_MEANING.contains(sql.toUpperCase(Locale.ROOT));
        boolean quoted = sql.length() > 1 && sql.startsWith("\"") && sql.indexOf('"', 1) == sql.length() - 1;
        return word ? Sql.literal(sql) : quoted ? Sql.literal(sql.substring(1, sql.length() - 1)) : sql;
    }

    /** An expression over the new row: names in it are found in the inner query first. */
    private String ofNewRow(String expression) {
        List<String> columns = new ArrayList<>();
        for (SqliteColumn column : definition.columns()) {
            columns.add(newValue(column.name()) + " AS " + quote(column.name()));
        }
        return "(SELECT (" + expression + ") FROM (SELECT " + String.join(", ", columns) + "))";
    }

    /** The columns of a key, as a condition that a row is not OLD. */
    static String notOld(SyncTable table, SqliteTable definition) {
        Optional<String> rowid = rowidName(definition);
        if (rowid.isPresent()) {
            return rowid.get() + " <> OLD." + rowid.get();
        }
        List<String> same = new ArrayList<>();
        for (ColumnMap column : table.key()) {
            same.add(quote(column.sqliteName()) + " IS OLD." + quote(column.sqliteName()));
        }
        return "NOT (" + String.join(" AND ", same) + ")";
    }
}
