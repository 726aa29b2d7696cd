package io.shadowjdbc.bridge;

import io.shadowjdbc.dialect.SchemaStatement;
import io.shadowjdbc.dialect.SqlStates;
import io.shadowjdbc.dialect.StatementKind;
import io.shadowjdbc.dialect.Translation;
import io.shadowjdbc.dialect.Translation.Answered;
import io.shadowjdbc.dialect.Translation.Definition;
import io.shadowjdbc.dialect.Translation.Local;
import io.shadowjdbc.dialect.Translation.Parameter;
import io.shadowjdbc.dialect.Translation.Translated;
import io.shadowjdbc.plan.StatementPlan;
import io.shadowjdbc.schema.CodecException;
import io.shadowjdbc.schema.ColumnMap;
import io.shadowjdbc.schema.TableMap;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * One statement of the application on PostgreSQL: prepares its translation, binds stored values, runs it, and notes
 * what {@code last_insert_rowid()} and {@code changes()} will answer. The prepared statement is kept for the next run of
 * the same plan.
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
    private Translation prepared;
    private String preparedPrefix = "";
    private PreparedStatement statement;
    private PreparedStatement localStatement;
    private ColumnMap rowid;
    private boolean mayUpdate;

    BridgeExecution(BridgedConnection connection) {
        this.connection = connection;
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
        TableMap written = keyTable(plan);
        for (int attempt = 1; ; attempt++) {
            try {
                prepare(plan, translated, "");
                if (written != null && plan.kind() == StatementKind.INSERT) {
                    connection.keys().settle(written);
                }
                limit(maxRows, timeoutSeconds);
                bind(translated, stored);
                long before = connection.totalChanges();
                Outcome outcome = statement.execute() ? rows(plan, translated) : counted(plan);
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
            prepare(plan, translated, savepoint.prefix());
            limit(maxRows, timeoutSeconds);
            bind(translated, stored);
            return savepoint.run(statement) ? rows(plan, translated) : counted(plan);
        } catch (SQLException e) {
            throw connection.errors().translate(e);
        }
    }

    private void limit(long maxRows, int timeoutSeconds) throws SQLException {
        // pgjdbc has no larger limit
        statement.setMaxRows((int) Math.min(maxRows, Integer.MAX_VALUE));
        statement.setQueryTimeout(timeoutSeconds);
    }

    /** The table that the statement changes, if its rows have integer keys that SQLite may give; else null. */
    private TableMap keyTable(StatementPlan plan) {
        String changed = plan.analysis().changed();
        return changed == null
                ? null
                : connection
                        .plans()
                        .schema()
                        .table(changed)
                        .filter(table -> table.integerKey() != null)
                        .orElse(null);
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

    private Outcome rows(StatementPlan plan, Translated translated) throws SQLException {
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
        TableMap table = keyTable(plan);
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

    private Outcome counted(StatementPlan plan) throws SQLException {
        if (!plan.kind().changesRows()) {
            return new Outcome(null, null, connection.changes());
        }
        long count = Math.max(0, statement.getLargeUpdateCount());
        connection.noteChanges(count);
        if (count > 0 && plan.kind() == StatementKind.INSERT && rowid == null) {
            connection.noteInsertedRowid(null);
        }
        noteRowid();
        return new Outcome(null, null, count);
    }

    private void noteRowid() throws SQLException {
        if (rowid == null) {
            return;
        }
        try (ResultSet keys = statement.getGeneratedKeys()) {
            while (keys.next()) {
                // a row that an upsert has changed has a version before
                if (!mayUpdate || keys.getLong(2) == 0) {
                    connection.noteInsertedRowid((Long) rowid.codec().decode(keys, 1));
                }
            }
        }
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
            TableMap written = keyTable(plan);
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
        prepare(plan, translated, "");
        TableMap written = keyTable(plan);
        if (written != null && plan.kind() == StatementKind.INSERT) {
            connection.keys().settle(written);
        }
        for (Object[] stored : sets) {
            bind(translated, stored);
            statement.addBatch();
        }
        int[] counts = statement.executeBatch();
        for (int count : counts) {
            connection.noteChanges(Math.max(0, count));
        }
        noteRowid();
        if (written != null) {
            connection.keys().ran(plan, written, counts.length, connection.lastInsertRowid());
        }
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
        closeLocal();
        PreparedStatement closing = statement;
        statement = null;
        if (closing != null) {
            closing.close();
        }
    }

    /** @param prefix statements to run in the same round trip before it */
    private void prepare(StatementPlan plan, Translated translated, String prefix) throws SQLException {
        if (prepared == translated && preparedPrefix.equals(prefix) && statement != null && !statement.isClosed()) {
            return;
        }
        close();
        rowid = rowidOf(plan).orElse(null);
        mayUpdate = rowid != null && plan.analysis().insertion().mayUpdate();
        statement = made(plan, prefix + translated.sql());
        prepared = translated;
        preparedPrefix = prefix;
    }

    private PreparedStatement made(StatementPlan plan, String sql) throws SQLException {
        Connection physical = connection.physical();
        if (rowid != null) {
            return physical.prepareStatement(sql, keyColumns(rowid));
        }
        return plan.kind().changesRows()
                ? physical.prepareStatement(sql, ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY)
                : physical.prepareStatement(sql);
    }

    private String[] keyColumns(ColumnMap key) {
        return mayUpdate ? new String[] {key.postgresqlName(), "xmax"} : new String[] {key.postgresqlName()};
    }

    private Optional<ColumnMap> rowidOf(StatementPlan plan) {
        if (plan.kind() != StatementKind.INSERT || plan.analysis().returnsRows()) {
            return Optional.empty();
        }
        return Optional.ofNullable(keyTable(plan)).flatMap(table -> table.column(table.integerKey()));
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
                // bound by its storage class it might find other rows than on SQLite
                throw Refusals.exception("parameter " + parameter.source() + ", " + e.getMessage());
            }
        }
    }

    private Object value(int source, Object[] stored) throws SQLException {
        return switch (source) {
            case Parameter.LAST_INSERT_ROWID -> {
                if (connection.lastInsertRowid() == null) {
                    throw Refusals.exception("last_insert_rowid() of a table without an INTEGER PRIMARY KEY;"
                            + " read the row by its own key");
                }
                yield connection.lastInsertRowid();
            }
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
