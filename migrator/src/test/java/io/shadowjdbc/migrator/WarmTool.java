package io.shadowjdbc.migrator;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The tool in a process that has loaded its classes and waits for a command, so that a test which needs many such processes
 * starts the next one while the present one works.
 */
final class WarmTool implements AutoCloseable {
    private final Process process;

    private WarmTool(Process process) {
        this.process = process;
    }

    /** @param warmUp a command that changes nothing */
    static WarmTool start(List<String> warmUp) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName()));
        command.addAll(warmUp);
        return new WarmTool(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    /** Runs a command to its end, or to the tool's; returns what it said, and the exit code of the process. */
    Cli.Outcome run(List<String> arguments) throws IOException, InterruptedException {
        try (PrintWriter in = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8))) {
            arguments.forEach(in::println);
        }
        StringWriter out = new StringWriter();
        process.inputReader(StandardCharsets.UTF_8).transferTo(out);
        return new Cli.Outcome(process.waitFor(), out.toString(), "");
    }

    /** {@code kill -9}. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }

    /** The process: warms up with its arguments, then takes a command's arguments from its standard input, a line each. */
    static final class Child {
        public static void main(String[] arguments) throws IOException {
            StringWriter nobody = new StringWriter();
            Migrator.run(new PrintWriter(nobody), new PrintWriter(nobody), arguments);
            List<String> command = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
                    .lines()
                    .toList();
            Migrator.main(command.toArray(String[]::new));
        }
    }
}
