package io.shadowjdbc.bridge;

import io.shadowjdbc.dialect.Insertion;
import io.shadowjdbc.dialect.SqlStates;
import io.shadowjdbc.dialect.StatementKind;
import io.shadowjdbc.plan.StatementPlan;
import io.shadowjdbc.schema.SchemaMap;
import io.shadowjdbc.schema.SqliteNames;
import java.sql.SQLException;
import java.util.Locale;

/**
 * INSERT OR IGNORE that meets NOT NULL or CHECK: SQLite leaves the row out, PostgreSQL fails as a whole. Of a single row that
 * is the same; of several it is refused. REPLACE of a null in a NOT NULL column, for which SQLite takes the column's DEFAULT, is
 * refused as well.
 */
final class ConflictRows {
    private ConflictRows() {}

    /** Whether SQLite would not have raised PostgreSQL's error. */
    static boolean mayPass(StatementPlan plan, SQLException error, SchemaMap schema) {
        if (plan.kind() != StatementKind.INSERT || !SqlStates.isOfTheRow(error)) {
            return false;
        }
        Insertion insertion = plan.analysis().insertion();
        return insertion.ignores() || (insertion.replaces() && hasDefault(plan, schema));
    }

    private static boolean hasDefault(StatementPlan plan, SchemaMap schema) {
        return schema.definitions().stream()
                .filter(definition -> definition.type().equals("table")
                        && SqliteNames.same(plan.analysis().changed(), definition.name()))
                .anyMatch(
                        definition -> definition.sql().toUpperCase(Locale.ROOT).contains("DEFAULT"));
    }

    /**
     * What the statement gives after PostgreSQL has refused a row of it.
     *
     * @throws SQLException if that can't be had
     */
    static BridgeExecution.Outcome outcome(StatementPlan plan) throws SQLException {
        if (plan.analysis().insertion().replaces()) {
            throw Refusals.exception(
                    "REPLACE with a null in a NOT NULL column of a table with DEFAULT; leave the column"
                            + " away, so that it gets its default");
        }
        if (!plan.analysis().insertion().ofOneRow()) {
            throw Refusals.exception("INSERT OR IGNORE of several rows, or with RETURNING, where a row breaks NOT NULL"
                    + " or CHECK; insert one row at a time, or leave such rows out by WHERE");
        }
        return new BridgeExecution.Outcome(null, null, 0);
    }
}
