package io.shadowjdbc;

import io.shadowjdbc.config.ShadowConfig;
import io.shadowjdbc.dialect.Dialect;
import io.shadowjdbc.provider.Provider;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;

/** Opens connections of the shadow's own with a database's own driver: they can't change anything. */
final class ShadowSession {
    /** SQLITE_OPEN_READWRITE without SQLITE_OPEN_CREATE. */
    private static final String OPEN_EXISTING = "2";

    /** To reach a server, and for each of its answers until the connection is open. */
    private static final String CONNECT_SECONDS = "2";

    private ShadowSession() {}

    /**
     * @throws SQLException the driver's own, if the database can't be reached
     */
    static Connection open(Provider provider, ShadowConfig.Mirror settings) throws SQLException {
        return provider.dialect() == Dialect.SQLITE ? openFile(provider) : openServer(provider, settings.timeout());
    }

    private static Connection openFile(Provider provider) throws SQLException {
        Properties properties = new Properties();
        // a file that is gone must not come back empty
        properties.setProperty("open_mode", OPEN_EXISTING);
        return setUp(provider.connect(properties), connection -> execute(connection, "PRAGMA query_only = 1"));
    }

    private static Connection openServer(Provider provider, Duration timeout) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("connectTimeout", CONNECT_SECONDS);
        properties.setProperty("socketTimeout", CONNECT_SECONDS);
        return setUp(provider.connect(properties), connection -> {
            connection.setReadOnly(true);
            execute(
                    connection,
                    "SET default_transaction_read_only = on; SET statement_timeout = " + timeout.toMillis());
            // the server's own time-out comes first, where the server lives
            connection.setNetworkTimeout(Runnable::run, (int) Math.min(timeout.toMillis() + 1000, Integer.MAX_VALUE));
        });
    }

    private interface Setup {
        void of(Connection connection) throws SQLException;
    }

    private static Connection setUp(Connection connection, Setup setup) throws SQLException {
        try {
            setup.of(connection);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
