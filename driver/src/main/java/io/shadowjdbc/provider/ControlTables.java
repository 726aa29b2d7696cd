package io.shadowjdbc.provider;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The tables of the control store {@code postgresql}, in schema {@code shadow}. */
final class ControlTables {
    /** Instances that start at the same time would get in each other's way. */
    private static final String LOCK = "SELECT pg_catalog.pg_advisory_xact_lock(7311486018471)";

    private static final String CREATE = """
            CREATE TABLE IF NOT EXISTS shadow.control (
              id integer PRIMARY KEY CHECK (id = 1),
              provider text NOT NULL,
              phase text NOT NULL CHECK (phase IN ('OPEN', 'FENCED')),
              epoch bigint NOT NULL,
              mirror boolean NOT NULL DEFAULT true,
              changed_by text NOT NULL DEFAULT current_user,
              changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
              deadline timestamptz);
            CREATE TABLE IF NOT EXISTS shadow.instance (
              name text NOT NULL,
              incarnation text NOT NULL,
              epoch bigint NOT NULL,
              phase text NOT NULL,
              drained boolean NOT NULL,
              hold_ups json NOT NULL,
              process json NOT NULL,
              started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
              seen_at timestamptz NOT NULL,
              PRIMARY KEY (name, incarnation))""";

    private ControlTables() {}

    /**
     * Creates them where they are missing and the login may.
     *
     * @throws SQLException if it may not, or may not use those that are there; the message says what to grant
     */
    static void createIfMissing(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (!holds(
                    statement,
                    "to_regclass('shadow.control') IS NOT NULL" + " AND to_regclass('shadow.instance') IS NOT NULL")) {
                create(connection, statement);
            }
        } catch (SQLException e) {
            if ("42501".equals(e.getSQLState())) {
                throw new SQLException(
                        "the login may not use schema shadow (" + e.getMessage() + "); as its owner: CREATE SCHEMA"
                                + " shadow AUTHORIZATION the_login, or, if it is there, GRANT USAGE ON SCHEMA shadow TO"
                                + " the_login and GRANT SELECT, INSERT, UPDATE, DELETE ON shadow.control,"
                                + " shadow.instance TO the_login",
                        e.getSQLState(),
                        e);
            }
            throw e;
        }
    }

    private static void create(Connection connection, Statement statement) throws SQLException {
        connection.setAutoCommit(false);
        try {
            statement.execute(LOCK);
            // CREATE SCHEMA IF NOT EXISTS asks for the right to create even where the schema is there
            if (!holds(statement, "to_regnamespace('shadow') IS NOT NULL")) {
                statement.execute("CREATE SCHEMA shadow");
            }
            statement.execute(CREATE);
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private static boolean holds(Statement statement, String condition) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT " + condition)) {
            row.next();
            return row.getBoolean(1);
        }
    }
}
