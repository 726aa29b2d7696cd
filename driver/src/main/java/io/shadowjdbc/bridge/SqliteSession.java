package io.shadowjdbc.bridge;

import io.shadowjdbc.schema.Definition;
import io.shadowjdbc.schema.SchemaMap;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.JDBC;

/**
 * SQLite itself, in memory, beside a connection to PostgreSQL: it has the application's schema without rows and the
 * connection's settings. It answers for the catalogue and for PRAGMAs, runs DDL first, and says in its own words what it
 * would refuse. Opened when it is first needed. Guarded by itself where threads share it.
 */
final class SqliteSession implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SqliteSession.class);

    private final String applicationUrl;
    private final Properties applicationProperties;
    private final Map<String, String> parameters;
    private Connection connection;
    private List<Definition> loaded = List.of();
    private boolean complete = true;
    private String journalMode;

    SqliteSession(String applicationUrl, Properties applicationProperties) {
        this.applicationUrl = applicationUrl;
        this.applicationProperties = applicationProperties;
        this.parameters = UrlParameters.of(applicationUrl, applicationProperties);
        this.journalMode = parameters.getOrDefault("journal_mode", "delete").toLowerCase(Locale.ROOT);
    }

    /** SQLite with this connection's settings; its catalogue may be an older one. */
    Connection settings() throws SQLException {
        if (connection == null) {
            Properties properties = new Properties();
            properties.putAll(applicationProperties);
            properties.keySet().removeIf(key -> isOfFile(key.toString()));
            connection = new JDBC().connect("jdbc:sqlite::memory:" + query(), properties);
        }
        return connection;
    }

    /** The parameters of the URL without those that only a file has. */
    private String query() {
        StringBuilder query = new StringBuilder();
        int start = applicationUrl.indexOf('?');
        if (start >= 0) {
            for (String parameter : applicationUrl.substring(start + 1).split("&")) {
                if (!isOfFile(parameter.replaceFirst("=.*", ""))) {
                    query.append(query.length() == 0 ? '?' : '&').append(parameter);
                }
            }
        }
        return query.toString();
    }

    private static boolean isOfFile(String parameter) {
        return switch (parameter) {
            case "open_mode", "journal_mode", "read_only", "shared_cache", "cache", "mode", "vfs", "immutable" -> true;
            default -> false;
        };
    }

    /** SQLite with the schema that the map was made of. */
    Connection catalogue(SchemaMap map) throws SQLException {
        Connection opened = settings();
        if (!loaded.equals(map.definitions())) {
            load(opened, map.definitions());
        }
        return opened;
    }

    /** Whether every definition could be loaded, so that what SQLite refuses here it would refuse there. */
    boolean isComplete() {
        return complete;
    }

    private void load(Connection at, List<Definition> definitions) throws SQLException {
        try (Statement statement = at.createStatement()) {
            int foreignKeys = foreignKeys(statement);
            statement.execute("PRAGMA foreign_keys = 0");
            dropAll(statement);
            complete = true;
            for (Definition definition : definitions) {
                create(statement, definition);
            }
            statement.execute("PRAGMA foreign_keys = " + foreignKeys);
        }
        loaded = definitions;
    }

    private static int foreignKeys(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("PRAGMA foreign_keys")) {
            return row.next() ? row.getInt(1) : 0;
        }
    }

    private static void dropAll(Statement statement) throws SQLException {
        List<String> drops = new ArrayList<>();
        try (ResultSet row = statement.executeQuery("SELECT type, name FROM main.sqlite_schema"
                + " WHERE type IN ('view', 'table') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY type DESC")) {
            while (row.next()) {
                drops.add("DROP " + row.getString(1) + " IF EXISTS \""
                        + row.getString(2).replace("\"", "\"\"") + '"');
            }
        }
        for (String drop : drops) {
            statement.execute(drop);
        }
        // SQLite keeps it once it is there, but not where its first table was rolled back
        statement.execute("PRAGMA writable_schema = 1");
        statement.execute("DELETE FROM main.sqlite_schema WHERE name = 'sqlite_sequence'");
        statement.execute("PRAGMA writable_schema = RESET");
    }

    private void create(Statement statement, Definition definition) {
        try {
            statement.execute(definition.sql());
        } catch (SQLException e) {
            // functions and collations of the application, modules that are not there
            complete = false;
            log.debug(
                    "{} {} is not in the catalogue in memory: {}", definition.type(), definition.name(), e.toString());
        }
    }

    /** A temporary table is gone with its transaction. */
    void dropTemporary(String table) {
        try (Statement statement = settings().createStatement()) {
            statement.execute("DROP TABLE IF EXISTS temp.\"" + table.replace("\"", "\"\"") + '"');
        } catch (SQLException e) {
            log.debug("temporary table {} is still in memory: {}", table, e.toString());
        }
    }

    /** The catalogue has been changed by DDL and is now of this map. */
    void changedTo(SchemaMap map) {
        loaded = map.definitions();
    }

    /** The catalogue holds what no map says: it is loaded anew when it is next needed. */
    void forgetCatalogue() {
        loaded = List.of(new Definition("", "", "", ""));
    }

    /**
     * What SQLite objects to in a statement, without running it.
     *
     * @return sqlite-jdbc's exception, or null where it would run
     */
    synchronized SQLException objection(String sql, SchemaMap map) {
        try {
            Connection at = catalogue(map);
            boolean unknown = map.definitions().isEmpty() && !map.tables().isEmpty();
            if (!complete || unknown) {
                return null;
            }
            try (PreparedStatement prepared = at.prepareStatement(sql)) {
                return null;
            } catch (SQLException e) {
                return e;
            }
        } catch (SQLException e) {
            log.debug("the catalogue in memory can't be used: {}", e.toString());
            return null;
        }
    }

    /** Whether {@code PRAGMA foreign_keys} is on. */
    boolean enforcesForeignKeys() throws SQLException {
        try (Statement statement = settings().createStatement()) {
            return foreignKeys(statement) != 0;
        }
    }

    /** Whether the application's URL asks for a connection that only reads. */
    boolean isReadOnly() {
        return UrlParameters.readsOnly(parameters);
    }

    /** Something that SQLite is to run; whether it gives rows. */
    interface Run {
        boolean run() throws SQLException;
    }

    /** Runs something within a transaction. */
    boolean inTransaction(Run statement) throws SQLException {
        try (Statement control = settings().createStatement()) {
            control.execute("BEGIN");
            try {
                return statement.run();
            } finally {
                control.execute("COMMIT");
            }
        }
    }

    /** Whether {@code PRAGMA query_only} is on. */
    boolean isQueryOnly() throws SQLException {
        try (Statement statement = settings().createStatement();
                ResultSet row = statement.executeQuery("PRAGMA query_only")) {
            return row.next() && row.getBoolean(1);
        }
    }

    /** The journal mode that the application believes in. */
    String journalMode() {
        return journalMode;
    }

    void journalMode(String mode) {
        journalMode = mode.toLowerCase(Locale.ROOT);
    }

    /** The application's own URL. */
    String url() {
        return applicationUrl;
    }

    /** The application's own file, as SQLite lists it. */
    String file() {
        return UrlParameters.file(applicationUrl);
    }

    @Override
    public synchronized void close() {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException e) {
                log.debug("SQLite in memory did not close: {}", e.toString());
            }
        }
    }
}
