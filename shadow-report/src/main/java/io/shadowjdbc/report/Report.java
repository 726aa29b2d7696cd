package io.shadowjdbc.report;

import io.shadowjdbc.report.data.ParityData;
import io.shadowjdbc.report.data.ParityReader;
import io.shadowjdbc.report.gate.Decision;
import io.shadowjdbc.report.gate.Judge;
import io.shadowjdbc.report.gate.Limits;
import io.shadowjdbc.report.render.HtmlReport;
import io.shadowjdbc.report.render.JsonReport;
import io.shadowjdbc.report.render.JunitReport;
import io.shadowjdbc.report.render.Renderer;
import io.shadowjdbc.report.render.TextReport;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

/**
 * The command line of the report: {@code java -jar shadow-report.jar html|json|junit|check|rerun --in DIR...}. Options
 * and outputs are specified in {@code docs/reference/report.md}.
 */
@Command(
        name = "shadow-report",
        description = "Reads the parity files of the Shadow JDBC driver and says whether the other database gives the"
                + " application the same answers.",
        subcommands = HelpCommand.class,
        mixinStandardHelpOptions = true,
        versionProvider = Report.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:done; of check: go; of rerun: both agree",
            " 1:of check: no-go; of rerun: they differ",
            " 2:the command line is wrong",
            " 3:the parity files can't be read, or the report can't be written"
        })
public final class Report {
    private static final int DONE = 0;
    private static final int NO_GO = 1;
    private static final int USAGE = 2;
    private static final int FAILED = 3;

    private final Clock clock;
    private final PrintStream out;

    private Report(Clock clock, PrintStream out) {
        this.clock = clock;
        this.out = out;
    }

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] args) {
        // UTF-8 whatever the locale says: SQL may hold any character
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        System.exit(run(args, out, err));
    }

    /** Runs one command in this process; returns its exit code. */
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return run(args, out, err, Clock.systemUTC());
    }

    /** As above, with {@code clock} for the age of lines and the time of the report. */
    static int run(String[] args, PrintStream out, PrintStream err, Clock clock) {
        CommandLine line = new CommandLine(new Report(clock, out));
        line.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
        // a defect must not end with 1, which is a verdict
        line.setExitCodeExceptionMapper(failure -> failure instanceof ParameterException ? USAGE : FAILED);
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            if (failure instanceof IOException unreadable) {
                command.getErr().println("shadow-report: " + message(unreadable));
                return FAILED;
            }
            throw failure;
        });
        int code = line.execute(args);
        out.flush();
        return code;
    }

    @Command(
            description = "One page for people; it needs no other file and no network.",
            mixinStandardHelpOptions = true)
    int html(@Mixin Options options) throws IOException {
        write(options, new HtmlReport());
        return DONE;
    }

    @Command(
            description = "One JSON object with all that the files say, for programs.",
            mixinStandardHelpOptions = true)
    int json(@Mixin Options options) throws IOException {
        write(options, new JsonReport());
        return DONE;
    }

    @Command(
            description = "JUnit XML, a test for each gate and each statement, for a CI server.",
            mixinStandardHelpOptions = true)
    int junit(@Mixin Options options) throws IOException {
        write(options, new JunitReport());
        return DONE;
    }

    @Command(
            description = "The verdict as text; the exit code is 0 for go and 1 for no-go.",
            mixinStandardHelpOptions = true)
    int check(@Mixin Options options) throws IOException {
        return write(options, new TextReport()).go() ? DONE : NO_GO;
    }

    @Command(
            description =
                    "Runs the read of an example again on both databases and says whether they agree now; the exit"
                            + " code is 0 if so and 1 if not.",
            mixinStandardHelpOptions = true)
    int rerun(@Mixin RerunOptions options) throws IOException {
        try {
            Rerun.Result result = Rerun.of(options).run();
            out.println(result.text());
            return result.agrees() ? DONE : NO_GO;
        } catch (SQLException e) {
            throw new IOException("the read could not be run again: " + e.getMessage(), e);
        }
    }

    private Decision write(Options options, Renderer renderer) throws IOException {
        Limits limits = options.limits();
        Instant now = clock.instant();
        ParityData data = ParityReader.read(options.in, options.since == null ? null : options.since.from(now));
        Decision decision = Judge.judge(data, limits, now);
        String report = renderer.render(data, decision);
        if (options.out == null) {
            out.print(report);
            if (out.checkError()) {
                throw new IOException("the report can't be written to standard output");
            }
        } else {
            replace(options.out, report);
            out.println(decision.word() + ": " + decision.summary());
            out.println("wrote " + options.out);
        }
        return decision;
    }

    /** Writes beside the file and renames, so that who looks at it never sees half a report. */
    private static void replace(Path file, String report) throws IOException {
        byte[] bytes = report.getBytes(StandardCharsets.UTF_8);
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            Files.write(file, bytes); // a pipe or a device
            return;
        }
        Path directory = file.toAbsolutePath().getParent();
        Files.createDirectories(directory);
        Path written = directory.resolve(
                "." + file.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
        try {
            Files.write(written, bytes);
            Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(written);
        }
    }

    /** The message of a file system's exception is often the file's name alone. */
    private static String message(IOException failure) {
        if (failure instanceof FileSystemException system && system.getReason() == null) {
            return system.getFile()
                    + (failure instanceof AccessDeniedException
                            ? ": access denied"
                            : ": " + failure.getClass().getSimpleName());
        }
        return failure.getMessage();
    }

    /** From the jar's manifest. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Report.class.getPackage().getImplementationVersion();
            return new String[] {"shadow-report " + (version == null ? "(not from a jar)" : version)};
        }
    }
}
