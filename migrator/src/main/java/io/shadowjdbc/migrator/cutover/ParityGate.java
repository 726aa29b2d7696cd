package io.shadowjdbc.migrator.cutover;

import io.shadowjdbc.migrator.MigrationException;
import io.shadowjdbc.migrator.parity.ParityDecision;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * The report over the mirror's findings says go, and is not old.
 *
 * @param report what {@code shadow-report.jar json} wrote, or null where none was named
 * @param longest how old it may be
 */
public record ParityGate(Path report, Duration longest) implements Gate {
    private static final String REMEDY =
            "java -jar shadow-report.jar json --in PARITY-DIR --out FILE, then --report FILE";

    @Override
    public String name() {
        return "parity";
    }

    @Override
    public GateState look() throws MigrationException {
        if (report == null) {
            return GateState.closed(name(), "no report was named", REMEDY);
        }
        ParityDecision decision = ParityDecision.read(report);
        if (!decision.go()) {
            return GateState.closed(
                    name(), "the report says no-go: " + decision.summary(), "shadow-report.jar check tells what to do");
        }
        if (Duration.between(decision.generated(), Instant.now()).compareTo(longest) > 0) {
            return GateState.closed(
                    name(),
                    "the report is of " + decision.generated() + ", longer ago than " + Durations.text(longest),
                    REMEDY);
        }
        return GateState.open(name(), "the report says go: " + decision.summary());
    }
}
