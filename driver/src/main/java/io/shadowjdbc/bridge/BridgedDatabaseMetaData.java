package io.shadowjdbc.bridge;

import io.shadowjdbc.forward.Constructs;
import io.shadowjdbc.forward.Forwards;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;

/** The metadata of the application's schema: sqlite-jdbc's own answers, over the schema without rows. */
@Forwards(to = "catalogue")
abstract class BridgedDatabaseMetaData implements DatabaseMetaData {
    private final BridgedConnection connection;

    BridgedDatabaseMetaData(BridgedConnection connection) {
        this.connection = connection;
    }

    @Constructs
    static BridgedDatabaseMetaData create(BridgedConnection connection) {
        throw new IllegalStateException("completed by the build");
    }

    DatabaseMetaData catalogue() throws SQLException {
        return connection.session().catalogue(connection.plans().schema()).getMetaData();
    }

    @Override
    public String getURL() {
        return connection.session().url();
    }

    @Override
    public boolean isReadOnly() {
        return connection.isReadOnly();
    }

    @Override
    public Connection getConnection() {
        return connection;
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return type.isInstance(this) ? type.cast(this) : catalogue().unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(this) || catalogue().isWrapperFor(type);
    }
}
