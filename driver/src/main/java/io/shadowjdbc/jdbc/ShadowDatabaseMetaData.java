package io.shadowjdbc.jdbc;

import io.shadowjdbc.forward.Constructs;
import io.shadowjdbc.forward.Forwards;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * The metadata of the database whose dialect the application speaks, whoever is active: product, quoting and URL do not
 * change in a flip.
 */
@Forwards(to = "delegate")
abstract class ShadowDatabaseMetaData implements DatabaseMetaData {
    private final ShadowConnection connection;
    private final Connection home;
    private final DatabaseMetaData delegate;

    /** sqlite-jdbc keeps some statements, and gives their one result again and again. */
    private final Map<ResultSet, AbstractShadowResultSet> reused = Collections.synchronizedMap(new IdentityHashMap<>());

    ShadowDatabaseMetaData(ShadowConnection connection, Connection home, DatabaseMetaData delegate) {
        this.connection = connection;
        this.home = home;
        this.delegate = delegate;
    }

    @Constructs
    static ShadowDatabaseMetaData create(ShadowConnection connection, Connection home, DatabaseMetaData delegate) {
        throw new IllegalStateException("completed by the build");
    }

    final DatabaseMetaData delegate() {
        return delegate;
    }

    /** A result that leads back to the application's connection, and not to the inner driver's. */
    final ResultSet adopt(ResultSet rows) throws SQLException {
        if (rows == null) {
            return null;
        }
        AbstractShadowResultSet known = reused.get(rows);
        if (known != null) {
            return known;
        }
        AbstractShadowResultSet made = DriverResults.of(connection, home, rows);
        if (connection.speaksSqlite() && rows.getStatement() instanceof PreparedStatement) {
            reused.put(rows, made);
        }
        return made;
    }

    @Override
    public Connection getConnection() throws SQLException {
        // sqlite-jdbc forgets it when it is closed
        return delegate.getConnection() == null ? null : connection;
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return Unwrapping.unwrap(this, delegate, type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return Unwrapping.isWrapperFor(this, delegate, type);
    }
}
