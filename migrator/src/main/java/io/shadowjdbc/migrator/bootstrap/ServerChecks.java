package io.shadowjdbc.migrator.bootstrap;

import io.shadowjdbc.migrator.MigrationException;
import io.shadowjdbc.migrator.target.PostgresqlTarget;
import io.shadowjdbc.migrator.target.TargetCheck;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What has to hold of the PostgreSQL server and database; makes the schema {@code shadow} and tries to write there. */
public final class ServerChecks {
    /** A copy with a job for each core, the sync, the control store and an operator. */
    private static final int CONNECTIONS = 4 + Runtime.getRuntime().availableProcessors();

    private static final Duration CLOCKS = Duration.ofSeconds(1);
    private static final List<String> LIMITS =
            List.of("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout", "transaction_timeout");

    private final PostgresqlTarget target;

    public ServerChecks(PostgresqlTarget target) {
        this.target = target;
    }

    public List<Finding> run() {
        List<Finding> findings = new ArrayList<>();
        try (Connection connection = target.open();
                Statement statement = connection.createStatement()) {
            findings.add(Finding.ok(
                    "target",
                    target.display() + ", PostgreSQL " + one(statement, "SHOW server_version") + ", as user "
                            + one(statement, "SELECT current_user")));
            TargetCheck.findings(target, List.of(), true)
                    .forEach(problem -> findings.add(Finding.problem("target", problem, "mend that first")));
            findings.add(Finding.ok(
                    "encoding and collation",
                    one(statement, "SHOW server_encoding") + ", "
                            + one(
                                    statement,
                                    "SELECT datcollate || ', character type ' || datctype FROM pg_database"
                                            + " WHERE datname = current_database()")
                            + ": columns whose order matters get the collation that SQLite's has"));
            findings.add(Finding.ok(
                    "time zone",
                    one(statement, "SHOW TimeZone") + ", messages in " + one(statement, "SHOW lc_messages")
                            + ": the tool and the driver set their own where it matters"));
            findings.add(connections(statement));
            findings.add(limits(statement));
            findings.add(clock(statement));
            if (findings.stream().noneMatch(finding -> finding.level() == Finding.Level.PROBLEM)) {
                findings.add(write(statement));
            }
        } catch (MigrationException e) {
            findings.add(Finding.problem(
                    "target",
                    e.getMessage(),
                    "check host, port, pg_hba.conf and password, or create it with --admin-url"));
        } catch (SQLException e) {
            findings.add(Finding.problem("target", target.display() + ": " + e.getMessage(), "mend that first"));
        }
        return findings;
    }

    private static Finding connections(Statement statement) throws SQLException {
        int free = Integer.parseInt(one(
                statement,
                "SELECT current_setting('max_connections')::int"
                        + " - current_setting('superuser_reserved_connections')::int - count(*) FROM pg_stat_activity"
                        + " WHERE backend_type = 'client backend'"));
        String text = free + " of " + one(statement, "SHOW max_connections") + " are free, the tool takes up to "
                + CONNECTIONS + ", the application's pools come on top";
        return free >= CONNECTIONS
                ? Finding.ok("connections", text)
                : Finding.problem("connections", text, "raise max_connections, or use fewer --jobs");
    }

    private static Finding limits(Statement statement) throws SQLException {
        List<String> set = new ArrayList<>();
        for (String limit : LIMITS) {
            String value = one(statement, "SELECT coalesce(current_setting('" + limit + "', true), '0')");
            if (!value.equals("0")) {
                set.add(limit + " = " + value);
            }
        }
        return set.isEmpty()
                ? Finding.ok("timeouts", "none is set for this user")
                : Finding.warning(
                        "timeouts",
                        String.join(", ", set) + ": a long copy or a large index may be cut off",
                        "ALTER ROLE ... SET ... = 0 for the migration's user");
    }

    private static Finding clock(Statement statement) throws SQLException {
        Instant before = Instant.now();
        double there = Double.parseDouble(one(statement, "SELECT extract(epoch FROM clock_timestamp())"));
        Instant after = Instant.now();
        double here = (before.toEpochMilli() + after.toEpochMilli()) / 2000.0;
        Duration apart = Duration.ofMillis(Math.abs(Math.round((there - here) * 1000)));
        String text = "the server's is " + apart.toMillis() + " ms from this host's";
        return apart.compareTo(CLOCKS) <= 0
                ? Finding.ok("clock", text)
                : Finding.warning("clock", text, "let both follow NTP: lag is measured with them");
    }

    private static Finding write(Statement statement) throws SQLException {
        statement.execute("CREATE SCHEMA IF NOT EXISTS shadow");
        statement.execute("CREATE TABLE shadow.bootstrap (at timestamptz NOT NULL)");
        try {
            statement.execute("INSERT INTO shadow.bootstrap VALUES (now())");
        } finally {
            statement.execute("DROP TABLE shadow.bootstrap");
        }
        return Finding.ok("schema shadow", "is there, a table was created, written and dropped");
    }

    private static String one(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }
}
