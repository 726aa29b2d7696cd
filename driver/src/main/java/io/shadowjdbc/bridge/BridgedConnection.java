package io.shadowjdbc.bridge;

import io.shadowjdbc.dialect.StatementKind;
import io.shadowjdbc.dialect.Translation.Untranslatable;
import io.shadowjdbc.forward.Constructs;
import io.shadowjdbc.forward.Forwards;
import io.shadowjdbc.plan.StatementPlan;
import io.shadowjdbc.plan.StatementPlans;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;

/**
 * A PostgreSQL connection that behaves as sqlite-jdbc's. What concerns the transaction goes to PostgreSQL; what is a
 * setting without meaning there is answered as sqlite-jdbc answers it.
 */
@Forwards(to = "template")
abstract class BridgedConnection implements Connection, InsertedKey {
    private final Connection physical;
    private final SqliteTemplate template;
    private final SqliteSession session;
    private final SqliteSession checker;
    private final BridgeTransactions transactions;
    private final BridgeSchema schema;
    private final BridgeKeys keys;
    private final BridgeErrors errors;
    private final boolean openedReadOnly;
    private int isolation = TRANSACTION_SERIALIZABLE;
    private Map<String, Class<?>> typeMap = new HashMap<>();
    private Long lastInsertRowid = 0L;
    private long changes;
    private long totalChanges;

    /**
     * @param checker SQLite with everybody's schema, shared by all connections
     * @param sharedKeys see {@link BridgeKeys}, shared by all connections
     */
    BridgedConnection(
            Connection physical,
            CurrentSchema current,
            SqliteTemplate template,
            SqliteSession session,
            SqliteSession checker,
            BridgeKeys.Shared sharedKeys)
            throws SQLException {
        this.physical = physical;
        this.template = template;
        this.session = session;
        this.checker = checker;
        this.transactions = new BridgeTransactions(physical);
        this.schema = new BridgeSchema(physical, current, session, transactions);
        this.keys = new BridgeKeys(transactions, () -> plans().schema(), () -> plans().hasHelpers(), sharedKeys);
        this.errors = new BridgeErrors(this::plans);
        this.openedReadOnly = session.isReadOnly();
    }

    @Constructs
    static BridgedConnection create(
            Connection physical,
            CurrentSchema current,
            SqliteTemplate template,
            SqliteSession session,
            SqliteSession checker,
            BridgeKeys.Shared sharedKeys)
            throws SQLException {
        throw new IllegalStateException("completed by the build");
    }

    Connection template() {
        return template.connection();
    }

    SqliteTemplate sqlite() {
        return template;
    }

    Connection physical() {
        return physical;
    }

    StatementPlans plans() {
        return schema.plans();
    }

    BridgeSchema schema() {
        return schema;
    }

    BridgeKeys keys() {
        return keys;
    }

    BridgeTransactions transactions() {
        return transactions;
    }

    SqliteSession session() {
        return session;
    }

    /**
     * The plan of a text that SQLite accepts and PostgreSQL can run.
     *
     * @throws SQLException SQLite's own where it refuses the text; else the reason why PostgreSQL can't run it
     */
    StatementPlan accepted(String sql) throws SQLException {
        StatementPlan plan = plans().plan(sql);
        return plan.isAccepted() ? plan : check(plan);
    }

    private StatementPlan check(StatementPlan first) throws SQLException {
        StatementPlan plan = first;
        if (plan.translation() instanceof Untranslatable && schema.refresh()) {
            plan = plans().plan(plan.sql());
        }
        boolean refused = plan.translation() instanceof Untranslatable;
        if (refused || plan.kind() == StatementKind.SELECT || plan.kind().changesRows()) {
            SqliteSession asked = schema.isOwn() ? session : checker;
            SQLException objection = asked.objection(plan.sql(), plans().schema());
            if (objection != null) {
                throw objection;
            }
        }
        if (plan.translation() instanceof Untranslatable reason) {
            throw Refusals.exception(reason.construct() + " at position " + reason.position() + "; " + reason.advice());
        }
        plan.accept();
        return plan;
    }

    BridgeErrors errors() {
        return errors;
    }

    @Override
    public Long lastInsertRowid() {
        return lastInsertRowid;
    }

    @Override
    public void noteInsertedRowid(Long rowid) {
        lastInsertRowid = rowid;
    }

    /** What {@code changes()} answers. */
    long changes() {
        return changes;
    }

    /** What {@code total_changes()} answers. */
    long totalChanges() {
        return totalChanges;
    }

    void noteChanges(long count) {
        changes = count;
        totalChanges += count;
    }

    @Override
    public Statement createStatement() {
        return BridgedTextStatement.create(this);
    }

    @Override
    public Statement createStatement(int type, int concurrency) throws SQLException {
        template.connection().createStatement(type, concurrency).close();
        return createStatement();
    }

    @Override
    public Statement createStatement(int type, int concurrency, int holdability) throws SQLException {
        template.connection().createStatement(type, concurrency, holdability).close();
        return createStatement();
    }

    @Override
    public PreparedStatement prepareStatement(String sql) throws SQLException {
        return BridgedPreparedStatement.create(this, sql);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int type, int concurrency) throws SQLException {
        template.connection().createStatement(type, concurrency).close();
        return prepareStatement(sql);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int type, int concurrency, int holdability)
            throws SQLException {
        template.connection().createStatement(type, concurrency, holdability).close();
        return prepareStatement(sql);
    }

    // sqlite-jdbc gives the last rowid however the keys are asked for

    @Override
    public PreparedStatement prepareStatement(String sql, int autoGeneratedKeys) throws SQLException {
        return prepareStatement(sql);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int[] columnIndexes) throws SQLException {
        return prepareStatement(sql);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, String[] columnNames) throws SQLException {
        return prepareStatement(sql);
    }

    @Override
    public DatabaseMetaData getMetaData() throws SQLException {
        return BridgedDatabaseMetaData.create(this);
    }

    @Override
    public boolean isReadOnly() {
        return openedReadOnly;
    }

    @Override
    public void setReadOnly(boolean readOnly) throws SQLException {
        if (readOnly != openedReadOnly) {
            // sqlite-jdbc's own words
            template.connection().setReadOnly(readOnly);
        }
    }

    /** Whether PostgreSQL shall refuse what writes, as {@code PRAGMA query_only} says. */
    void readOnly(boolean readOnly) throws SQLException {
        translating(() -> transactions.execute("SET default_transaction_read_only = " + (readOnly ? "on" : "off")));
    }

    @Override
    public void setAutoCommit(boolean autoCommit) throws SQLException {
        boolean commits = autoCommit && transactions.isOpen();
        translating(() -> physical.setAutoCommit(autoCommit));
        if (commits) {
            committed();
        }
    }

    /** The transaction has been committed. */
    void committed() {
        transactions.ended();
        keys.committed();
        schema.committed();
    }

    /** The transaction has been rolled back. */
    void rolledBack() {
        transactions.ended();
        keys.rolledBack();
        schema.rolledBack();
    }

    /** A part of the transaction has been rolled back. */
    void rolledBackTo() throws SQLException {
        keys.rolledBack();
        schema.rolledBackTo();
    }

    @Override
    public boolean getAutoCommit() throws SQLException {
        return physical.getAutoCommit();
    }

    @Override
    public void commit() throws SQLException {
        refuseInAutoCommit();
        try {
            translating(physical::commit);
        } catch (SQLException e) {
            rolledBack();
            throw e;
        }
        committed();
    }

    @Override
    public void rollback() throws SQLException {
        refuseInAutoCommit();
        translating(physical::rollback);
        rolledBack();
    }

    private void refuseInAutoCommit() throws SQLException {
        if (physical.getAutoCommit()) {
            throw new SQLException("database in auto-commit mode");
        }
    }

    @Override
    public Savepoint setSavepoint() throws SQLException {
        // as on SQLite, where a savepoint opens a transaction
        translating(() -> physical.setAutoCommit(false));
        try {
            transactions.reads().release();
            return physical.setSavepoint();
        } catch (SQLException e) {
            throw errors.translate(e);
        }
    }

    @Override
    public Savepoint setSavepoint(String name) throws SQLException {
        translating(() -> physical.setAutoCommit(false));
        try {
            transactions.reads().release();
            return physical.setSavepoint(name);
        } catch (SQLException e) {
            throw errors.translate(e);
        }
    }

    @Override
    public void rollback(Savepoint savepoint) throws SQLException {
        translating(() -> physical.rollback(savepoint));
        transactions.reads().forget();
        rolledBackTo();
    }

    @Override
    public void releaseSavepoint(Savepoint savepoint) throws SQLException {
        translating(() -> physical.releaseSavepoint(savepoint));
        transactions.reads().forget();
    }

    private interface Action {
        void run() throws SQLException;
    }

    private void translating(Action action) throws SQLException {
        try {
            action.run();
        } catch (SQLException e) {
            throw errors.translate(e);
        }
    }

    @Override
    public void setTransactionIsolation(int level) {
        // whatever SQLite is told, a transaction of its is serializable, and so is this one
        isolation = level;
    }

    @Override
    public int getTransactionIsolation() {
        return isolation;
    }

    @Override
    public Map<String, Class<?>> getTypeMap() {
        return typeMap;
    }

    @Override
    public void setTypeMap(Map<String, Class<?>> map) {
        typeMap = map;
    }

    @Override
    public void close() throws SQLException {
        session.close();
        physical.close();
    }

    @Override
    public boolean isClosed() throws SQLException {
        return physical.isClosed();
    }

    @Override
    public boolean isValid(int timeout) throws SQLException {
        return physical.isValid(timeout);
    }

    @Override
    public void abort(Executor executor) throws SQLException {
        physical.abort(executor);
    }

    @Override
    public void setNetworkTimeout(Executor executor, int milliseconds) throws SQLException {
        physical.setNetworkTimeout(executor, milliseconds);
    }

    @Override
    public int getNetworkTimeout() throws SQLException {
        return physical.getNetworkTimeout();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return type.isInstance(this) ? type.cast(this) : physical.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(this) || physical.isWrapperFor(type);
    }
}
