package io.shadowjdbc.jdbc;

import io.shadowjdbc.dialect.Dialect;
import io.shadowjdbc.dialect.StatementKind;
import io.shadowjdbc.forward.Constructs;
import io.shadowjdbc.forward.Forwards;
import io.shadowjdbc.plan.StatementPlan;
import io.shadowjdbc.provider.HoldUp;
import io.shadowjdbc.provider.Participant;
import io.shadowjdbc.provider.ProviderSwitch;
import io.shadowjdbc.provider.SwitchState;
import io.shadowjdbc.recipe.Parameters;
import io.shadowjdbc.recipe.SessionSettings;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLClientInfoException;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection that the application holds. It is bound to a connection of the active provider, and bound anew when the
 * provider has changed and no transaction is open. Threads may share it as far as the inner driver's may be shared.
 */
@Forwards(to = "physical")
public abstract class ShadowConnection implements Connection, Participant {
    private static final Logger log = LoggerFactory.getLogger(ShadowConnection.class);

    private final ShadowContext context;
    private final boolean speaksSqlite;
    private final SessionSettings settings = new SessionSettings();
    private final TransactionState transaction = new TransactionState();
    private final ProviderBinding binding;
    private final OpenReads reads;
    /** The memory of the parameters of a statement that was closed, for the next. */
    private final AtomicReference<Parameters> spareParameters = new AtomicReference<>();

    private final Runnable unregister;
    private volatile ShadowDatabaseMetaData metaData;
    private volatile boolean closed;

    ShadowConnection(ShadowContext context) throws SQLException {
        ProviderSwitch providers = context.providers();
        this.context = context;
        this.reads = new OpenReads(context.mirror());
        this.speaksSqlite = providers.providers().get(0).dialect() == Dialect.SQLITE;
        this.binding = new ProviderBinding(context, transaction, settings);
        transaction.autoCommit(binding.getAutoCommit());
        unregister = providers.register(this);
    }

    /** Opens a connection to the active provider. */
    @Constructs
    public static ShadowConnection create(ShadowContext context) throws SQLException {
        throw new IllegalStateException("completed by the build");
    }

    /** The active provider's connection, or the one before it while a transaction is open there. */
    final Connection physical() {
        return binding.physical();
    }

    /** The active provider's connection, as {@link ProviderBinding#physicalNow} says. */
    final Connection physicalNow() throws SQLException {
        return binding.physicalNow();
    }

    /** The state of the switch under which {@link #physical} was bound. */
    final SwitchState boundTo() {
        return binding.state();
    }

    public final ShadowContext context() {
        return context;
    }

    /** Whether the application's own database is SQLite: its driver has habits of its own. */
    final boolean speaksSqlite() {
        return speaksSqlite;
    }

    final TransactionState transaction() {
        return transaction;
    }

    final OpenReads reads() {
        return reads;
    }

    /** Where parameters are noted; empty. */
    final Parameters takeParameters() {
        Parameters spare = spareParameters.getAndSet(null);
        return spare == null ? new Parameters() : spare;
    }

    /** Takes back what {@link #takeParameters} gave. */
    final void giveBack(Parameters parameters) {
        parameters.clear();
        spareParameters.setRelease(parameters);
    }

    @Override
    public final boolean isBusy() {
        return transaction.isBusy();
    }

    @Override
    public final HoldUp holdUp(long waitedNanos) {
        return transaction.holdUp(waitedNanos);
    }

    // --- binding ---

    /**
     * Begins a piece of work: from here to {@link #exit} the provider does not change. Where it has changed since the
     * last time, binds to the new one; while transactions are fenced, waits. Only a read may be left behind by a flip: it
     * runs to its end where it began.
     *
     * @param work {@link TransactionState#READS} or {@link TransactionState#WRITES}
     * @return how it was entered, for {@link #exit}
     */
    final int enter(int work) throws SQLException {
        return binding.enter(work);
    }

    /** As {@link #enter(int)}; SQLite's SELECT changes nothing, PostgreSQL's may call what does. */
    final int enter(StatementPlan plan) throws SQLException {
        boolean reads = plan.kind() == StatementKind.SELECT && speaksSqlite && transaction.autoCommit();
        return binding.enter(reads ? TransactionState.READS : TransactionState.WRITES);
    }

    /** As {@link #enter(int)}, for work that may write for all we know. */
    final int enter() throws SQLException {
        return binding.enter(TransactionState.WRITES);
    }

    /** Begins a piece of work that outlasts the call. */
    final int enterShared() throws SQLException {
        return binding.enterShared();
    }

    final void exit(int lane) {
        transaction.exit(lane);
    }

    /** A statement has run. */
    final void ran(StatementPlan plan) {
        transaction.ran(plan.kind(), plan.sql());
        if (plan.kind() == StatementKind.PRAGMA && speaksSqlite) {
            settings.pragma(plan.sql(), transaction.inTransaction());
        }
    }

    /** See {@link ProviderBinding#followAfter}. */
    final void followAfter(SQLException error, SwitchState under) throws SQLException {
        binding.followAfter(error, under);
    }

    // --- statements ---

    final StatementPlan plan(String sql) {
        // the inner driver says what it thinks of a text that is null
        return context.plans().plan(sql == null ? "" : sql);
    }

    @Override
    public Statement createStatement() throws SQLException {
        return ShadowStatement.create(this, (physical, none) -> physical.createStatement());
    }

    @Override
    public Statement createStatement(int type, int concurrency) throws SQLException {
        return ShadowStatement.create(this, (physical, none) -> physical.createStatement(type, concurrency));
    }

    @Override
    public Statement createStatement(int type, int concurrency, int holdability) throws SQLException {
        return ShadowStatement.create(
                this, (physical, none) -> physical.createStatement(type, concurrency, holdability));
    }

    @Override
    public PreparedStatement prepareStatement(String sql) throws SQLException {
        return prepared(sql, (physical, text) -> physical.prepareStatement(text));
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int autoGeneratedKeys) throws SQLException {
        return prepared(sql, (physical, text) -> physical.prepareStatement(text, autoGeneratedKeys));
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int[] columnIndexes) throws SQLException {
        return prepared(sql, (physical, text) -> physical.prepareStatement(text, columnIndexes));
    }

    @Override
    public PreparedStatement prepareStatement(String sql, String[] columnNames) throws SQLException {
        return prepared(sql, (physical, text) -> physical.prepareStatement(text, columnNames));
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int type, int concurrency) throws SQLException {
        return prepared(sql, (physical, text) -> physical.prepareStatement(text, type, concurrency));
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int type, int concurrency, int holdability)
            throws SQLException {
        return prepared(sql, (physical, text) -> physical.prepareStatement(text, type, concurrency, holdability));
    }

    private PreparedStatement prepared(String sql, AbstractShadowStatement.Maker<PreparedStatement> maker)
            throws SQLException {
        return speaksSqlite
                ? ShadowSqlitePreparedStatement.create(this, sql, maker)
                : ShadowPreparedStatement.create(this, sql, maker);
    }

    @Override
    public CallableStatement prepareCall(String sql) throws SQLException {
        return ShadowCallableStatement.create(this, sql, (physical, text) -> physical.prepareCall(text));
    }

    @Override
    public CallableStatement prepareCall(String sql, int type, int concurrency) throws SQLException {
        return ShadowCallableStatement.create(
                this, sql, (physical, text) -> physical.prepareCall(text, type, concurrency));
    }

    @Override
    public CallableStatement prepareCall(String sql, int type, int concurrency, int holdability) throws SQLException {
        return ShadowCallableStatement.create(
                this, sql, (physical, text) -> physical.prepareCall(text, type, concurrency, holdability));
    }

    @Override
    public DatabaseMetaData getMetaData() throws SQLException {
        // what the bridge answers is of the application's own database too, and knows of DDL since the flip
        Connection at = binding.isAtHome() || !speaksSqlite ? binding.home() : physical();
        DatabaseMetaData inner = at.getMetaData();
        ShadowDatabaseMetaData known = metaData;
        if (known == null || known.delegate() != inner) {
            known = ShadowDatabaseMetaData.create(this, at, inner);
            metaData = known;
        }
        return known;
    }

    // --- transactions ---

    @Override
    public boolean getAutoCommit() throws SQLException {
        return binding.getAutoCommit();
    }

    @Override
    public void setAutoCommit(boolean autoCommit) throws SQLException {
        binding.setAutoCommit(autoCommit);
        settings.autoCommit(autoCommit);
        transaction.autoCommit(autoCommit);
        if (autoCommit) {
            transaction.end();
        }
    }

    @Override
    public void commit() throws SQLException {
        binding.commit();
    }

    @Override
    public void rollback() throws SQLException {
        try {
            binding.rollback();
        } finally {
            transaction.end();
        }
    }

    @Override
    public Savepoint setSavepoint() throws SQLException {
        return savepoint(Connection::setSavepoint);
    }

    @Override
    public Savepoint setSavepoint(String name) throws SQLException {
        return savepoint(physical -> physical.setSavepoint(name));
    }

    private interface SavepointCall {
        Savepoint on(Connection physical) throws SQLException;
    }

    private Savepoint savepoint(SavepointCall call) throws SQLException {
        int lane = enter();
        try {
            transaction.begin();
            Savepoint savepoint = call.on(physical());
            // sqlite-jdbc turns auto-commit off
            boolean autoCommit = physical().getAutoCommit();
            transaction.autoCommit(autoCommit);
            settings.autoCommit(autoCommit);
            return savepoint;
        } catch (SQLException e) {
            transaction.failed(StatementKind.SAVEPOINT);
            throw e;
        } finally {
            exit(lane);
        }
    }

    // --- settings, kept for the next provider ---

    @Override
    public void setReadOnly(boolean readOnly) throws SQLException {
        physical().setReadOnly(readOnly);
        settings.readOnly(readOnly);
    }

    @Override
    public void setTransactionIsolation(int level) throws SQLException {
        physical().setTransactionIsolation(level);
        settings.isolation(level);
    }

    @Override
    public void setHoldability(int holdability) throws SQLException {
        physical().setHoldability(holdability);
        settings.holdability(holdability);
    }

    @Override
    public void setCatalog(String catalog) throws SQLException {
        physical().setCatalog(catalog);
        settings.catalog(catalog);
    }

    @Override
    public void setSchema(String schema) throws SQLException {
        physical().setSchema(schema);
        settings.schema(schema);
    }

    @Override
    public void setTypeMap(Map<String, Class<?>> map) throws SQLException {
        physical().setTypeMap(map);
        settings.typeMap(map);
    }

    @Override
    public void setClientInfo(String name, String value) throws SQLClientInfoException {
        physical().setClientInfo(name, value);
        settings.clientInfo(name, value);
    }

    @Override
    public void setClientInfo(Properties properties) throws SQLClientInfoException {
        physical().setClientInfo(properties);
        settings.clientInfo(properties);
    }

    @Override
    public void setNetworkTimeout(Executor executor, int milliseconds) throws SQLException {
        physical().setNetworkTimeout(executor, milliseconds);
        settings.networkTimeout(executor, milliseconds);
    }

    // --- life ---

    @Override
    public boolean isValid(int timeout) throws SQLException {
        if (closed) {
            return physical().isValid(timeout);
        }
        int lane = enter();
        try {
            return physical().isValid(timeout);
        } finally {
            exit(lane);
        }
    }

    @Override
    public boolean isClosed() throws SQLException {
        return closed || physical().isClosed();
    }

    @Override
    public void close() throws SQLException {
        if (closed) {
            physical().close();
            return;
        }
        reads.finishAll();
        SQLException failure = null;
        for (Connection physical : binding.opened()) {
            try {
                physical.close();
            } catch (SQLException e) {
                failure = e;
            }
        }
        transaction.end();
        // sqlite-jdbc refuses where a statement of its metadata was finalized, and stays open
        if (failure == null || physical().isClosed()) {
            release();
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void release() {
        if (binding.close()) {
            closed = true;
            unregister.run();
            context.closed(this);
        }
    }

    @Override
    public void abort(Executor executor) throws SQLException {
        Executor watched = executor == null
                ? null
                : command -> executor.execute(() -> {
                    command.run();
                    releaseIfAborted();
                });
        for (Connection physical : binding.opened()) {
            physical.abort(watched);
        }
        // sqlite-jdbc does nothing
        releaseIfAborted();
    }

    private void releaseIfAborted() {
        try {
            if (physical().isClosed()) {
                close();
            }
        } catch (SQLException e) {
            log.debug("a connection that was aborted did not close", e);
        }
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return Unwrapping.unwrap(this, physical(), type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return Unwrapping.isWrapperFor(this, physical(), type);
    }

    @Override
    public String toString() {
        return "ShadowConnection[" + binding.state() + "]";
    }
}
