package io.shadowjdbc.migrator;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The migrator in a JVM of its own, which can be killed as {@code kill -9} does. */
final class ChildProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader out;

    private ChildProcess(Process process) {
        this.process = process;
        this.out = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Starts a command with source, target and work directory. */
    static ChildProcess start(String command, Path source, String target, Path work, String... more)
            throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                Migrator.class.getName(),
                command,
                "--source",
                source.toString(),
                "--target",
                target,
                "--work",
                work.toString()));
        arguments.addAll(List.of(more));
        return new ChildProcess(
                new ProcessBuilder(arguments).redirectErrorStream(true).start());
    }

    /** Waits for a line that begins so; empty if the process ends without it. */
    Optional<String> line(String beginning) throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.strip().startsWith(beginning)) {
                return Optional.of(line);
            }
        }
        return Optional.empty();
    }

    /** Waits for its end and returns the exit code. */
    int end() throws IOException, InterruptedException {
        while (out.readLine() != null) {
            continue;
        }
        return process.waitFor();
    }

    /** Kills it after that time, unless it has ended by itself; returns the exit code. */
    int kill(long afterMillis) throws InterruptedException {
        if (!process.waitFor(afterMillis, TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
        }
        return process.waitFor();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        out.close();
    }
}
