package io.shadowjdbc.jdbc;

import io.shadowjdbc.forward.Constructs;
import io.shadowjdbc.forward.Forwards;
import java.sql.CallableStatement;
import java.sql.SQLException;

/**
 * A callable statement. Its parameters by name belong to the inner statement and do not survive a change of provider
 * between setting and running.
 */
@Forwards(to = "physical")
abstract class ShadowCallableStatement extends AbstractShadowPreparedStatement<CallableStatement>
        implements CallableStatement {

    ShadowCallableStatement(ShadowConnection connection, String sql, Maker<CallableStatement> maker)
            throws SQLException {
        super(connection, sql, maker);
    }

    @Constructs
    static ShadowCallableStatement create(ShadowConnection connection, String sql, Maker<CallableStatement> maker)
            throws SQLException {
        throw new IllegalStateException("completed by the build");
    }
}
