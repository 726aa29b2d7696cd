package io.shadowjdbc.jdbc;

import io.shadowjdbc.forward.Constructs;
import io.shadowjdbc.forward.Forwards;
import java.sql.ResultSet;
import java.sql.Statement;

/** The result set of a read that is not mirrored. */
@Forwards(to = "delegate")
abstract class ShadowResultSet extends AbstractShadowResultSet {
    ShadowResultSet(Statement statement, ResultSet delegate) {
        super(statement, delegate);
    }

    @Constructs
    static ShadowResultSet create(Statement statement, ResultSet delegate) {
        throw new IllegalStateException("completed by the build");
    }
}
