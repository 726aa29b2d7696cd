package io.shadowjdbc.provider;

import io.shadowjdbc.dialect.Dialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;

/** One of the two databases: its name, what it speaks and how to reach it. Immutable; may be shared by threads. */
public final class Provider {
    private final String name;
    private final Dialect dialect;
    private final String url;
    private final Properties properties;

    /**
     * @param name as in {@code shadow.provider}
     * @param url the inner JDBC URL
     * @param properties for the inner driver, user and password among them
     */
    public Provider(String name, String url, Properties properties) {
        this.name = name;
        this.dialect = Dialect.ofUrl(url);
        this.url = url;
        this.properties = new Properties();
        this.properties.putAll(properties);
    }

    public String name() {
        return name;
    }

    public Dialect dialect() {
        return dialect;
    }

    /** The inner JDBC URL. May hold a password: not for logs. */
    public String url() {
        return url;
    }

    /** Whether it is a server, and one that runs on this machine as far as its URL tells. */
    public boolean isServerOnThisMachine() {
        return dialect == Dialect.POSTGRESQL && LocalHost.isIn(url);
    }

    /** For the inner driver, user and password among them; a copy. */
    Properties properties() {
        Properties copy = new Properties();
        copy.putAll(properties);
        return copy;
    }

    /** Opens a connection with the inner driver. */
    public Connection connect() throws SQLException {
        return connect(new Properties());
    }

    /** Opens a connection with the inner driver, the given properties added to the provider's own. */
    public Connection connect(Properties added) throws SQLException {
        Properties all = new Properties();
        all.putAll(properties);
        all.putAll(added);
        Connection connection = InnerDriver.find(url).connect(url, all);
        if (connection == null) {
            throw new SQLException("the driver for the " + name + " database does not accept its URL");
        }
        return connection;
    }

    /**
     * Opens a connection of ours to the same server with the same login: none of the settings that the application gave to its
     * own connections applies.
     *
     * @param ours properties of the inner driver
     */
    public Connection connectToServer(Map<String, String> ours) throws SQLException {
        return ControlConnections.open(this, ours);
    }

    @Override
    public String toString() {
        return name;
    }
}
