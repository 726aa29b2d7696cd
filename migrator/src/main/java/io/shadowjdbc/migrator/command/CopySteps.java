package io.shadowjdbc.migrator.command;

import io.shadowjdbc.migrator.GateClosedException;
import io.shadowjdbc.migrator.MigrationException;
import io.shadowjdbc.migrator.fill.Filling;
import io.shadowjdbc.migrator.plan.MigrationPlan;
import io.shadowjdbc.migrator.quarantine.WorkingCopy;
import io.shadowjdbc.migrator.run.Console;
import io.shadowjdbc.migrator.run.CopyMeter;
import io.shadowjdbc.migrator.run.RunState;
import io.shadowjdbc.migrator.source.SqliteSource;
import io.shadowjdbc.migrator.target.Copier;
import io.shadowjdbc.migrator.target.CopyRun;
import io.shadowjdbc.migrator.target.CopySessions;
import io.shadowjdbc.migrator.target.LostConnection;
import io.shadowjdbc.migrator.target.PostgresqlTarget;
import io.shadowjdbc.migrator.target.SchemaCreator;
import io.shadowjdbc.migrator.target.TargetCheck;
import io.shadowjdbc.schema.FileSettings;
import io.shadowjdbc.schema.TableMap;
import io.shadowjdbc.sync.Sync;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The steps that bring rows to the target; each says what it does and notes its figures in the result. */
final class CopySteps {
    private final Steps steps;

    CopySteps(Steps steps) {
        this.steps = steps;
    }

    /**
     * Looks for rows that do not fit the target: stops, or sets them apart in quarantine.
     *
     * @return the same start, from a copy without these rows where there are any
     * @throws GateClosedException if there are such rows and the plan says stop
     */
    CopyStart sift(MigrationPlan plan, CopyStart start, PostgresqlTarget target) throws MigrationException {
        SqliteSource snapshot = start.backup();
        RowSifting sifting = new RowSifting(plan, snapshot, target);
        SqliteSource sifted = sifting.sift(() -> {
            WorkingCopy copy = new WorkingCopy(snapshot, steps.directory().file("sifted.sqlite"));
            steps.closeAtEnd(copy);
            return copy;
        });
        if (!sifting.quarantined().isEmpty()) {
            steps.say("quarantine: " + Console.count(sifting.rows())
                    + " rows do not fit and went to shadow.quarantine in " + target.display() + ": "
                    + sifting.quarantined());
        }
        steps.result().put("quarantined", sifting.quarantined());
        return new CopyStart(start.run(), sifted, start.resumed());
    }

    void createSchema(MigrationPlan plan, PostgresqlTarget target, boolean replace, CopyRun run)
            throws MigrationException {
        SchemaCreator.create(plan, target, replace, run);
        steps.say("schema: " + plan.map().tables().size() + " tables created in " + target.display() + ", schema "
                + target.schema());
    }

    /** Fills tables that are there already; their constraints, indexes and triggers are afterwards as they were. */
    void fill(MigrationPlan plan, CopyStart start, CopyTask task, CopySessions sessions, boolean replace)
            throws MigrationException {
        PostgresqlTarget target = task.target();
        List<String> tables =
                plan.map().tables().stream().map(TableMap::postgresqlName).toList();
        List<String> filled = replace || start.resumed() ? List.of() : TargetCheck.filled(target, tables);
        if (!filled.isEmpty()) {
            throw new GateClosedException("the target has rows already:", filled);
        }
        Filling filling = new Filling(plan, target);
        filling.begin();
        try {
            copy(plan, start, task, sessions, !start.resumed());
        } catch (MigrationException | RuntimeException e) {
            bringBack(filling, e);
            throw e;
        }
        List<String> problems = filling.end();
        problems.forEach(problem -> steps.say("  " + problem));
        steps.result()
                .merge(
                        "problems",
                        problems,
                        (first, second) -> Stream.of(first, second)
                                .flatMap(list -> ((List<?>) list).stream())
                                .toList());
    }

    private static void bringBack(Filling filling, Exception cause) {
        if (LostConnection.caused(cause)) {
            // the rows stay for the next run, which brings back what waits in shadow.suspended
            return;
        }
        try {
            filling.end();
        } catch (MigrationException e) {
            cause.addSuppressed(e);
        }
    }

    /** Says what is continued. */
    void resumes(CopyRun run, RunState state) {
        steps.say("resume: the copy that began " + run.started() + " was interrupted and goes on, from its own backup"
                + " of that time: " + state.backup());
        steps.result().put("resumed", true);
        steps.result().put("backup", state.backup().toString());
        steps.result().put("backupBytes", state.bytes());
    }

    void copy(MigrationPlan plan, CopyStart start, CopyTask task, CopySessions sessions, boolean replace)
            throws MigrationException {
        if (start.run().copied()) {
            steps.say("copy: all rows, keys and indexes are there already");
            joinSync(start.backup(), task.target());
            return;
        }
        steps.say("copy: " + Console.count(plan.rows()) + " rows, " + task.jobs() + " tables or ranges at a time");
        long started = System.nanoTime();
        Map<String, Long> totals = new LinkedHashMap<>();
        plan.census().forEach((table, census) -> totals.put(table, census.rows()));
        CopyMeter meter = new CopyMeter(steps.console(), totals);
        List<String> problems = new Copier(
                        plan, start.backup(), task.target(), start.run(), task.jobs(), task.rangeRows(), meter)
                .copy(sessions, replace);
        joinSync(start.backup(), task.target());
        double seconds = (System.nanoTime() - started) / 1e9;
        problems.forEach(problem -> steps.say("  " + problem));
        steps.result().put("problems", problems);
        steps.result().put("copySeconds", Math.round(seconds * 1000) / 1000.0);
        steps.result().put("rowsCopied", meter.rowsCopied());
        steps.result().put("rowsKept", meter.rowsKept());
        steps.result().put("rangesKept", meter.rangesKept());
        steps.say("copy: " + Console.count(meter.rowsCopied()) + " rows in " + Console.seconds(seconds)
                + (meter.rowsKept() > 0
                        ? "; " + Console.count(meter.rowsKept()) + " rows were there from the interrupted run"
                        : ""));
    }

    /** Where the backup holds the notes of the sync, it goes on from there. The file's own settings come over too. */
    private static void joinSync(SqliteSource backup, PostgresqlTarget target) throws MigrationException {
        try (Connection copied = backup.open();
                Connection connection = target.open()) {
            Sync.copied(copied, connection);
            FileSettings.toPostgresql(copied, connection);
        } catch (SQLException e) {
            throw new MigrationException(
                    "noting the position of the sync and the file's settings in " + target.display() + " failed: "
                            + e.getMessage(),
                    e);
        }
    }
}
