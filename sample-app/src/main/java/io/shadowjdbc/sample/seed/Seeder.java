package io.shadowjdbc.sample.seed;

import io.shadowjdbc.sample.support.WriteTransaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Fills a database that has no users, before the first request is served. */
@Component
@DependsOnDatabaseInitialization
class Seeder implements SmartInitializingSingleton {
    private static final Logger LOG = LoggerFactory.getLogger(Seeder.class);

    private final JdbcTemplate jdbc;
    private final WriteTransaction transaction;
    private final SeedProperties properties;

    Seeder(JdbcTemplate jdbc, WriteTransaction transaction, SeedProperties properties) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.properties = properties;
    }

    @Override
    public void afterSingletonsInstantiated() {
        if (properties.rows() == 0 || hasUsers()) {
            return;
        }
        long start = System.nanoTime();
        int rows = transaction.run(() -> new Generator(jdbc, properties).fill());
        LOG.info("filled the new database with {} rows in {} ms", rows, (System.nanoTime() - start) / 1_000_000);
    }

    private boolean hasUsers() {
        return Boolean.TRUE.equals(jdbc.queryForObject("SELECT EXISTS (SELECT 1 FROM \"User\")", Boolean.class));
    }
}
