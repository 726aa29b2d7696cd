package io.shadowjdbc.migrator.target;

import static io.shadowjdbc.schema.SqliteCatalogue.quote;

import io.shadowjdbc.migrator.GateClosedException;
import io.shadowjdbc.migrator.MigrationException;
import io.shadowjdbc.migrator.plan.Ddl;
import io.shadowjdbc.migrator.plan.MigrationPlan;
import io.shadowjdbc.migrator.source.SourceTable;
import io.shadowjdbc.migrator.source.SqliteSource;
import io.shadowjdbc.schema.SchemaMap;
import io.shadowjdbc.schema.SchemaMapFile;
import io.shadowjdbc.schema.SchemaMapStore;
import io.shadowjdbc.schema.TableMap;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * Fills the tables of a plan, several at a time, and then builds keys, indexes and foreign keys. If anything fails, the
 * tables are emptied again.
 */
public final class Copier {
    private final MigrationPlan plan;
    private final SqliteSource snapshot;
    private final PostgresqlTarget target;
    private final int jobs;
    private final CopyProgress progress;

    /**
     * @param snapshot a copy of the source that nobody writes to
     * @param jobs how many tables are copied at a time
     */
    public Copier(MigrationPlan plan, SqliteSource snapshot, PostgresqlTarget target, int jobs, CopyProgress progress) {
        this.plan = plan;
        this.snapshot = snapshot;
        this.target = target;
        this.jobs = jobs;
        this.progress = progress;
    }

    /**
     * Copies all rows.
     *
     * @param replace whether rows that are there are deleted first
     * @return what could not be built as it was, for the operator
     * @throws GateClosedException if the target was not made for this plan, or has rows that may not be replaced
     */
    public List<String> copy(boolean replace) throws MigrationException {
        check(replace);
        dropBuilt();
        try {
            rows();
            return new Finisher(plan, target, jobs, progress).finish();
        } catch (MigrationException e) {
            emptyAgain(e);
            throw e;
        }
    }

    private void check(boolean replace) throws MigrationException {
        List<String> names =
                plan.map().tables().stream().map(TableMap::postgresqlName).toList();
        try (Connection connection = target.open()) {
            Optional<SchemaMap> recorded = SchemaMapStore.load(connection);
            if (recorded.isEmpty()
                    || !SchemaMapFile.toJson(structure(recorded.get()))
                            .equals(SchemaMapFile.toJson(structure(plan.map())))) {
                throw new GateClosedException(
                        "the tables in " + target.display()
                                + (recorded.isEmpty() ? " were not made by schema" : " were made for other data")
                                + ": run schema" + (recorded.isEmpty() ? "" : " --replace") + " first",
                        List.of());
            }
            Map<String, Boolean> existing = TargetCheck.existing(connection, plan.schema(), names);
            if (existing.size() < names.size()) {
                List<String> missing = names.stream()
                        .filter(name -> !existing.containsKey(name))
                        .toList();
                throw new GateClosedException("tables are missing in the target: run schema --replace first", missing);
            }
            List<String> filled = existing.entrySet().stream()
                    .filter(Map.Entry::getValue)
                    .map(entry -> "table " + quote(entry.getKey()))
                    .toList();
            if (!replace && !filled.isEmpty()) {
                throw new GateClosedException(
                        "the target has rows already; give --replace to delete them first:", filled);
            }
        } catch (SQLException e) {
            throw failure("looking at the target", e);
        }
    }

    /** The tables' map without the reasons, which name rows that may have changed. */
    private static SchemaMap structure(SchemaMap map) {
        return new SchemaMap(map.tables().stream()
                .filter(table -> !table.view())
                .map(table -> new TableMap(
                        table.sqliteName(),
                        table.postgresqlSchema(),
                        table.postgresqlName(),
                        table.columns().stream()
                                .map(column -> new io.shadowjdbc.schema.ColumnMap(
                                        column.sqliteName(),
                                        column.postgresqlName(),
                                        column.declaredType(),
                                        column.affinity(),
                                        column.collation(),
                                        column.notNull(),
                                        column.generated(),
                                        column.codec(),
                                        ""))
                                .toList(),
                        table.primaryKey(),
                        table.uniqueKeys(),
                        table.integerKey(),
                        table.withoutRowid()))
                .toList());
    }

    /** What an earlier copy built is dropped: data load faster without, and nothing may refer to the rows. */
    private void dropBuilt() throws MigrationException {
        try (Connection connection = target.open();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (Ddl.Kind kind : List.of(
                    Ddl.Kind.TRIGGER,
                    Ddl.Kind.VIEW,
                    Ddl.Kind.FOREIGN_KEY,
                    Ddl.Kind.CHECK,
                    Ddl.Kind.INDEX,
                    Ddl.Kind.KEY)) {
                for (Ddl ddl : plan.ddl(kind)) {
                    statement.execute(drop(ddl));
                }
            }
            connection.commit();
        } catch (SQLException e) {
            throw failure("dropping keys and indexes of an earlier copy", e);
        }
    }

    private String drop(Ddl ddl) {
        String schema = quote(plan.schema()) + ".";
        if (ddl.kind() == Ddl.Kind.TRIGGER) {
            return "DROP FUNCTION IF EXISTS " + schema + quote(ddl.name()) + "() CASCADE";
        }
        if (ddl.kind() == Ddl.Kind.VIEW) {
            return "DROP VIEW IF EXISTS " + schema + quote(ddl.name()) + " CASCADE";
        }
        if (ddl.kind() == Ddl.Kind.INDEX) {
            return "DROP INDEX IF EXISTS " + schema + quote(ddl.name());
        }
        String table = plan.map().table(ddl.table()).orElseThrow().postgresqlName();
        return "ALTER TABLE " + schema + quote(table) + " DROP CONSTRAINT IF EXISTS " + quote(ddl.name()) + " CASCADE";
    }

    private void rows() throws MigrationException {
        List<SourceTable> tables = new ArrayList<>(plan.source().tables());
        tables.sort(Comparator.comparingLong(
                        (SourceTable table) -> plan.census().get(table.name()).rows())
                .reversed());
        List<Callable<Long>> tasks = new ArrayList<>();
        for (SourceTable table : tables) {
            tasks.add(() -> copy(table));
        }
        Workers.run(jobs, tasks);
    }

    private long copy(SourceTable table) throws MigrationException {
        TableMap map = plan.map().table(table.name()).orElseThrow();
        try (Connection from = snapshot.open();
                Connection to = target.open()) {
            useFastCompression(to);
            return new TableCopy(table.table(), map, progress).run(from, to);
        } catch (SQLException e) {
            throw failure("copying table " + quote(table.name()), e);
        }
    }

    /** Compressing large values is most of the server's work on wide rows; lz4 does it in less than half the time. */
    private static void useFastCompression(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            boolean available;
            try (ResultSet row = statement.executeQuery(
                    "SELECT 'lz4' = ANY (enumvals) FROM pg_settings WHERE name = 'default_toast_compression'")) {
                available = row.next() && row.getBoolean(1);
            }
            if (available) {
                statement.execute("SET default_toast_compression = lz4");
            }
        }
    }

    private void emptyAgain(MigrationException cause) {
        try (Connection connection = target.connect();
                Statement statement = connection.createStatement()) {
            List<String> names = plan.map().tables().stream()
                    .map(table -> quote(table.postgresqlSchema()) + "." + quote(table.postgresqlName()))
                    .toList();
            if (!names.isEmpty()) {
                statement.execute("TRUNCATE " + String.join(", ", names) + " CASCADE");
            }
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private MigrationException failure(String what, SQLException e) {
        return new MigrationException(what + " in " + target.display() + " failed: " + e.getMessage(), e);
    }
}
