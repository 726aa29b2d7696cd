package io.shadowjdbc.migrator.command;

import io.shadowjdbc.migrator.GateClosedException;
import io.shadowjdbc.migrator.MigrationException;
import io.shadowjdbc.migrator.existing.ExistingSchema;
import io.shadowjdbc.migrator.plan.MigrationPlan;
import io.shadowjdbc.migrator.plan.Note;
import io.shadowjdbc.migrator.plan.PlanChoices;
import io.shadowjdbc.migrator.plan.PlanReport;
import io.shadowjdbc.migrator.plan.Planner;
import io.shadowjdbc.migrator.planfile.PlanFileWriter;
import io.shadowjdbc.migrator.quarantine.WorkingCopy;
import io.shadowjdbc.migrator.run.Console;
import io.shadowjdbc.migrator.run.Json;
import io.shadowjdbc.migrator.run.Progress;
import io.shadowjdbc.migrator.run.RunDirectory;
import io.shadowjdbc.migrator.source.Backup;
import io.shadowjdbc.migrator.source.SqliteSource;
import io.shadowjdbc.migrator.target.PostgresqlTarget;
import io.shadowjdbc.schema.SchemaMapFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

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

    Console console() {
        return console;
    }

    /** What the command has found out so far, to be added to. */
    Map<String, Object> result() {
        return result;
    }

    /** Keeps a working copy until the command ends. */
    void closeAtEnd(WorkingCopy copy) {
        opened.push(copy);
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
    MigrationPlan plan(SqliteSource snapshot, String schema, PostgresqlTarget target, PlanChoices choices)
            throws MigrationException, IOException {
        say("census: reading every row");
        ExistingSchema existing = choices.existing() ? target.existing() : null;
        MigrationPlan plan = Planner.plan(snapshot, schema, choices, existing, new Progress(console, "read", Map.of()));
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

    MigrationPlan plan(SqliteSource snapshot, PostgresqlTarget target, PlanChoices choices)
            throws MigrationException, IOException {
        return plan(snapshot, target.schema(), target, choices);
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

    @Override
    public void close() throws IOException {
        opened.forEach(WorkingCopy::close);
        if (temporary != null) {
            Files.deleteIfExists(temporary);
        }
    }
}
