package io.shadowjdbc.migrator.target;

import static io.shadowjdbc.schema.SqliteCatalogue.quote;

import io.shadowjdbc.migrator.MigrationException;
import io.shadowjdbc.migrator.plan.Ddl;
import io.shadowjdbc.migrator.plan.MigrationPlan;
import io.shadowjdbc.migrator.run.Console;
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
import java.util.concurrent.Callable;

/** Builds keys and indexes, several at a time, those of the largest tables first; those that are there stay. */
final class IndexBuilds {
    private static final double WORTH_A_LINE_SECONDS = 5;

    private final MigrationPlan plan;
    private final CopySessions sessions;
    private final int jobs;
    private final CopyProgress progress;

    IndexBuilds(MigrationPlan plan, CopySessions sessions, int jobs, CopyProgress progress) {
        this.plan = plan;
        this.sessions = sessions;
        this.jobs = jobs;
        this.progress = progress;
    }

    /** Keys of one table are built one after the other, since each needs the table for itself. */
    void keys() throws MigrationException {
        Map<String, List<Ddl>> byTable = new LinkedHashMap<>();
        plan.ddl(Ddl.Kind.KEY)
                .forEach(key -> byTable.computeIfAbsent(key.table(), table -> new ArrayList<>())
                        .add(key));
        run(new ArrayList<>(byTable.values()), "keys", plan.ddl(Ddl.Kind.KEY).size());
    }

    /** Returns what could not be built: the data are there without an index, so one that fails is reported. */
    List<String> indexes() throws MigrationException {
        List<Ddl> indexes = plan.ddl(Ddl.Kind.INDEX);
        return run(indexes.stream().map(List::of).toList(), "indexes", indexes.size());
    }

    private List<String> run(List<List<Ddl>> groups, String what, int count) throws MigrationException {
        if (count == 0) {
            return List.of();
        }
        progress.phase("building " + count + " " + what);
        List<List<Ddl>> largestFirst = new ArrayList<>(groups);
        largestFirst.sort(Comparator.comparingLong((List<Ddl> group) -> rows(group.get(0)))
                .reversed());
        List<Callable<List<String>>> tasks = new ArrayList<>();
        for (List<Ddl> group : largestFirst) {
            tasks.add(() -> build(group, groups.size()));
        }
        return Workers.run(jobs, tasks, sessions::cancel).stream()
                .flatMap(List::stream)
                .toList();
    }

    private long rows(Ddl ddl) {
        return plan.census().containsKey(ddl.table())
                ? plan.census().get(ddl.table()).rows()
                : 0;
    }

    private List<String> build(List<Ddl> group, int groups) throws MigrationException, SQLException {
        List<String> problems = new ArrayList<>();
        try (CopySessions.Session session = sessions.open();
                Statement statement = session.connection().createStatement()) {
            BuildSettings.apply(session.connection(), jobs, groups);
            for (Ddl ddl : group) {
                if (isThere(session.connection(), ddl)) {
                    continue;
                }
                long started = System.nanoTime();
                try {
                    SchemaCreator.execute(statement, ddl);
                } catch (SQLException e) {
                    if (ddl.kind() == Ddl.Kind.KEY || LostConnection.caused(e)) {
                        throw e;
                    }
                    problems.add("index " + quote(ddl.name()) + " was not created: " + e.getMessage());
                }
                double seconds = (System.nanoTime() - started) / 1e9;
                if (seconds > WORTH_A_LINE_SECONDS) {
                    progress.phase(ddl.table() + ": " + ddl.name() + " built in " + Console.seconds(seconds));
                }
            }
        }
        return problems;
    }

    private boolean isThere(Connection connection, Ddl ddl) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT EXISTS (SELECT FROM pg_index WHERE indexrelid = to_regclass(?) AND indisvalid)")) {
            query.setString(1, quote(plan.schema()) + "." + quote(ddl.name()));
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }
}
