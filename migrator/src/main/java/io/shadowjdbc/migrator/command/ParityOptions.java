package io.shadowjdbc.migrator.command;

import io.shadowjdbc.migrator.MigrationException;
import io.shadowjdbc.migrator.parity.ParityDecision;
import io.shadowjdbc.migrator.parity.ParitySummary;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** What the mirror found, by its files or by the report over them. */
final class ParityOptions {
    @Option(
            names = "--parity",
            paramLabel = "DIR",
            description = "The mirror's parity files (the driver's shadow.parity.dir), to be counted.")
    private Path directory;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "What shadow-report.jar json wrote over them: its decision, go or no-go.")
    private Path report;

    Path directory() {
        return directory;
    }

    Path report() {
        return report;
    }

    /** The figures, and {@code go} where a report was named; empty where neither was. */
    Map<String, Object> judge(Steps steps) throws MigrationException {
        Map<String, Object> json = new LinkedHashMap<>();
        if (directory != null) {
            ParitySummary summary = ParitySummary.read(directory);
            json.put("files", summary.toJson());
            steps.say("parity: " + summary.compared() + " reads compared, " + summary.verdicts());
        }
        if (report != null) {
            ParityDecision decision = ParityDecision.read(report);
            json.putAll(decision.toJson());
            steps.say("parity: " + decision.summary());
        }
        return json;
    }
}
