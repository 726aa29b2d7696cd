package io.shadowjdbc.jdbc;

import io.shadowjdbc.forward.Constructs;
import io.shadowjdbc.forward.Forwards;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;

/**
 * The metadata of the database whose dialect the application speaks, whoever is active: product, quoting and URL do not
 * change in a flip.
 */
@Forwards(to = "delegate")
abstract class ShadowDatabaseMetaData implements DatabaseMetaData {
    private final Connection connection;
    private final DatabaseMetaData delegate;

    ShadowDatabaseMetaData(Connection connection, DatabaseMetaData delegate) {
        this.connection = connection;
        this.delegate = delegate;
    }

    @Constructs
    static ShadowDatabaseMetaData create(Connection connection, DatabaseMetaData delegate) {
        throw new IllegalStateException("completed by the build");
    }

    final DatabaseMetaData delegate() {
        return delegate;
    }

    @Override
    public Connection getConnection() {
        return connection;
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        if (!delegate.isWrapperFor(type)) {
            throw new SQLException("the metadata of the application's own database has no " + type.getName());
        }
        return delegate.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(this) || delegate.isWrapperFor(type);
    }
}
