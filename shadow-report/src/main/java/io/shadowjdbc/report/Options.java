package io.shadowjdbc.report;

import io.shadowjdbc.report.gate.Limits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What every command takes: which files, where to write, and the limits of the gates. */
final class Options {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--in",
            required = true,
            arity = "1..*",
            paramLabel = "DIR",
            description = "Directories of parity files (shadow.parity.dir), or single files; several are added up.")
    List<Path> in = new ArrayList<>();

    @Option(names = "--out", paramLabel = "FILE", description = "Write here instead of to standard output.")
    Path out;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = Span.SinceConverter.class,
            description = "Leave out runs that started earlier: 2026-01-31T23:59:59Z, or 2h for two hours ago.")
    Span.Since since;

    @Option(
            names = "--min-comparisons",
            paramLabel = "N",
            defaultValue = "1",
            description = "Comparisons asked for over all statements (default ${DEFAULT-VALUE}).")
    long minComparisons;

    @Option(
            names = "--min-per-statement",
            paramLabel = "N",
            defaultValue = "1",
            description = "Comparisons asked for of each selected read statement (default ${DEFAULT-VALUE}).")
    long minPerStatement;

    @Option(
            names = "--max-mismatches",
            paramLabel = "N",
            defaultValue = "0",
            description = "Reads that may differ (default ${DEFAULT-VALUE}).")
    long maxMismatches;

    @Option(
            names = "--max-shadow-errors",
            paramLabel = "N",
            defaultValue = "0",
            description = "Reads that may fail on the other side (default ${DEFAULT-VALUE}).")
    long maxShadowErrors;

    @Option(
            names = "--max-untranslatable",
            paramLabel = "N",
            defaultValue = "0",
            description = "Reads that may have no equal on the other side (default ${DEFAULT-VALUE}).")
    long maxUntranslatable;

    @Option(
            names = "--max-dropped",
            paramLabel = "PERCENT",
            defaultValue = "10",
            description = "Share of the selected reads that may be dropped, 0 to 100 (default ${DEFAULT-VALUE}).")
    double maxDropped;

    @Option(
            names = "--max-age",
            paramLabel = "DURATION",
            converter = Span.DurationConverter.class,
            description = "How old the newest line may be: 90s, 15m, 2h, 7d (default: any age).")
    Duration maxAge;

    @Option(
            names = "--accept",
            arity = "1..*",
            split = ",",
            paramLabel = "FINGERPRINT",
            description = "Statements that were checked by hand: they close no gate.")
    Set<String> accept = new HashSet<>();

    /**
     * The limits as given.
     *
     * @throws ParameterException if one makes no sense
     */
    Limits limits() {
        atLeastZero("--min-comparisons", minComparisons);
        atLeastZero("--min-per-statement", minPerStatement);
        atLeastZero("--max-mismatches", maxMismatches);
        atLeastZero("--max-shadow-errors", maxShadowErrors);
        atLeastZero("--max-untranslatable", maxUntranslatable);
        if (!(maxDropped >= 0 && maxDropped <= 100)) {
            throw usage("--max-dropped is " + maxDropped + ": expected a percentage from 0 to 100");
        }
        return new Limits(
                minComparisons,
                minPerStatement,
                maxMismatches,
                maxShadowErrors,
                maxUntranslatable,
                maxDropped,
                maxAge,
                accept);
    }

    private void atLeastZero(String option, long value) {
        if (value < 0) {
            throw usage(option + " is " + value + ": expected 0 or more");
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
