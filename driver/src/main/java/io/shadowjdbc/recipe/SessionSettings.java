package io.shadowjdbc.recipe;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Executor;

/**
 * The settings of a connection that the application changed, so that they can be made again on a connection of another
 * provider. A setting that was never touched is not made. Guarded by the connection that owns it.
 */
public final class SessionSettings {
    private Boolean autoCommit;
    private Boolean readOnly;
    private Integer isolation;
    private Integer holdability;
    private String catalog;
    private String schema;
    private Map<String, Class<?>> typeMap;
    private Properties clientInfo;
    private Executor networkTimeoutExecutor;
    private int networkTimeout;
    private final ConnectionPragmas pragmas = new ConnectionPragmas();

    public void autoCommit(boolean enabled) {
        autoCommit = enabled;
    }

    public void readOnly(boolean enabled) {
        readOnly = enabled;
    }

    public void isolation(int level) {
        isolation = level;
    }

    public void holdability(int value) {
        holdability = value;
    }

    public void catalog(String name) {
        catalog = name;
    }

    public void schema(String name) {
        schema = name;
    }

    public void typeMap(Map<String, Class<?>> map) {
        typeMap = map;
    }

    public void clientInfo(String name, String value) {
        if (name == null) {
            // the driver let it pass: there is nothing to note
            return;
        }
        if (clientInfo == null) {
            clientInfo = new Properties();
        }
        if (value == null) {
            clientInfo.remove(name);
        } else {
            clientInfo.setProperty(name, value);
        }
    }

    public void clientInfo(Properties all) {
        clientInfo = new Properties();
        if (all != null) {
            clientInfo.putAll(all);
        }
    }

    /** Milliseconds, 0 for no limit. */
    public void networkTimeout(Executor executor, int milliseconds) {
        networkTimeoutExecutor = executor;
        networkTimeout = milliseconds;
    }

    /** A PRAGMA of SQLite has run, one that sets or one that asks. */
    public void pragma(String sql, boolean inTransaction) {
        pragmas.ran(sql, inTransaction);
    }

    /** Makes every setting that was touched on the connection; auto-commit last, since it may begin a transaction. */
    public void applyTo(Connection connection) throws SQLException {
        if (readOnly != null) {
            connection.setReadOnly(readOnly);
        }
        if (isolation != null) {
            connection.setTransactionIsolation(isolation);
        }
        if (holdability != null) {
            connection.setHoldability(holdability);
        }
        if (catalog != null) {
            connection.setCatalog(catalog);
        }
        if (schema != null) {
            connection.setSchema(schema);
        }
        if (typeMap != null) {
            connection.setTypeMap(typeMap);
        }
        if (clientInfo != null) {
            connection.setClientInfo(clientInfo);
        }
        if (networkTimeoutExecutor != null) {
            connection.setNetworkTimeout(networkTimeoutExecutor, networkTimeout);
        }
        pragmas.applyTo(connection);
        if (autoCommit != null) {
            connection.setAutoCommit(autoCommit);
        }
    }
}
