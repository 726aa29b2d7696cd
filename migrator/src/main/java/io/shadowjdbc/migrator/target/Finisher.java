package io.shadowjdbc.migrator.target;

import static io.shadowjdbc.schema.SqliteCatalogue.quote;

import io.shadowjdbc.dialect.TableExpressions;
import io.shadowjdbc.migrator.MigrationException;
import io.shadowjdbc.migrator.plan.Ddl;
import io.shadowjdbc.migrator.plan.MigrationPlan;
import io.shadowjdbc.schema.ColumnMap;
import io.shadowjdbc.schema.SchemaMapStore;
import io.shadowjdbc.schema.TableMap;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * What follows the data: keys, indexes, checks, foreign keys, views, triggers, sequences, statistics. Each step leaves
 * alone what is there already, so that it can be repeated after a kill.
 */
final class Finisher {
    private final MigrationPlan plan;
    private final CopySessions sessions;
    private final int jobs;
    private final CopyProgress progress;

    Finisher(MigrationPlan plan, CopySessions sessions, int jobs, CopyProgress progress) {
        this.plan = plan;
        this.sessions = sessions;
        this.jobs = jobs;
        this.progress = progress;
    }

    /**
     * Does it.
     *
     * @param split SQLite's names of the tables that were copied in ranges
     * @return what could not be built as it was
     */
    List<String> finish(List<String> split) throws MigrationException {
        IndexBuilds indexes = new IndexBuilds(plan, sessions, jobs, progress);
        indexes.keys();
        List<String> problems = new ArrayList<>(indexes.indexes());
        problems.addAll(new ConstraintBuilds(plan, sessions, jobs, progress).build());
        views(problems);
        statistics(split);
        return problems;
    }

    private void views(List<String> problems) throws MigrationException {
        try (CopySessions.Session session = sessions.open();
                Statement statement = session.connection().createStatement()) {
            // a view's text names its tables without their schema
            statement.execute("SET search_path = " + quote(plan.schema()) + ", public");
            List<String> views = new ArrayList<>();
            for (Ddl view : plan.ddl(Ddl.Kind.VIEW)) {
                if (isThere(session.connection(), view) || add(statement, view, problems)) {
                    views.add(view.table());
                }
            }
            statement.execute("RESET search_path");
            for (Ddl trigger : plan.ddl(Ddl.Kind.TRIGGER)) {
                addTrigger(statement, trigger, problems);
            }
            SchemaMapStore.save(plan.mapWithViews(views), session.connection());
            BuiltObjects.save(session.connection(), plan);
        } catch (SQLException e) {
            throw new MigrationException("creating views failed: " + e.getMessage(), e);
        }
    }

    private boolean isThere(Connection connection, Ddl view) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT to_regclass(?) IS NOT NULL")) {
            query.setString(1, quote(plan.schema()) + "." + quote(view.name()));
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    private static boolean add(Statement statement, Ddl view, List<String> problems) throws SQLException {
        try {
            statement.execute(view.sql());
            return true;
        } catch (SQLException e) {
            if (LostConnection.caused(e)) {
                throw e;
            }
            problems.add("view " + quote(view.table()) + " was not created: " + e.getMessage());
            return false;
        }
    }

    private void statistics(List<String> split) throws MigrationException {
        progress.phase("setting sequences and gathering statistics");
        List<Callable<Boolean>> tasks = new ArrayList<>();
        for (TableMap table : plan.map().tables()) {
            tasks.add(() -> {
                try (CopySessions.Session session = sessions.open();
                        Statement statement = session.connection().createStatement()) {
                    continueSequence(session.connection(), table);
                    // rows that came in ranges are not frozen yet, and a killed COPY has left its dead rows behind
                    boolean ranges = split.contains(table.sqliteName());
                    statement.execute((ranges ? "VACUUM (FREEZE, ANALYZE) " : "ANALYZE ") + name(table));
                    return true;
                }
            });
        }
        Workers.run(jobs, tasks, sessions::cancel);
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
        ColumnMap key = table.column(table.integerKey()).orElseThrow();
        String column = key.postgresqlName();
        String highest =
                "(SELECT " + quote(column) + " FROM " + name(table) + " ORDER BY " + quote(column) + " DESC LIMIT 1)";
        long given = plan.source().sequences().getOrDefault(table.sqliteName(), 0L);
        String query = "SELECT setval(pg_get_serial_sequence(?, ?), highest) FROM"
                + " (SELECT greatest(" + TableExpressions.storedKey(highest, key.codec()) + ", ?) AS highest) keys"
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
