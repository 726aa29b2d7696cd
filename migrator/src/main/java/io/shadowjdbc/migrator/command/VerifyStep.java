package io.shadowjdbc.migrator.command;

import io.shadowjdbc.migrator.MigrationException;
import io.shadowjdbc.migrator.quarantine.QuarantineCheck;
import io.shadowjdbc.migrator.quarantine.WorkingCopy;
import io.shadowjdbc.migrator.run.Console;
import io.shadowjdbc.migrator.run.Json;
import io.shadowjdbc.migrator.run.Progress;
import io.shadowjdbc.migrator.source.SqliteSource;
import io.shadowjdbc.migrator.target.PostgresqlTarget;
import io.shadowjdbc.migrator.verify.Difference;
import io.shadowjdbc.migrator.verify.TableResult;
import io.shadowjdbc.migrator.verify.Verifier;
import io.shadowjdbc.schema.SchemaMap;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Compares every row, says what came of it and notes the figures in the result. */
final class VerifyStep {
    private static final int MOST_SHOWN = 20;

    private final Steps steps;

    VerifyStep(Steps steps) {
        this.steps = steps;
    }

    /** Compares every row; true if there is no difference. */
    boolean verify(SqliteSource snapshot, PostgresqlTarget target, SchemaMap map, int jobs, ReportOptions report)
            throws MigrationException, IOException {
        return verify(snapshot, target, map, jobs, report, false);
    }

    /** @param contents whether to note a digest of each table's content, too */
    boolean verify(
            SqliteSource snapshot,
            PostgresqlTarget target,
            SchemaMap map,
            int jobs,
            ReportOptions report,
            boolean contents)
            throws MigrationException, IOException {
        steps.say("verify: comparing every row of " + map.tables().size() + " tables");
        long started = System.nanoTime();
        QuarantineCheck quarantine = new QuarantineCheck();
        SqliteSource expected = expected(snapshot, target, map, quarantine);
        List<TableResult> results = new Verifier(
                        expected,
                        target,
                        map,
                        jobs,
                        report.differences(),
                        contents,
                        new Progress(steps.console(), "compared", Map.of()))
                .verify();
        double seconds = (System.nanoTime() - started) / 1e9;
        long rows = results.stream().mapToLong(TableResult::sourceRows).sum();
        long cells = results.stream().mapToLong(TableResult::cells).sum();
        long found = results.stream().mapToLong(TableResult::found).sum()
                + quarantine.findings().size();
        steps.directory().write("verify.json", Json.pretty(VerifyReport.full(results, report.plain())));
        steps.result().put("verified", VerifyReport.summary(results));
        steps.result().put("differences", found);
        quarantine.findings().stream().limit(MOST_SHOWN).forEach(finding -> steps.say("  " + finding));
        steps.result().put("quarantined", quarantine.rows());
        if (!quarantine.rows().isEmpty()) {
            steps.say("verify: in quarantine, as SQLite has them: " + quarantine.rows());
        }
        for (Difference difference : VerifyReport.first(results, MOST_SHOWN)) {
            steps.say("  " + difference);
        }
        steps.say("verify: " + results.size() + " tables, " + Console.count(rows) + " rows, " + Console.count(cells)
                + " cells in "
                + Console.seconds(seconds) + ": " + Console.count(found) + " differences"
                + (found > 0
                        ? (report.plain() ? "; with values in " : "; all that are told in ")
                                + steps.directory().file("verify.json")
                        : ""));
        if (results.isEmpty()) {
            steps.say("verify: there was nothing to compare, which is not a pass");
            return false;
        }
        return found == 0;
    }

    /** What the target's tables have to hold: the snapshot without the rows in quarantine. */
    private SqliteSource expected(
            SqliteSource snapshot, PostgresqlTarget target, SchemaMap map, QuarantineCheck quarantine)
            throws MigrationException {
        if (!QuarantineCheck.isNeeded(target)) {
            return snapshot;
        }
        WorkingCopy copy = new WorkingCopy(snapshot, steps.directory().file("expected.sqlite"));
        steps.closeAtEnd(copy);
        quarantine.run(copy, map, target);
        return copy.source();
    }
}
