package io.shadowjdbc.jdbc;

import io.shadowjdbc.forward.Constructs;
import io.shadowjdbc.forward.Forwards;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** A prepared statement. */
@Forwards(to = "physical")
abstract class ShadowPreparedStatement extends AbstractShadowPreparedStatement<PreparedStatement> {

    ShadowPreparedStatement(ShadowConnection connection, String sql, Maker<PreparedStatement> maker)
            throws SQLException {
        super(connection, sql, maker);
    }

    @Constructs
    static ShadowPreparedStatement create(ShadowConnection connection, String sql, Maker<PreparedStatement> maker)
            throws SQLException {
        throw new IllegalStateException("completed by the build");
    }
}
