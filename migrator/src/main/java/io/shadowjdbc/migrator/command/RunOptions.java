package io.shadowjdbc.migrator.command;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Options of every command that leaves something behind. */
final class RunOptions {
    @Option(
            names = "--work",
            paramLabel = "DIR",
            defaultValue = "shadow-runs",
            description = "Where runs keep their files, in a directory each (default: ${DEFAULT-VALUE}).")
    Path work;

    @Option(names = "--json", description = "The last line on standard output is the result as one JSON object.")
    boolean json;
}
