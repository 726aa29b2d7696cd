package io.shadowjdbc.mirror;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.shadowjdbc.provider.Provider;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** A small fixed pool of the shadow's own connections for each provider, filled when first needed. */
final class SessionPools implements AutoCloseable {
    private static final long CONNECT_MILLIS = 2000;

    private final ShadowSessions sessions;
    private final int size;
    private final String instance;
    private final Map<Provider, HikariDataSource> pools = new ConcurrentHashMap<>();

    SessionPools(ShadowSessions sessions, int size, String instance) {
        this.sessions = sessions;
        this.size = size;
        this.instance = instance;
    }

    /**
     * @throws SQLException if no connection can be had within two seconds
     */
    Connection connection(Provider provider) throws SQLException {
        HikariDataSource pool = pools.get(provider);
        if (pool == null) {
            pool = pools.computeIfAbsent(provider, this::createPool);
        }
        return pool.getConnection();
    }

    private HikariDataSource createPool(Provider provider) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("shadow-" + provider.name() + "-" + instance);
        config.setDataSource(new Source(provider));
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(CONNECT_MILLIS);
        config.setValidationTimeout(CONNECT_MILLIS);
        config.setExceptionOverride(new EvictByBreaker());
        // the other database may be down when the application starts
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }

    /** Forgets all connections to the provider, so that the next are new. */
    void evict(Provider provider) {
        HikariDataSource pool = pools.get(provider);
        if (pool != null) {
            pool.getHikariPoolMXBean().softEvictConnections();
        }
    }

    @Override
    public void close() {
        pools.values().forEach(HikariDataSource::close);
        pools.clear();
    }

    private final class Source implements DataSource {
        private final Provider provider;
        private int loginTimeout;

        Source(Provider provider) {
            this.provider = provider;
        }

        @Override
        public Connection getConnection() throws SQLException {
            return sessions.open(provider);
        }

        @Override
        public Connection getConnection(String user, String password) throws SQLException {
            return getConnection();
        }

        @Override
        public PrintWriter getLogWriter() {
            return null;
        }

        @Override
        public void setLogWriter(PrintWriter out) {
            // SLF4J is where we log
        }

        @Override
        public void setLoginTimeout(int seconds) {
            loginTimeout = seconds;
        }

        @Override
        public int getLoginTimeout() {
            return loginTimeout;
        }

        @Override
        public Logger getParentLogger() throws SQLFeatureNotSupportedException {
            throw new SQLFeatureNotSupportedException("SLF4J is where we log");
        }

        @Override
        public <T> T unwrap(Class<T> type) throws SQLException {
            throw new SQLException("wraps nothing");
        }

        @Override
        public boolean isWrapperFor(Class<?> type) {
            return false;
        }
    }
}
