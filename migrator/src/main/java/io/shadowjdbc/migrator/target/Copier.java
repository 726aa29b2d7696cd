package io.shadowjdbc.migrator.target;

import static io.shadowjdbc.schema.SqliteCatalogue.quote;

import io.shadowjdbc.migrator.GateClosedException;
import io.shadowjdbc.migrator.MigrationException;
import io.shadowjdbc.migrator.plan.Ddl;
import io.shadowjdbc.migrator.plan.MigrationPlan;
import io.shadowjdbc.migrator.source.SourceTable;
import io.shadowjdbc.migrator.source.SqliteSource;
import io.shadowjdbc.schema.TableMap;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Fills the tables of a plan, several tables or ranges at a time, and then builds keys, indexes and foreign keys. A run that
 * was killed, or that lost the target, is continued by a run of the same identity: what it has completed stays. If anything
 * else fails, the tables are emptied again.
 */
public final class Copier {
    /** Rows of a range, where nothing else is said. */
    public static final long RANGE_ROWS = 2_000_000;

    private final MigrationPlan plan;
    private final SqliteSource snapshot;
    private final PostgresqlTarget target;
    private final CopyRun run;
    private final int jobs;
    private final long rangeRows;
    private final CopyProgress progress;
    private final CopyLedger ledger;

    /**
     * A copy that nobody continues.
     *
     * @param snapshot a copy of the source that nobody writes to
     * @param jobs how many tables or ranges are copied at a time
     */
    public Copier(MigrationPlan plan, SqliteSource snapshot, PostgresqlTarget target, int jobs, CopyProgress progress) {
        this(
                plan,
                snapshot,
                target,
                CopyRun.begin(UUID.randomUUID(), plan.schema(), snapshot, snapshot),
                jobs,
                RANGE_ROWS,
                progress);
    }

    /**
     * A copy that continues the run of that identity where the target has a part of it.
     *
     * @param snapshot a copy of the source that nobody writes to: the same for all starts of a run
     * @param jobs how many tables or ranges are copied at a time
     * @param rangeRows how many rows a range holds; a table of less than two ranges stays whole
     */
    public Copier(
            MigrationPlan plan,
            SqliteSource snapshot,
            PostgresqlTarget target,
            CopyRun run,
            int jobs,
            long rangeRows,
            CopyProgress progress) {
        this.plan = plan;
        this.snapshot = snapshot;
        this.target = target;
        this.run = run;
        this.jobs = jobs;
        this.rangeRows = rangeRows;
        this.progress = progress;
        this.ledger = new CopyLedger(plan.schema());
    }

    /**
     * Copies all rows.
     *
     * @param sessions held since the run was looked up
     * @param replace whether rows that are there are deleted first
     * @return what could not be built as it was, for the operator
     * @throws GateClosedException if the target was not made for this plan, or has rows that may not be replaced
     */
    public List<String> copy(CopySessions sessions, boolean replace) throws MigrationException {
        List<CopyPart> parts = prepare(replace);
        try {
            rows(sessions, parts);
            List<String> problems = new Finisher(plan, sessions, jobs, progress).finish(split(parts));
            copied();
            return problems;
        } catch (MigrationException e) {
            if (LostConnection.caused(e)) {
                throw new MigrationException(
                        e.getMessage() + "; what is copied stays there: the same command again continues", e);
            }
            emptyAgain(e);
            throw e;
        }
    }

    /** Copies all rows, as {@link #copy(CopySessions, boolean)} does, with sessions of its own. */
    public List<String> copy(boolean replace) throws MigrationException {
        try (CopySessions sessions = CopySessions.begin(target)) {
            return copy(sessions, replace);
        }
    }

    /** Returns what is to be copied and what has been; nothing of it where a run begins. */
    private List<CopyPart> prepare(boolean replace) throws MigrationException {
        try (Connection connection = target.open()) {
            connection.setAutoCommit(false);
            Optional<CopyRun> noted = ledger.run(connection);
            boolean known = noted.isPresent() && noted.get().id().equals(run.id());
            List<CopyPart> parts = known ? ledger.parts(connection) : List.of();
            List<String> filled = TargetState.check(connection, target, plan, parts, replace);
            if (parts.isEmpty()) {
                parts = CopyPlan.of(plan, snapshot, rangeRows);
                dropBuilt(connection);
                empty(connection, filled);
                if (!known) {
                    ledger.begin(connection, run);
                }
                ledger.plan(connection, parts);
                connection.commit();
            }
            return parts;
        } catch (SQLException e) {
            throw failure("preparing the tables", e);
        }
    }

    /** What an earlier copy built is dropped: data load faster without, and nothing may refer to the rows. */
    private void dropBuilt(Connection connection) throws SQLException {
        dropTriggers(connection);
        try (Statement statement = connection.createStatement()) {
            for (Ddl.Kind kind :
                    List.of(Ddl.Kind.VIEW, Ddl.Kind.FOREIGN_KEY, Ddl.Kind.CHECK, Ddl.Kind.INDEX, Ddl.Kind.KEY)) {
                for (Ddl ddl : plan.ddl(kind)) {
                    statement.execute(drop(ddl));
                }
            }
        }
    }

    /** The rows that are copied must not fire them. */
    private void dropTriggers(Connection connection) throws SQLException {
        List<String> drops = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT format('DROP TRIGGER %I ON %s', tgname, tgrelid::regclass) FROM pg_trigger"
                        + " JOIN pg_class ON pg_class.oid = tgrelid"
                        + " WHERE relnamespace = to_regnamespace(?) AND tgname = ANY (?) AND NOT tgisinternal")) {
            query.setString(1, quote(plan.schema()));
            String[] names = plan.ddl(Ddl.Kind.TRIGGER).stream().map(Ddl::name).toArray(String[]::new);
            query.setArray(2, connection.createArrayOf("text", names));
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    drops.add(row.getString(1));
                }
            }
        }
        try (Statement statement = connection.createStatement()) {
            for (String drop : drops) {
                statement.execute(drop);
            }
        }
    }

    private String drop(Ddl ddl) {
        String schema = quote(plan.schema()) + ".";
        if (ddl.kind() == Ddl.Kind.VIEW) {
            return "DROP VIEW IF EXISTS " + schema + quote(ddl.name()) + " CASCADE";
        }
        if (ddl.kind() == Ddl.Kind.INDEX) {
            return "DROP INDEX IF EXISTS " + schema + quote(ddl.name());
        }
        String table = plan.map().table(ddl.table()).orElseThrow().postgresqlName();
        return "ALTER TABLE " + schema + quote(table) + " DROP CONSTRAINT IF EXISTS " + quote(ddl.name()) + " CASCADE";
    }

    private void empty(Connection connection, List<String> tables) throws SQLException {
        if (!tables.isEmpty()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("TRUNCATE "
                        + String.join(
                                ", ",
                                tables.stream()
                                        .map(name -> quote(plan.schema()) + "." + quote(name))
                                        .toList()));
            }
        }
    }

    private void rows(CopySessions sessions, List<CopyPart> parts) throws MigrationException {
        Map<String, List<CopyPart>> byTable = new LinkedHashMap<>();
        parts.forEach(part -> byTable.computeIfAbsent(part.table(), table -> new ArrayList<>())
                .add(part));
        List<SourceTable> tables = new ArrayList<>(plan.source().tables());
        tables.sort(Comparator.comparingLong(
                        (SourceTable table) -> plan.census().get(table.name()).rows())
                .reversed());
        List<Callable<Long>> tasks = new ArrayList<>();
        for (SourceTable table : tables) {
            List<CopyPart> all = byTable.getOrDefault(table.name(), List.of());
            List<CopyPart> missing = all.stream().filter(part -> !part.done()).toList();
            progress.begins(
                    table.name(),
                    all.size(),
                    all.size() - missing.size(),
                    all.stream().mapToLong(CopyPart::rows).sum());
            AtomicInteger remaining = new AtomicInteger(missing.size());
            for (CopyPart part : missing) {
                tasks.add(() -> {
                    long rows = copy(sessions, table, part);
                    progress.rangeDone(table.name());
                    if (remaining.decrementAndGet() == 0) {
                        progress.done(table.name());
                    }
                    return rows;
                });
            }
        }
        Workers.run(jobs, tasks, sessions::cancel);
    }

    private long copy(CopySessions sessions, SourceTable table, CopyPart part) throws MigrationException {
        TableMap map = plan.map().table(table.name()).orElseThrow();
        try (Connection from = snapshot.open();
                CopySessions.Session to = sessions.open()) {
            useFastCompression(to.connection());
            return new TableCopy(table.table(), map, part, ledger, progress).run(from, to.connection());
        } catch (SQLException e) {
            throw failure("copying table " + quote(table.name()), e);
        }
    }

    /** Compressing large values is most of the server's work on wide rows; lz4 does it in less than half the time. */
    private static void useFastCompression(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT set_config(name, 'lz4', false) FROM pg_settings"
                    + " WHERE name = 'default_toast_compression' AND 'lz4' = ANY (enumvals)");
        }
    }

    /** SQLite's names of the tables that are copied in ranges. */
    private static List<String> split(List<CopyPart> parts) {
        return parts.stream()
                .filter(part -> !part.whole())
                .map(CopyPart::table)
                .distinct()
                .toList();
    }

    private void copied() throws MigrationException {
        try (Connection connection = target.open()) {
            ledger.copied(connection);
        } catch (SQLException e) {
            throw failure("noting the end of the copy", e);
        }
    }

    private void emptyAgain(MigrationException cause) {
        try (Connection connection = target.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            List<String> names = plan.map().tables().stream()
                    .map(table -> quote(table.postgresqlSchema()) + "." + quote(table.postgresqlName()))
                    .toList();
            if (!names.isEmpty()) {
                statement.execute("TRUNCATE " + String.join(", ", names) + " CASCADE");
            }
            ledger.forget(connection);
            connection.commit();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private MigrationException failure(String what, SQLException e) {
        return new MigrationException(what + " in " + target.display() + " failed: " + e.getMessage(), e);
    }
}
