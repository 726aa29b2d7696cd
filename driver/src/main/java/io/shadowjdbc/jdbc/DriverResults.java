package io.shadowjdbc.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Results of statements that the inner driver makes for itself: for metadata, and for generated keys. */
final class DriverResults {
    private DriverResults() {}

    /** The result as the application may hold it: it leads to the application's connection. */
    static AbstractShadowResultSet of(ShadowConnection connection, Connection physical, ResultSet rows)
            throws SQLException {
        return AbstractShadowResultSet.of(owner(connection, physical, rows.getStatement()), rows);
    }

    private static AbstractShadowStatement<?> owner(
            ShadowConnection connection, Connection physical, Statement statement) {
        if (!(statement instanceof PreparedStatement prepared)) {
            return ShadowStatement.create(connection, physical, statement);
        }
        return connection.speaksSqlite()
                ? ShadowSqlitePreparedStatement.create(connection, physical, prepared)
                : ShadowPreparedStatement.create(connection, physical, prepared);
    }
}
