package io.shadowjdbc.migrator.target;

import static io.shadowjdbc.schema.SqliteCatalogue.quote;

import io.shadowjdbc.migrator.MigrationException;
import io.shadowjdbc.migrator.plan.Ddl;
import io.shadowjdbc.migrator.plan.MigrationPlan;
import io.shadowjdbc.schema.TableMap;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** What follows the data: keys, indexes, checks, foreign keys, sequences, views, statistics. */
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
        build(Ddl.Kind.KEY, "building " + plan.ddl(Ddl.Kind.KEY).size() + " keys");
        build(Ddl.Kind.INDEX, "building " + plan.ddl(Ddl.Kind.INDEX).size() + " indexes");
        List<String> problems = new ArrayList<>();
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
            for (Ddl view : plan.ddl(Ddl.Kind.VIEW)) {
                addView(statement, view, problems);
            }
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

    private void build(Ddl.Kind kind, String what) throws MigrationException {
        progress.phase(what);
        List<Callable<Void>> tasks = new ArrayList<>();
        for (Ddl ddl : plan.ddl(kind)) {
            tasks.add(() -> {
                try (Connection connection = target.connect();
                        Statement statement = connection.createStatement()) {
                    statement.execute("SET maintenance_work_mem = '128MB'");
                    SchemaCreator.execute(statement, ddl);
                }
                return null;
            });
        }
        Workers.run(jobs, tasks);
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

    private static void addView(Statement statement, Ddl view, List<String> problems) {
        try {
            statement.execute(view.sql());
        } catch (SQLException e) {
            problems.add("view " + quote(view.name()) + " was not created: " + e.getMessage());
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
