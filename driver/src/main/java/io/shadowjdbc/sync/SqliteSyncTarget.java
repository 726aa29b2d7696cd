package io.shadowjdbc.sync;

import static io.shadowjdbc.schema.SqliteCatalogue.quote;

import io.shadowjdbc.config.DatabaseKind;
import io.shadowjdbc.fence.FencePass;
import io.shadowjdbc.schema.ColumnMap;
import io.shadowjdbc.schema.RawText;
import io.shadowjdbc.schema.SqliteCatalogue;
import io.shadowjdbc.schema.SqliteNames;
import io.shadowjdbc.schema.SqliteTable;
import io.shadowjdbc.schema.StoredValue;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * SQLite as the side that rows are brought to. Its foreign keys are off for this connection, and the application's triggers
 * of a table are taken away and put back inside the round's own transaction: their effects arrive as rows.
 */
final class SqliteSyncTarget implements SyncTarget {
    private static final int BUSY_TIMEOUT_MS = 30_000;
    private static final int CONSTRAINT = 19;

    private final Connection connection;
    private final SyncState state;
    private final String holder;
    private final Map<String, PreparedStatement> statements = new HashMap<>();
    private final TreeMap<Long, String> triggers = new TreeMap<>();
    private final List<SyncTable> touched = new ArrayList<>();
    /** By table, the statement for a key of ordinary values. */
    private final Map<SyncTable, String> deletions = new HashMap<>();

    private boolean begun;
    private SyncTable table;
    private List<ColumnMap> columns;
    private int[] keyPositions;
    /** The statement for a row of ordinary values, once there was one. */
    private String insertion;

    SqliteSyncTarget(SyncSide side, String holder) throws SQLException {
        this.holder = holder;
        connection = side.open();
        state = new SyncState(connection, DatabaseKind.SQLITE);
        try {
            Sql.execute(connection, "PRAGMA busy_timeout = " + BUSY_TIMEOUT_MS, "PRAGMA foreign_keys = OFF");
        } catch (SQLException | RuntimeException e) {
            Sql.closeQuietly(connection);
            throw e;
        }
    }

    @Override
    public void install() throws SQLException {
        FencePass.install(connection, DatabaseKind.SQLITE);
        state.install();
    }

    @Override
    public void uninstall() throws SQLException {
        state.uninstall();
    }

    @Override
    public String origin() throws SQLException {
        return state.origin();
    }

    @Override
    public void trust(String origin) throws SQLException {
        state.trust(origin);
    }

    @Override
    public void claim(String newHolder) throws SQLException {
        state.claim(newHolder);
    }

    @Override
    public List<ColumnMap> columns(SyncTable of) {
        return of.map().columns().stream().filter(column -> !column.generated()).toList();
    }

    @Override
    public void begin() throws SQLException {
        Sql.execute(connection, "BEGIN IMMEDIATE");
        begun = true;
        triggers.clear();
        touched.clear();
        FencePass.take(connection, DatabaseKind.SQLITE);
    }

    /** Takes the application's triggers of the table away until the commit. */
    private void touch(SyncTable next) throws SQLException {
        table = next;
        if (touched.contains(next)) {
            return;
        }
        touched.add(next);
        List<String> names = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement("SELECT rowid, name, sql FROM main.sqlite_schema"
                + " WHERE type = 'trigger' AND tbl_name = ? COLLATE NOCASE")) {
            query.setString(1, next.name());
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    if (!SqliteNames.isOwn(row.getString(2))) {
                        names.add(row.getString(2));
                        triggers.put(row.getLong(1), row.getString(3));
                    }
                }
            }
        }
        for (String name : names) {
            Sql.execute(connection, "DROP TRIGGER main." + quote(name));
        }
    }

    @Override
    public void deleteAll(SyncTable of) throws SQLException, SyncException {
        touch(of);
        Sql.execute(connection, "DELETE FROM main." + of.sqlite());
    }

    @Override
    public void delete(SyncTable of, Object[] key) throws SQLException, SyncException {
        if (table != of || !touched.contains(of)) {
            touch(of);
        }
        boolean ordinary =
                hasValidText(key) && (of.hasNullableKey() || !Arrays.asList(key).contains(null));
        String sql = ordinary ? deletions.computeIfAbsent(of, each -> deletion(of, key)) : deletion(of, key);
        execute(sql, key, () -> key);
    }

    private static String deletion(SyncTable of, Object[] key) {
        List<String> conditions = new ArrayList<>();
        for (int i = 0; i < key.length; i++) {
            String comparison = key[i] == null || of.hasNullableKey() ? " IS " : " = ";
            conditions.add(quote(of.key().get(i).sqliteName()) + comparison + parameter(key[i]));
        }
        return "DELETE FROM main." + of.sqlite() + " WHERE " + String.join(" AND ", conditions);
    }

    @Override
    public void endDeletes() {}

    @Override
    public void beginInserts(SyncTable of, List<ColumnMap> written) throws SQLException {
        touch(of);
        columns = written;
        keyPositions = of.key().stream().mapToInt(written::indexOf).toArray();
        insertion = null;
    }

    @Override
    public void insert(Object[] values) throws SQLException, SyncException {
        for (int i = 0; i < values.length; i++) {
            ColumnMap column = columns.get(i);
            if (values[i] instanceof String && !(column.affinity().apply(values[i]) instanceof String)) {
                throw new SyncException(table.describe(keyOf(values)) + ", column " + quote(column.sqliteName())
                        + ": PostgreSQL holds " + StoredValue.describe(values[i])
                        + " that SQLite's column of affinity " + column.affinity()
                        + " would turn into a number: change the value on PostgreSQL");
            }
        }
        boolean ordinary = hasValidText(values);
        if (ordinary && insertion == null) {
            insertion = insertion(values);
        }
        execute(ordinary ? insertion : insertion(values), values, () -> keyOf(values));
    }

    private String insertion(Object[] values) {
        String parameters =
                Arrays.stream(values).map(SqliteSyncTarget::parameter).collect(Collectors.joining(", "));
        String names =
                columns.stream().map(column -> quote(column.sqliteName())).collect(Collectors.joining(", "));
        return "INSERT INTO main." + table.sqlite() + " (" + names + ") VALUES (" + parameters + ")";
    }

    private static boolean hasValidText(Object[] values) {
        for (Object value : values) {
            if (value instanceof String text && !RawText.isValid(text)) {
                return false;
            }
        }
        return true;
    }

    private Object[] keyOf(Object[] values) {
        return Arrays.stream(keyPositions)
                .mapToObj(position -> position < 0 ? null : values[position])
                .toArray();
    }

    /** Text that is not valid UTF-8 can only be given as its bytes. */
    private static String parameter(Object value) {
        return value instanceof String text && !RawText.isValid(text) ? "CAST(? AS TEXT)" : "?";
    }

    private void execute(String sql, Object[] values, Supplier<Object[]> key) throws SQLException, SyncException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        for (int i = 0; i < values.length; i++) {
            bind(statement, i + 1, values[i]);
        }
        try {
            statement.executeUpdate();
        } catch (SQLException e) {
            if ((e.getErrorCode() & 0xFF) == CONSTRAINT) {
                throw new SyncException(
                        table.describe(key.get()) + ": SQLite refuses it: " + e.getMessage()
                                + ". PostgreSQL lacks this constraint or its form differs: change the row on PostgreSQL",
                        e);
            }
            throw e;
        }
    }

    private static void bind(PreparedStatement statement, int index, Object value) throws SQLException {
        if (value == null) {
            statement.setNull(index, java.sql.Types.NULL);
        } else if (value instanceof Long integer) {
            statement.setLong(index, integer);
        } else if (value instanceof Double real) {
            statement.setDouble(index, real);
        } else if (value instanceof byte[] bytes) {
            statement.setBytes(index, bytes);
        } else if (RawText.isValid((String) value)) {
            statement.setString(index, (String) value);
        } else {
            statement.setBytes(index, RawText.toBytes((String) value));
        }
    }

    @Override
    public void endInserts() {}

    @Override
    public void sequences(Map<SyncTable, Long> highest) throws SQLException {
        if (Sql.text(connection, "SELECT 1 FROM main.sqlite_schema WHERE name = 'sqlite_sequence'") == null) {
            return;
        }
        for (SqliteTable definition : new SqliteCatalogue(connection).tables()) {
            for (Map.Entry<SyncTable, Long> sequence : highest.entrySet()) {
                boolean same =
                        SqliteNames.same(definition.name(), sequence.getKey().name());
                // a table without AUTOINCREMENT has no row, and takes none
                if (same && definition.autoincrement() && sequence.getValue() > 0) {
                    continueAfter(Sql.literal(definition.name()), sequence.getValue());
                }
            }
        }
    }

    private void continueAfter(String name, long highest) throws SQLException {
        Sql.execute(
                connection,
                "UPDATE main.sqlite_sequence SET seq = max(seq, " + highest + ") WHERE name = " + name,
                "INSERT INTO main.sqlite_sequence (name, seq) SELECT " + name + ", " + highest
                        + " WHERE NOT EXISTS (SELECT 1 FROM main.sqlite_sequence WHERE name = " + name + ")");
    }

    @Override
    public void commit(long snapshotMicros) throws SQLException, SyncException {
        for (String trigger : triggers.values()) {
            Sql.execute(connection, trigger);
        }
        state.advance(snapshotMicros, holder);
        FencePass.giveBack(connection, DatabaseKind.SQLITE);
        Sql.execute(connection, "COMMIT");
        begun = false;
    }

    @Override
    public void rollback() throws SQLException {
        if (begun) {
            begun = false;
            Sql.execute(connection, "ROLLBACK");
        }
    }

    @Override
    public void close() throws SQLException {
        for (PreparedStatement statement : new LinkedHashMap<>(statements).values()) {
            statement.close();
        }
        connection.close();
    }
}
