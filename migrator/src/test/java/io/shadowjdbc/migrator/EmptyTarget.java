package io.shadowjdbc.migrator;

import io.shadowjdbc.fixture.Postgres;
import io.shadowjdbc.fixture.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** An empty PostgreSQL database for each test, and a connection to it. */
final class EmptyTarget implements BeforeEachCallback, AfterEachCallback {
    private TestDatabase database;
    private Connection connection;

    @Override
    public void beforeEach(ExtensionContext context) throws SQLException {
        database = Postgres.database();
        connection = database.connect();
    }

    @Override
    public void afterEach(ExtensionContext context) throws SQLException {
        connection.close();
        database.close();
    }

    String url() {
        return database.url();
    }

    Connection connection() {
        return connection;
    }
}
