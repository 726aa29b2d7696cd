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
        delegate.close();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        if (!delegate.isWrapperFor(type)) {
            throw new SQLException("the active provider's result set has no " + type.getName());
        }
        return delegate.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(this) || delegate.isWrapperFor(type);
    }
}
