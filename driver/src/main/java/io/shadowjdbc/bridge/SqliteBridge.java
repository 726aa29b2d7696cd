package io.shadowjdbc.bridge;

import io.shadowjdbc.plan.StatementPlans;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import java.util.function.Supplier;

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

    private final Supplier<StatementPlans> plans;
    private final SqliteTemplate template;

    /**
     * @param applicationUrl the SQLite URL that the application was configured with; its date settings hold here too
     * @param applicationProperties the connection properties that go with it
     * @param plans the plans under the current schema map
     */
    public SqliteBridge(String applicationUrl, Properties applicationProperties, Supplier<StatementPlans> plans)
            throws SQLException {
        this.plans = plans;
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
        return bridged(
                postgresql.connect(properties),
                physical -> physical.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE));
    }

    /**
     * Opens a connection that can't change anything.
     *
     * @throws SQLException PostgreSQL's own, if it can't be reached
     */
    public Connection connectReadOnly(Connector postgresql) throws SQLException {
        return bridged(postgresql.connect(new Properties()), physical -> physical.setReadOnly(true));
    }

    private interface Setup {
        void of(Connection physical) throws SQLException;
    }

    private Connection bridged(Connection physical, Setup setup) throws SQLException {
        try {
            setup.of(physical);
            return BridgedConnection.create(physical, plans, template);
        } catch (SQLException e) {
            physical.close();
            throw e;
        }
    }

    @Override
    public void close() {
        template.close();
    }
}
