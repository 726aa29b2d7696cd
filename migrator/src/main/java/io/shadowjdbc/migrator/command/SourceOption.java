package io.shadowjdbc.migrator.command;

import io.shadowjdbc.migrator.source.SqliteSource;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The SQLite database. */
final class SourceOption {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--source",
            paramLabel = "URL",
            required = true,
            description = "The SQLite database: jdbc:sqlite:FILE, or the file. It is only read.")
    private String source;

    SqliteSource get() {
        try {
            return SqliteSource.parse(source);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--source: " + e.getMessage(), e);
        }
    }
}
