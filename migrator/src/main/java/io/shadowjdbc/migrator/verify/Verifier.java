package io.shadowjdbc.migrator.verify;

import static io.shadowjdbc.schema.SqliteCatalogue.quote;

import io.shadowjdbc.migrator.MigrationException;
import io.shadowjdbc.migrator.source.SqliteSource;
import io.shadowjdbc.migrator.target.PostgresqlTarget;
import io.shadowjdbc.migrator.target.Workers;
import io.shadowjdbc.schema.AffinityTextCodec;
import io.shadowjdbc.schema.Codec;
import io.shadowjdbc.schema.ColumnMap;
import io.shadowjdbc.schema.JsonCodec;
import io.shadowjdbc.schema.JsonValueCodec;
import io.shadowjdbc.schema.NulEscapeCodec;
import io.shadowjdbc.schema.NulStripCodec;
import io.shadowjdbc.schema.SchemaMap;
import io.shadowjdbc.schema.SqliteCatalogue;
import io.shadowjdbc.schema.SqliteColumn;
import io.shadowjdbc.schema.SqliteNames;
import io.shadowjdbc.schema.SqliteTable;
import io.shadowjdbc.schema.TableMap;
import io.shadowjdbc.schema.TrimmedCodec;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

/** Compares every row of every table of the source with the target. */
public final class Verifier {
    private static final Set<Class<? extends Codec>> OTHER_ORDER = Set.of(
            AffinityTextCodec.class,
            JsonCodec.class,
            JsonValueCodec.class,
            NulEscapeCodec.class,
            NulStripCodec.class,
            TrimmedCodec.class);

    private final SqliteSource snapshot;
    private final PostgresqlTarget target;
    private final SchemaMap map;
    private final int jobs;
    private final Progress progress;
    private final int mostKept;
    private final boolean contents;
    private final ObjectCheck objects;
    private String moment;

    /** Told of the progress, by several threads. */
    public interface Progress {
        /** That many more rows of a table have been compared. */
        void compared(String table, long rows);

        /** A table is complete. */
        void done(TableResult result);
    }

    /**
     * @param snapshot a copy of the source that nobody writes to
     * @param map how the source is held on the target
     */
    public Verifier(SqliteSource snapshot, PostgresqlTarget target, SchemaMap map, int jobs, Progress progress) {
        this(snapshot, target, map, jobs, TableResult.MOST_KEPT, false, progress);
    }

    /**
     * @param mostKept how many differences of a table are told one by one; all are counted
     * @param contents whether the results are to have a digest of each table's content
     */
    public Verifier(
            SqliteSource snapshot,
            PostgresqlTarget target,
            SchemaMap map,
            int jobs,
            int mostKept,
            boolean contents,
            Progress progress) {
        this.snapshot = snapshot;
        this.target = target;
        this.map = map;
        this.jobs = jobs;
        this.progress = progress;
        this.mostKept = mostKept;
        this.contents = contents;
        this.objects = new ObjectCheck(snapshot, target);
    }

    /**
     * Reads the target as a transaction saw it that is still open.
     *
     * @param snapshot what {@code pg_export_snapshot()} gave it
     */
    public Verifier at(String snapshot) {
        moment = snapshot;
        return this;
    }

    /** The results, by table name. */
    public List<TableResult> verify() throws MigrationException {
        List<SqliteTable> tables;
        try (Connection source = snapshot.open()) {
            tables = new SqliteCatalogue(source).tables();
        } catch (SQLException e) {
            throw new MigrationException(snapshot.file() + ": can't be read: " + e.getMessage(), e);
        }
        objects.run();
        List<Callable<TableResult>> tasks = new ArrayList<>();
        for (SqliteTable table : tables) {
            if (map.isLeftOut(table.name(), null)) {
                continue;
            }
            tasks.add(() -> {
                TableResult result = verify(table);
                progress.done(result);
                return result;
            });
        }
        List<TableResult> results = new ArrayList<>(Workers.run(jobs, tasks));
        for (TableResult view : objects.views()) {
            progress.done(view);
            results.add(view);
        }
        results.sort(Comparator.comparing(TableResult::table));
        return results;
    }

    private TableResult verify(SqliteTable table) throws MigrationException {
        TableResult result = new TableResult(table.name(), mostKept);
        Optional<TableMap> mapped = map.table(table.name());
        if (mapped.isEmpty()) {
            result.add(Difference.ofTable(
                    Difference.Kind.STRUCTURE, table.name(), null, "is not in the schema map: it was not copied"));
            return result;
        }
        try (Connection source = snapshot.open();
                Connection there = target.connectForText()) {
            there.setAutoCommit(false);
            there.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            there.setReadOnly(true);
            if (moment != null) {
                try (Statement statement = there.createStatement()) {
                    statement.execute("SET TRANSACTION SNAPSHOT '" + moment + "'");
                }
            }
            if (!exists(there, mapped.get())) {
                result.add(Difference.ofTable(
                        Difference.Kind.STRUCTURE, table.name(), null, "the target does not have the table"));
                return result;
            }
            compare(table, mapped.get(), source, there, result);
            return result;
        } catch (SQLException e) {
            throw new MigrationException("verifying table " + quote(table.name()) + " failed: " + e.getMessage(), e);
        }
    }

    private static boolean exists(Connection connection, TableMap table) throws SQLException {
        String name = quote(table.postgresqlSchema()) + "." + quote(table.postgresqlName());
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT to_regclass('" + name.replace("'", "''") + "') IS NOT NULL")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private void compare(SqliteTable table, TableMap mapped, Connection source, Connection there, TableResult result)
            throws SQLException {
        List<SqliteColumn> columns = new ArrayList<>();
        List<ColumnMap> others = new ArrayList<>();
        for (SqliteColumn column : table.columns()) {
            Optional<ColumnMap> other = mapped.column(column.name());
            if (other.isPresent()) {
                columns.add(column);
                others.add(other.get());
            } else if (!map.isLeftOut(table.name(), column.name())) {
                result.add(Difference.ofTable(
                        Difference.Kind.STRUCTURE, table.name(), column.name(), "the target does not have the column"));
            }
        }
        Counter counter = new Counter(table.name());
        Optional<int[]> key = key(table, columns, others, source);
        if (key.isPresent()) {
            List<String> names = new ArrayList<>();
            for (int position : key.get()) {
                names.add(columns.get(position).name());
            }
            result.method("by key (" + String.join(", ", names) + ")");
            new KeyedComparison(table, mapped, columns, others, key.get(), result, counter, contents)
                    .run(source, there);
        } else {
            result.method("as a multiset");
            new MultisetComparison(table, mapped, columns, others, result, counter).run(source, there);
        }
        counter.flush();
        Totals.compare(source, there, mapped, columns, others, result);
        Sequences.check(there, mapped, result);
        Orphans.compare(source, there, mapped, result);
        objects.differences(table.name()).forEach(result::add);
        if (result.cells() == 0 && result.sourceRows() > 0 && result.found() == 0) {
            result.add(
                    Difference.ofTable(Difference.Kind.STRUCTURE, table.name(), null, "none of its rows was compared"));
        }
    }

    /** A key without NULL, whose order is the same on both sides. */
    private static Optional<int[]> key(
            SqliteTable table, List<SqliteColumn> columns, List<ColumnMap> others, Connection source)
            throws SQLException {
        List<List<String>> keys = new ArrayList<>();
        if (!table.primaryKey().isEmpty()) {
            keys.add(table.primaryKey());
        }
        keys.addAll(table.uniqueKeys());
        for (List<String> key : keys) {
            int[] positions = positions(key, columns);
            if (positions.length > 0 && hasOneOrder(positions, others) && !hasNull(table, key, source)) {
                return Optional.of(positions);
            }
        }
        return Optional.empty();
    }

    private static int[] positions(List<String> key, List<SqliteColumn> columns) {
        int[] positions = new int[key.size()];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = -1;
            for (int c = 0; c < columns.size(); c++) {
                if (SqliteNames.same(columns.get(c).name(), key.get(i))) {
                    positions[i] = c;
                }
            }
            if (positions[i] < 0) {
                return new int[0];
            }
        }
        return positions;
    }

    /** Numbers and other texts kept as text sort otherwise on PostgreSQL, and json does not sort at all. */
    private static boolean hasOneOrder(int[] positions, List<ColumnMap> columns) {
        for (int position : positions) {
            if (OTHER_ORDER.contains(columns.get(position).codec().getClass())) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasNull(SqliteTable table, List<String> key, Connection source) throws SQLException {
        if ((table.withoutRowid() && key.equals(table.primaryKey()))
                || (key.size() == 1 && key.get(0).equals(table.integerKey()))) {
            return false;
        }
        String condition = String.join(
                " OR ", key.stream().map(name -> quote(name) + " IS NULL").toList());
        try (Statement statement = source.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT 1 FROM main." + quote(table.name()) + " WHERE " + condition + " LIMIT 1")) {
            return row.next();
        }
    }

    /** Reports rows in lots. */
    private final class Counter implements Runnable {
        private static final int LOT = 1_024;
        private final String table;
        private int rows;

        Counter(String table) {
            this.table = table;
        }

        @Override
        public void run() {
            if (++rows == LOT) {
                flush();
            }
        }

        void flush() {
            progress.compared(table, rows);
            rows = 0;
        }
    }
}
