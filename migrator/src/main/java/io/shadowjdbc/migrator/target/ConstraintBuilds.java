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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * Adds checks and foreign keys, which takes a moment each, and then has the rows checked against them, several tables at a
 * time. Those that are there stay.
 */
final class ConstraintBuilds {
    private static final String NOT_VALID = " NOT VALID";
    private static final String CHECK_VIOLATION = "23514";

    private final MigrationPlan plan;
    private final CopySessions sessions;
    private final int jobs;
    private final CopyProgress progress;

    ConstraintBuilds(MigrationPlan plan, CopySessions sessions, int jobs, CopyProgress progress) {
        this.plan = plan;
        this.sessions = sessions;
        this.jobs = jobs;
        this.progress = progress;
    }

    /** Returns what could not be built as it was. */
    List<String> build() throws MigrationException {
        List<Ddl> all = new ArrayList<>(plan.ddl(Ddl.Kind.CHECK));
        all.addAll(plan.ddl(Ddl.Kind.FOREIGN_KEY));
        if (all.isEmpty()) {
            return List.of();
        }
        progress.phase("adding and validating " + plan.ddl(Ddl.Kind.CHECK).size() + " checks and "
                + plan.ddl(Ddl.Kind.FOREIGN_KEY).size() + " foreign keys");
        Map<String, List<Ddl>> byTable = new LinkedHashMap<>();
        try (CopySessions.Session session = sessions.open();
                Statement statement = session.connection().createStatement()) {
            for (Ddl ddl : all) {
                byTable.computeIfAbsent(ddl.table(), table -> new ArrayList<>()).add(ddl);
                if (!isThere(session.connection(), ddl)) {
                    SchemaCreator.execute(
                            statement,
                            isNotValid(ddl)
                                    ? ddl
                                    : new Ddl(ddl.kind(), ddl.table(), ddl.name(), ddl.sql() + NOT_VALID));
                }
            }
        } catch (SQLException e) {
            throw new MigrationException("adding constraints failed: " + e.getMessage(), e);
        }
        List<Callable<List<String>>> tasks = new ArrayList<>();
        byTable.values().forEach(constraints -> tasks.add(() -> validate(constraints)));
        return Workers.run(jobs, tasks, sessions::cancel).stream()
                .flatMap(List::stream)
                .toList();
    }

    private static boolean isNotValid(Ddl ddl) {
        return ddl.sql().endsWith(NOT_VALID);
    }

    private List<String> validate(List<Ddl> constraints) throws MigrationException, SQLException {
        List<String> problems = new ArrayList<>();
        try (CopySessions.Session session = sessions.open();
                Statement statement = session.connection().createStatement()) {
            for (Ddl ddl : constraints) {
                // a foreign key that is not valid in the plan has rows without a parent, which the plan tells
                if (ddl.kind() == Ddl.Kind.FOREIGN_KEY && isNotValid(ddl)) {
                    continue;
                }
                try {
                    statement.execute("ALTER TABLE " + table(ddl) + " VALIDATE CONSTRAINT " + quote(ddl.name()));
                } catch (SQLException e) {
                    // SQLite allows such rows where checks were switched off
                    if (!CHECK_VIOLATION.equals(e.getSQLState())) {
                        throw e;
                    }
                    problems.add("table " + quote(ddl.table()) + ": rows break CHECK " + quote(ddl.name())
                            + "; it is created NOT VALID and holds for new rows only");
                }
            }
        }
        return problems;
    }

    private boolean isThere(Connection connection, Ddl ddl) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT EXISTS (SELECT FROM pg_constraint WHERE conrelid = to_regclass(?) AND conname = ?)")) {
            query.setString(1, table(ddl));
            query.setString(2, ddl.name());
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    private String table(Ddl ddl) {
        TableMap table = plan.map().table(ddl.table()).orElseThrow();
        return quote(table.postgresqlSchema()) + "." + quote(table.postgresqlName());
    }
}
