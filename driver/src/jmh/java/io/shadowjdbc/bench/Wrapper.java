package io.shadowjdbc.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.listener.NoOpQueryExecutionListener;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** What stands between the benchmark and the driver. */
public enum Wrapper {
    RAW {
        @Override
        Connection connect(String url, String other) throws SQLException {
            return DriverManager.getConnection(url);
        }
    },
    SHADOW {
        @Override
        Connection connect(String url, String other) throws SQLException {
            return shadow(url, new Properties());
        }
    },
    SHADOW_MIRRORS_10 {
        @Override
        Connection connect(String url, String other) throws SQLException {
            return mirroring(url, other, "0.1");
        }
    },
    SHADOW_MIRRORS_100 {
        @Override
        Connection connect(String url, String other) throws SQLException {
            return mirroring(url, other, "1");
        }
    },
    HIKARI {
        @Override
        Connection connect(String url, String other) throws SQLException {
            HikariConfig config = new HikariConfig();
            config.setDataSource(new UrlDataSource(url));
            config.setMaximumPoolSize(1);
            return new HikariDataSource(config).getConnection();
        }
    },
    /** Its core alone: no module that logs. */
    P6SPY {
        @Override
        Connection connect(String url, String other) throws SQLException {
            System.setProperty("p6spy.config.modulelist", "com.p6spy.engine.spy.P6SpyFactory");
            return DriverManager.getConnection(url.replaceFirst("^jdbc:", "jdbc:p6spy:"));
        }
    },
    DATASOURCE_PROXY {
        @Override
        Connection connect(String url, String other) throws SQLException {
            return ProxyDataSourceBuilder.create(new UrlDataSource(url))
                    .listener(new NoOpQueryExecutionListener())
                    .build()
                    .getConnection();
        }
    },
    JOOQ_PARSING {
        @Override
        Connection connect(String url, String other) throws SQLException {
            SQLDialect dialect = url.startsWith("jdbc:sqlite:") ? SQLDialect.SQLITE : SQLDialect.POSTGRES;
            return DSL.using(DriverManager.getConnection(url), dialect).parsingConnection();
        }
    },
    /** For PostgreSQL only; without plugins, which is as little as it can do. */
    AWS {
        @Override
        Connection connect(String url, String other) throws SQLException {
            Properties properties = new Properties();
            properties.setProperty("wrapperPlugins", "");
            return DriverManager.getConnection(url.replaceFirst("^jdbc:", "jdbc:aws-wrapper:"), properties);
        }
    };

    /**
     * @param url of the database that is asked
     * @param other of one with the same content, to mirror to
     */
    abstract Connection connect(String url, String other) throws SQLException;

    boolean mirrors() {
        return this == SHADOW_MIRRORS_10 || this == SHADOW_MIRRORS_100;
    }

    private static Connection mirroring(String url, String other, String rate) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("shadow.mirror.rate", rate);
        properties.setProperty("shadow.parity.dir", Databases.parityDirectory());
        String secondary = "shadow.secondary.url=" + URLEncoder.encode(other, StandardCharsets.UTF_8);
        return shadow(url + (url.contains("?") ? "&" : "?") + secondary, properties);
    }

    private static Connection shadow(String url, Properties properties) throws SQLException {
        return DriverManager.getConnection(url.replaceFirst("^jdbc:", "jdbc:shadow:"), properties);
    }

    /** The plainest data source there is. */
    private record UrlDataSource(String url) implements DataSource {
        @Override
        public Connection getConnection() throws SQLException {
            return DriverManager.getConnection(url);
        }

        @Override
        public Connection getConnection(String user, String password) throws SQLException {
            return DriverManager.getConnection(url, user, password);
        }

        @Override
        public PrintWriter getLogWriter() {
            return null;
        }

        @Override
        public void setLogWriter(PrintWriter out) {}

        @Override
        public void setLoginTimeout(int seconds) {}

        @Override
        public int getLoginTimeout() {
            return 0;
        }

        @Override
        public Logger getParentLogger() {
            return Logger.getGlobal();
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
