package io.shadowjdbc.sync;

import static io.shadowjdbc.schema.SqliteCatalogue.quote;

import io.shadowjdbc.schema.ColumnMap;
import io.shadowjdbc.schema.SqliteCatalogue;
import io.shadowjdbc.schema.SqliteNames;
import io.shadowjdbc.schema.SqliteTable;
import io.shadowjdbc.schema.StoredValue;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** SQLite as the side that is written to. */
final class SqliteSyncSource implements SyncSource {
    private static final int BUSY_TIMEOUT_MS = 30_000;
    private static final int BUSY = 5;
    private static final long LOCK_LOOK_NANOS = 1_000_000;

    private final Connection connection;
    private final List<SyncTable> tables;
    private final SqliteNotes notes;
    private final String holder;
    private final Map<String, SyncTable> byName = new HashMap<>();
    private final Map<SyncTable, Optional<String>> rowids = new HashMap<>();
    private long seenData = -1;
    private long seenSchema = -1;
    private boolean claimed;

    /** @param holder this sync's name; another one that comes after it takes over */
    SqliteSyncSource(SyncSide side, List<SyncTable> tables, String holder) throws SQLException {
        this.tables = tables;
        this.holder = holder;
        connection = side.open();
        try {
            Sql.execute(
                    connection,
                    "PRAGMA busy_timeout = " + BUSY_TIMEOUT_MS,
                    // the application's commits, which write more, do that; it can take as long as a disk takes
                    "PRAGMA wal_autocheckpoint = 0");
            if ("wal".equalsIgnoreCase(Sql.text(connection, "PRAGMA journal_mode"))) {
                // a note taken away too late is only brought once more
                Sql.execute(connection, "PRAGMA synchronous = NORMAL");
            }
        } catch (SQLException | RuntimeException e) {
            Sql.closeQuietly(connection);
            throw e;
        }
        notes = new SqliteNotes(connection);
        tables.forEach(table -> byName.put(table.name(), table));
    }

    @Override
    public void install() throws SQLException, SyncException {
        notes.install();
    }

    @Override
    public void uninstall() throws SQLException {
        notes.uninstall();
    }

    @Override
    public String origin() throws SQLException {
        return SqliteNotes.origin(connection);
    }

    @Override
    public boolean mayHaveChanged() throws SQLException {
        return dataVersion() != seenData;
    }

    private long dataVersion() throws SQLException {
        return number("PRAGMA data_version");
    }

    /**
     * Begins to write. SQLite's own waiting gets up to a tenth of a second long, in which writers that come and go take turns
     * without it; this one looks every millisecond, and holds the lock shorter than that.
     */
    private void beginWriting() throws SQLException {
        long giveUp = System.nanoTime() + BUSY_TIMEOUT_MS * 1_000_000L;
        Sql.execute(connection, "PRAGMA busy_timeout = 0");
        try {
            while (!canBeginWriting(giveUp)) {
                LockSupport.parkNanos(LOCK_LOOK_NANOS);
            }
        } finally {
            Sql.execute(connection, "PRAGMA busy_timeout = " + BUSY_TIMEOUT_MS);
        }
    }

    private boolean canBeginWriting(long giveUp) throws SQLException {
        try {
            Sql.execute(connection, "BEGIN IMMEDIATE");
            return true;
        } catch (SQLException e) {
            if ((e.getErrorCode() & 0xFF) != BUSY || System.nanoTime() > giveUp) {
                throw e;
            }
            return false;
        }
    }

    private long number(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    @Override
    public SyncLag lag() throws SQLException {
        if (!SqliteNotes.isInstalled(connection)) {
            return SyncLag.NONE;
        }
        long rows = number("SELECT count(*) FROM " + SqliteNotes.NOTE);
        long oldest = number("SELECT at FROM " + SqliteNotes.NOTE + " ORDER BY id LIMIT 1");
        return rows == 0 ? SyncLag.NONE : new SyncLag(rows, Math.max(0, System.currentTimeMillis() - oldest) / 1000.0);
    }

    @Override
    public Map<SyncTable, Long> sequences() throws SQLException {
        Map<SyncTable, Long> sequences = new LinkedHashMap<>();
        for (SyncTable table : tables) {
            if (table.hasIntegerKey()) {
                sequences.put(table, 0L);
            }
        }
        if (Sql.text(connection, "SELECT 1 FROM main.sqlite_schema WHERE name = 'sqlite_sequence'") != null) {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT name, seq FROM main.sqlite_sequence")) {
                while (row.next()) {
                    SyncTable table = byName.get(row.getString(1));
                    if (table != null && sequences.containsKey(table)) {
                        sequences.put(table, row.getLong(2));
                    }
                }
            }
        }
        return sequences;
    }

    @Override
    public SyncSnapshot snapshot() throws SQLException, SyncException {
        if (!claimed) {
            Sql.execute(
                    connection,
                    "UPDATE " + SqliteNotes.SOURCE + " SET holder = " + Sql.literal(holder) + " WHERE id = 1");
            claimed = true;
        }
        // before the snapshot: a change in between is seen once more, not overlooked
        long data = dataVersion();
        long taken = System.currentTimeMillis() * 1000;
        Sql.execute(connection, "BEGIN");
        try {
            long schema = number("PRAGMA schema_version");
            if (schema != seenSchema) {
                notes.check(tables);
                readRowids();
                seenSchema = schema;
            }
            Snapshot snapshot = new Snapshot(taken);
            seenData = data;
            return snapshot;
        } catch (SQLException | SyncException | RuntimeException e) {
            Sql.execute(connection, "ROLLBACK");
            throw e;
        }
    }

    private void readRowids() throws SQLException {
        rowids.clear();
        for (SqliteTable table : new SqliteCatalogue(connection).tables()) {
            for (SyncTable known : tables) {
                if (SqliteNames.same(known.name(), table.name())) {
                    rowids.put(known, SqliteUniqueKeys.rowidName(table));
                }
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private final class Snapshot implements SyncSnapshot {
        private final Noted noted;
        private long last;
        private boolean open = true;

        Snapshot(long taken) throws SQLException {
            List<SyncTable> tables = new ArrayList<>();
            Set<SyncTable> whole = new HashSet<>();
            long count = 0;
            String query = "SELECT t, max(whole), count(*), max(id) FROM " + SqliteNotes.NOTE + " GROUP BY t";
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(query)) {
                while (row.next()) {
                    SyncTable table = byName.get(row.getString(1));
                    if (table != null) {
                        tables.add(table);
                        if (row.getInt(2) == 1) {
                            whole.add(table);
                        }
                    }
                    count += row.getLong(3);
                    last = Math.max(last, row.getLong(4));
                }
            }
            noted = new Noted(taken, count, tables, whole);
        }

        @Override
        public Noted noted() {
            return noted;
        }

        @Override
        public void keys(SyncTable table, Sink sink) throws SQLException, SyncException {
            int size = table.key().size();
            List<String> selected = new ArrayList<>(List.of(SqliteNotes.keyColumns(size)));
            for (int i = 0; i < size; i++) {
                if (table.hasLooseEquality(table.key().get(i))) {
                    // DISTINCT takes 1 and 1.0 for one, the other side need not
                    selected.add("typeof(k" + (i + 1) + ")");
                }
            }
            read(
                    "SELECT DISTINCT " + String.join(", ", selected) + " FROM " + SqliteNotes.NOTE
                            + " WHERE t = ? AND whole IS NULL",
                    table,
                    size,
                    sink);
        }

        @Override
        public void rows(SyncTable table, List<ColumnMap> columns, Sink sink) throws SQLException, SyncException {
            String selected =
                    columns.stream().map(column -> quote(column.sqliteName())).collect(Collectors.joining(", "));
            String query = "SELECT " + selected + " FROM main." + table.sqlite();
            if (noted.whole().contains(table)) {
                read(query + " WHERE ? IS NOT NULL", table, columns.size(), sink);
            } else {
                read(query + " WHERE " + isNoted(table), table, columns.size(), sink);
            }
        }

        private String isNoted(SyncTable table) {
            String names = table.key().stream()
                    .map(column -> quote(column.sqliteName()))
                    .collect(Collectors.joining(", "));
            String notes = " FROM " + SqliteNotes.NOTE + " WHERE t = ? AND whole IS NULL";
            Optional<String> rowid = rowids.getOrDefault(table, Optional.empty());
            if (!table.hasNullableKey() || rowid.isEmpty()) {
                return "(" + names + ") IN (SELECT "
                        + SqliteNotes.keyColumns(table.key().size()) + notes + ")";
            }
            List<String> same = new ArrayList<>();
            for (int i = 0; i < table.key().size(); i++) {
                same.add("r." + quote(table.key().get(i).sqliteName()) + " IS n.k" + (i + 1));
            }
            return rowid.get() + " IN (SELECT r." + rowid.get() + " FROM (SELECT DISTINCT "
                    + SqliteNotes.keyColumns(table.key().size()) + notes + ") n JOIN main." + table.sqlite()
                    + " r ON " + String.join(" AND ", same) + ")";
        }

        private void read(String query, SyncTable table, int columns, Sink sink) throws SQLException, SyncException {
            Object[] values = new Object[columns];
            try (PreparedStatement statement = connection.prepareStatement(query)) {
                statement.setString(1, table.name());
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        for (int i = 0; i < columns; i++) {
                            values[i] = StoredValue.read(row, i + 1);
                        }
                        sink.accept(values);
                    }
                }
            }
        }

        @Override
        public void forget() throws SQLException {
            close();
            if (noted.notes() > 0) {
                beginWriting();
                try {
                    deleteSeen();
                    Sql.execute(connection, "COMMIT");
                } catch (SQLException e) {
                    Sql.execute(connection, "ROLLBACK");
                    throw e;
                }
            }
        }

        /** Numbers are given again once the table is empty: only the present holder knows which are which. */
        private void deleteSeen() throws SQLException {
            try (PreparedStatement statement = connection.prepareStatement("DELETE FROM " + SqliteNotes.NOTE
                    + " WHERE id <= ? AND (SELECT holder FROM " + SqliteNotes.SOURCE + ") = ?")) {
                statement.setLong(1, last);
                statement.setString(2, holder);
                statement.executeUpdate();
            }
        }

        @Override
        public void close() throws SQLException {
            if (open) {
                open = false;
                Sql.execute(connection, "COMMIT");
            }
        }
    }
}
