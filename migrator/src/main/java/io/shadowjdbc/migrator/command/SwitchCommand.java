package io.shadowjdbc.migrator.command;

import io.shadowjdbc.config.DatabaseKind;
import io.shadowjdbc.migrator.GateClosedException;
import io.shadowjdbc.migrator.MigrationException;
import io.shadowjdbc.migrator.run.Console;
import io.shadowjdbc.migrator.run.Json;
import io.shadowjdbc.migrator.source.SqliteSource;
import io.shadowjdbc.migrator.target.PostgresqlTarget;
import io.shadowjdbc.provider.ControlException;
import io.shadowjdbc.provider.FleetControl;
import io.shadowjdbc.provider.FleetState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Changes the active provider of all instances that share a control store. */
@Command(
        name = "switch",
        description = "Makes a provider the active one in all instances that share a control store: lets new"
                + " transactions wait, waits until running ones have ended everywhere, changes over, opens. No data are"
                + " carried.",
        mixinStandardHelpOptions = true)
public final class SwitchCommand implements Callable<Integer> {
    private static final List<String> PROVIDERS = List.of("sqlite", "postgresql", "primary", "secondary");

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--control",
            paramLabel = "STORE",
            required = true,
            description = "The control store, as the driver's shadow.control names it: file:PATH or postgresql.")
    private String control;

    @Option(
            names = "--to",
            paramLabel = "PROVIDER",
            required = true,
            description =
                    "The provider to be active: sqlite or postgresql; primary or secondary where both are the same.")
    private String provider;

    @Option(
            names = "--deadline",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "After this time everything is as before, whatever has become of this command (default:"
                    + " ${DEFAULT-VALUE}).")
    private int deadline;

    @Option(
            names = "--evict",
            paramLabel = "INSTANCE",
            split = ",",
            description = "Do not wait for this instance: it has ended without saying so.")
    private List<String> evicted = List.of();

    @Option(
            names = "--dry-run",
            description = "Do all but the change itself, and tell how long new transactions had to wait.")
    private boolean rehearsal;

    @Option(
            names = "--source",
            paramLabel = "URL",
            description = "The SQLite database. With --target: writes of everybody are refused on the inactive side, by"
                    + " triggers.")
    private String source;

    @Option(
            names = "--target",
            paramLabel = "URL",
            description = "The PostgreSQL database; needed for --control postgresql.")
    private String target;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "File whose first line is the password. Without it the environment's PGPASSWORD is used,"
                    + " if set.")
    private Path passwordFile;

    @Option(names = "--json", description = "The last line on standard output is the result as one JSON object.")
    private boolean json;

    private final Map<String, Object> result = new LinkedHashMap<>();

    @Override
    public Integer call() {
        if (!PROVIDERS.contains(provider)) {
            throw wrong("--to: expected " + String.join(", ", PROVIDERS) + ", got " + provider);
        }
        if (deadline < 1 || deadline > 86_400) {
            throw wrong("--deadline: expected 1 to 86400 seconds, got " + deadline);
        }
        PostgresqlTarget postgresql = target();
        Console console = new Console(spec.commandLine().getOut(), false);
        result.put("command", "switch");
        int exit = RunCommand.COULD_NOT;
        try (FleetControl fleet = control(postgresql)) {
            exit = run(console, fleet, sides(postgresql));
        } catch (GateClosedException e) {
            exit = RunCommand.FOUND;
            failed(console, "stopped: ", e);
            result.put("findings", e.findings());
            next(
                    console,
                    "end what holds it up or wait, and start again; an instance that has ended is left out with"
                            + " --evict NAME");
        } catch (ControlException | MigrationException | IllegalArgumentException e) {
            failed(console, "failed: ", e);
        }
        result.put("exit", exit);
        result.put("ok", exit == RunCommand.WELL);
        if (json) {
            console.say(Json.line(result));
        }
        return exit;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private FleetControl control(PostgresqlTarget postgresql) {
        try {
            return FleetControl.of(control, postgresql == null ? null : postgresql::connect);
        } catch (IllegalArgumentException e) {
            throw wrong("--control: " + e.getMessage() + (control.equals("postgresql") ? "; give --target" : ""));
        }
    }

    private PostgresqlTarget target() {
        if (target == null) {
            return null;
        }
        try {
            String password = passwordFile == null
                    ? System.getenv("PGPASSWORD")
                    : Files.readString(passwordFile).lines().findFirst().orElse("");
            return PostgresqlTarget.parse(target, password, "public");
        } catch (IOException e) {
            throw wrong("--password-file: " + passwordFile + " can't be read: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw wrong("--target: " + e.getMessage());
        }
    }

    /** Both databases, for the fence in the data; none unless both are given. */
    private List<FenceSide> sides(PostgresqlTarget postgresql) throws MigrationException {
        if (source == null) {
            return List.of();
        }
        if (postgresql == null) {
            throw wrong("--source: give --target as well, or neither");
        }
        SqliteSource sqlite;
        try {
            sqlite = SqliteSource.parse(source);
        } catch (IllegalArgumentException e) {
            throw wrong("--source: " + e.getMessage());
        }
        sqlite.check();
        String url = "jdbc:sqlite:" + sqlite.file() + "?busy_timeout=10000";
        return List.of(
                new FenceSide(DatabaseKind.SQLITE, () -> DriverManager.getConnection(url)),
                new FenceSide(DatabaseKind.POSTGRESQL, postgresql::connect));
    }

    private int run(Console console, FleetControl fleet, List<FenceSide> sides)
            throws ControlException, MigrationException {
        if (!rehearsal && fleet.create(provider)) {
            console.say("switch: there was no flag; " + provider + " is written as the active provider");
            return told(fleet.state(), "none");
        }
        String before = fleet.state().provider();
        Switching switching = new Switching(fleet, console, sides);
        if (before.equals(provider) && !rehearsal) {
            switching.repair(provider);
            console.say("switch: " + provider + " was the active provider already, nothing was changed");
            return told(fleet.state(), before);
        }
        for (String name : evicted) {
            fleet.evict(name);
            console.say("switch: evicted " + name);
        }
        if (sides.isEmpty()) {
            console.say("switch: without --source and --target, writes past the driver are not refused");
        }
        FleetState after = switching.run(before, provider, rehearsal, Duration.ofSeconds(deadline));
        result.put("pause_ms", switching.pause().toMillis());
        if (rehearsal) {
            console.say("switch: rehearsal, the provider stays " + before + "; new transactions waited "
                    + switching.pause().toMillis() + " ms");
            result.put("rehearsal", true);
            next(console, "without --dry-run the same makes " + provider + " the active provider");
        } else {
            console.say("switch: the provider was " + before + " and is " + after.provider() + ", epoch "
                    + after.epoch() + ", phase " + after.phase() + "; new transactions waited "
                    + switching.pause().toMillis() + " ms");
            next(console, "look at the application; switch --to " + before + " goes back");
        }
        return told(after, before);
    }

    private int told(FleetState state, String before) {
        result.put("before", before);
        result.put("provider", state.provider());
        result.put("phase", state.phase().name());
        result.put("epoch", state.epoch());
        result.put("instances", state.instances().size());
        return RunCommand.WELL;
    }

    private void failed(Console console, String prefix, Exception e) {
        console.say(prefix + e.getMessage());
        result.put("error", e.getMessage());
    }

    private void next(Console console, String step) {
        console.say("next: " + step);
        result.put("next", step);
    }
}
