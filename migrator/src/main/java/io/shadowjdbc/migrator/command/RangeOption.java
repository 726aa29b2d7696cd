package io.shadowjdbc.migrator.command;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** From which size on a table is copied in ranges. */
final class RangeOption {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--range-rows",
            paramLabel = "N",
            defaultValue = "2000000",
            description = "A table of at least twice as many rows, or of more than 1 GB, is copied in ranges of its"
                    + " rowid, by several connections; a killed copy continues with the ranges that are missing"
                    + " (default: ${DEFAULT-VALUE}).")
    private long rows;

    long get() {
        if (rows < 1) {
            throw new ParameterException(spec.commandLine(), "--range-rows: expected 1 or more, got " + rows);
        }
        return rows;
    }
}
