package io.shadowjdbc.sync;

import static io.shadowjdbc.schema.SqliteCatalogue.quote;

import io.shadowjdbc.config.DatabaseKind;
import io.shadowjdbc.fence.FencePass;
import io.shadowjdbc.schema.SqliteCatalogue;
import io.shadowjdbc.schema.SqliteNames;
import io.shadowjdbc.schema.SqliteTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Installs the notes in a SQLite database, and tells whether its tables are still those that they were installed for.
 *
 * <p>Table {@code _shadow_note}: {@code id}, {@code at} (milliseconds since 1970), {@code t} the table, {@code whole} 1 where
 * all its rows are meant, {@code k1}, {@code k2} ... the key as it is stored.
 */
final class SqliteNotes {
    static final String NOTE = "\"_shadow_note\"";

    /** One row: what names this installation, and who may take notes away. */
    static final String SOURCE = "\"_shadow_sync_source\"";

    private static final String TABLE = "\"_shadow_sync_table\"";
    private static final String NOW = "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)";

    private final Connection connection;

    SqliteNotes(Connection connection) {
        this.connection = connection;
    }

    /** {@code k1, k2, ...} */
    static String keyColumns(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> "k" + i).collect(Collectors.joining(", "));
    }

    void install() throws SQLException, SyncException {
        Sql.execute(connection, "BEGIN IMMEDIATE");
        try {
            List<SqliteTable> tables = new SqliteCatalogue(connection).tables();
            createTables(tables);
            Map<String, String> wanted = new LinkedHashMap<>();
            for (SqliteTable table : tables) {
                wanted.putAll(SqliteNoteTriggers.of(connection, SyncTable.of(table), table));
            }
            if (createTriggers(wanted)) {
                // what happened while a trigger was missing is not noted: the other side has to be made equal anew
                Sql.execute(
                        connection,
                        "DELETE FROM " + NOTE,
                        "INSERT OR REPLACE INTO " + SOURCE + " (id, origin) VALUES (1, '" + UUID.randomUUID() + "')");
            }
            save();
            Sql.execute(connection, "COMMIT");
        } catch (SQLException | SyncException | RuntimeException e) {
            Sql.execute(connection, "ROLLBACK");
            throw e;
        }
    }

    private void createTables(List<SqliteTable> tables) throws SQLException {
        FencePass.install(connection, DatabaseKind.SQLITE);
        Sql.execute(
                connection,
                "CREATE TABLE IF NOT EXISTS " + NOTE + " (id INTEGER PRIMARY KEY, at INTEGER NOT NULL DEFAULT (" + NOW
                        + "), t TEXT NOT NULL, whole INTEGER)",
                "CREATE TABLE IF NOT EXISTS " + SOURCE
                        + " (id INTEGER PRIMARY KEY CHECK (id = 1), origin TEXT, holder TEXT)",
                "CREATE TABLE IF NOT EXISTS " + TABLE + " (name TEXT PRIMARY KEY, definition TEXT NOT NULL)");
        Map<String, String> columns = texts("SELECT name, type FROM pragma_table_info('_shadow_note')");
        int most = tables.stream()
                .mapToInt(table -> SyncTable.of(table).key().size())
                .max()
                .orElse(0);
        for (int i = 1; i <= most; i++) {
            if (!columns.containsKey("k" + i)) {
                Sql.execute(connection, "ALTER TABLE " + NOTE + " ADD COLUMN k" + i);
            }
        }
    }

    /** Creates what is missing or other than wanted; true if there was anything to do. */
    private boolean createTriggers(Map<String, String> wanted) throws SQLException {
        Map<String, String> there = triggers(connection);
        boolean changed = false;
        for (Map.Entry<String, String> trigger : there.entrySet()) {
            if (!trigger.getValue().equals(wanted.get(trigger.getKey()))) {
                Sql.execute(connection, "DROP TRIGGER main." + quote(trigger.getKey()));
            }
        }
        for (Map.Entry<String, String> trigger : wanted.entrySet()) {
            if (!trigger.getValue().equals(there.get(trigger.getKey()))) {
                Sql.execute(connection, trigger.getValue());
                changed = true;
            }
        }
        return changed || origin(connection) == null;
    }

    /** The note triggers that are there, by name. */
    private static Map<String, String> triggers(Connection connection) throws SQLException {
        Map<String, String> triggers = new LinkedHashMap<>();
        String query = "SELECT name, sql FROM main.sqlite_schema WHERE type = 'trigger'";
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                if (SqliteNames.isOwn(row.getString(1)) && row.getString(2).contains(NOTE)) {
                    triggers.put(row.getString(1), row.getString(2));
                }
            }
        }
        return triggers;
    }

    static boolean isInstalled(Connection connection) throws SQLException {
        return Sql.text(connection, "SELECT 1 FROM main.sqlite_schema WHERE name = '_shadow_sync_source'") != null;
    }

    static String origin(Connection connection) throws SQLException {
        return isInstalled(connection) ? Sql.text(connection, "SELECT origin FROM " + SOURCE) : null;
    }

    private void save() throws SQLException {
        Map<String, String> now = current();
        if (now.equals(saved())) {
            return;
        }
        Sql.execute(connection, "DELETE FROM " + TABLE);
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO " + TABLE + " (name, definition) VALUES (?, ?)")) {
            for (Map.Entry<String, String> table : now.entrySet()) {
                insert.setString(1, table.getKey());
                insert.setString(2, table.getValue());
                insert.executeUpdate();
            }
        }
    }

    private Map<String, String> saved() throws SQLException {
        return texts("SELECT name, definition FROM " + TABLE + " ORDER BY name");
    }

    /** What the notes depend on, by table: its columns and unique keys, and the triggers themselves. */
    private Map<String, String> current() throws SQLException {
        return texts("""
                SELECT t.name, group_concat(coalesce(o.sql, ''), char(10)) FROM main.sqlite_schema t
                JOIN (SELECT * FROM main.sqlite_schema ORDER BY type, name) o ON o.tbl_name = t.name
                 AND (o.type = 'table' OR o.sql LIKE 'CREATE UNIQUE INDEX%'
                      OR o.type = 'trigger' AND o.name LIKE '\\_shadow\\_%' ESCAPE '\\' AND instr(o.sql, '"_shadow_note"') > 0)
                WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
                 AND t.name NOT LIKE '\\_shadow\\_%' ESCAPE '\\'
                GROUP BY t.name ORDER BY t.name""");
    }

    private Map<String, String> texts(String query) throws SQLException {
        Map<String, String> texts = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                texts.put(row.getString(1), row.getString(2));
            }
        }
        return texts;
    }

    /**
     * Checks the tables against the notes.
     *
     * @param tables those that are synced
     * @throws SyncException if a table is not what it was when the notes were installed, or its notes have another key
     */
    void check(List<SyncTable> tables) throws SQLException, SyncException {
        Map<String, SqliteTable> definitions = new LinkedHashMap<>();
        new SqliteCatalogue(connection).tables().forEach(table -> definitions.put(table.name(), table));
        for (SyncTable table : tables) {
            SqliteTable definition = definitions.get(table.name());
            if (definition == null) {
                throw changed(table.name(), "was dropped");
            }
            if (!SyncTable.of(definition).keyNames().equals(table.keyNames())) {
                throw new SyncException("table " + table.sqlite() + " can't be synced by its key on SQLite ("
                        + String.join(", ", SyncTable.of(definition).keyNames())
                        + "), since the schema map lacks a column of it: carry that column, or leave the table out");
            }
        }
        Map<String, String> then = saved();
        Map<String, String> now = current();
        for (Map.Entry<String, String> table : now.entrySet()) {
            String before = then.get(table.getKey());
            if (!table.getValue().equals(before)) {
                throw changed(table.getKey(), before == null ? "was created" : "was altered");
            }
        }
        for (String table : then.keySet()) {
            if (!now.containsKey(table)) {
                throw changed(table, "was dropped");
            }
        }
    }

    private static SyncException changed(String table, String what) {
        return new SyncException("table " + quote(table) + " " + what + " on SQLite after the notes were installed: the"
                + " sync stops, since the other side would not get it. Bring the schema back, or migrate again (plan,"
                + " sync --install-only, migrate --replace)");
    }

    void uninstall() throws SQLException {
        Sql.execute(connection, "BEGIN IMMEDIATE");
        try {
            for (String trigger : triggers(connection).keySet()) {
                Sql.execute(connection, "DROP TRIGGER main." + quote(trigger));
            }
            Sql.execute(
                    connection,
                    "DROP TABLE IF EXISTS " + NOTE,
                    "DROP TABLE IF EXISTS " + SOURCE,
                    "DROP TABLE IF EXISTS " + TABLE,
                    "COMMIT");
        } catch (SQLException | RuntimeException e) {
            Sql.execute(connection, "ROLLBACK");
            throw e;
        }
    }
}
