package io.shadowjdbc.jdbc.differential;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A database product under test: its tables, and the classes of its driver that an application may ask for. */
enum Product {
    SQLITE(
            org.sqlite.SQLiteConnection.class,
            org.sqlite.jdbc4.JDBC4Statement.class,
            org.sqlite.jdbc4.JDBC4PreparedStatement.class,
            org.sqlite.jdbc4.JDBC4ResultSet.class,
            org.sqlite.jdbc4.JDBC4DatabaseMetaData.class,
            org.sqlite.SQLiteDataSource.class,
            org.postgresql.PGConnection.class),

    POSTGRESQL(
            org.postgresql.PGConnection.class,
            org.postgresql.jdbc.PgConnection.class,
            org.postgresql.PGStatement.class,
            org.postgresql.core.BaseStatement.class,
            org.postgresql.jdbc.PgResultSet.class,
            org.postgresql.PGResultSetMetaData.class,
            org.postgresql.jdbc.PgDatabaseMetaData.class,
            org.postgresql.ds.PGSimpleDataSource.class,
            org.sqlite.SQLiteConnection.class);

    private final List<Class<?>> driverClasses;

    Product(Class<?>... driverClasses) {
        this.driverClasses = List.of(driverClasses);
    }

    /** Classes of its driver, and one of the other's. */
    List<Class<?>> driverClasses() {
        return driverClasses;
    }

    /** Makes the tables, with their rows. */
    void create(Connection connection) throws SQLException {
        run(connection, "");
        reset(connection);
    }

    /** Brings back the rows that a call may have changed. */
    void reset(Connection connection) throws SQLException {
        if (this == POSTGRESQL || isChanged(connection)) {
            run(connection, "-reset");
        }
    }

    /** On SQLite; PostgreSQL looks for itself. */
    private static boolean isChanged(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT (SELECT seq FROM sqlite_sequence) IS NOT 3"
                        + " OR (SELECT group_concat(id || name || ifnull(price, '')) FROM item)"
                        + " IS NOT '1one1.0,2two2.5,3three'"
                        + " OR EXISTS (SELECT 1 FROM sqlite_master WHERE name = 'made')")) {
            return row.getBoolean(1);
        }
    }

    private void run(Connection connection, String part) throws SQLException {
        String script = script(part);
        try (Statement statement = connection.createStatement()) {
            if (this == POSTGRESQL) {
                statement.execute(script);
                return;
            }
            for (String sql : script.split(";\n")) {
                statement.execute(sql);
            }
        }
    }

    private String script(String part) {
        String name = toString() + part + ".sql";
        try (InputStream script = Product.class.getResourceAsStream(name)) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
