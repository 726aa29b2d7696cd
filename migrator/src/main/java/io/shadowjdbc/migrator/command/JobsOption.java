package io.shadowjdbc.migrator.command;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How much is done at a time. */
final class JobsOption {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            defaultValue = "2",
            description = "Tables, or ranges of large ones, that are worked on at a time, each with a connection of its"
                    + " own (default: ${DEFAULT-VALUE}).")
    private int jobs;

    int get() {
        if (jobs < 1 || jobs > 64) {
            throw new ParameterException(spec.commandLine(), "--jobs: expected 1 to 64, got " + jobs);
        }
        return jobs;
    }
}
