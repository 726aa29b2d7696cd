package io.shadowjdbc.jdbc;

import io.shadowjdbc.forward.Constructs;
import io.shadowjdbc.forward.Forwards;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;

/** The result set of a read that is not mirrored, for applications on sqlite-jdbc: its results are their own metadata. */
@Forwards(to = {"delegate", "description"})
abstract class ShadowSqliteResultSet extends AbstractShadowResultSet implements ResultSetMetaData {
    ShadowSqliteResultSet(Statement statement, ResultSet delegate) {
        super(statement, delegate);
    }

    @Constructs
    static ShadowSqliteResultSet create(Statement statement, ResultSet delegate) {
        throw new IllegalStateException("completed by the build");
    }

    final ResultSetMetaData description() throws SQLException {
        return delegate().getMetaData();
    }

    @Override
    public ResultSetMetaData getMetaData() {
        return this;
    }
}
