package io.shadowjdbc.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What the result sets that the application holds have in common. */
abstract class AbstractShadowResultSet implements ResultSet {
    private final Statement statement;
    private final ResultSet delegate;

    AbstractShadowResultSet(Statement statement, ResultSet delegate) {
        this.statement = statement;
        this.delegate = delegate;
    }

    /** The result set of a read that is not mirrored. */
    static AbstractShadowResultSet of(AbstractShadowStatement<?> statement, ResultSet delegate) {
        return statement.connection().speaksSqlite()
                ? ShadowSqliteResultSet.create(statement, delegate)
                : ShadowResultSet.create(statement, delegate);
    }

    final ResultSet delegate() {
        return delegate;
    }

    final boolean isOf(ResultSet rows) {
        return delegate == rows;
    }

    /** The application is done with the rows. */
    void finished() {
        // nothing was noted
    }

    @Override
    public Statement getStatement() throws SQLException {
        // the inner driver may refuse, as on a closed result
        return delegate.getStatement() == null ? null : statement;
    }

    @Override
    public void close() throws SQLException {
        finished();
        if (statement instanceof AbstractShadowStatement<?> ours) {
            ours.close(delegate);
        } else {
            delegate.close();
        }
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
