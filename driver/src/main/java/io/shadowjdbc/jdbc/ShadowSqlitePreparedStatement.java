package io.shadowjdbc.jdbc;

import io.shadowjdbc.forward.Constructs;
import io.shadowjdbc.forward.Forwards;
import java.sql.Connection;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;

/**
 * A prepared statement for applications on sqlite-jdbc: it is the metadata of its parameters, and its metadata is its
 * result set.
 */
@Forwards(to = {"physical", "description"})
abstract class ShadowSqlitePreparedStatement extends AbstractShadowPreparedStatement<PreparedStatement>
        implements ParameterMetaData {
    private AbstractShadowResultSet metaData;

    ShadowSqlitePreparedStatement(ShadowConnection connection, String sql, Maker<PreparedStatement> maker)
            throws SQLException {
        super(connection, sql, maker);
    }

    @Constructs
    static ShadowSqlitePreparedStatement create(ShadowConnection connection, String sql, Maker<PreparedStatement> maker)
            throws SQLException {
        throw new IllegalStateException("completed by the build");
    }

    /** A statement that the inner driver has made for itself. */
    ShadowSqlitePreparedStatement(ShadowConnection connection, Connection madeOn, PreparedStatement physical) {
        super(connection, madeOn, physical);
    }

    @Constructs
    static ShadowSqlitePreparedStatement create(
            ShadowConnection connection, Connection madeOn, PreparedStatement physical) {
        throw new IllegalStateException("completed by the build");
    }

    final ParameterMetaData description() throws SQLException {
        return physical().getParameterMetaData();
    }

    @Override
    public ParameterMetaData getParameterMetaData() {
        return this;
    }

    @Override
    public ResultSetMetaData getMetaData() throws SQLException {
        ResultSetMetaData inner = physical().getMetaData();
        if (!(inner instanceof ResultSet rows)) {
            return inner;
        }
        AbstractShadowResultSet current = result();
        if (current != null && current.isOf(rows)) {
            metaData = current;
        } else if (metaData == null || !metaData.isOf(rows)) {
            metaData = AbstractShadowResultSet.of(this, rows);
        }
        return (ResultSetMetaData) metaData;
    }
}
