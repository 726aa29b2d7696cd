package io.shadowjdbc.bridge;

import io.shadowjdbc.plan.StatementPlans;
import io.shadowjdbc.provider.Provider;
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
     * Opens a connection.
     *
     * @param readOnly for a connection that must not be able to change anything
     * @throws SQLException PostgreSQL's own, if it can't be reached
     */
    public Connection connect(Provider postgresql, boolean readOnly) throws SQLException {
        Properties properties = new Properties();
        // a failed statement does not end a transaction on SQLite
        properties.setProperty("autosave", readOnly ? "never" : "always");
        properties.setProperty("cleanupSavepoints", "true");
        Connection physical = postgresql.connect(properties);
        try {
            // SQLite's transactions are serializable; so are their twins
            physical.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            physical.setReadOnly(readOnly);
        } catch (SQLException e) {
            physical.close();
            throw e;
        }
        return BridgedConnection.create(physical, plans, template);
    }

    @Override
    public void close() throws SQLException {
        template.close();
    }
}
