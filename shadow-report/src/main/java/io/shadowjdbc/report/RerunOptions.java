package io.shadowjdbc.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What {@code rerun} takes. */
final class RerunOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--in",
            required = true,
            arity = "1..*",
            paramLabel = "DIR",
            description = "Directories of parity files, or single files.")
    List<Path> in = new ArrayList<>();

    @Option(
            names = "--fingerprint",
            required = true,
            paramLabel = "FINGERPRINT",
            description = "The statement, as the report names it.")
    String fingerprint;

    @Option(
            names = "--primary",
            required = true,
            paramLabel = "URL",
            description = "JDBC URL of the application's own database.")
    String primary;

    @Option(names = "--secondary", required = true, paramLabel = "URL", description = "JDBC URL of the other database.")
    String secondary;

    @Option(names = "--secondary-user", paramLabel = "NAME", description = "Login for the other database.")
    String user;

    @Option(
            names = "--secondary-password-file",
            paramLabel = "FILE",
            description = "File that holds the password for the other database.")
    Path passwordFile;

    @Option(
            names = "--sql",
            paramLabel = "SQL",
            description = "The statement as the application sends it, where its literals matter; default: as the parity"
                    + " file has it, with a parameter for each literal.")
    String sql;

    @Option(
            names = "--parameter",
            paramLabel = "VALUE",
            description = "Value of the next parameter: NULL, a number, x'HEX', or text, in single quotes if it looks"
                    + " like one of these. Default: as recorded, if shadow.parity.values was plain.")
    List<String> parameters = new ArrayList<>();

    @Option(names = "--show-values", description = "Show values as they are, not as hashes.")
    boolean showValues;

    ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
