package io.shadowjdbc.migrator;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.shadowjdbc.migrator.command.AcceptanceCommand;
import io.shadowjdbc.migrator.command.BackupCommand;
import io.shadowjdbc.migrator.command.BootstrapCommand;
import io.shadowjdbc.migrator.command.CleanupCommand;
import io.shadowjdbc.migrator.command.CopyCommand;
import io.shadowjdbc.migrator.command.CutoverCommand;
import io.shadowjdbc.migrator.command.MigrateCommand;
import io.shadowjdbc.migrator.command.PlanCommand;
import io.shadowjdbc.migrator.command.PreflightCommand;
import io.shadowjdbc.migrator.command.RollbackCommand;
import io.shadowjdbc.migrator.command.SchemaCommand;
import io.shadowjdbc.migrator.command.ShadowCommand;
import io.shadowjdbc.migrator.command.StatusCommand;
import io.shadowjdbc.migrator.command.SwitchCommand;
import io.shadowjdbc.migrator.command.SyncCommand;
import io.shadowjdbc.migrator.command.VerifyCommand;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line: {@code java -jar shadow-migrator.jar COMMAND ...}. */
@Command(
        name = "shadow-migrator",
        description = "Moves a SQLite database to PostgreSQL and proves that every row is there.",
        mixinStandardHelpOptions = true,
        versionProvider = Migrator.Version.class,
        subcommands = {
            BootstrapCommand.class,
            PreflightCommand.class,
            PlanCommand.class,
            BackupCommand.class,
            SchemaCommand.class,
            CopyCommand.class,
            VerifyCommand.class,
            AcceptanceCommand.class,
            MigrateCommand.class,
            SyncCommand.class,
            ShadowCommand.class,
            CutoverCommand.class,
            RollbackCommand.class,
            SwitchCommand.class,
            StatusCommand.class,
            CleanupCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all is well",
            "1:it found differences, or refuses to go on because of what it found",
            "2:it was called in a way that it does not understand",
            "3:it could not do its work"
        })
public final class Migrator implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Give a command.");
    }

    /** Runs a command and returns its exit code: 0 well, 1 found something, 2 wrong use, 3 could not. */
    public static int run(PrintWriter out, PrintWriter err, String... arguments) {
        CommandLine commandLine = new CommandLine(new Migrator());
        commandLine.setOut(out);
        commandLine.setErr(err);
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setExecutionExceptionHandler((exception, line, result) -> {
            line.getErr().println("failed, please report this: " + exception);
            exception.printStackTrace(line.getErr());
            return 3;
        });
        return commandLine.execute(arguments);
    }

    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(new OutputStreamWriter(System.out, UTF_8), true);
        PrintWriter err = new PrintWriter(new OutputStreamWriter(System.err, UTF_8), true);
        System.exit(run(out, err, arguments));
    }

    /** The version that the build wrote into the jar. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Migrator.class.getPackage().getImplementationVersion();
            return new String[] {"shadow-migrator " + (version == null ? "(not from a jar)" : version)};
        }
    }
}
