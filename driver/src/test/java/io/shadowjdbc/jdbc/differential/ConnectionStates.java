package io.shadowjdbc.jdbc.differential;

import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.Driver;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import javax.sql.DataSource;

/** Connections, what leads to them and what they give. */
final class ConnectionStates {
    private ConnectionStates() {}

    static List<State<?>> of(Product product) {
        List<State<?>> states = new ArrayList<>(List.of(
                State.of(Driver.class, "as it is", bench -> bench.side().driver()),
                State.of(DataSource.class, "as it is", bench -> bench.side().dataSource()),
                State.of(Connection.class, "fresh", Bench::connection),
                State.of(Connection.class, "in a transaction", ConnectionStates::inTransaction),
                State.of(
                        Connection.class, "with an error in its transaction", ConnectionStates::withErrorInTransaction),
                State.of(Connection.class, "after an error", bench -> afterError(bench.connection())),
                State.of(Connection.class, "in a transaction that came as text", ConnectionStates::inTextTransaction),
                State.of(Connection.class, "with an open result", ConnectionStates::withOpenResult),
                State.of(Connection.class, "read-only", ConnectionStates::readOnly),
                State.of(Connection.class, "closed", ConnectionStates::closed),
                State.of(Connection.class, "aborted", ConnectionStates::aborted),
                State.of(
                        DatabaseMetaData.class,
                        "fresh",
                        bench -> bench.connection().getMetaData()),
                State.of(
                        DatabaseMetaData.class,
                        "in a transaction",
                        bench -> inTransaction(bench).getMetaData()),
                State.of(DatabaseMetaData.class, "of a closed connection", ConnectionStates::metaDataOfClosed),
                State.of(
                        Savepoint.class,
                        "unnamed",
                        bench -> inTransaction(bench).setSavepoint()),
                State.of(Savepoint.class, "named", bench -> inTransaction(bench).setSavepoint("a \"name\"")),
                State.of(Savepoint.class, "released", ConnectionStates::releasedSavepoint)));
        if (product == Product.SQLITE) {
            states.add(State.of(Clob.class, "of a text", bench -> kinds(bench).getClob("t")));
        } else {
            states.add(State.of(
                    Clob.class, "of a large object", bench -> kinds(bench).getClob("lob")));
            states.add(State.of(
                    Blob.class, "of a large object", bench -> kinds(bench).getBlob("lob")));
            states.add(State.of(Blob.class, "freed", ConnectionStates::freedBlob));
            states.add(
                    State.of(Array.class, "of a column", bench -> kinds(bench).getArray("ia")));
            states.add(State.of(Array.class, "of texts", bench -> kinds(bench).getArray("ta")));
            states.add(State.of(
                    Array.class, "made", bench -> bench.connection().createArrayOf("text", new Object[] {"a", null})));
            states.add(
                    State.of(SQLXML.class, "of a column", bench -> kinds(bench).getSQLXML("xm")));
            states.add(
                    State.of(SQLXML.class, "made", bench -> bench.connection().createSQLXML()));
        }
        return states;
    }

    private static Connection inTransaction(Bench bench) throws SQLException {
        Connection connection = bench.connection();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE item SET price = 7 WHERE id = 1");
        }
        return connection;
    }

    private static Connection withErrorInTransaction(Bench bench) throws SQLException {
        return afterError(inTransaction(bench));
    }

    private static Connection afterError(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("INSERT INTO item (name) VALUES ('one')");
            throw new IllegalStateException("a duplicate was taken");
        } catch (SQLException expected) {
            return connection;
        }
    }

    private static Connection inTextTransaction(Bench bench) throws SQLException {
        Connection connection = bench.connection();
        Statement statement = bench.know("the statement", connection.createStatement());
        statement.execute("BEGIN");
        bench.finallyDo(() -> statement.execute("ROLLBACK"));
        statement.executeUpdate("UPDATE item SET price = 7 WHERE id = 1");
        return connection;
    }

    private static Connection withOpenResult(Bench bench) throws SQLException {
        Statement statement = bench.know("the statement", bench.connection().createStatement());
        ResultSet rows = bench.know("the result set", statement.executeQuery("SELECT id FROM item"));
        rows.next();
        return bench.connection();
    }

    private static Connection readOnly(Bench bench) throws SQLException {
        if (bench.product() == Product.SQLITE) {
            Properties properties = new Properties();
            // sqlite-jdbc: SQLITE_OPEN_READONLY
            properties.setProperty("open_mode", "1");
            return bench.know("the connection", bench.side().connect(properties));
        }
        bench.connection().setReadOnly(true);
        return bench.connection();
    }

    private static Connection closed(Bench bench) throws SQLException {
        return bench.lasting("closed", made -> {
            made.connection().close();
            return made.connection();
        });
    }

    private static Connection aborted(Bench bench) throws SQLException {
        return bench.lasting("aborted", made -> {
            made.connection().abort(Runnable::run);
            return made.connection();
        });
    }

    private static DatabaseMetaData metaDataOfClosed(Bench bench) throws SQLException {
        return bench.lasting("metadata", made -> {
            DatabaseMetaData metaData = made.connection().getMetaData();
            made.connection().close();
            return metaData;
        });
    }

    private static Savepoint releasedSavepoint(Bench bench) throws SQLException {
        Savepoint savepoint = inTransaction(bench).setSavepoint();
        bench.connection().releaseSavepoint(savepoint);
        return savepoint;
    }

    private static Blob freedBlob(Bench bench) throws SQLException {
        Blob blob = kinds(bench).getBlob("lob");
        blob.free();
        return blob;
    }

    /** On the row with a value of every type, within a transaction, which large objects need. */
    private static ResultSet kinds(Bench bench) throws SQLException {
        Connection connection = bench.connection();
        connection.setAutoCommit(false);
        PreparedStatement statement =
                bench.know("the statement", connection.prepareStatement("SELECT * FROM kinds WHERE id = 1"));
        ResultSet rows = bench.know("the result set", statement.executeQuery());
        rows.next();
        return rows;
    }
}
