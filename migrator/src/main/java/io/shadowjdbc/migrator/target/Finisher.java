package io.shadowjdbc.migrator.target;

import static io.shadowjdbc.schema.SqliteCatalogue.quote;

import io.shadowjdbc.migrator.MigrationException;
import io.shadowjdbc.migrator.plan.Ddl;
import io.shadowjdbc.migrator.plan.MigrationPlan;
import io.shadowjdbc.schema.SchemaMapStore;
import io.shadowjdbc.schema.TableMap;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** What follows the data: keys, indexes, checks, foreign keys, views, triggers, sequences, statistics. */
final class Finisher {
    private final MigrationPlan plan;
    private final PostgresqlTarget target;
    private final int jobs;
    private final CopyProgress progress;

    Finisher(MigrationPlan plan, PostgresqlTarget target, int jobs, CopyProgress progress) {
        this.plan = plan;
        this.target = target;
        this.jobs = jobs;
        this.progress = progress;
    }

    /** Returns what could not be built as it was. */
    List<String> finish() throws MigrationException {
        List<String> problems = new ArrayList<>(build(Ddl.Kind.KEY, "keys"));
        problems.addAll(build(Ddl.Kind.INDEX, "indexes"));
        try (Connection connection = target.open();
                Statement statement = connection.createStatement()) {
            progress.phase("adding " + plan.ddl(Ddl.Kind.CHECK).size() + " checks and "
                    + plan.ddl(Ddl.Kind.FOREIGN_KEY).size() + " foreign keys");
            for (Ddl check : plan.ddl(Ddl.Kind.CHECK)) {
                addCheck(statement, check, problems);
            }
            for (Ddl foreignKey : plan.ddl(Ddl.Kind.FOREIGN_KEY)) {
                SchemaCreator.execute(statement, foreignKey);
            }
            // a view's text names its tables without their schema
            statement.execute("SET search_path = " + quote(plan.schema()) + ", public");
            List<String> views = new ArrayList<>();
            for (Ddl view : plan.ddl(Ddl.Kind.VIEW)) {
                if (addView(statement, view, problems)) {
                    views.add(view.table());
                }
            }
            for (Ddl trigger : plan.ddl(Ddl.Kind.TRIGGER)) {
                addTrigger(statement, trigger, problems);
            }
            SchemaMapStore.save(plan.mapWithViews(views), connection);
            progress.phase("setting sequences and gathering statistics");
            for (TableMap table : plan.map().tables()) {
                continueSequence(connection, table);
                statement.execute("ANALYZE " + name(table));
            }
            return problems;
        } catch (SQLException e) {
            throw new MigrationException("finishing " + target.display() + " failed: " + e.getMessage(), e);
        }
    }

    /** Builds keys or indexes, several at a time. The data are there without an index, so one that fails is reported. */
    private List<String> build(Ddl.Kind kind, String what) throws MigrationException {
        progress.phase("building " + plan.ddl(kind).size() + " " + what);
        List<Callable<Optional<String>>> tasks = new ArrayList<>();
        for (Ddl ddl : plan.ddl(kind)) {
            tasks.add(() -> {
                try (Connection connection = target.connect();
                        Statement statement = connection.createStatement()) {
                    statement.execute("SET maintenance_work_mem = '128MB'");
                    SchemaCreator.execute(statement, ddl);
                    return Optional.empty();
                } catch (SQLException e) {
                    if (kind == Ddl.Kind.KEY) {
                        throw e;
                    }
                    return Optional.of("index " + quote(ddl.name()) + " was not created: " + e.getMessage());
                }
            });
        }
        return Workers.run(jobs, tasks).stream().flatMap(Optional::stream).toList();
    }

    /** A check that rows of old do not pass, which SQLite allows where checks were switched off, is kept for new rows. */
    private void addCheck(Statement statement, Ddl check, List<String> problems) throws SQLException {
        SchemaCreator.execute(statement, check);
        TableMap table = plan.map().table(check.table()).orElseThrow();
        try {
            statement.execute("ALTER TABLE " + name(table) + " VALIDATE CONSTRAINT " + quote(check.name()));
        } catch (SQLException e) {
            if (!"23514".equals(e.getSQLState())) {
                throw e;
            }
            problems.add("table " + quote(check.table()) + ": rows break CHECK " + quote(check.name())
                    + "; it is created NOT VALID and holds for new rows only");
        }
    }

    private static boolean addView(Statement statement, Ddl view, List<String> problems) {
        try {
            statement.execute(view.sql());
            return true;
        } catch (SQLException e) {
            problems.add("view " + quote(view.table()) + " was not created: " + e.getMessage());
            return false;
        }
    }

    private static void addTrigger(Statement statement, Ddl trigger, List<String> problems) {
        try {
            statement.execute(trigger.sql());
        } catch (SQLException e) {
            problems.add("trigger " + quote(trigger.table()) + " was not created: " + e.getMessage());
        }
    }

    /** The next key is one more than the highest ever given out, as SQLite's would be. */
    private void continueSequence(Connection connection, TableMap table) throws SQLException {
        if (table.integerKey() == null) {
            return;
        }
        String column = table.column(table.integerKey()).orElseThrow().postgresqlName();
        long given = plan.source().sequences().getOrDefault(table.sqliteName(), 0L);
        String query = "SELECT setval(pg_get_serial_sequence(?, ?), highest) FROM"
                + " (SELECT greatest(max(" + quote(column) + "), ?) AS highest FROM " + name(table) + ") keys"
                + " WHERE highest >= 1 AND pg_get_serial_sequence(?, ?) IS NOT NULL";
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, name(table));
            statement.setString(2, column);
            statement.setLong(3, given);
            statement.setString(4, name(table));
            statement.setString(5, column);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
            }
        }
    }

    private static String name(TableMap table) {
        return quote(table.postgresqlSchema()) + "." + quote(table.postgresqlName());
    }
}
