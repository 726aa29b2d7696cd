package io.shadowjdbc.sync;

import static io.shadowjdbc.schema.SqliteCatalogue.quote;

import io.shadowjdbc.config.DatabaseKind;
import io.shadowjdbc.dialect.TableExpressions;
import io.shadowjdbc.fence.FencePass;
import io.shadowjdbc.schema.CodecException;
import io.shadowjdbc.schema.ColumnMap;
import io.shadowjdbc.schema.CopyBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * PostgreSQL as the side that rows are brought to, in {@code session_replication_role = replica}: neither foreign keys nor
 * triggers act, whose effects arrive as rows.
 */
final class PostgresqlSyncTarget implements SyncTarget {
    private static final int BATCH = 500;
    private static final String NO_RIGHT = "42501";

    private final Connection connection;
    private final SyncState state;
    private final String holder;
    private final Map<SyncTable, Map<String, PostgresqlColumns.Column>> catalogue = new HashMap<>();

    /** Deletes of the table in hand, by which of the key's columns are NULL. */
    private final Map<String, Batch> deletes = new LinkedHashMap<>();

    /** The highest key for which a table's sequence is known to be set. */
    private final Map<SyncTable, Long> highestSet = new HashMap<>();

    private SyncTable table;
    private List<ColumnMap> columns;
    private int numbered;
    private long highest;
    private CopyIn copy;
    private CopyBuffer buffer;

    private static final class Batch {
        private final PreparedStatement statement;
        private int size;

        Batch(PreparedStatement statement) {
            this.statement = statement;
        }
    }

    PostgresqlSyncTarget(SyncSide side, String holder) throws SQLException {
        this.holder = holder;
        connection = side.open();
        state = new SyncState(connection, DatabaseKind.POSTGRESQL);
    }

    Connection connection() {
        return connection;
    }

    @Override
    public void install() throws SQLException {
        if (Sql.text(connection, "SELECT to_regnamespace('shadow')") == null) {
            Sql.execute(connection, "CREATE SCHEMA shadow");
        }
        FencePass.install(connection, DatabaseKind.POSTGRESQL);
        state.install();
    }

    @Override
    public void uninstall() throws SQLException {
        state.uninstall();
    }

    @Override
    public String origin() throws SQLException {
        return state.origin();
    }

    @Override
    public void trust(String origin) throws SQLException {
        state.trust(origin);
    }

    @Override
    public void claim(String newHolder) throws SQLException {
        state.claim(newHolder);
    }

    private Map<String, PostgresqlColumns.Column> catalogue(SyncTable of) throws SQLException, SyncException {
        Map<String, PostgresqlColumns.Column> found = catalogue.get(of);
        if (found == null) {
            found = PostgresqlColumns.of(connection, of);
            for (ColumnMap column : of.map().columns()) {
                if (!found.containsKey(column.postgresqlName())) {
                    throw new SyncException("PostgreSQL's table " + of.postgresql() + " has no column "
                            + quote(column.postgresqlName()) + ", which the schema map names: migrate again");
                }
            }
            catalogue.put(of, found);
        }
        return found;
    }

    @Override
    public List<ColumnMap> columns(SyncTable of) throws SQLException, SyncException {
        Map<String, PostgresqlColumns.Column> found = catalogue(of);
        return of.map().columns().stream()
                .filter(column -> !found.get(column.postgresqlName()).generated())
                .toList();
    }

    @Override
    public void begin() throws SQLException, SyncException {
        connection.setAutoCommit(false);
        try {
            Sql.execute(connection, "SET LOCAL session_replication_role = replica");
        } catch (SQLException e) {
            if (!NO_RIGHT.equals(e.getSQLState())) {
                throw e;
            }
            throw new SyncException(
                    "the login on PostgreSQL may not set session_replication_role, without which foreign keys and"
                            + " triggers would act on synced rows: as a superuser, GRANT SET ON PARAMETER"
                            + " session_replication_role TO the login (PostgreSQL 15 or later)",
                    e);
        }
        FencePass.take(connection, DatabaseKind.POSTGRESQL);
    }

    @Override
    public void deleteAll(SyncTable of) throws SQLException {
        Sql.execute(connection, "DELETE FROM " + of.postgresql());
    }

    @Override
    public void delete(SyncTable of, Object[] key) throws SQLException, SyncException {
        table = of;
        StringBuilder mask = new StringBuilder();
        for (Object value : key) {
            mask.append(value == null ? '0' : '1');
        }
        Batch batch = deletes.get(mask.toString());
        if (batch == null) {
            batch = new Batch(connection.prepareStatement(deletion(of, key)));
            deletes.put(mask.toString(), batch);
        }
        int parameter = 1;
        for (int i = 0; i < key.length; i++) {
            if (key[i] != null) {
                try {
                    of.key().get(i).codec().bind(batch.statement, parameter++, key[i]);
                } catch (CodecException e) {
                    // PostgreSQL never held a row with a key that it can't hold; where it exists now, its insert says
                    // so
                    return;
                }
            }
        }
        batch.statement.addBatch();
        if (++batch.size == BATCH) {
            execute(batch);
        }
    }

    private String deletion(SyncTable of, Object[] key) throws SQLException, SyncException {
        Map<String, PostgresqlColumns.Column> found = catalogue(of);
        List<String> conditions = new ArrayList<>();
        for (int i = 0; i < key.length; i++) {
            String name = of.key().get(i).postgresqlName();
            conditions.add(quote(name)
                    + (key[i] == null
                            ? " IS NULL"
                            : " = CAST(? AS " + found.get(name).type() + ")"));
        }
        return "DELETE FROM " + of.postgresql() + " WHERE " + String.join(" AND ", conditions);
    }

    private void execute(Batch batch) throws SQLException, SyncException {
        try {
            batch.statement.executeBatch();
            batch.size = 0;
        } catch (SQLException e) {
            throw refused(e);
        }
    }

    @Override
    public void endDeletes() throws SQLException, SyncException {
        for (Batch batch : deletes.values()) {
            if (batch.size > 0) {
                execute(batch);
            }
            batch.statement.close();
        }
        deletes.clear();
    }

    @Override
    public void beginInserts(SyncTable of, List<ColumnMap> written) {
        table = of;
        columns = written;
        highest = highestSet.getOrDefault(of, 0L);
        numbered = -1;
        for (int i = 0; i < written.size(); i++) {
            if (of.isIntegerKey(written.get(i))) {
                numbered = i;
            }
        }
    }

    /** Only a table with rows to write costs a round trip. */
    private void beginCopy() throws SQLException {
        String names =
                columns.stream().map(column -> quote(column.postgresqlName())).collect(Collectors.joining(", "));
        copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("COPY " + table.postgresql() + " (" + names + ") FROM STDIN (FORMAT binary)");
        buffer = new CopyBuffer(copy);
    }

    @Override
    public void insert(Object[] values) throws SQLException, SyncException {
        if (copy == null) {
            beginCopy();
        }
        if (numbered >= 0 && values[numbered] instanceof Long key) {
            highest = Math.max(highest, key);
        }
        buffer.row(values.length);
        for (int i = 0; i < values.length; i++) {
            try {
                columns.get(i).codec().encode(values[i], buffer);
            } catch (CodecException e) {
                throw new SyncException(
                        table.describe(keyOf(values)) + ", column "
                                + quote(columns.get(i).sqliteName()) + ": "
                                + e.getMessage() + ": change the value on SQLite, or plan the column anew and migrate"
                                + " again",
                        e);
            }
        }
        if (buffer.isFull()) {
            buffer.flush();
        }
    }

    private Object[] keyOf(Object[] values) {
        return table.key().stream()
                .map(key -> columns.contains(key) ? values[columns.indexOf(key)] : null)
                .toArray();
    }

    @Override
    public void endInserts() throws SQLException, SyncException {
        if (copy == null) {
            return;
        }
        try {
            buffer.end();
            buffer.flush();
            copy.endCopy();
        } catch (SQLException e) {
            throw refused(e);
        } finally {
            copy = null;
        }
        if (highest > highestSet.getOrDefault(table, 0L)) {
            sequences(Map.of(table, highest));
            highestSet.put(table, highest);
        }
    }

    /** A constraint's refusal in the operator's words; the server's detail would show values. */
    private Exception asRefusal(SQLException e) {
        ServerErrorMessage message = e instanceof PSQLException own ? own.getServerErrorMessage() : null;
        if (message == null || e.getSQLState() == null || !e.getSQLState().matches("2[23].*|54.*")) {
            return e;
        }
        return new SyncException(
                "table " + table.sqlite() + ": PostgreSQL refuses a row: " + message.getMessage()
                        + ". SQLite lacks this constraint or its form differs: change the row on SQLite",
                e);
    }

    private SQLException refused(SQLException e) throws SyncException {
        Exception refusal = asRefusal(e);
        if (refusal instanceof SyncException own) {
            throw own;
        }
        return e;
    }

    @Override
    public void sequences(Map<SyncTable, Long> highest) throws SQLException {
        for (Map.Entry<SyncTable, Long> sequence : highest.entrySet()) {
            SyncTable of = sequence.getKey();
            ColumnMap key = of.map().column(of.map().integerKey()).orElseThrow();
            String column = key.postgresqlName();
            String last = "(SELECT " + quote(column) + " FROM " + of.postgresql() + " ORDER BY " + quote(column)
                    + " DESC LIMIT 1)";
            String query = "SELECT setval(pg_get_serial_sequence(?, ?), highest) FROM (SELECT greatest("
                    + TableExpressions.storedKey(last, key.codec()) + ", ?) AS highest) keys"
                    + " WHERE highest >= 1 AND pg_get_serial_sequence(?, ?) IS NOT NULL";
            try (PreparedStatement statement = connection.prepareStatement(query)) {
                statement.setString(1, of.postgresql());
                statement.setString(2, column);
                statement.setLong(3, sequence.getValue());
                statement.setString(4, of.postgresql());
                statement.setString(5, column);
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                }
            }
        }
    }

    @Override
    public void commit(long snapshotMicros) throws SQLException, SyncException {
        state.advance(snapshotMicros, holder);
        FencePass.giveBack(connection, DatabaseKind.POSTGRESQL);
        connection.commit();
        connection.setAutoCommit(true);
    }

    @Override
    public void rollback() throws SQLException {
        if (copy != null) {
            CopyIn running = copy;
            copy = null;
            if (running.isActive()) {
                running.cancelCopy();
            }
        }
        for (Batch batch : deletes.values()) {
            batch.statement.close();
        }
        deletes.clear();
        if (!connection.getAutoCommit()) {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
