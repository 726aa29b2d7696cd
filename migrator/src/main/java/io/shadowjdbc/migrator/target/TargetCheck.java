package io.shadowjdbc.migrator.target;

import io.shadowjdbc.schema.SqliteCatalogue;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What has to hold of a target before anything is written to it. */
public final class TargetCheck {
    private static final int OLDEST_VERSION = 120_000;

    private TargetCheck() {}

    /**
     * The findings, empty if all is well.
     *
     * @param tables PostgreSQL names of the tables that will be written
     * @param replace whether what is there may be replaced
     */
    public static List<String> findings(PostgresqlTarget target, Collection<String> tables, boolean replace) {
        List<String> findings = new ArrayList<>();
        try (Connection connection = target.connect();
                Statement statement = connection.createStatement()) {
            server(statement, target, findings);
            privileges(connection, target, findings);
            if (!replace) {
                existing(connection, target.schema(), tables)
                        .forEach((table, rows) -> findings.add("table " + SqliteCatalogue.quote(table)
                                + " is there already" + (rows ? " and has rows" : "")
                                + ": choose an empty target, or give --replace to drop it"));
            }
        } catch (SQLException e) {
            findings.add(target.unreachable(e));
        }
        return findings;
    }

    /** The findings where tables that are there are to be filled: those that have rows. */
    public static List<String> filled(PostgresqlTarget target, Collection<String> tables) {
        List<String> findings = new ArrayList<>();
        try (Connection connection = target.connect()) {
            existing(connection, target.schema(), tables).forEach((table, rows) -> {
                if (rows) {
                    findings.add(
                            "table " + SqliteCatalogue.quote(table) + " has rows: give --replace to delete them first");
                }
            });
        } catch (SQLException e) {
            findings.add(target.unreachable(e));
        }
        return findings;
    }

    private static void server(Statement statement, PostgresqlTarget target, List<String> findings)
            throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT current_setting('server_version_num')::int,"
                + " current_setting('server_version'), current_setting('server_encoding'), pg_is_in_recovery(),"
                + " current_setting('default_transaction_read_only')")) {
            row.next();
            if (row.getInt(1) < OLDEST_VERSION) {
                findings.add("PostgreSQL is " + row.getString(2) + ": version 12 or later is needed");
            }
            if (!row.getString(3).equals("UTF8")) {
                findings.add("database " + target.display() + " has encoding " + row.getString(3)
                        + ": create it with ENCODING 'UTF8'");
            }
            if (row.getBoolean(4) || row.getString(5).equals("on")) {
                findings.add("target " + target.display() + " is read-only: name the primary server");
            }
        }
    }

    private static void privileges(Connection connection, PostgresqlTarget target, List<String> findings)
            throws SQLException {
        for (String schema : List.of(target.schema(), "shadow")) {
            String query = "SELECT CASE WHEN to_regnamespace(quote_ident(?)) IS NULL"
                    + " THEN has_database_privilege(current_database(), 'CREATE')"
                    + " ELSE has_schema_privilege(?::text, 'CREATE') AND has_schema_privilege(?::text, 'USAGE') END, current_user";
            try (PreparedStatement statement = connection.prepareStatement(query)) {
                for (int i = 1; i <= 3; i++) {
                    statement.setString(i, schema);
                }
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    if (!row.getBoolean(1)) {
                        findings.add("user " + row.getString(2) + " may not create objects in schema " + schema
                                + ": GRANT CREATE, USAGE ON SCHEMA " + SqliteCatalogue.quote(schema)
                                + " (or CREATE ON DATABASE where the"
                                + " schema is not there)");
                    }
                }
            }
        }
    }

    /** Of these tables, those that are there, and whether each has rows. */
    static Map<String, Boolean> existing(Connection connection, String schema, Collection<String> tables)
            throws SQLException {
        Map<String, Boolean> existing = new LinkedHashMap<>();
        String query =
                "SELECT c.relname, c.relkind IN ('r', 'p') FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
                        + " WHERE n.nspname = ? AND c.relname = ANY (?) AND c.relkind IN ('r', 'p', 'v', 'm', 'f')";
        List<String> readable = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, schema);
            statement.setArray(2, connection.createArrayOf("text", tables.toArray()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    existing.put(row.getString(1), false);
                    if (row.getBoolean(2)) {
                        readable.add(row.getString(1));
                    }
                }
            }
        }
        for (String table : readable) {
            existing.put(table, hasRows(connection, schema, table));
        }
        return existing;
    }

    private static boolean hasRows(Connection connection, String schema, String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT EXISTS (SELECT FROM " + SqliteCatalogue.quote(schema)
                        + "." + SqliteCatalogue.quote(table) + ")")) {
            row.next();
            return row.getBoolean(1);
        }
    }
}
