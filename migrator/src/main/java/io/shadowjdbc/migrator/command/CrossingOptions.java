package io.shadowjdbc.migrator.command;

import io.shadowjdbc.migrator.MigrationException;
import io.shadowjdbc.migrator.cutover.Durations;
import io.shadowjdbc.migrator.cutover.Hooks;
import io.shadowjdbc.migrator.cutover.Step;
import io.shadowjdbc.migrator.run.Console;
import io.shadowjdbc.provider.ControlException;
import io.shadowjdbc.provider.FleetControl;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What cutover and rollback have in common. */
final class CrossingOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--deadline",
            paramLabel = "TIME",
            defaultValue = "10s",
            converter = DurationOption.class,
            description = "How long new transactions may be kept waiting; past it everything is as it was (default:"
                    + " ${DEFAULT-VALUE}). The driver's shadow.fence.timeout has to be longer.")
    private Duration deadline;

    @Option(
            names = "--max-lag",
            paramLabel = "TIME",
            defaultValue = "1m",
            converter = DurationOption.class,
            description = "How old the oldest change may be that was not brought over yet (default: ${DEFAULT-VALUE}).")
    private Duration maxLag;

    @Option(
            names = "--instances",
            paramLabel = "N",
            defaultValue = "0",
            description = "How many instances of the application there have to be (default: at least one).")
    private int instances;

    @Option(
            names = "--evict",
            paramLabel = "INSTANCE",
            split = ",",
            description = "Do not wait for this instance: it has ended without saying so. One that answers is refused."
                    + " May be repeated.")
    private List<String> evicted = List.of();

    @Option(
            names = "--waive",
            paramLabel = "GATE=REASON",
            description = "Lets a closed gate pass, with the reason for the records; may be repeated.")
    private Map<String, String> waived = new LinkedHashMap<>();

    @Option(
            names = "--hook-before",
            paramLabel = "STEP=COMMAND",
            description = "Runs the command before the step; if it fails, everything is as it was. May be repeated.")
    private List<String> before = new ArrayList<>();

    @Option(
            names = "--hook-after",
            paramLabel = "STEP=COMMAND",
            description = "Runs the command after the step. May be repeated.")
    private List<String> after = new ArrayList<>();

    @Option(
            names = "--hook-timeout",
            paramLabel = "TIME",
            defaultValue = "5m",
            converter = DurationOption.class,
            description = "How long a hook may take while the application is not kept waiting (default:"
                    + " ${DEFAULT-VALUE}).")
    private Duration hookTimeout;

    @Option(
            names = "--env-file",
            paramLabel = "FILE",
            description = "An env file in which the application's provider is set once the switch is made.")
    private Path envFile;

    @Option(
            names = "--env-variable",
            paramLabel = "NAME",
            defaultValue = "SHADOW_PROVIDER",
            description = "The variable to set there (default: ${DEFAULT-VALUE}).")
    private String envVariable;

    @Option(names = "--keep-syncing", description = "Stays and keeps the inactive side in step, until it is ended.")
    private boolean keepSyncing;

    Duration deadline() {
        if (deadline.compareTo(Duration.ofMillis(100)) < 0) {
            throw new ParameterException(
                    spec.commandLine(), "--deadline: expected at least 100ms, got " + Durations.text(deadline));
        }
        return deadline;
    }

    Duration maxLag() {
        return maxLag;
    }

    int instances() {
        return instances;
    }

    /** Forgets the instances that the operator names; those that are not known any more are passed over. */
    void evict(FleetControl fleet, Console console) throws MigrationException {
        for (String name : evicted) {
            try {
                if (fleet.state().instances().stream()
                        .noneMatch(instance -> instance.name().equals(name))) {
                    console.say("evict: no instance is called " + name + " any more");
                } else {
                    fleet.evict(name);
                    console.say("evict: " + name + " is waited for no more");
                }
            } catch (ControlException e) {
                throw new MigrationException("--evict " + name + ": " + e.getMessage(), e);
            }
        }
    }

    Map<String, String> waived() {
        return waived;
    }

    Path envFile() {
        return envFile;
    }

    String envVariable() {
        return envVariable;
    }

    boolean keepSyncing() {
        return keepSyncing;
    }

    Hooks hooks(Map<String, String> environment, Console console) {
        return new Hooks(
                byStep("--hook-before", before), byStep("--hook-after", after), hookTimeout, environment, console);
    }

    private Map<Step, List<String>> byStep(String option, List<String> hooks) {
        Map<Step, List<String>> byStep = new EnumMap<>(Step.class);
        for (String hook : hooks) {
            int equals = hook.indexOf('=');
            Step step = Step.of(equals < 0 ? hook : hook.substring(0, equals))
                    .filter(known -> equals > 0)
                    .orElseThrow(() -> new ParameterException(
                            spec.commandLine(),
                            option + ": expected STEP=COMMAND with one of the steps "
                                    + java.util.Arrays.stream(Step.values())
                                            .map(Step::label)
                                            .toList()
                                    + ", got " + hook));
            byStep.computeIfAbsent(step, none -> new ArrayList<>()).add(hook.substring(equals + 1));
        }
        return byStep;
    }
}
