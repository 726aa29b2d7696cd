package io.shadowjdbc.jdbc;

import io.shadowjdbc.dialect.Dialect;
import io.shadowjdbc.fence.DataFence;
import io.shadowjdbc.provider.Phase;
import io.shadowjdbc.provider.Provider;
import io.shadowjdbc.provider.ProviderSwitch;
import io.shadowjdbc.provider.SwitchState;
import io.shadowjdbc.recipe.SessionSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Binds a logical connection to the active provider: to one of its physical connections, of which it keeps one a provider,
 * and anew when the provider has changed and nothing is open. Threads may share it as far as the inner drivers' connections
 * may be shared.
 */
final class ProviderBinding {
    /** The state of the switch under which the connection was bound, and the connection of the provider that was active then. */
    private record Bound(SwitchState state, Connection physical) {}

    private final ShadowContext context;
    private final ProviderSwitch providers;
    /** Whose dialect the application speaks. */
    private final Provider home;

    private final TransactionState transaction;
    private final SessionSettings settings;
    private final Map<Provider, Connection> physicals = new HashMap<>();
    private volatile Bound bound;
    /**
     * Auto-commit is off for the application, and on for the physical connection, which is SQLite's: the transaction begins
     * there with its first statement.
     */
    private volatile boolean notBegun;
    /** Guarded by the physical connections. */
    private boolean closed;

    /** Binds to the active provider; while transactions are fenced, waits. */
    ProviderBinding(ShadowContext context, TransactionState transaction, SessionSettings settings) throws SQLException {
        this.context = context;
        this.providers = context.providers();
        this.home = providers.providers().get(0);
        this.transaction = transaction;
        this.settings = settings;
        while (bound == null) {
            providers.awaitOpen();
            bind();
        }
    }

    Connection physical() {
        return bound.physical();
    }

    SwitchState state() {
        return bound.state();
    }

    boolean isAtHome() {
        return bound.state().active() == home;
    }

    /**
     * Begins a piece of work, as {@link ShadowConnection#enter(int)} says. On the way of every statement: two volatile reads
     * and a comparison beside the note that it runs.
     */
    @SuppressWarnings("ReferenceEquality") // a new object stands for every change
    int enter(int work) throws SQLException {
        int lane = transaction.enter(work);
        return bound.state() == providers.state() ? lane : enterAfterChange(lane, work);
    }

    /**
     * Binds as {@link #enter} does, for work that changes nothing and is done again after a flip: none has to wait for it, so
     * that it is not noted that it runs.
     */
    @SuppressWarnings("ReferenceEquality")
    Connection physicalNow() throws SQLException {
        if (bound.state() != providers.state()) {
            transaction.exit(enter(TransactionState.READS));
        }
        return physical();
    }

    int enterShared() throws SQLException {
        return enterAfterChange(transaction.enterShared(), TransactionState.WRITES);
    }

    @SuppressWarnings("ReferenceEquality")
    private int enterAfterChange(int entered, int work) throws SQLException {
        int lane = entered;
        while (!transaction.inTransaction()
                && !transaction.hasBatch()
                && !transaction.hasRowsOfWrites()
                && bound.state() != providers.state()) {
            transaction.exit(lane);
            if (providers.state().phase() == Phase.FENCED) {
                leaveEmptyTransaction();
            }
            providers.awaitOpen();
            bind();
            lane = lane == TransactionState.SHARED ? transaction.enterShared() : transaction.enter(work);
        }
        return lane;
    }

    /**
     * What becomes of a statement that failed. Where a fence in the data has refused it, this instance has not heard yet that
     * another provider is active: it waits to hear of it.
     *
     * @param under the state in which it ran
     * @throws SQLException the error itself, or one that says that the transaction has to be begun again; where there is
     *     none, the statement may run again, for nothing else was lost with it
     */
    void followAfter(SQLException error, SwitchState under) throws SQLException {
        if (!DataFence.hasRefused(error)) {
            throw error;
        }
        if (transaction.inTransaction() || !providers.awaitOtherThan(under)) {
            throw new SQLTransientConnectionException(
                    "a write on " + under.active() + " was refused, where this transaction began: another provider is"
                            + " active, or about to be; roll back and begin again",
                    error);
        }
    }

    private void bind() throws SQLException {
        synchronized (physicals) {
            SwitchState state = providers.state();
            if (state.phase() != Phase.OPEN) {
                return;
            }
            context.prepareFor(state);
            if (bound != null && bound.state().active() == state.active()) {
                if (notBegun) {
                    bound.physical().setAutoCommit(false);
                    notBegun = false;
                }
                bound = new Bound(state, bound.physical());
                return;
            }
            leaveEmptyTransaction();
            bound = new Bound(state, connected(state.active()));
            notBegun = false;
        }
    }

    private Connection connected(Provider provider) throws SQLException {
        Connection physical = physicals.get(provider);
        if (physical != null && physical.isValid(1)) {
            setUp(physical);
            return physical;
        }
        if (physical != null) {
            physical.close();
        }
        Connection opened = context.open(provider);
        try {
            setUp(opened);
        } catch (SQLException e) {
            opened.close();
            throw e;
        }
        physicals.put(provider, opened);
        return opened;
    }

    /** Brings what the application has of a connection beside its transactions. */
    private void setUp(Connection physical) throws SQLException {
        if (bound != null && home.dialect() == Dialect.SQLITE) {
            LastInsertRowid.carry(bound.physical(), physical);
        }
        settings.applyTo(physical);
    }

    /** A connection to the database whose dialect the application speaks, for what never changes in a flip. */
    Connection home() throws SQLException {
        synchronized (physicals) {
            Connection physical = physicals.get(home);
            return physical != null && (closed || !physical.isClosed()) ? physical : connected(home);
        }
    }

    // --- auto-commit ---

    /**
     * sqlite-jdbc begins a transaction when auto-commit is switched off and after each commit, with whatever lock the URL
     * asks for. Whoever waits, or goes elsewhere, must not keep it.
     */
    private void leaveEmptyTransaction() throws SQLException {
        synchronized (physicals) {
            if (bound != null && !transaction.autoCommit() && !notBegun && isOnSqlite()) {
                bound.physical().setAutoCommit(true);
                notBegun = true;
            }
        }
    }

    /**
     * As {@link Connection#setAutoCommit}. While transactions are fenced none begins that takes a lock: those that are to end
     * would have to wait for it.
     */
    void setAutoCommit(boolean enabled) throws SQLException {
        if (notBegun) {
            notBegun = !enabled;
        } else if (!enabled && isFencedOnSqlite() && physical().getAutoCommit()) {
            notBegun = true;
        } else {
            physical().setAutoCommit(enabled);
        }
    }

    private boolean isFencedOnSqlite() {
        return providers.state().phase() == Phase.FENCED && isOnSqlite();
    }

    private boolean isOnSqlite() {
        return bound.state().active().dialect() == Dialect.SQLITE;
    }

    boolean getAutoCommit() throws SQLException {
        return physical().getAutoCommit() && !notBegun;
    }

    /** As {@link Connection#commit}. */
    void commit() throws SQLException {
        Connection physical = physical();
        if (notBegun) {
            transaction.end();
        } else if (isOnSqlite() && providers.providers().size() > 1 && SqliteCommit.isPossible(physical)) {
            SqliteCommit.commit(physical);
            // the next one may have to wait for its lock: no flip has to wait for that too
            transaction.end();
            beginNext(physical);
        } else {
            physical.commit();
            transaction.end();
        }
    }

    private void beginNext(Connection physical) throws SQLException {
        if (isFencedOnSqlite()) {
            notBegun = true;
        } else {
            physical.setAutoCommit(false);
        }
    }

    void rollback() throws SQLException {
        if (!notBegun) {
            physical().rollback();
        }
    }

    // --- life ---

    /** All physical connections. */
    List<Connection> opened() {
        synchronized (physicals) {
            return List.copyOf(physicals.values());
        }
    }

    /** Opens no more; false if that was so before. */
    boolean close() {
        synchronized (physicals) {
            boolean first = !closed;
            closed = true;
            notBegun = false;
            return first;
        }
    }
}
