package io.shadowjdbc.migrator.command;

import io.shadowjdbc.migrator.MigrationException;
import io.shadowjdbc.migrator.cutover.Databases;
import io.shadowjdbc.migrator.cutover.StatusReport;
import io.shadowjdbc.migrator.run.Console;
import io.shadowjdbc.migrator.run.Json;
import io.shadowjdbc.migrator.target.PostgresqlTarget;
import io.shadowjdbc.provider.FleetControl;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where things stand. */
@Command(
        name = "status",
        description =
                "Tells which database is active, what the instances do, how far the other side is behind, whether a"
                        + " rollback would lose anything, and what to do next. Changes nothing.",
        mixinStandardHelpOptions = true)
public final class StatusCommand implements Callable<Integer> {
    private static final long WATCH_MILLIS = 1_000;

    @Spec
    private CommandSpec spec;

    @Mixin
    private SourceOption source;

    @Mixin
    private TargetOptions targetOptions;

    @Mixin
    private ControlOption control;

    @Option(
            names = "--work",
            paramLabel = "DIR",
            defaultValue = "shadow-runs",
            description = "Where runs keep their files (default: ${DEFAULT-VALUE}).")
    private Path work;

    @Option(names = "--watch", description = "Tells it again every second, until it is ended.")
    private boolean watch;

    @Option(names = "--json", description = "Tells it as one JSON object a line, and nothing else.")
    private boolean json;

    @Override
    public Integer call() {
        Console console = new Console(spec.commandLine().getOut(), Console.isTerminal());
        PostgresqlTarget target = targetOptions.get();
        try (FleetControl fleet = control.open(target)) {
            StatusReport report =
                    new StatusReport(new Databases(source.get(), target, SavedMap.load(target)), fleet, work);
            do {
                tell(console, report.look());
            } while (watch && pause());
            return RunCommand.WELL;
        } catch (MigrationException | IOException e) {
            if (json) {
                Map<String, Object> failure = new LinkedHashMap<>();
                failure.put("command", "status");
                failure.put("error", e.getMessage());
                failure.put("exit", RunCommand.COULD_NOT);
                failure.put("ok", false);
                console.say(Json.line(failure));
            } else {
                console.say("failed: " + e.getMessage());
            }
            return RunCommand.COULD_NOT;
        }
    }

    private void tell(Console console, StatusReport report) {
        if (json) {
            Map<String, Object> told = new LinkedHashMap<>();
            told.put("command", "status");
            told.putAll(report.json());
            told.put("exit", RunCommand.WELL);
            told.put("ok", true);
            console.say(Json.line(told));
            return;
        }
        if (watch && console.terminal()) {
            // clears the screen
            console.say("\033[H\033[2J");
        }
        report.lines().forEach(console::say);
    }

    private static boolean pause() {
        try {
            Thread.sleep(WATCH_MILLIS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
