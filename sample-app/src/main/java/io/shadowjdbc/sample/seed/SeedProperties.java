package io.shadowjdbc.sample.seed;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What a new database is filled with.
 *
 * @param rows how many rows, all tables together; 0 leaves it empty
 * @param seed the same seed and number of rows give the same rows
 */
@ConfigurationProperties("sample.data")
public record SeedProperties(int rows, long seed) {}
