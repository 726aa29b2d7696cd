package io.shadowjdbc.jdbc;

import io.shadowjdbc.compare.ReadRecorder;
import io.shadowjdbc.mirror.Mirror;
import io.shadowjdbc.plan.StatementPlan;
import io.shadowjdbc.recipe.Parameters;
import io.shadowjdbc.recipe.StatementSettings;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A statement as a recipe: how to make it on a connection, and the settings that it has. It is made on the connection of
 * the active provider, and made again there when the provider has changed by the time it runs.
 *
 * @param <S> the interface of the statement
 */
abstract class AbstractShadowStatement<S extends Statement> implements Statement {
    /** Makes the statement on a connection. */
    interface Maker<S> {
        S on(Connection physical) throws SQLException;
    }

    /** Runs the statement. */
    interface Run<S, T> {
        T run(S physical) throws SQLException;
    }

    private final ShadowConnection connection;
    private final Maker<S> maker;
    private final StatementSettings settings = new StatementSettings();
    private Connection madeOn;
    private S physical;
    private AbstractShadowResultSet result;
    private AbstractShadowResultSet plain;
    private MirroredRead pendingRead;
    private AbstractShadowResultSet keys;
    private boolean batchPending;

    AbstractShadowStatement(ShadowConnection connection, Maker<S> maker) throws SQLException {
        this.connection = connection;
        this.maker = maker;
        Binding bound = connection.enter();
        try {
            madeOn = bound.physical();
            physical = maker.on(madeOn);
        } finally {
            connection.exit();
        }
    }

    /** A statement that the inner driver has made. */
    AbstractShadowStatement(ShadowConnection connection, Connection madeOn, S physical, Maker<S> maker) {
        this.connection = connection;
        this.maker = maker;
        this.madeOn = madeOn;
        this.physical = physical;
    }

    final S physical() {
        return physical;
    }

    final ShadowConnection connection() {
        return connection;
    }

    /** The statement on the connection that is bound now. */
    final S physicalOn(Binding bound) throws SQLException {
        if (madeOn != bound.physical()) {
            S made = maker.on(bound.physical());
            try {
                settings.applyTo(made);
                restore(made);
            } catch (SQLException e) {
                made.close();
                throw e;
            }
            S before = physical;
            physical = made;
            madeOn = bound.physical();
            before.close();
        }
        return physical;
    }

    /** Brings what a subclass has noted to a statement that was made anew. */
    void restore(S made) throws SQLException {
        // a plain statement has nothing but its settings
    }

    /** The noted parameters; empty for a statement without. */
    abstract Parameters parameters();

    // --- execution ---

    /** Runs a statement that gives no result set, or whose result set is asked for later. */
    final <T> T execute(StatementPlan plan, Run<S, T> run) throws SQLException {
        Binding bound = connection.enter();
        TransactionState transaction = connection.transaction();
        boolean ended = false;
        try {
            forgetResult();
            S statement = physicalOn(bound);
            transaction.running(plan.kind());
            T value = run.run(statement);
            transaction.ran(plan.kind(), plan.sql());
            ended = true;
            return value;
        } finally {
            if (!ended) {
                transaction.failed(plan.kind());
            }
            connection.exit();
        }
    }

    /** A new execution, and the end of the statement, end the result before. */
    private void forgetResult() {
        if (result != null) {
            result.finished();
            result = null;
        }
        if (pendingRead != null) {
            pendingRead.finish();
            pendingRead = null;
        }
    }

    /** Runs a query and gives its result set. */
    final ResultSet query(StatementPlan plan, Run<S, ResultSet> run) throws SQLException {
        return execute(plan, statement -> {
            MirroredRead read = beginRead(plan);
            long begin = read == null ? 0 : System.nanoTime();
            ResultSet rows = guarded(read, () -> run.run(statement));
            if (read != null) {
                read.answered(System.nanoTime() - begin);
            }
            return adopt(rows, read);
        });
    }

    /** Runs a statement that may be a query, whose result set is asked for by {@link #getResultSet}. */
    final boolean executeAny(StatementPlan plan, Run<S, Boolean> run) throws SQLException {
        return execute(plan, statement -> {
            MirroredRead read = beginRead(plan);
            long begin = read == null ? 0 : System.nanoTime();
            boolean rows = guarded(read, () -> run.run(statement));
            if (read != null) {
                read.answered(System.nanoTime() - begin);
                pendingRead = read;
            }
            return rows;
        });
    }

    private interface Answer<T> {
        T get() throws SQLException;
    }

    private static <T> T guarded(MirroredRead read, Answer<T> answer) throws SQLException {
        if (read == null) {
            return answer.get();
        }
        try {
            return answer.get();
        } catch (SQLException | RuntimeException e) {
            read.giveUp("failed");
            throw e;
        }
    }

    private MirroredRead beginRead(StatementPlan plan) {
        Mirror mirror = connection.context().mirror();
        if (mirror == null) {
            return null;
        }
        ReadRecorder recorder = mirror.begin(plan, connection.transaction().hasWritten());
        if (recorder == null) {
            return null;
        }
        MirroredRead read = new MirroredRead(
                connection.reads(),
                mirror,
                recorder,
                plan,
                parameters().snapshot(),
                settings.maxRows(),
                connection.context().providers().state());
        connection.reads().add(read);
        return read;
    }

    private ResultSet adopt(ResultSet rows, MirroredRead read) {
        if (rows == null) {
            return null;
        }
        if (read != null) {
            result = RecordingResultSet.of(this, rows, read);
            return result;
        }
        // sqlite-jdbc gives the same object for each execution of a statement
        if (plain == null || !plain.isOf(rows)) {
            plain = AbstractShadowResultSet.of(this, rows);
        }
        result = plain;
        return plain;
    }

    /** The result of the last execution, or null. */
    final AbstractShadowResultSet result() {
        return result;
    }

    final StatementSettings settings() {
        return settings;
    }

    @Override
    public ResultSet getResultSet() throws SQLException {
        ResultSet rows = physical.getResultSet();
        if (result != null && result.isOf(rows)) {
            return result;
        }
        MirroredRead read = pendingRead;
        pendingRead = null;
        return adopt(rows, read);
    }

    @Override
    public ResultSet getGeneratedKeys() throws SQLException {
        ResultSet rows = physical.getGeneratedKeys();
        if (rows == null) {
            return null;
        }
        if (keys == null || !keys.isOf(rows)) {
            // sqlite-jdbc has a statement of its own for them
            keys = rows.isClosed() || rows.getStatement() == physical
                    ? AbstractShadowResultSet.of(this, rows)
                    : DriverResults.of(connection, madeOn, rows);
        }
        return keys;
    }

    // --- batches: what was added so far lives in the inner statement, so the connection stays where it is ---

    final void addToBatch(Run<S, Void> add) throws SQLException {
        Binding bound = connection.enter();
        boolean kept = false;
        try {
            add.run(physicalOn(bound));
            kept = !batchPending;
            batchPending = true;
        } finally {
            if (!kept) {
                connection.exit();
            }
        }
    }

    final void releaseBatch() {
        if (batchPending) {
            batchPending = false;
            connection.exit();
        }
    }

    @Override
    public void clearBatch() throws SQLException {
        physical.clearBatch();
        releaseBatch();
    }

    // --- settings, kept for the next provider ---

    @Override
    public void setFetchSize(int rows) throws SQLException {
        physical.setFetchSize(rows);
        settings.fetchSize(rows);
    }

    @Override
    public void setFetchDirection(int direction) throws SQLException {
        physical.setFetchDirection(direction);
        settings.fetchDirection(direction);
    }

    @Override
    public void setQueryTimeout(int seconds) throws SQLException {
        physical.setQueryTimeout(seconds);
        settings.queryTimeout(seconds);
    }

    @Override
    public void setMaxFieldSize(int max) throws SQLException {
        physical.setMaxFieldSize(max);
        settings.maxFieldSize(max);
    }

    @Override
    public void setMaxRows(int max) throws SQLException {
        physical.setMaxRows(max);
        settings.maxRows(max);
    }

    @Override
    public void setLargeMaxRows(long max) throws SQLException {
        physical.setLargeMaxRows(max);
        settings.maxRows(max);
    }

    @Override
    public void setEscapeProcessing(boolean enable) throws SQLException {
        physical.setEscapeProcessing(enable);
        settings.escapeProcessing(enable);
    }

    @Override
    public void setPoolable(boolean poolable) throws SQLException {
        physical.setPoolable(poolable);
        settings.poolable(poolable);
    }

    @Override
    public void setCursorName(String name) throws SQLException {
        physical.setCursorName(name);
        settings.cursorName(name);
    }

    @Override
    public void closeOnCompletion() throws SQLException {
        physical.closeOnCompletion();
        settings.closeOnCompletion();
    }

    // --- life ---

    /** Applications write their statements to logs, as the inner driver shows them. */
    @Override
    public String toString() {
        return physical.toString();
    }

    @Override
    public Connection getConnection() throws SQLException {
        // the inner driver may refuse, as on a closed statement
        Connection inner = physical.getConnection();
        return inner == null ? null : connection;
    }

    @Override
    public void close() throws SQLException {
        releaseBatch();
        forgetResult();
        physical.close();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return Unwrapping.unwrap(this, physical, type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return Unwrapping.isWrapperFor(this, physical, type);
    }
}
