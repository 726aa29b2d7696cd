package io.shadowjdbc.bridge;

import io.shadowjdbc.dialect.SqlStates;
import io.shadowjdbc.dialect.StatementKind;
import io.shadowjdbc.dialect.Translation;
import io.shadowjdbc.dialect.Translation.Answered;
import io.shadowjdbc.dialect.Translation.Parameter;
import io.shadowjdbc.dialect.Translation.Translated;
import io.shadowjdbc.dialect.Translation.Untranslatable;
import io.shadowjdbc.plan.StatementPlan;
import io.shadowjdbc.schema.CodecException;
import io.shadowjdbc.schema.ColumnMap;
import io.shadowjdbc.schema.TableMap;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Optional;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * One statement of the application on PostgreSQL: prepares its translation, binds stored values, runs it, and notes
 * what {@code last_insert_rowid()} and {@code changes()} will answer. The prepared statement is kept for the next run of
 * the same plan.
 */
final class BridgeExecution {
    /** What a run gave: rows, or the number of rows that it changed. */
    record Outcome(BridgeRows rows, long count) {}

    private final BridgedConnection connection;
    private Translation prepared;
    private PreparedStatement statement;
    private ColumnMap rowid;

    BridgeExecution(BridgedConnection connection) {
        this.connection = connection;
    }

    /** Checks that the statement can be run at all, as sqlite-jdbc does when it prepares. */
    static void requireTranslation(StatementPlan plan) throws SQLException {
        if (plan.translation() instanceof Untranslatable reason) {
            throw new SQLiteException(
                    "[SQLITE_ERROR] SQL error or missing database (no PostgreSQL counterpart: " + reason.construct()
                            + " at position " + reason.position() + "; " + reason.advice() + ")",
                    SQLiteErrorCode.SQLITE_ERROR);
        }
    }

    Outcome run(StatementPlan plan, Object[] stored, long maxRows, int timeoutSeconds) throws SQLException {
        requireTranslation(plan);
        if (plan.translation() instanceof Answered answer) {
            return new Outcome(answer.labels().isEmpty() ? null : BridgeRows.of(answer.labels(), answer.rows()), 0);
        }
        Translated translated = (Translated) plan.translation();
        try {
            prepare(plan, translated);
            // pgjdbc has no larger limit
            statement.setMaxRows((int) Math.min(maxRows, Integer.MAX_VALUE));
            statement.setQueryTimeout(timeoutSeconds);
            bind(translated, stored);
            return statement.execute() ? rows(plan, translated) : counted(plan);
        } catch (SQLException e) {
            throw connection.errors().translate(e);
        }
    }

    private Outcome rows(StatementPlan plan, Translated translated) throws SQLException {
        ResultSet result = statement.getResultSet();
        BridgeColumns columns = new BridgeColumns(translated.columns());
        if (plan.kind().changesRows()) {
            connection.noteChanges(Math.max(0, statement.getUpdateCount()));
        }
        return new Outcome(BridgeRows.of(result, columns, connection.errors()), 0);
    }

    private Outcome counted(StatementPlan plan) throws SQLException {
        long count = Math.max(0, statement.getLargeUpdateCount());
        if (!plan.kind().changesRows()) {
            return new Outcome(null, 0);
        }
        connection.noteChanges(count);
        noteRowid();
        return new Outcome(null, count);
    }

    private void noteRowid() throws SQLException {
        if (rowid == null) {
            return;
        }
        try (ResultSet keys = statement.getGeneratedKeys()) {
            while (keys.next()) {
                connection.noteInsertedRowid((Long) rowid.codec().decode(keys, 1));
            }
        }
    }

    /**
     * Runs the statement once for each set of values, in one round trip where that gives what SQLite gives.
     *
     * @return the number of rows that each changed
     */
    int[] runBatch(StatementPlan plan, List<Object[]> sets) throws SQLException {
        requireTranslation(plan);
        if (!(plan.translation() instanceof Translated translated)) {
            return new int[sets.size()];
        }
        try {
            return runPipelined(plan, translated, sets);
        } catch (SQLException e) {
            if (SqlStates.connectionIsLost(e)) {
                throw connection.errors().translate(e);
            }
            // PostgreSQL has undone the whole batch; SQLite keeps what came before the entry that fails
            int[] counts = new int[sets.size()];
            for (int i = 0; i < counts.length; i++) {
                counts[i] = (int) run(plan, sets.get(i), 0, 0).count();
            }
            return counts;
        }
    }

    private int[] runPipelined(StatementPlan plan, Translated translated, List<Object[]> sets) throws SQLException {
        prepare(plan, translated);
        for (Object[] stored : sets) {
            bind(translated, stored);
            statement.addBatch();
        }
        int[] counts = statement.executeBatch();
        for (int count : counts) {
            connection.noteChanges(Math.max(0, count));
        }
        noteRowid();
        return counts;
    }

    void cancel() throws SQLException {
        PreparedStatement running = statement;
        if (running != null) {
            running.cancel();
        }
    }

    void close() throws SQLException {
        prepared = null;
        PreparedStatement closing = statement;
        statement = null;
        if (closing != null) {
            closing.close();
        }
    }

    private void prepare(StatementPlan plan, Translated translated) throws SQLException {
        if (prepared == translated && statement != null && !statement.isClosed()) {
            return;
        }
        close();
        rowid = rowidOf(plan).orElse(null);
        statement = rowid != null
                ? connection.physical().prepareStatement(translated.sql(), new String[] {rowid.postgresqlName()})
                : connection.physical().prepareStatement(translated.sql());
        prepared = translated;
    }

    private Optional<ColumnMap> rowidOf(StatementPlan plan) {
        if (plan.kind() != StatementKind.INSERT
                || plan.analysis().returnsRows()
                || plan.analysis().tables().isEmpty()) {
            return Optional.empty();
        }
        Optional<TableMap> table =
                connection.plans().schema().table(plan.analysis().tables().get(0));
        return table.filter(found -> found.integerKey() != null).flatMap(found -> found.column(found.integerKey()));
    }

    private void bind(Translated translated, Object[] stored) throws SQLException {
        int index = 0;
        for (Parameter parameter : translated.parameters()) {
            index++;
            Object value = value(parameter.source(), stored);
            if (parameter.codec() == null) {
                bindByStorageClass(index, value);
                continue;
            }
            try {
                parameter.codec().bind(statement, index, value);
            } catch (CodecException e) {
                bindByStorageClass(index, value);
            }
        }
    }

    private Object value(int source, Object[] stored) {
        return switch (source) {
            case Parameter.LAST_INSERT_ROWID -> connection.lastInsertRowid();
            case Parameter.CHANGES -> connection.changes();
            case Parameter.TOTAL_CHANGES -> connection.totalChanges();
            // sqlite-jdbc runs an unbound parameter as NULL
            default -> source <= stored.length ? stored[source - 1] : null;
        };
    }

    private void bindByStorageClass(int index, Object value) throws SQLException {
        if (value == null) {
            statement.setNull(index, Types.OTHER);
        } else if (value instanceof Long number) {
            statement.setLong(index, number);
        } else if (value instanceof Double number) {
            statement.setDouble(index, number);
        } else if (value instanceof byte[] bytes) {
            statement.setBytes(index, bytes);
        } else {
            statement.setString(index, (String) value);
        }
    }
}
