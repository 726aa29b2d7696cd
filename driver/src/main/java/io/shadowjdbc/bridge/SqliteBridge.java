package io.shadowjdbc.bridge;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/**
 * Opens connections to a PostgreSQL database that behave as connections of sqlite-jdbc: they take SQLite's SQL and
 * values and give SQLite's results and errors, by the translation in the statement's plan and the codecs of the schema
 * map. May be shared by threads; its connections may not.
 */
public final class SqliteBridge implements AutoCloseable {
    /** Opens a connection with PostgreSQL's driver. */
    @FunctionalInterface
    public interface Connector {
        /**
         * @param properties to add to the URL's and the login
         */
        Connection connect(Properties properties) throws SQLException;
    }

    /** Outside transactions PostgreSQL's driver sends nothing for a connection that only reads. */
    private static final String READ_ONLY = "SET default_transaction_read_only = on";

    private final CurrentSchema schema;
    private final String applicationUrl;
    private final Properties applicationProperties;
    private final SqliteTemplate template;
    private final SqliteSession checker;
    private final BridgeKeys.Shared sharedKeys = new BridgeKeys.Shared();

    /**
     * @param applicationUrl the SQLite URL that the application was configured with; its date settings hold here too
     * @param applicationProperties the connection properties that go with it
     * @param schema the schema that all connections share
     */
    public SqliteBridge(String applicationUrl, Properties applicationProperties, CurrentSchema schema)
            throws SQLException {
        this.schema = schema;
        this.applicationUrl = applicationUrl;
        this.applicationProperties = applicationProperties;
        this.checker = new SqliteSession(applicationUrl, applicationProperties);
        this.template = new SqliteTemplate(applicationUrl, applicationProperties);
    }

    /**
     * Opens a connection for the application.
     *
     * @throws SQLException PostgreSQL's own, if it can't be reached
     */
    public Connection connect(Connector postgresql) throws SQLException {
        Properties properties = new Properties();
        // a failed statement does not end a transaction on SQLite
        properties.setProperty("autosave", "always");
        properties.setProperty("cleanupSavepoints", "true");
        // SQLite's transactions are serializable; so are their twins
        return bridged(postgresql.connect(properties), physical -> {
            physical.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            if (checker.isReadOnly()) {
                execute(physical, READ_ONLY);
            }
        });
    }

    /**
     * Opens a connection that can't change anything.
     *
     * @throws SQLException PostgreSQL's own, if it can't be reached
     */
    public Connection connectReadOnly(Connector postgresql) throws SQLException {
        return bridged(postgresql.connect(new Properties()), physical -> {
            physical.setReadOnly(true);
            execute(physical, READ_ONLY);
        });
    }

    private static void execute(Connection physical, String sql) throws SQLException {
        try (Statement statement = physical.createStatement()) {
            statement.execute(sql);
        }
    }

    private interface Setup {
        void of(Connection physical) throws SQLException;
    }

    private Connection bridged(Connection physical, Setup setup) throws SQLException {
        try {
            setup.of(physical);
            SqliteSession session = new SqliteSession(applicationUrl, applicationProperties);
            return BridgedConnection.create(physical, schema, template, session, checker, sharedKeys);
        } catch (SQLException e) {
            physical.close();
            throw e;
        }
    }

    @Override
    public void close() {
        template.close();
        checker.close();
    }
}
