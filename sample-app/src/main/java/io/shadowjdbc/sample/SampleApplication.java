package io.shadowjdbc.sample;

import com.zaxxer.hikari.HikariDataSource;
import io.shadowjdbc.sample.seed.SeedProperties;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** A security monitor for a fleet of hosts, on SQLite. */
@SpringBootApplication
@EnableConfigurationProperties(SeedProperties.class)
public class SampleApplication {
    public static void main(String[] args) {
        SpringApplication.run(SampleApplication.class, args);
    }

    /**
     * The pool. It is given the URL alone and no driver class, so that {@link java.sql.DriverManager} finds the driver
     * that serves the URL; Spring Boot would deduce a class and knows only the URLs on its own list.
     */
    @Bean
    @ConfigurationProperties("spring.datasource.hikari")
    HikariDataSource dataSource(@Value("${spring.datasource.url}") String url) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(url);
        return pool;
    }
}
