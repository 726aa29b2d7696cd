package io.shadowjdbc.jdbc;

import io.shadowjdbc.forward.Constructs;
import io.shadowjdbc.forward.Forwards;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** A prepared statement. */
@Forwards(to = "physical")
abstract class ShadowPreparedStatement extends AbstractShadowPreparedStatement<PreparedStatement> {

    ShadowPreparedStatement(ShadowConnection connection, String sql, Maker<PreparedStatement> maker)
            throws SQLException {
        super(connection, sql, maker);
    }

    /** A statement that the inner driver has made for itself. */
    ShadowPreparedStatement(ShadowConnection connection, Connection madeOn, PreparedStatement physical) {
        super(connection, madeOn, physical);
    }

    @Constructs
    static ShadowPreparedStatement create(ShadowConnection connection, Connection madeOn, PreparedStatement physical) {
        throw new IllegalStateException("completed by the build");
    }

    @Constructs
    static ShadowPreparedStatement create(ShadowConnection connection, String sql, Maker<PreparedStatement> maker)
            throws SQLException {
        throw new IllegalStateException("completed by the build");
    }
}
