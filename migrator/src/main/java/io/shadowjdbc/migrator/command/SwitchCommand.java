package io.shadowjdbc.migrator.command;

import io.shadowjdbc.migrator.MigrationException;
import io.shadowjdbc.migrator.run.Console;
import io.shadowjdbc.migrator.run.Json;
import io.shadowjdbc.provider.ControlFile;
import io.shadowjdbc.provider.Phase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Changes the flag that the driver follows. */
@Command(
        name = "switch",
        description = "Names the active provider in a control store; drivers that watch it change over at their next"
                + " transaction. No data are carried.",
        mixinStandardHelpOptions = true)
public final class SwitchCommand implements Callable<Integer> {
    private static final String FILE = "file:";
    private static final List<String> PROVIDERS = List.of("sqlite", "postgresql", "primary", "secondary");

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--control",
            paramLabel = "STORE",
            required = true,
            description = "The control store, as the driver's shadow.control names it: file:PATH.")
    private String control;

    @Option(
            names = "--to",
            paramLabel = "PROVIDER",
            required = true,
            description =
                    "The provider to be active: sqlite or postgresql; primary or secondary where both are the same.")
    private String provider;

    @Option(names = "--json", description = "The last line on standard output is the result as one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws MigrationException {
        if (!control.startsWith(FILE) || control.length() == FILE.length()) {
            throw new ParameterException(spec.commandLine(), "--control: expected file:PATH, got " + control);
        }
        if (!PROVIDERS.contains(provider)) {
            throw new ParameterException(
                    spec.commandLine(), "--to: expected " + String.join(", ", PROVIDERS) + ", got " + provider);
        }
        Console console = new Console(spec.commandLine().getOut(), false);
        ControlFile file = new ControlFile(Path.of(control.substring(FILE.length())));
        console.say("switch: makes " + provider + " the active provider in " + file.path());
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("command", "switch");
        int exit = set(console, file, result);
        result.put("exit", exit);
        result.put("ok", exit == 0);
        if (json) {
            console.say(Json.line(result));
        }
        return exit;
    }

    private int set(Console console, ControlFile file, Map<String, Object> result) {
        try {
            String before = file.read().map(ControlFile.Content::provider).orElse("none");
            ControlFile.Content now = file.update(this::changed);
            console.say(
                    before.equals(provider)
                            ? "switch: " + provider + " was the active provider already, nothing was changed"
                            : "switch: the provider was " + before + " and is " + now.provider() + ", epoch "
                                    + now.epoch() + ", phase " + now.phase());
            console.say("next: look at the application; switch --to " + (before.equals("none") ? "sqlite" : before)
                    + " goes back");
            result.put("before", before);
            result.put("provider", now.provider());
            result.put("phase", now.phase().name());
            result.put("epoch", now.epoch());
            return RunCommand.WELL;
        } catch (IOException e) {
            console.say("failed: the control file " + file.path() + " could not be changed: " + e.getMessage());
            result.put("error", e.getMessage());
            return RunCommand.COULD_NOT;
        }
    }

    private ControlFile.Content changed(ControlFile.Content content) {
        if (content == null) {
            return new ControlFile.Content(provider, Phase.OPEN, 1, true);
        }
        return content.provider().equals(provider)
                ? content
                : content.changed(provider, content.phase(), content.epoch() + 1);
    }
}
