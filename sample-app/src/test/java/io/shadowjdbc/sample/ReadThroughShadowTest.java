package io.shadowjdbc.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** Every read answers the same when nothing but the prefix of the JDBC URL is changed. */
@TestPropertySource(properties = {"sample.test.prefix=jdbc:shadow:sqlite:", "sample.test.file=shadow.db"})
class ReadThroughShadowTest extends ReadApiTest {
    @Autowired
    private DataSource pool;

    @Test
    void theConnectionsOfThePoolAreTheDrivers() throws SQLException {
        try (Connection connection = pool.getConnection()) {
            assertThat(connection.unwrap(Connection.class).getClass().getName()).startsWith("io.shadowjdbc.jdbc.");
            assertThat(connection.getMetaData().getURL()).startsWith("jdbc:sqlite:");
        }
    }
}
