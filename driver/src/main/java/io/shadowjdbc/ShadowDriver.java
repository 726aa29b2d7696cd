package io.shadowjdbc;

import io.shadowjdbc.config.ConfigException;
import io.shadowjdbc.config.ShadowConfig;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.logging.Logger;

/**
 * The JDBC driver for URLs that begin with {@code jdbc:shadow:}. It stands between an application and its own driver:
 * {@code jdbc:shadow:sqlite:/data/app.db} in place of {@code jdbc:sqlite:/data/app.db}.
 */
public final class ShadowDriver implements Driver {
    private static final ShadowDriver INSTANCE = new ShadowDriver();

    static {
        try {
            DriverManager.registerDriver(INSTANCE, Runtimes::closeAll);
        } catch (SQLException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @Override
    public Connection connect(String url, Properties info) throws SQLException {
        if (!acceptsURL(url)) {
            return null;
        }
        return Runtimes.connect(parse(url, info));
    }

    private static ShadowConfig parse(String url, Properties info) throws SQLException {
        try {
            return ShadowConfig.parse(url, info);
        } catch (ConfigException e) {
            // 08001: the SQL standard's "unable to establish the connection"
            throw new SQLException(e.getMessage(), "08001", e);
        }
    }

    @Override
    public boolean acceptsURL(String url) {
        return ShadowConfig.accepts(url);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
        return ShadowConfig.propertyInfo(url, info);
    }

    @Override
    public int getMajorVersion() {
        return Version.major();
    }

    @Override
    public int getMinorVersion() {
        return Version.minor();
    }

    @Override
    public boolean jdbcCompliant() {
        // no more than the drivers inside
        return false;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("the driver logs through SLF4J");
    }
}
