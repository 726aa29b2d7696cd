package io.shadowjdbc.migrator.command;

import io.shadowjdbc.migrator.MigrationException;
import io.shadowjdbc.migrator.cutover.Databases;
import io.shadowjdbc.migrator.cutover.Direction;
import io.shadowjdbc.migrator.cutover.Evidence;
import io.shadowjdbc.migrator.cutover.Gate;
import io.shadowjdbc.migrator.cutover.HistoryGates;
import io.shadowjdbc.migrator.cutover.LagGate;
import io.shadowjdbc.migrator.cutover.LiveGates;
import io.shadowjdbc.migrator.cutover.ParityGate;
import io.shadowjdbc.migrator.parity.ParityDecision;
import io.shadowjdbc.migrator.run.RunHistory;
import io.shadowjdbc.provider.FleetControl;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** PostgreSQL becomes active. */
@Command(
        name = "cutover",
        description = "Makes PostgreSQL the active database while the application serves: brings the last changes over,"
                + " compares what has changed, flips the flag. Past --deadline, and at any failure before the flip,"
                + " everything is as it was. After a kill, the same command goes on or begins anew.",
        mixinStandardHelpOptions = true)
public final class CutoverCommand extends CrossingCommand {
    static final String PHRASE = "I_UNDERSTAND_PRODUCTION_CUTOVER";

    @Mixin
    private JobsOption jobs;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "What shadow-report.jar json wrote: the gate parity is open if it says go.")
    private Path report;

    @Option(
            names = "--rehearsal",
            paramLabel = "DIR",
            description = "The work directory of a rehearsal in which a rollback ended well.")
    private Path rehearsal;

    @Option(
            names = "--max-age",
            paramLabel = "GATE=TIME",
            description =
                    "How old what opens a gate may be: verify (default 30d, as what changes later is compared by the"
                            + " cutover), backup (default 1d), parity (default 7d). May be repeated.")
    private Map<String, String> ages = Map.of();

    @Option(
            names = "--skip-evidence",
            description =
                    "Leaves out the digests of both databases as they were at the flip, which take a while on large"
                            + " ones and keep the sync back waiting.")
    private boolean skipEvidence;

    private Evidence evidence;

    @Override
    Direction direction() {
        return Direction.TO_POSTGRESQL;
    }

    @Override
    boolean confirm(Steps steps, Databases both) {
        confirmation.require(PHRASE, "the application will work on PostgreSQL", steps.console());
        return false;
    }

    @Override
    List<Gate> gates(Steps steps, FleetControl fleet, Databases both) throws MigrationException, IOException {
        RunHistory history = RunHistory.of(options.work);
        HistoryGates earlier = new HistoryGates(
                history,
                "--source " + both.source().file() + " --target "
                        + both.target().display());
        return List.of(
                earlier.preflight(),
                earlier.verified(age("verify", "30d")),
                earlier.backup(age("backup", "1d")),
                earlier.rehearsed(rehearsal == null ? null : RunHistory.of(rehearsal)),
                new ParityGate(report, age("parity", "7d")),
                new LagGate(both, direction().from(), crossing.maxLag()),
                LiveGates.instances(fleet, crossing.instances()));
    }

    private Duration age(String gate, String otherwise) {
        return new DurationOption().convert(ages.getOrDefault(gate, otherwise));
    }

    @Override
    Map<String, Object> record() {
        try {
            return report == null
                    ? Map.of()
                    : Map.of("parity", ParityDecision.read(report).toJson());
        } catch (MigrationException e) {
            // the gate has said so, and was closed or waived
            return Map.of("parity", e.getMessage());
        }
    }

    @Override
    void equal(Databases both) throws SQLException {
        if (!skipEvidence) {
            evidence = Evidence.hold(both);
        }
    }

    @Override
    void finish(Steps steps, Databases both) throws Exception {
        steps.directory()
                .write(
                        "rollback.env",
                        RollbackPointer.of(both, control.store(), targetOptions, options.work, crossing));
        steps.say("  the way back: " + steps.directory().file("rollback.env"));
        if (evidence != null) {
            try (Evidence held = evidence) {
                result.put("acceptance", held.write(steps.directory(), jobs.get(), steps.console()));
            }
        }
    }
}
