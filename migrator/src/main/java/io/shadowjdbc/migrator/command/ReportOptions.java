package io.shadowjdbc.migrator.command;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What a verification tells of the differences that it finds. */
final class ReportOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** How the values of a difference are shown. */
    enum Values {
        HASH,
        PLAIN
    }

    @Option(
            names = "--values",
            paramLabel = "HOW",
            defaultValue = "hash",
            description = "How verify.json shows values that differ: hash (type, length and a hash) or plain (default:"
                    + " ${DEFAULT-VALUE}).")
    private Values values;

    @Option(
            names = "--differences",
            paramLabel = "N",
            defaultValue = "100",
            description = "How many differences of each table are told one by one; all are counted (default:"
                    + " ${DEFAULT-VALUE}).")
    private int differences;

    boolean plain() {
        return values == Values.PLAIN;
    }

    int differences() {
        if (differences < 1 || differences > 100_000) {
            throw new ParameterException(spec.commandLine(), "--differences: expected 1 to 100000, got " + differences);
        }
        return differences;
    }
}
