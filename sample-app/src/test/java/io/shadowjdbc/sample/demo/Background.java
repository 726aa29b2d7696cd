package io.shadowjdbc.sample.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A command line tool that runs until it is ended. */
record Background(Process process, Path log) implements AutoCloseable {
    private static final int LONGEST_SECONDS = 30;

    static Background start(Path log, Path jar, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", jar.toString()));
        command.addAll(List.of(arguments));
        return new Background(
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start(),
                log);
    }

    /** Waits until it has said a line that begins like this. */
    void awaitLine(String beginning) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
        while (Files.readAllLines(log).stream().noneMatch(line -> line.startsWith(beginning))) {
            if (!isRunning() || System.nanoTime() - deadline > 0) {
                close();
                throw new IllegalStateException("did not say \"" + beginning + "\", see " + log);
            }
            Thread.sleep(50);
        }
    }

    boolean isRunning() {
        return process.isAlive();
    }

    /** Ends it as an operator does, and waits until it has ended. */
    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("did not end within " + LONGEST_SECONDS + " s, see " + log);
        }
    }
}
