package io.shadowjdbc.sync;

import static io.shadowjdbc.schema.SqliteCatalogue.quote;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Installs the notes in a PostgreSQL database, and tells whether its tables are still those that they were installed for.
 *
 * <p>Table {@code shadow.note}: {@code id}, {@code at}, {@code t} the table by SQLite's name, {@code k} the key, each column as
 * text, or null where all its rows are meant. Triggers fire once a statement and see all its rows; the sync itself works in
 * {@code session_replication_role = replica}, where they do not fire.
 */
final class PostgresqlNotes {
    static final String NOTE = "shadow.note";

    /** One row: what names this installation. */
    static final String SOURCE = "shadow.sync_source";

    private static final String TABLE = "shadow.sync_table";

    /** Types whose text is the same whatever a session has set. */
    private static final Set<String> PLAIN_TYPES =
            Set.of("bigint", "integer", "smallint", "text", "uuid", "boolean", "numeric", "citext");

    /** Makes the text of every value the same in all sessions. */
    static final Map<String, String> SETTINGS = Map.of(
            "DateStyle",
            "ISO, YMD",
            "TimeZone",
            "UTC",
            "bytea_output",
            "hex",
            "extra_float_digits",
            "1",
            "IntervalStyle",
            "postgres");

    private final Connection connection;
    private final List<SyncTable> tables;

    PostgresqlNotes(Connection connection, List<SyncTable> tables) {
        this.connection = connection;
        this.tables = tables;
    }

    void install() throws SQLException {
        Sql.execute(connection, "BEGIN");
        try {
            createTables();
            for (SyncTable table : tables) {
                for (String sql : functions(table)) {
                    Sql.execute(connection, sql);
                }
            }
            boolean changed = false;
            for (SyncTable table : tables) {
                changed |= createTriggers(table);
            }
            if (changed || Sql.text(connection, "SELECT origin FROM " + SOURCE) == null) {
                // what happened while a trigger was missing is not noted: the other side has to be made equal anew
                Sql.execute(
                        connection,
                        "DELETE FROM " + NOTE,
                        "INSERT INTO " + SOURCE + " (id, origin) VALUES (1, '" + UUID.randomUUID()
                                + "') ON CONFLICT (id) DO UPDATE SET origin = excluded.origin");
            }
            save();
            Sql.execute(connection, "COMMIT");
        } catch (SQLException | RuntimeException e) {
            Sql.execute(connection, "ROLLBACK");
            throw e;
        }
    }

    private void createTables() throws SQLException {
        if (Sql.text(connection, "SELECT to_regnamespace('shadow')") == null) {
            Sql.execute(connection, "CREATE SCHEMA shadow");
        }
        Sql.execute(
                connection,
                "CREATE TABLE IF NOT EXISTS " + NOTE + " (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
                        + " at timestamptz NOT NULL DEFAULT clock_timestamp(), t text NOT NULL, k text[])",
                "CREATE TABLE IF NOT EXISTS " + SOURCE + " (id integer PRIMARY KEY CHECK (id = 1), origin text)",
                "CREATE TABLE IF NOT EXISTS " + TABLE + " (name text PRIMARY KEY, definition text NOT NULL)");
    }

    private static String function(SyncTable table, String event) {
        return "shadow." + quote("note_" + hash(table.postgresql()) + "_" + event);
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return String.format("%064x", new BigInteger(1, digest)).substring(0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static List<String> functions(SyncTable table) {
        String name = Sql.literal(table.name());
        String before = "SELECT " + name + ", " + key(table, "before_change") + " FROM before_change";
        String after = "SELECT " + name + ", " + key(table, "after_change") + " FROM after_change";
        return List.of(
                function(table, "insert", after),
                function(table, "delete", before),
                function(table, "update", before + " UNION " + after),
                function(table, "truncate", "VALUES (" + name + ", NULL::text[])"));
    }

    /** A writer needs no rights on our tables, and none of its settings changes what is noted. */
    private static String function(SyncTable table, String event, String rows) {
        boolean plain = table.key().stream()
                .allMatch(column -> PLAIN_TYPES.contains(column.codec().postgresqlType()));
        String settings = plain
                ? ""
                : SETTINGS.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(setting -> " SET " + setting.getKey() + " = " + value(setting.getValue()))
                        .collect(Collectors.joining());
        String body = "BEGIN INSERT INTO " + NOTE + " (t, k) " + rows + "; RETURN NULL; END";
        return "CREATE OR REPLACE FUNCTION " + function(table, event)
                + "() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp"
                + settings
                + " AS " + Sql.literal(body);
    }

    private static String value(String setting) {
        return setting.contains(",") ? setting : Sql.literal(setting);
    }

    static String key(SyncTable table, String row) {
        return table.key().stream()
                .map(column -> row + "." + quote(column.postgresqlName()) + "::text")
                .collect(Collectors.joining(", ", "ARRAY[", "]"));
    }

    /** Creates the triggers that are missing; true if there was any. */
    private boolean createTriggers(SyncTable table) throws SQLException {
        boolean changed = false;
        changed |= createTrigger(table, "insert", "AFTER INSERT", " REFERENCING NEW TABLE AS after_change");
        changed |= createTrigger(table, "delete", "AFTER DELETE", " REFERENCING OLD TABLE AS before_change");
        changed |= createTrigger(
                table, "update", "AFTER UPDATE", " REFERENCING OLD TABLE AS before_change NEW TABLE AS after_change");
        changed |= createTrigger(table, "truncate", "AFTER TRUNCATE", "");
        return changed;
    }

    private boolean createTrigger(SyncTable table, String event, String timing, String rows) throws SQLException {
        String name = "_shadow_note_" + event;
        String found = Sql.text(
                connection,
                "SELECT 1 FROM pg_trigger WHERE tgrelid = ?::regclass AND tgname = ? AND tgenabled = 'O'"
                        + " AND tgfoid = ?::regproc",
                table.postgresql(),
                name,
                function(table, event));
        if (found != null) {
            return false;
        }
        Sql.execute(
                connection,
                "DROP TRIGGER IF EXISTS " + quote(name) + " ON " + table.postgresql(),
                "CREATE TRIGGER " + quote(name) + " " + timing + " ON " + table.postgresql() + rows
                        + " FOR EACH STATEMENT EXECUTE FUNCTION " + function(table, event) + "()");
        return true;
    }

    private void save() throws SQLException {
        Sql.execute(connection, "DELETE FROM " + TABLE);
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO " + TABLE + " (name, definition) VALUES (?, ?)")) {
            for (Map.Entry<String, String> table : current().entrySet()) {
                insert.setString(1, table.getKey());
                insert.setString(2, table.getValue());
                insert.executeUpdate();
            }
        }
    }

    /** What the notes depend on, by table: its columns, its keys, and the triggers themselves. */
    private Map<String, String> current() throws SQLException {
        Map<String, String> current = new LinkedHashMap<>();
        String schemas = tables.stream()
                .map(table -> Sql.literal(table.map().postgresqlSchema()))
                .distinct()
                .collect(Collectors.joining(", "));
        if (tables.isEmpty()) {
            return current;
        }
        String query = """
                SELECT n.nspname || '.' || c.relname,
                  (SELECT string_agg(concat_ws(' ', a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
                      a.attgenerated), ', ' ORDER BY a.attnum)
                   FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)
                  || coalesce((SELECT '; ' || string_agg(pg_get_indexdef(i.indexrelid), '; ' ORDER BY i.indexrelid)
                   FROM pg_index i WHERE i.indrelid = c.oid AND i.indisunique), '')
                  || coalesce((SELECT '; ' || string_agg(g.tgname || ' ' || g.tgenabled::text, ', ' ORDER BY g.tgname)
                   FROM pg_trigger g WHERE g.tgrelid = c.oid AND g.tgname ~ '^_shadow_note_'), '')
                FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE c.relkind IN ('r', 'p') AND n.nspname IN (%s) ORDER BY 1""".formatted(schemas);
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                current.put(row.getString(1), row.getString(2));
            }
        }
        return current;
    }

    /** @throws SyncException if a table is not what it was when the notes were installed */
    void check() throws SQLException, SyncException {
        Map<String, String> then = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT name, definition FROM " + TABLE)) {
            while (row.next()) {
                then.put(row.getString(1), row.getString(2));
            }
        }
        Map<String, String> now = current();
        List<String> changes = new ArrayList<>();
        now.forEach((name, definition) -> {
            if (!definition.equals(then.get(name))) {
                changes.add(name + (then.containsKey(name) ? " was altered" : " was created"));
            }
        });
        then.keySet().stream()
                .filter(name -> !now.containsKey(name))
                .forEach(name -> changes.add(name + " was dropped"));
        if (!changes.isEmpty()) {
            throw new SyncException("table " + String.join(", table ", changes) + " on PostgreSQL after the notes were"
                    + " installed: the sync stops, since SQLite would not get it. Bring the schema back, or give up the way"
                    + " back and uninstall the notes");
        }
    }

    static boolean isInstalled(Connection connection) throws SQLException {
        return Sql.text(connection, "SELECT to_regclass('" + SOURCE + "')") != null;
    }

    static String origin(Connection connection) throws SQLException {
        return isInstalled(connection) ? Sql.text(connection, "SELECT origin FROM " + SOURCE) : null;
    }

    void uninstall() throws SQLException {
        for (SyncTable table : tables) {
            for (String event : List.of("insert", "delete", "update", "truncate")) {
                Sql.execute(connection, "DROP FUNCTION IF EXISTS " + function(table, event) + "() CASCADE");
            }
        }
        Sql.execute(
                connection,
                "DROP TABLE IF EXISTS " + NOTE,
                "DROP TABLE IF EXISTS " + SOURCE,
                "DROP TABLE IF EXISTS " + TABLE);
    }
}
