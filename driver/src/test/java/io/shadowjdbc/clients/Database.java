package io.shadowjdbc.clients;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * What a scenario works on.
 *
 * @param url a JDBC URL, of the plain driver or of ours
 * @param product whose SQL the application speaks there
 * @param location the part of the URL that is another in each run, which a transcript leaves out
 */
record Database(String url, Product product, String location) {
    /** A pool as applications have it; the caller's to close. */
    HikariDataSource pool() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setPoolName("clients");
        config.setMaximumPoolSize(3);
        return new HikariDataSource(config);
    }

    /** A connection at each call, without a pool. */
    DataSource dataSource() {
        return new DriverManagerDataSource(url);
    }
}
