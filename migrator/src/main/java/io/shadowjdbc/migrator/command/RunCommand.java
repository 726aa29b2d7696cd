package io.shadowjdbc.migrator.command;

import io.shadowjdbc.migrator.GateClosedException;
import io.shadowjdbc.migrator.MigrationException;
import io.shadowjdbc.migrator.run.Console;
import io.shadowjdbc.migrator.run.Json;
import io.shadowjdbc.migrator.run.RunDirectory;
import io.shadowjdbc.migrator.source.SqliteSource;
import io.shadowjdbc.migrator.target.PostgresqlTarget;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * A command that keeps its artifacts in a run directory. It says what it will do, does it, says what came of it and what
 * the next step is; with {@code --json} the last line is the result as one object.
 */
abstract class RunCommand implements Callable<Integer> {
    static final int WELL = 0;
    static final int FOUND = 1;
    static final int COULD_NOT = 3;

    @Spec
    CommandSpec spec;

    @Mixin
    RunOptions options;

    /** What the command has found out, as far as it came; becomes the JSON object. */
    final Map<String, Object> result = new LinkedHashMap<>();

    /** The next sensible command, in the operator's words. */
    private String next;

    /**
     * Does the work.
     *
     * @return the exit code
     */
    abstract int run(Steps steps) throws MigrationException, IOException;

    /** What remains when the files of the run are written, whatever it found; not called where it could not do its work. */
    void completed() throws MigrationException {}

    final void next(String step) {
        next = step;
    }

    /** Another command over the same source and target, as it is typed; passwords are left out. */
    final void nextCommand(String command, SqliteSource source, PostgresqlTarget target) {
        next("shadow-migrator " + command + " --source " + source.file()
                + (target == null ? "" : " --target " + target.display()));
    }

    @Override
    public final Integer call() {
        Console console = new Console(spec.commandLine().getOut(), Console.isTerminal());
        result.put("command", spec.name());
        int exit = COULD_NOT;
        boolean done = false;
        RunDirectory directory = null;
        try {
            directory = RunDirectory.create(options.work);
            result.put("run", directory.path().toString());
            Steps steps = new Steps(console, directory, result);
            try {
                exit = run(steps);
                done = true;
            } finally {
                steps.close();
            }
        } catch (ParameterException e) {
            // nothing was done, so nothing stays
            forget(directory);
            throw e;
        } catch (GateClosedException e) {
            exit = FOUND;
            failed(console, "stopped: ", e, e.findings());
        } catch (MigrationException e) {
            failed(console, "failed: ", e, List.of());
        } catch (IOException e) {
            failed(console, "failed: can't read or write files: ", e, List.of());
        }
        return finish(console, directory, exit, done);
    }

    private static void forget(RunDirectory directory) {
        try {
            if (directory != null) {
                directory.deleteIfEmpty();
            }
        } catch (IOException e) {
            // an empty directory more
            return;
        }
    }

    private void failed(Console console, String prefix, Exception e, List<String> findings) {
        console.say(prefix + e.getMessage());
        result.put("error", e.getMessage());
        if (!findings.isEmpty()) {
            result.put("findings", findings);
        }
    }

    private int finish(Console console, RunDirectory directory, int exit, boolean done) {
        int code = exit;
        if (directory != null) {
            try {
                directory.write("result.json", Json.pretty(result));
                directory.writeManifest(spec.name(), exit);
                if (done) {
                    completed();
                }
            } catch (MigrationException e) {
                console.say("failed: " + e.getMessage());
                code = COULD_NOT;
            } catch (IOException e) {
                console.say("failed: can't write to " + directory.path() + ": " + e.getMessage());
                code = COULD_NOT;
            }
            console.say("files of this run: " + directory.path());
        }
        if (next != null) {
            console.say("next: " + next);
            result.put("next", next);
        }
        result.put("exit", code);
        result.put("ok", code == WELL);
        if (options.json) {
            console.say(Json.line(result));
        }
        return code;
    }
}
