package io.shadowjdbc.bridge;

import io.shadowjdbc.dialect.SchemaStatement;
import io.shadowjdbc.dialect.UntranslatableException;
import io.shadowjdbc.plan.StatementPlan;
import io.shadowjdbc.plan.StatementPlans;
import io.shadowjdbc.schema.FileSettings;
import io.shadowjdbc.schema.SchemaMap;
import io.shadowjdbc.schema.SchemaMapChange;
import io.shadowjdbc.schema.SchemaMapStore;
import io.shadowjdbc.schema.TableMap;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The schema as one connection sees it: everybody's, or its own while it has DDL that is not committed. DDL runs on SQLite in
 * memory first, which says what it means and what is wrong with it, then on PostgreSQL, in one transaction with the schema
 * map. Not for use by several threads.
 */
final class BridgeSchema {
    private final Connection physical;
    private final CurrentSchema shared;
    private final SqliteSession session;
    private final BridgeTransactions transactions;
    private final TemporaryTables temporary;
    private StatementPlans own;

    BridgeSchema(Connection physical, CurrentSchema shared, SqliteSession session, BridgeTransactions transactions) {
        this.physical = physical;
        this.shared = shared;
        this.session = session;
        this.transactions = transactions;
        this.temporary = new TemporaryTables(session);
    }

    StatementPlans plans() {
        StatementPlans changed = own;
        return temporary.over(changed == null ? shared.plans() : changed);
    }

    /** The table that the statement changes, if its rows have integer keys that SQLite may give; else null. */
    TableMap keyTable(StatementPlan plan) {
        String changed = plan.analysis().changed();
        return changed == null
                ? null
                : plans().schema()
                        .table(changed)
                        .filter(table -> table.integerKey() != null)
                        .orElse(null);
    }

    /** Whether this connection has tables, or DDL that is not committed, which others don't see. */
    @SuppressWarnings("ReferenceEquality") // a new object stands for every change
    boolean isOwn() {
        return plans() != shared.plans();
    }

    /** Looks whether another process has made what this one does not know. */
    boolean refresh() {
        return own == null && shared.refresh();
    }

    /** The transaction was committed: what it has changed holds for all. */
    void committed() {
        temporary.committed();
        if (own != null) {
            SchemaMap map = own.schema();
            own = null;
            shared.changed(map);
        }
    }

    /** The transaction was rolled back. */
    void rolledBack() {
        temporary.rolledBack();
        if (own != null) {
            own = null;
            session.forgetCatalogue();
        }
    }

    /** A part of the transaction was rolled back: PostgreSQL knows what is left. */
    void rolledBackTo() throws SQLException {
        if (own != null) {
            Optional<SchemaMap> left = SchemaMapStore.load(physical);
            own = left.map(map -> shared.plans().under(map)).orElse(null);
            session.forgetCatalogue();
        }
    }

    /** Runs DDL. */
    void run(SchemaStatement ddl) throws SQLException {
        boolean alone = !transactions.isOpen();
        if (alone) {
            transactions.execute("BEGIN");
        }
        boolean done = false;
        try {
            if (temporary.isAbout(ddl)) {
                SchemaMap before = plans().schema();
                onPostgresql(ddl, before, temporary.run(ddl, before));
            } else {
                change(ddl);
            }
            done = true;
        } finally {
            if (alone && done) {
                transactions.execute("COMMIT");
                committed();
            } else if (alone) {
                transactions.execute("ROLLBACK");
                rolledBack();
            }
        }
    }

    private void change(SchemaStatement ddl) throws SQLException {
        // whoever changes the schema does it alone, and on what the one before has left
        SchemaMap before = SchemaMapStore.lock(physical)
                .map(stored -> stored.definitions().isEmpty()
                        ? stored.withDefinitions(plans().schema().definitions())
                        : stored)
                .orElseGet(() -> plans().schema());
        Connection catalogue = session.catalogue(before);
        try (Statement statement = catalogue.createStatement()) {
            statement.execute("SAVEPOINT sq_ddl");
            boolean done = false;
            try {
                statement.execute(ddl.sql());
                SchemaMap after = new SchemaMapChange(before, catalogue, physical.getSchema())
                        .after(ddl.table(before), ddl.formerTable(before), ddl.formerColumns());
                if (!after.definitions().equals(before.definitions())) {
                    bring(ddl, before, after);
                }
                done = true;
            } finally {
                statement.execute(done ? "RELEASE sq_ddl" : "ROLLBACK TO sq_ddl");
                if (!done) {
                    statement.execute("RELEASE sq_ddl");
                }
            }
        }
    }

    private void onPostgresql(SchemaStatement ddl, SchemaMap before, SchemaMap after) throws SQLException {
        List<String> statements;
        try {
            statements = ddl.toPostgresql(before, after, session.enforcesForeignKeys());
        } catch (UntranslatableException e) {
            throw Refusals.exception(e.getMessage());
        }
        for (String statement : statements) {
            try {
                transactions.execute(statement);
            } catch (SQLException e) {
                throw ddl.isAddColumn() && "23502".equals(e.getSQLState()) ? nullInNewColumn(e) : e;
            }
        }
    }

    /** SQLite says so where the table has rows, which it has not in memory. */
    private static SQLException nullInNewColumn(SQLException cause) {
        SQLException error = new SQLiteException(
                "[SQLITE_ERROR] SQL error or missing database (Cannot add a NOT NULL column with default value NULL)",
                SQLiteErrorCode.SQLITE_ERROR);
        error.initCause(cause);
        return error;
    }

    private void bring(SchemaStatement ddl, SchemaMap before, SchemaMap after) throws SQLException {
        onPostgresql(ddl, before, after);
        for (String statement : new ForeignKeys(physical).missing(session.settings(), after, ddl.table(before))) {
            transactions.execute(statement);
        }
        SchemaMapStore.save(after, physical);
        if (before.definitions().isEmpty() && before.tables().isEmpty()) {
            FileSettings.ofNewFile(physical);
        }
        own = shared.plans().under(after);
        session.changedTo(after);
    }
}
