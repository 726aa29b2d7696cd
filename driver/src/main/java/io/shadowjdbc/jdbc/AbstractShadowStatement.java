package io.shadowjdbc.jdbc;

import io.shadowjdbc.compare.Observation;
import io.shadowjdbc.mirror.Mirror;
import io.shadowjdbc.plan.StatementPlan;
import io.shadowjdbc.provider.SwitchState;
import io.shadowjdbc.recipe.ParameterValues;
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
abstract class AbstractShadowStatement<S extends Statement> implements Statement, TransactionState.Rows {
    /** Makes the statement on a connection. */
    interface Maker<S> {
        /**
         * @param sql the text, for a statement that has one
         */
        S on(Connection physical, String sql) throws SQLException;
    }

    /** Runs the statement. */
    interface Run<S, T> {
        T run(S physical) throws SQLException;
    }

    private final ShadowConnection connection;
    private final Maker<S> maker;
    /** Null until one is changed. */
    private StatementSettings settings;

    private Connection madeOn;
    private S physical;
    /** Whether the last execution gave rows. */
    private boolean hasRows;
    /** The rows of the last execution, if they are mirrored. */
    private AbstractShadowResultSet mirrored;
    /** The last rows that are not. Kept, for drivers that give the same object again. */
    private AbstractShadowResultSet plain;

    private AbstractShadowResultSet keys;
    /** A mirrored read whose result set was not asked for yet. */
    private Observation pendingRead;

    private boolean batchPending;
    /** Whether the last execution was a write that gives rows. */
    private boolean writeGivesRows;

    AbstractShadowStatement(ShadowConnection connection, Maker<S> maker, String sql) throws SQLException {
        this.connection = connection;
        this.maker = maker;
        madeOn = connection.physicalNow();
        physical = maker.on(madeOn, sql);
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
    private S physicalNow() throws SQLException {
        Connection now = connection.physical();
        return madeOn == now ? physical : makeAnew(now);
    }

    private S makeAnew(Connection on) throws SQLException {
        S made = maker.on(on, sql());
        try {
            if (settings != null) {
                settings.applyTo(made);
            }
            restore(made);
        } catch (SQLException e) {
            made.close();
            throw e;
        }
        S before = physical;
        physical = made;
        madeOn = on;
        before.close();
        return made;
    }

    /** The text that the statement was made for; null if there is none. */
    abstract String sql();

    /** Brings what a subclass has noted to a statement that was made anew. */
    void restore(S made) throws SQLException {
        // a plain statement has nothing but its settings
    }

    /** The noted parameters. */
    abstract ParameterValues parameterValues();

    // --- execution: enter, begin, run, end ---
    // Common ways to run are written out in the subclasses, for a lambda that several of them share is neither inlined
    // nor free of allocation; the others go through execute and executeAny.

    /** Begins a piece of work; see {@link ShadowConnection#enter(int)}. */
    final int enter(StatementPlan plan) throws SQLException {
        return connection.enter(plan);
    }

    /** Ends what was before, and gives the statement to run. */
    final S begin(StatementPlan plan) throws SQLException {
        forgetResult();
        writeGivesRows = false;
        S statement = physicalNow();
        connection.transaction().running(plan);
        return statement;
    }

    /** As {@link #begin}, for what may give rows of which the application reads. */
    final S beginQuery(StatementPlan plan) throws SQLException {
        S statement = begin(plan);
        Mirror mirror = connection.reads().mirror();
        if (mirror != null && mirror.selects(plan, connection.transaction().hasWritten())) {
            observe(mirror, plan);
        }
        writeGivesRows = plan.kind().changesRows() && plan.analysis().returnsRows() && connection.speaksSqlite();
        return statement;
    }

    private void observe(Mirror mirror, StatementPlan plan) {
        long maxRows = settings == null ? 0 : settings.maxRows();
        pendingRead = mirror.observe(
                plan, parameterValues(), (int) Math.min(maxRows, Integer.MAX_VALUE), connection.boundTo());
        connection.reads().add(pendingRead);
    }

    /** Ends a piece of work. */
    final void end(int lane, StatementPlan plan, boolean ran) {
        if (ran) {
            connection.ran(plan);
            if (plan.kind().changesRows() && plan.attachment() == null) {
                metWrite(plan);
            }
            if (writeGivesRows) {
                connection.transaction().opened(this);
            }
        } else {
            failed(plan);
        }
        connection.exit(lane);
    }

    @Override
    public final boolean areOpen() {
        if (!writeGivesRows) {
            return false;
        }
        AbstractShadowResultSet rows = result();
        try {
            return rows == null
                    || (!rows.delegate().isClosed() && !rows.delegate().isAfterLast());
        } catch (SQLException e) {
            return false;
        }
    }

    /** Closes rows of this statement; those of a write count as open until the inner driver has committed it. */
    final void close(ResultSet rows) throws SQLException {
        if (!areOpen()) {
            rows.close();
            return;
        }
        TransactionState transaction = connection.transaction();
        int lane = transaction.enterShared();
        try {
            rows.close();
        } finally {
            transaction.exit(lane);
        }
    }

    private void metWrite(StatementPlan plan) {
        Mirror mirror = connection.reads().mirror();
        if (mirror != null) {
            mirror.metWrite(plan);
        }
    }

    private void failed(StatementPlan plan) {
        if (pendingRead != null) {
            connection.reads().giveUp(pendingRead, "failed");
            pendingRead = null;
        }
        connection.transaction().failed(plan.kind());
    }

    /** Runs a statement that gives no result set. */
    final <T> T execute(StatementPlan plan, Run<S, T> run) throws SQLException {
        int lane = enter(plan);
        boolean ran = false;
        SwitchState under = connection.boundTo();
        SQLException failure;
        try {
            T value = run.run(begin(plan));
            ran = true;
            return value;
        } catch (SQLException e) {
            failure = e;
        } finally {
            end(lane, plan, ran);
        }
        follow(failure, under);
        return execute(plan, run);
    }

    /**
     * After a failure: returns only if the statement may run again.
     *
     * @param under the state in which it ran
     */
    final void follow(SQLException failure, SwitchState under) throws SQLException {
        connection.followAfter(failure, under);
        if (batchPending) {
            throw failure;
        }
    }

    /** Runs a statement that may be a query, whose result set is asked for by {@link #getResultSet}. */
    final boolean executeAny(StatementPlan plan, Run<S, Boolean> run) throws SQLException {
        int lane = enter(plan);
        boolean ran = false;
        SwitchState under = connection.boundTo();
        SQLException failure;
        try {
            boolean rows = run.run(beginQuery(plan));
            ran = true;
            answered();
            return rows;
        } catch (SQLException e) {
            failure = e;
        } finally {
            end(lane, plan, ran);
        }
        follow(failure, under);
        return executeAny(plan, run);
    }

    /** Notes the time that a mirrored read took. */
    final void answered() {
        if (pendingRead != null) {
            pendingRead.answered();
        }
    }

    /** A new execution, and the end of the statement, end the result before. */
    private void forgetResult() {
        hasRows = false;
        if (mirrored != null) {
            mirrored.finished();
            mirrored = null;
        }
        if (pendingRead != null) {
            connection.reads().finish(pendingRead);
            pendingRead = null;
        }
    }

    /** Wraps the rows of an execution that has just run. */
    final ResultSet adoptAnswer(ResultSet rows) {
        answered();
        return adoptRows(rows);
    }

    private ResultSet adoptRows(ResultSet rows) {
        if (rows == null) {
            return null;
        }
        hasRows = true;
        if (pendingRead != null) {
            mirrored = RecordingResultSet.of(this, rows, pendingRead);
            pendingRead = null;
            return mirrored;
        }
        // sqlite-jdbc gives the same object for each execution of a statement
        if (plain == null || !plain.isOf(rows)) {
            plain = AbstractShadowResultSet.of(this, rows);
        }
        return plain;
    }

    /** The result of the last execution, or null. */
    final AbstractShadowResultSet result() {
        if (!hasRows) {
            return null;
        }
        return mirrored == null ? plain : mirrored;
    }

    private StatementSettings settings() {
        if (settings == null) {
            settings = new StatementSettings();
        }
        return settings;
    }

    @Override
    public ResultSet getResultSet() throws SQLException {
        ResultSet rows = physical.getResultSet();
        AbstractShadowResultSet current = result();
        return current != null && current.isOf(rows) ? current : adoptRows(rows);
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
        int lane = connection.enterShared();
        boolean kept = false;
        try {
            add.run(physicalNow());
            kept = !batchPending;
            if (kept) {
                batchPending = true;
                connection.transaction().batchBegun();
            }
        } finally {
            if (!kept) {
                connection.exit(lane);
            }
        }
    }

    final void releaseBatch() {
        if (batchPending) {
            batchPending = false;
            connection.transaction().batchEnded();
            connection.exit(TransactionState.SHARED);
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
        settings().fetchSize(rows);
    }

    @Override
    public void setFetchDirection(int direction) throws SQLException {
        physical.setFetchDirection(direction);
        settings().fetchDirection(direction);
    }

    @Override
    public void setQueryTimeout(int seconds) throws SQLException {
        physical.setQueryTimeout(seconds);
        settings().queryTimeout(seconds);
    }

    @Override
    public void setMaxFieldSize(int max) throws SQLException {
        physical.setMaxFieldSize(max);
        settings().maxFieldSize(max);
    }

    @Override
    public void setMaxRows(int max) throws SQLException {
        physical.setMaxRows(max);
        settings().maxRows(max);
    }

    @Override
    public void setLargeMaxRows(long max) throws SQLException {
        physical.setLargeMaxRows(max);
        settings().maxRows(max);
    }

    @Override
    public void setEscapeProcessing(boolean enable) throws SQLException {
        physical.setEscapeProcessing(enable);
        settings().escapeProcessing(enable);
    }

    @Override
    public void setPoolable(boolean poolable) throws SQLException {
        physical.setPoolable(poolable);
        settings().poolable(poolable);
    }

    @Override
    public void setCursorName(String name) throws SQLException {
        physical.setCursorName(name);
        settings().cursorName(name);
    }

    @Override
    public void closeOnCompletion() throws SQLException {
        physical.closeOnCompletion();
        settings().closeOnCompletion();
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
        writeGivesRows = false;
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
