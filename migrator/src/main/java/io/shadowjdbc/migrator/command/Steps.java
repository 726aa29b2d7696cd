package io.shadowjdbc.migrator.command;

import io.shadowjdbc.migrator.GateClosedException;
import io.shadowjdbc.migrator.MigrationException;
import io.shadowjdbc.migrator.existing.ExistingSchema;
import io.shadowjdbc.migrator.fill.Filling;
import io.shadowjdbc.migrator.plan.MigrationPlan;
import io.shadowjdbc.migrator.plan.NamePolicy;
import io.shadowjdbc.migrator.plan.Note;
import io.shadowjdbc.migrator.plan.PlanChoices;
import io.shadowjdbc.migrator.plan.PlanReport;
import io.shadowjdbc.migrator.plan.Planner;
import io.shadowjdbc.migrator.planfile.PlanFileWriter;
import io.shadowjdbc.migrator.quarantine.QuarantineCheck;
import io.shadowjdbc.migrator.quarantine.WorkingCopy;
import io.shadowjdbc.migrator.run.Console;
import io.shadowjdbc.migrator.run.CopyMeter;
import io.shadowjdbc.migrator.run.Json;
import io.shadowjdbc.migrator.run.Progress;
import io.shadowjdbc.migrator.run.RunDirectory;
import io.shadowjdbc.migrator.run.RunState;
import io.shadowjdbc.migrator.source.Backup;
import io.shadowjdbc.migrator.source.SqliteSource;
import io.shadowjdbc.migrator.target.Copier;
import io.shadowjdbc.migrator.target.CopyRun;
import io.shadowjdbc.migrator.target.CopySessions;
import io.shadowjdbc.migrator.target.LostConnection;
import io.shadowjdbc.migrator.target.PostgresqlTarget;
import io.shadowjdbc.migrator.target.SchemaCreator;
import io.shadowjdbc.migrator.target.TargetCheck;
import io.shadowjdbc.migrator.verify.Difference;
import io.shadowjdbc.migrator.verify.TableResult;
import io.shadowjdbc.migrator.verify.Verifier;
import io.shadowjdbc.schema.SchemaMap;
import io.shadowjdbc.schema.SchemaMapFile;
import io.shadowjdbc.schema.TableMap;
import io.shadowjdbc.sync.Sync;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The steps that the commands are made of; each says what it does and notes its figures in the result. */
final class Steps implements AutoCloseable {
    private static final int MOST_SHOWN = 20;

    private final Console console;
    private final RunDirectory directory;
    private final Map<String, Object> result;
    private final Deque<WorkingCopy> opened = new ArrayDeque<>();
    private Path temporary;

    Steps(Console console, RunDirectory directory, Map<String, Object> result) {
        this.console = console;
        this.directory = directory;
        this.result = result;
    }

    void say(String line) {
        console.say(line);
    }

    RunDirectory directory() {
        return directory;
    }

    /** Checks the source and copies it into the run directory, to be read there at leisure. */
    SqliteSource backup(SqliteSource source) throws MigrationException, IOException {
        source.check();
        long size = Files.size(source.file());
        long free = Files.getFileStore(directory.path()).getUsableSpace();
        if (free < size + size / 10) {
            throw new MigrationException(
                    "there are " + Console.bytes(free) + " free in " + directory.path() + ", the backup" + " takes "
                            + Console.bytes(size) + ": make room, or name another directory with --work");
        }
        long started = System.nanoTime();
        Path destination = directory.file("source.sqlite");
        SqliteSource copy = Backup.take(source, destination, (remaining, pages) -> {});
        copy.checkPages();
        say("backup: " + Console.bytes(Files.size(destination)) + " in "
                + Console.seconds((System.nanoTime() - started) / 1e9) + ", every page read: " + destination);
        result.put("backup", destination.toString());
        result.put("backupBytes", Files.size(destination));
        return copy;
    }

    /** The same, but the copy goes when the command ends: the application is not held up by a long reading. */
    SqliteSource snapshot(SqliteSource source) throws MigrationException, IOException {
        SqliteSource copy = backup(source);
        temporary = copy.file();
        result.remove("backup");
        return copy;
    }

    /**
     * Reads every row, chooses a type for every column, writes the plan's files.
     *
     * @param target read only where the choices say that its tables are there; may be null elsewhere
     */
    MigrationPlan plan(
            SqliteSource snapshot, String schema, PostgresqlTarget target, NamePolicy names, PlanChoices choices)
            throws MigrationException, IOException {
        say("census: reading every row");
        ExistingSchema existing = choices.existing() ? target.existing() : null;
        MigrationPlan plan =
                Planner.plan(snapshot, schema, names, choices, existing, new Progress(console, "read", Map.of()));
        directory.write("plan.txt", PlanReport.text(plan));
        directory.write("plan.yaml", PlanFileWriter.write(plan, choices));
        directory.write("schema.sql", PlanReport.sql(plan));
        directory.write("census.json", Json.pretty(PlanReport.census(plan)));
        SchemaMapFile.write(plan.map(), directory.file("schema-map.json"));
        result.put("tables", plan.map().tables().size());
        result.put("rows", plan.rows());
        result.put("notes", PlanReport.notes(plan));
        say("census: " + plan.map().tables().size() + " tables, " + Console.count(plan.rows())
                + " rows; the mapping is in " + directory.file("plan.txt")
                + ", to be edited in " + directory.file("plan.yaml"));
        return plan;
    }

    MigrationPlan plan(SqliteSource snapshot, PostgresqlTarget target, NamePolicy names, PlanChoices choices)
            throws MigrationException, IOException {
        return plan(snapshot, target.schema(), target, names, choices);
    }

    /** Stops if the plan says that data can't be carried. */
    static void gate(MigrationPlan plan) throws GateClosedException {
        List<Note> refused = plan.notes(Note.Kind.REFUSED);
        if (!refused.isEmpty()) {
            throw new GateClosedException(
                    "the data can't be carried as it is:",
                    refused.stream().map(Note::toString).toList());
        }
    }

    /** What will not be there, or not as it was: never silent. */
    void report(MigrationPlan plan) {
        show("not created on PostgreSQL", plan.notes(Note.Kind.NOT_CREATED));
        show("changed on PostgreSQL", plan.notes(Note.Kind.CHANGED));
    }

    private void show(String title, List<Note> notes) {
        if (notes.isEmpty()) {
            return;
        }
        say(title + " (" + notes.size() + "), definitions in " + directory.file("plan.txt") + ":");
        notes.stream().limit(MOST_SHOWN).forEach(note -> say("  " + note.object() + ": " + note.text()));
        if (notes.size() > MOST_SHOWN) {
            say("  and " + (notes.size() - MOST_SHOWN) + " more");
        }
    }

    /** Says which rows would not fit the target, and changes nothing. */
    List<String> badRows(MigrationPlan plan, SqliteSource snapshot, PostgresqlTarget target) throws MigrationException {
        return new RowSifting(plan, snapshot, target).findings();
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
            WorkingCopy copy = new WorkingCopy(snapshot, directory.file("sifted.sqlite"));
            opened.push(copy);
            return copy;
        });
        if (!sifting.quarantined().isEmpty()) {
            say("quarantine: " + Console.count(sifting.rows()) + " rows do not fit and went to shadow.quarantine in "
                    + target.display() + ": " + sifting.quarantined());
        }
        result.put("quarantined", sifting.quarantined());
        return new CopyStart(start.run(), sifted, start.resumed());
    }

    void createSchema(MigrationPlan plan, PostgresqlTarget target, boolean replace, CopyRun run)
            throws MigrationException {
        SchemaCreator.create(plan, target, replace, run);
        say("schema: " + plan.map().tables().size() + " tables created in " + target.display() + ", schema "
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
        problems.forEach(problem -> say("  " + problem));
        result.merge(
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
        say("resume: the copy that began " + run.started() + " was interrupted and goes on, from its own backup"
                + " of that time: " + state.backup());
        result.put("resumed", true);
        result.put("backup", state.backup().toString());
        result.put("backupBytes", state.bytes());
    }

    void copy(MigrationPlan plan, CopyStart start, CopyTask task, CopySessions sessions, boolean replace)
            throws MigrationException {
        if (start.run().copied()) {
            say("copy: all rows, keys and indexes are there already");
            return;
        }
        say("copy: " + Console.count(plan.rows()) + " rows, " + task.jobs() + " tables or ranges at a time");
        long started = System.nanoTime();
        Map<String, Long> totals = new LinkedHashMap<>();
        plan.census().forEach((table, census) -> totals.put(table, census.rows()));
        CopyMeter meter = new CopyMeter(console, totals);
        List<String> problems = new Copier(
                        plan, start.backup(), task.target(), start.run(), task.jobs(), task.rangeRows(), meter)
                .copy(sessions, replace);
        double seconds = (System.nanoTime() - started) / 1e9;
        joinSync(start.backup(), task.target());
        problems.forEach(problem -> say("  " + problem));
        result.put("problems", problems);
        result.put("copySeconds", Math.round(seconds * 1000) / 1000.0);
        result.put("rowsCopied", meter.rowsCopied());
        result.put("rowsKept", meter.rowsKept());
        result.put("rangesKept", meter.rangesKept());
        say("copy: " + Console.count(meter.rowsCopied()) + " rows in " + Console.seconds(seconds)
                + (meter.rowsKept() > 0
                        ? "; " + Console.count(meter.rowsKept()) + " rows were there from the interrupted run"
                        : ""));
    }

    /** Where the backup holds the notes of the sync, it goes on from there. */
    private static void joinSync(SqliteSource backup, PostgresqlTarget target) throws MigrationException {
        try (Connection copied = backup.open();
                Connection connection = target.open()) {
            Sync.copied(copied, connection);
        } catch (SQLException e) {
            throw new MigrationException(
                    "noting the position of the sync in " + target.display() + " failed: " + e.getMessage(), e);
        }
    }

    /** Compares every row; true if there is no difference. */
    boolean verify(SqliteSource snapshot, PostgresqlTarget target, SchemaMap map, int jobs, ReportOptions report)
            throws MigrationException, IOException {
        say("verify: comparing every row of " + map.tables().size() + " tables");
        long started = System.nanoTime();
        QuarantineCheck quarantine = new QuarantineCheck();
        SqliteSource expected = expected(snapshot, target, map, quarantine);
        List<TableResult> results = new Verifier(
                        expected, target, map, jobs, report.differences(), new Progress(console, "compared", Map.of()))
                .verify();
        double seconds = (System.nanoTime() - started) / 1e9;
        long rows = results.stream().mapToLong(TableResult::sourceRows).sum();
        long cells = results.stream().mapToLong(TableResult::cells).sum();
        long found = results.stream().mapToLong(TableResult::found).sum()
                + quarantine.findings().size();
        directory.write("verify.json", Json.pretty(VerifyReport.full(results, report.plain())));
        result.put("verified", VerifyReport.summary(results));
        result.put("differences", found);
        quarantine.findings().stream().limit(MOST_SHOWN).forEach(finding -> say("  " + finding));
        result.put("quarantined", quarantine.rows());
        if (!quarantine.rows().isEmpty()) {
            say("verify: in quarantine, as SQLite has them: " + quarantine.rows());
        }
        for (Difference difference : VerifyReport.first(results, MOST_SHOWN)) {
            say("  " + difference);
        }
        say("verify: " + results.size() + " tables, " + Console.count(rows) + " rows, " + Console.count(cells)
                + " cells in "
                + Console.seconds(seconds) + ": " + Console.count(found) + " differences"
                + (found > 0
                        ? (report.plain() ? "; with values in " : "; all that are told in ")
                                + directory.file("verify.json")
                        : ""));
        if (results.isEmpty()) {
            say("verify: there was nothing to compare, which is not a pass");
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
        WorkingCopy copy = new WorkingCopy(snapshot, directory.file("expected.sqlite"));
        opened.push(copy);
        quarantine.run(copy, map, target);
        return copy.source();
    }

    @Override
    public void close() throws IOException {
        opened.forEach(WorkingCopy::close);
        if (temporary != null) {
            Files.deleteIfExists(temporary);
        }
    }
}
