package io.shadowjdbc.sync;

import static io.shadowjdbc.schema.SqliteCatalogue.quote;

import io.shadowjdbc.schema.ColumnMap;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** PostgreSQL as the side that is written to. */
final class PostgresqlSyncSource implements SyncSource {
    private static final int FETCH_ROWS = 1_000;
    private static final int FORGET_ROWS = 20_000;

    /** Forgotten notes leave dead rows behind, which every look at the table passes. */
    private static final int VACUUM_ROWS = 20_000;

    /** Fewer notes than this are looked up one by one, whatever the planner thinks of a table without statistics. */
    private static final int FEW_NOTES = 5_000;

    private static final long CHECK_NANOS = 1_000_000_000L;

    private final Connection connection;
    private final List<SyncTable> tables;
    private final PostgresqlNotes notes;
    private final Map<String, SyncTable> byName = new HashMap<>();
    private final Map<SyncTable, List<String>> keyTypes = new HashMap<>();
    private long checked;
    private boolean everChecked;
    /** Notes that were forgotten since the last vacuum; -1 until the first are. */
    private long forgotten = -1;

    PostgresqlSyncSource(SyncSide side, List<SyncTable> tables) throws SQLException {
        this.tables = tables;
        connection = side.open();
        try {
            for (Map.Entry<String, String> setting : PostgresqlNotes.SETTINGS.entrySet()) {
                Sql.execute(connection, "SET " + setting.getKey() + " = '" + setting.getValue() + "'");
            }
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        } catch (SQLException | RuntimeException e) {
            Sql.closeQuietly(connection);
            throw e;
        }
        notes = new PostgresqlNotes(connection, tables);
        tables.forEach(table -> byName.put(table.name(), table));
    }

    Connection connection() {
        return connection;
    }

    @Override
    public void install() throws SQLException {
        notes.install();
    }

    @Override
    public void uninstall() throws SQLException {
        notes.uninstall();
    }

    @Override
    public String origin() throws SQLException {
        return PostgresqlNotes.origin(connection);
    }

    /** A look at a table that is mostly empty; NOTIFY would cost every commit of the application a lock that all share. */
    @Override
    public boolean mayHaveChanged() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT EXISTS (SELECT FROM " + PostgresqlNotes.NOTE + ")")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    @Override
    public SyncLag lag() throws SQLException {
        if (!PostgresqlNotes.isInstalled(connection)) {
            return SyncLag.NONE;
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT count(*)," + " greatest(0, extract(epoch FROM clock_timestamp() - min(at))) FROM "
                                + PostgresqlNotes.NOTE)) {
            row.next();
            return row.getLong(1) == 0 ? SyncLag.NONE : new SyncLag(row.getLong(1), row.getDouble(2));
        }
    }

    @Override
    public Map<SyncTable, Long> sequences() throws SQLException {
        Map<SyncTable, Long> sequences = new LinkedHashMap<>();
        for (SyncTable table : tables) {
            if (!table.hasIntegerKey()) {
                continue;
            }
            String column =
                    table.map().column(table.map().integerKey()).orElseThrow().postgresqlName();
            String sequence = Sql.text(connection, "SELECT pg_get_serial_sequence(?, ?)", table.postgresql(), column);
            if (sequence != null) {
                String last =
                        Sql.text(connection, "SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM " + sequence);
                sequences.put(table, Long.parseLong(last));
            }
        }
        return sequences;
    }

    @Override
    public SyncSnapshot snapshot() throws SQLException, SyncException {
        long taken = System.currentTimeMillis() * 1000;
        connection.setAutoCommit(false);
        try {
            if (!everChecked || System.nanoTime() - checked > CHECK_NANOS) {
                notes.check();
                everChecked = true;
                checked = System.nanoTime();
            }
            return new Snapshot(taken);
        } catch (SQLException | SyncException | RuntimeException e) {
            connection.rollback();
            connection.setAutoCommit(true);
            throw e;
        }
    }

    /** Has the next snapshot look at the schema. */
    void checkAgain() {
        everChecked = false;
    }

    private List<String> keyTypes(SyncTable table) throws SQLException, SyncException {
        List<String> types = keyTypes.get(table);
        if (types == null) {
            Map<String, PostgresqlColumns.Column> columns = PostgresqlColumns.of(connection, table);
            types = new ArrayList<>();
            for (ColumnMap column : table.key()) {
                PostgresqlColumns.Column found = columns.get(column.postgresqlName());
                if (found == null) {
                    throw new SyncException("PostgreSQL's table " + table.postgresql() + " has no column "
                            + quote(column.postgresqlName()) + ", which the schema map names");
                }
                types.add(found.type());
            }
            keyTypes.put(table, types);
        }
        return types;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private final class Snapshot implements SyncSnapshot {
        private final Noted noted;
        private long[] ids = new long[64];
        private int count;
        private boolean open = true;

        Snapshot(long taken) throws SQLException {
            List<SyncTable> tables = new ArrayList<>();
            Set<SyncTable> whole = new HashSet<>();
            try (Statement statement = connection.createStatement()) {
                statement.setFetchSize(FETCH_ROWS);
                try (ResultSet row = statement.executeQuery("SELECT id, t, k IS NULL FROM " + PostgresqlNotes.NOTE)) {
                    while (row.next()) {
                        if (count == ids.length) {
                            ids = Arrays.copyOf(ids, 2 * count);
                        }
                        ids[count++] = row.getLong(1);
                        SyncTable table = byName.get(row.getString(2));
                        if (table != null && !tables.contains(table)) {
                            tables.add(table);
                        }
                        if (table != null && row.getBoolean(3)) {
                            whole.add(table);
                        }
                    }
                }
            }
            noted = new Noted(taken, count, tables, whole);
            if (count > 0 && count < FEW_NOTES && tables.stream().allMatch(SyncTable::isKeyed)) {
                Sql.execute(connection, "SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off");
            }
        }

        @Override
        public Noted noted() {
            return noted;
        }

        private String typedKey(SyncTable table) throws SQLException, SyncException {
            List<String> types = keyTypes(table);
            List<String> typed = new ArrayList<>();
            for (int i = 0; i < types.size(); i++) {
                typed.add("(k[" + (i + 1) + "])::" + types.get(i));
            }
            return String.join(", ", typed);
        }

        @Override
        public void keys(SyncTable table, Sink sink) throws SQLException, SyncException {
            // the text tells apart what a type takes for one, such as 1.0 and 1.00, or the cases of citext
            String query = "SELECT " + typedKey(table) + " FROM (SELECT DISTINCT k FROM " + PostgresqlNotes.NOTE
                    + " WHERE t = ? AND k IS NOT NULL) keys";
            read(query, List.of(table.name()), table, table.key(), sink);
        }

        @Override
        public void rows(SyncTable table, List<ColumnMap> columns, Sink sink) throws SQLException, SyncException {
            String selected = columns.stream()
                    .map(column -> "r." + quote(column.postgresqlName()))
                    .collect(Collectors.joining(", "));
            String query = "SELECT " + selected + " FROM " + table.postgresql() + " r";
            if (noted.whole().contains(table)) {
                read(query, List.of(), table, columns, sink);
                return;
            }
            String notes = " FROM " + PostgresqlNotes.NOTE + " WHERE t = ? AND k IS NOT NULL";
            if (table.isKeyed()) {
                String names = table.key().stream()
                        .map(column -> "r." + quote(column.postgresqlName()))
                        .collect(Collectors.joining(", "));
                read(
                        query + " WHERE (" + names + ") IN (SELECT " + typedKey(table) + notes + ")",
                        List.of(table.name()),
                        table,
                        columns,
                        sink);
            }
            if (table.hasNullableKey()) {
                String nulls = table.isKeyed() ? " AND array_position(k, NULL) IS NOT NULL" : "";
                if (Sql.text(connection, "SELECT 1" + notes + nulls + " LIMIT 1", table.name()) != null) {
                    read(
                            query + " WHERE " + PostgresqlNotes.key(table, "r") + " IN (SELECT k" + notes + nulls + ")",
                            List.of(table.name()),
                            table,
                            columns,
                            sink);
                }
            }
        }

        private void read(String query, List<String> parameters, SyncTable table, List<ColumnMap> columns, Sink sink)
                throws SQLException, SyncException {
            Object[] values = new Object[columns.size()];
            try (PreparedStatement statement = connection.prepareStatement(query)) {
                statement.setFetchSize(FETCH_ROWS);
                for (int i = 0; i < parameters.size(); i++) {
                    statement.setString(i + 1, parameters.get(i));
                }
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        decode(row, table, columns, values);
                        sink.accept(values);
                    }
                }
            }
        }

        private void decode(ResultSet row, SyncTable table, List<ColumnMap> columns, Object[] values)
                throws SQLException, SyncException {
            int i = 0;
            try {
                for (; i < values.length; i++) {
                    values[i] = columns.get(i).codec().decode(row, i + 1);
                    if (values[i] instanceof Double real && real.isNaN()) {
                        throw new SQLException("PostgreSQL holds NaN, which SQLite turns into NULL", "22000");
                    }
                }
            } catch (SQLException e) {
                if (e.getSQLState() == null || !e.getSQLState().startsWith("22")) {
                    throw e;
                }
                throw new SyncException(
                        describe(row, table, columns) + ", column "
                                + quote(columns.get(i).sqliteName()) + ": " + e.getMessage()
                                + ": change the value on PostgreSQL",
                        e);
            }
        }

        /** The row by the key as PostgreSQL writes it. */
        private String describe(ResultSet row, SyncTable table, List<ColumnMap> columns) throws SQLException {
            Object[] key = new Object[table.key().size()];
            for (int i = 0; i < key.length; i++) {
                int position = columns.indexOf(table.key().get(i));
                key[i] = position < 0 ? "?" : row.getString(position + 1);
            }
            return table.describe(key);
        }

        @Override
        public void forget() throws SQLException {
            close();
            if (count == 0) {
                return;
            }
            if (forgotten < 0) {
                // notes that a crash of the server brings back are only brought once more
                Sql.execute(connection, "SET synchronous_commit = off");
                forgotten = 0;
            }
            try (PreparedStatement statement =
                    connection.prepareStatement("DELETE FROM " + PostgresqlNotes.NOTE + " WHERE id = ANY (?)")) {
                for (int from = 0; from < count; from += FORGET_ROWS) {
                    int to = Math.min(count, from + FORGET_ROWS);
                    Object[] part = Arrays.stream(ids, from, to).boxed().toArray();
                    Array array = connection.createArrayOf("bigint", part);
                    statement.setArray(1, array);
                    statement.executeUpdate();
                }
            }
            forgotten += count;
            if (forgotten >= VACUUM_ROWS) {
                forgotten = 0;
                Sql.execute(connection, "VACUUM (TRUNCATE false) " + PostgresqlNotes.NOTE);
            }
        }

        @Override
        public void close() throws SQLException {
            if (open) {
                open = false;
                connection.commit();
                connection.setAutoCommit(true);
            }
        }
    }
}
