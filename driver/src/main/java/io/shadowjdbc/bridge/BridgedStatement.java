package io.shadowjdbc.bridge;

import io.shadowjdbc.dialect.StatementKind;
import io.shadowjdbc.plan.StatementPlan;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the two kinds of bridged statements share: the state of an execution, and the settings of a statement. */
abstract class BridgedStatement implements Statement {
    private static final Logger log = LoggerFactory.getLogger(BridgedStatement.class);

    private final BridgedConnection connection;
    private final BridgeExecution execution;
    private BridgedResultSet resultSet;
    private BridgeRows waiting;
    private ResultSet local;
    private String describedSql;
    private PreparedStatement description;
    private Long generatedKey;
    private long count = -1;
    private long maxRows;
    private int fetchSize;
    private int queryTimeout;
    private boolean closeOnCompletion;
    private boolean closed;

    BridgedStatement(BridgedConnection connection) {
        this.connection = connection;
        this.execution = new BridgeExecution(connection);
    }

    final BridgedConnection connection() {
        return connection;
    }

    final BridgeExecution execution() {
        return execution;
    }

    Statement template() {
        return connection.sqlite().statement();
    }

    /** The text that {@link #described} is asked about. */
    final void describes(String sql) {
        if (!sql.equals(describedSql)) {
            describedSql = sql;
            closeDescription();
        }
    }

    /** What SQLite says of the columns of the last statement; null where it can't say. */
    final ResultSetMetaData described() throws SQLException {
        if (description == null && describedSql != null) {
            description =
                    connection.session().catalogue(connection.plans().schema()).prepareStatement(describedSql);
        }
        return description == null ? null : description.getMetaData();
    }

    private void closeDescription() {
        try {
            if (description != null) {
                description.close();
            }
        } catch (SQLException e) {
            log.debug("a statement in memory did not close: {}", e.toString());
        }
        description = null;
    }

    /** Runs the plan; whether it gave rows. */
    final boolean run(StatementPlan plan, Object[] stored) throws SQLException {
        closeResult();
        describes(plan.sql());
        generatedKey = null;
        // sqlite-jdbc lets a closed statement run again
        closed = false;
        BridgeExecution.Outcome outcome = execution.run(plan, stored, maxRows, queryTimeout);
        waiting = outcome.rows();
        local = outcome.local();
        boolean rows = waiting != null || local != null;
        count = rows ? -1 : outcome.count();
        if (plan.kind() == StatementKind.INSERT) {
            generatedKey = connection.lastInsertRowid();
        }
        return rows;
    }

    /** Forgets what the last run gave. */
    final void forgetRows() throws SQLException {
        closeResult();
    }

    /** Forgets the generated key: sqlite-jdbc gives none after a batch. */
    final void forgetKey() {
        generatedKey = null;
    }

    /** The number of changed rows, which is then gone, as sqlite-jdbc does it. */
    final long takeCount() {
        long taken = Math.max(0, count);
        count = 0;
        return taken;
    }

    private void closeResult() throws SQLException {
        BridgedResultSet closing = resultSet;
        resultSet = null;
        if (closing != null) {
            closing.close();
        } else if (waiting != null) {
            waiting.close();
        }
        waiting = null;
        if (local != null) {
            local.close();
            local = null;
        }
        count = -1;
    }

    @Override
    public ResultSet getResultSet() throws SQLException {
        if (local != null) {
            return local;
        }
        if (waiting == null) {
            if (resultSet != null && !resultSet.isClosed()) {
                throw new SQLException("ResultSet already requested");
            }
            return null;
        }
        resultSet = BridgedResultSet.create(this, waiting, connection.sqlite());
        waiting = null;
        return resultSet;
    }

    @Override
    public int getUpdateCount() {
        return (int) count;
    }

    @Override
    public long getLargeUpdateCount() {
        return count;
    }

    @Override
    public boolean getMoreResults() throws SQLException {
        closeResult();
        return false;
    }

    @Override
    public boolean getMoreResults(int current) throws SQLException {
        if (current == KEEP_CURRENT_RESULT || current == CLOSE_ALL_RESULTS) {
            // the text of sqlite-jdbc
            throw new SQLFeatureNotSupportedException(
                    "Argument not supported: Statement.KEEP_CURRENT_RESULT or Statement.CLOSE_ALL_RESULTS");
        }
        return getMoreResults();
    }

    @Override
    public ResultSet getGeneratedKeys() {
        Long key = generatedKey;
        return BridgedResultSet.create(
                null,
                key == null
                        ? BridgeRows.of(List.of("1"), List.of())
                        : BridgeRows.of(List.of("last_insert_rowid()"), List.of(List.of(key))),
                connection.sqlite());
    }

    @Override
    public void close() throws SQLException {
        if (!closed) {
            closed = true;
            closeResult();
            closeDescription();
            execution.close();
        }
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public void cancel() throws SQLException {
        execution.cancel();
    }

    @Override
    public Connection getConnection() {
        return connection;
    }

    @Override
    public int getMaxRows() {
        return (int) maxRows;
    }

    @Override
    public void setMaxRows(int max) throws SQLException {
        setLargeMaxRows(max);
    }

    @Override
    public long getLargeMaxRows() {
        return maxRows;
    }

    @Override
    public void setLargeMaxRows(long max) throws SQLException {
        if (max < 0) {
            throw new SQLException("max row count must be >= 0");
        }
        maxRows = max;
    }

    @Override
    public int getFetchSize() {
        return fetchSize;
    }

    @Override
    public void setFetchSize(int rows) throws SQLException {
        if (rows < 0 || (maxRows != 0 && rows > maxRows)) {
            throw new SQLException("fetch size " + rows + " out of bounds " + maxRows);
        }
        fetchSize = rows;
    }

    @Override
    public int getQueryTimeout() {
        return queryTimeout;
    }

    @Override
    public void setQueryTimeout(int seconds) throws SQLException {
        if (seconds < 0) {
            throw new SQLException("query timeout must be >= 0");
        }
        queryTimeout = seconds;
    }

    @Override
    public void closeOnCompletion() {
        closeOnCompletion = true;
    }

    @Override
    public boolean isCloseOnCompletion() {
        return closeOnCompletion;
    }

    @Override
    public SQLWarning getWarnings() {
        return null;
    }

    @Override
    public void clearWarnings() {
        // there are none, as in sqlite-jdbc
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new SQLException("no " + type.getName() + " behind this statement");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }
}
