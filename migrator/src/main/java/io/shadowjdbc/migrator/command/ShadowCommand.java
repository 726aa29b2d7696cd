package io.shadowjdbc.migrator.command;

import io.shadowjdbc.migrator.MigrationException;
import io.shadowjdbc.migrator.parity.ParitySummary;
import io.shadowjdbc.migrator.run.Console;
import io.shadowjdbc.migrator.run.Json;
import io.shadowjdbc.migrator.target.PostgresqlTarget;
import io.shadowjdbc.provider.ControlException;
import io.shadowjdbc.provider.FleetControl;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The phase in which the application's reads are repeated on the other side. */
@Command(
        name = "shadow",
        description =
                "Switches the mirroring of reads on or off in all instances, waits for comparisons, and counts what"
                        + " they found. Whether that is good enough is for shadow-report.jar check to say.",
        mixinStandardHelpOptions = true)
public final class ShadowCommand extends RunCommand {
    private static final long LOOK_MILLIS = 500;

    /** Whether reads are mirrored. */
    enum Mirroring {
        ON,
        OFF
    }

    @Mixin
    private TargetOptions targetOptions;

    @Mixin
    private ControlOption control;

    @Option(
            names = "--mirror",
            paramLabel = "ON|OFF",
            description = "Switches mirroring; without it, it stays as it is.")
    private Mirroring mirror;

    @Option(
            names = "--parity",
            paramLabel = "DIR",
            required = true,
            description = "Where the instances write their parity files (the driver's shadow.parity.dir).")
    private Path parity;

    @Option(
            names = "--comparisons",
            paramLabel = "N",
            defaultValue = "0",
            description = "Waits until so many reads more have been compared (default: ${DEFAULT-VALUE}).")
    private long comparisons;

    @Option(
            names = "--wait",
            paramLabel = "TIME",
            defaultValue = "10m",
            converter = DurationOption.class,
            description = "How long to wait for them (default: ${DEFAULT-VALUE}).")
    private Duration patience;

    @Override
    int run(Steps steps) throws MigrationException, IOException {
        PostgresqlTarget target = targetOptions.get();
        ParitySummary before = ParitySummary.read(parity);
        if (mirror != null) {
            try (FleetControl fleet = control.open(target)) {
                fleet.mirror(mirror == Mirroring.ON);
                steps.say("shadow: mirroring is " + (mirror == Mirroring.ON ? "on" : "off") + " in " + control.store());
            } catch (ControlException e) {
                throw new MigrationException(e.getMessage(), e);
            }
        }
        ParitySummary now = await(before, steps.console());
        steps.directory().write("parity.json", Json.pretty(now.toJson()));
        long more = now.compared() - before.compared();
        long bad = now.bad() - before.bad();
        result.put("parity", now.toJson());
        result.put("comparedMore", more);
        result.put("badMore", bad);
        steps.say("shadow: " + Console.count(now.compared()) + " reads of " + now.statements()
                + " statements compared in " + now.files() + " files, " + Console.count(more) + " of them now: "
                + now.verdicts());
        next("java -jar shadow-report.jar json --in " + parity
                + " --out report.json, then cutover --report report.json");
        if (more < comparisons) {
            steps.say("shadow: expected " + Console.count(comparisons) + " comparisons within "
                    + Console.seconds(patience.toMillis() / 1000.0)
                    + "; does the application read, and is mirroring on?");
            return FOUND;
        }
        return bad == 0 ? WELL : FOUND;
    }

    private ParitySummary await(ParitySummary before, Console console) throws MigrationException {
        long end = System.nanoTime() + patience.toNanos();
        ParitySummary now = ParitySummary.read(parity);
        while (now.compared() - before.compared() < comparisons && System.nanoTime() < end) {
            console.status("  " + Console.count(now.compared() - before.compared()) + " of "
                    + Console.count(comparisons) + " reads compared");
            try {
                Thread.sleep(LOOK_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new MigrationException("interrupted while waiting for comparisons", e);
            }
            now = ParitySummary.read(parity);
        }
        return now;
    }
}
