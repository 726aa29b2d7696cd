package io.shadowjdbc.bridge;

import io.shadowjdbc.dialect.SchemaStatement;
import io.shadowjdbc.dialect.SqlStates;
import io.shadowjdbc.dialect.StatementKind;
import io.shadowjdbc.dialect.Translation;
import io.shadowjdbc.dialect.Translation.Answered;
import io.shadowjdbc.dialect.Translation.Definition;
import io.shadowjdbc.dialect.Translation.Local;
import io.shadowjdbc.dialect.Translation.Translated;
import io.shadowjdbc.plan.StatementPlan;
import io.shadowjdbc.schema.ColumnMap;
import io.shadowjdbc.schema.TableMap;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * One statement of the application on PostgreSQL: runs its translation, and notes what {@code last_insert_rowid()} and
 * {@code changes()} will answer.
 */
final class BridgeExecution {
    private static final int ATTEMPTS = 12;

    /**
     * What a run gave: rows, SQLite's own result, or the number of rows that it changed.
     *
     * @param local a result of SQLite in memory, which its statement is closed with; null where PostgreSQL was asked
     */
    record Outcome(BridgeRows rows, ResultSet local, long count) {}

    private final BridgedConnection connection;
    private final PreparedTranslation prepared;
    private PreparedStatement localStatement;

    BridgeExecution(BridgedConnection connection) {
        this.connection = connection;
        this.prepared = new PreparedTranslation(connection);
    }

    Outcome run(StatementPlan plan, Object[] stored, long maxRows, int timeoutSeconds) throws SQLException {
        Translation translation = plan.translation();
        if (translation instanceof Answered answer) {
            BridgeRows rows = answer.labels().isEmpty() ? null : BridgeRows.of(answer.labels(), answer.rows());
            return new Outcome(rows, null, connection.changes());
        } else if (translation instanceof Local local) {
            return local(plan, local, stored, maxRows);
        } else if (translation instanceof Definition definition) {
            define(plan, definition);
            return new Outcome(null, null, connection.changes());
        }
        Translated translated = (Translated) translation;
        if (plan.kind().controlsTransactions()) {
            control(plan, translated);
            return new Outcome(null, null, connection.changes());
        }
        return onPostgresql(plan, translated, stored, maxRows, timeoutSeconds);
    }

    /** A statement that is a transaction of its own is tried again where PostgreSQL asks for that. */
    private Outcome onPostgresql(
            StatementPlan plan, Translated translated, Object[] stored, long maxRows, int timeoutSeconds)
            throws SQLException {
        boolean alone = !connection.transactions().isOpen();
        if (!alone && plan.kind() == StatementKind.SELECT) {
            return readInTransaction(plan, translated, stored, maxRows, timeoutSeconds);
        }
        connection.transactions().reads().outdate();
        TableMap written = connection.schema().keyTable(plan);
        for (int attempt = 1; ; attempt++) {
            try {
                PreparedStatement statement = prepared.prepare(plan, translated, "");
                if (written != null && plan.kind() == StatementKind.INSERT) {
                    connection.keys().settle(written);
                }
                limit(statement, maxRows, timeoutSeconds);
                prepared.bind(stored);
                long before = connection.totalChanges();
                Outcome outcome = statement.execute() ? rows(plan, translated, statement) : counted(plan, statement);
                if (written != null) {
                    connection
                            .keys()
                            .ran(plan, written, connection.totalChanges() - before, connection.lastInsertRowid());
                }
                return outcome;
            } catch (SQLException e) {
                if (written != null && plan.kind() == StatementKind.INSERT) {
                    connection.keys().failed(written);
                }
                if (plan.kind().changesRows()) {
                    // what fails has changed nothing
                    connection.noteChanges(0);
                }
                if (ConflictRows.mayPass(plan, e, connection.plans().schema())) {
                    return ConflictRows.outcome(plan);
                }
                if (!alone || attempt == ATTEMPTS || !SqlStates.shouldBeTriedAgain(e)) {
                    throw connection.errors().translate(e);
                }
                pause(attempt);
            }
        }
    }

    private Outcome readInTransaction(
            StatementPlan plan, Translated translated, Object[] stored, long maxRows, int timeoutSeconds)
            throws SQLException {
        ReadSavepoint savepoint = connection.transactions().reads();
        try {
            PreparedStatement statement = prepared.prepare(plan, translated, savepoint.prefix());
            limit(statement, maxRows, timeoutSeconds);
            prepared.bind(stored);
            return savepoint.run(statement) ? rows(plan, translated, statement) : counted(plan, statement);
        } catch (SQLException e) {
            throw connection.errors().translate(e);
        }
    }

    private static void limit(PreparedStatement statement, long maxRows, int timeoutSeconds) throws SQLException {
        // pgjdbc has no larger limit
        statement.setMaxRows((int) Math.min(maxRows, Integer.MAX_VALUE));
        statement.setQueryTimeout(timeoutSeconds);
    }

    private static void pause(int attempt) throws SQLException {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(1, 1L << Math.min(attempt, 8)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted while waiting for other transactions", e);
        }
    }

    private void control(StatementPlan plan, Translated translated) throws SQLException {
        try {
            boolean immediate =
                    plan.kind() == StatementKind.BEGIN && !translated.sql().equals("BEGIN");
            connection.transactions().run(plan.kind(), translated.sql(), immediate);
        } catch (SQLException e) {
            if (plan.kind() == StatementKind.COMMIT) {
                connection.rolledBack();
            }
            throw connection.errors().translate(e);
        }
        switch (plan.kind()) {
            case COMMIT -> connection.committed();
            case ROLLBACK -> connection.rolledBack();
            case ROLLBACK_TO -> connection.rolledBackTo();
            case RELEASE -> {
                if (!connection.transactions().isOpen()) {
                    connection.committed();
                }
            }
            default -> {
                // begins something
            }
        }
    }

    private void define(StatementPlan plan, Definition definition) throws SQLException {
        connection.transactions().reads().outdate();
        try {
            connection.schema().run(new SchemaStatement(plan.sql(), definition.statement()));
            connection.keys().forget();
        } catch (SQLException e) {
            throw connection.errors().translate(e);
        }
    }

    // --- what SQLite answers itself ---

    private Outcome local(StatementPlan plan, Local local, Object[] stored, long maxRows) throws SQLException {
        SqliteSession session = connection.session();
        if ("journal_mode".equals(local.pragma())) {
            if (local.value() != null) {
                session.journalMode(local.value());
            }
            return answered(List.of("journal_mode"), List.of(session.journalMode()));
        } else if ("database_list".equals(local.pragma())) {
            return answered(List.of("seq", "name", "file"), List.of(0L, "main", session.file()));
        }
        closeLocal();
        // some settings mean something else within a transaction
        boolean inTransaction = local.pragma() != null
                && local.value() != null
                && connection.transactions().isOpen();
        if (inTransaction
                ? session.inTransaction(() -> execute(session, plan, stored, maxRows))
                : execute(session, plan, stored, maxRows)) {
            return new Outcome(null, localStatement.getResultSet(), 0);
        }
        if ("query_only".equals(local.pragma()) && local.value() != null) {
            connection.readOnly(session.isQueryOnly());
        }
        return new Outcome(null, null, connection.changes());
    }

    private boolean execute(SqliteSession session, StatementPlan plan, Object[] stored, long maxRows)
            throws SQLException {
        localStatement = session.catalogue(connection.plans().schema()).prepareStatement(plan.sql());
        localStatement.setMaxRows((int) Math.min(maxRows, Integer.MAX_VALUE));
        int count = localStatement.getParameterMetaData().getParameterCount();
        for (int i = 0; i < Math.min(count, stored.length); i++) {
            localStatement.setObject(i + 1, stored[i]);
        }
        return localStatement.execute();
    }

    private static Outcome answered(List<String> labels, List<Object> row) {
        return new Outcome(BridgeRows.of(labels, List.of(row)), null, 0);
    }

    private void closeLocal() throws SQLException {
        if (localStatement != null) {
            localStatement.close();
            localStatement = null;
        }
    }

    private Outcome rows(StatementPlan plan, Translated translated, PreparedStatement statement) throws SQLException {
        ResultSet result = statement.getResultSet();
        BridgeColumns columns = new BridgeColumns(translated.columns());
        if (plan.kind().changesRows()) {
            noteReturned(plan, result, translated.columns().size());
        }
        return new Outcome(BridgeRows.of(result, columns, connection.errors()), null, 0);
    }

    /** What RETURNING shows is also what was changed; after the application's columns comes the key of a new row. */
    private void noteReturned(StatementPlan plan, ResultSet result, int columns) throws SQLException {
        long count = 0;
        TableMap table = connection.schema().keyTable(plan);
        ResultSetMetaData data = result.getMetaData();
        ColumnMap key = table != null && data.getColumnCount() > columns
                ? table.column(table.integerKey()).orElse(null)
                : null;
        while (result.next()) {
            count++;
            boolean isOld = data.getColumnCount() > columns + 1 && result.getLong(columns + 2) != 0;
            if (key != null && !isOld) {
                connection.noteInsertedRowid((Long) key.codec().decode(result, columns + 1));
            }
        }
        result.beforeFirst();
        if (count > 0 && table == null && plan.kind() == StatementKind.INSERT) {
            connection.noteInsertedRowid(null);
        }
        connection.noteChanges(count);
    }

    private Outcome counted(StatementPlan plan, PreparedStatement statement) throws SQLException {
        if (!plan.kind().changesRows()) {
            return new Outcome(null, null, connection.changes());
        }
        long count = Math.max(0, statement.getLargeUpdateCount());
        connection.noteChanges(count);
        if (count > 0 && plan.kind() == StatementKind.INSERT && !prepared.givesRowids()) {
            connection.noteInsertedRowid(null);
        }
        prepared.noteRowid();
        return new Outcome(null, null, count);
    }

    /**
     * Runs the statement once for each set of values, in one round trip where that gives what SQLite gives.
     *
     * @return the number of rows that each changed
     */
    int[] runBatch(StatementPlan plan, List<Object[]> sets) throws SQLException {
        if (!(plan.translation() instanceof Translated translated)
                || plan.kind().controlsTransactions()) {
            int[] none = new int[sets.size()];
            for (int i = 0; i < none.length; i++) {
                run(plan, sets.get(i), 0, 0);
            }
            return none;
        }
        boolean alone = !connection.transactions().isOpen();
        try {
            return alone ? runAlone(plan, translated, sets) : runPipelined(plan, translated, sets);
        } catch (SQLException e) {
            if (SqlStates.connectionIsLost(e)) {
                throw connection.errors().translate(e);
            }
            TableMap written = connection.schema().keyTable(plan);
            if (written != null && plan.kind() == StatementKind.INSERT) {
                connection.keys().failed(written, sets.size());
            }
            // PostgreSQL has undone the whole batch; SQLite keeps what came before the entry that fails
            int[] counts = new int[sets.size()];
            for (int i = 0; i < counts.length; i++) {
                counts[i] = (int) run(plan, sets.get(i), 0, 0).count();
            }
            return counts;
        }
    }

    /** In a transaction of its own: without one PostgreSQL's driver commits a large batch in parts. */
    private int[] runAlone(StatementPlan plan, Translated translated, List<Object[]> sets) throws SQLException {
        connection.transactions().execute("BEGIN");
        boolean done = false;
        try {
            int[] counts = runPipelined(plan, translated, sets);
            connection.transactions().execute("COMMIT");
            done = true;
            return counts;
        } finally {
            if (!done && connection.transactions().isBegun()) {
                connection.transactions().execute("ROLLBACK");
            }
        }
    }

    private int[] runPipelined(StatementPlan plan, Translated translated, List<Object[]> sets) throws SQLException {
        connection.transactions().reads().outdate();
        PreparedStatement statement = prepared.prepare(plan, translated, "");
        TableMap written = connection.schema().keyTable(plan);
        if (written != null && plan.kind() == StatementKind.INSERT) {
            connection.keys().settle(written);
        }
        for (Object[] stored : sets) {
            prepared.bind(stored);
            statement.addBatch();
        }
        int[] counts = statement.executeBatch();
        for (int count : counts) {
            connection.noteChanges(Math.max(0, count));
        }
        prepared.noteRowid();
        if (written != null) {
            connection.keys().ran(plan, written, counts.length, connection.lastInsertRowid());
        }
        return counts;
    }

    void cancel() throws SQLException {
        prepared.cancel();
    }

    void close() throws SQLException {
        closeLocal();
        prepared.close();
    }
}
