package io.shadowjdbc.sample.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs one of the command line tools the way that an operator does: {@code java -jar}. */
final class Tool {
    private static final int LONGEST_SECONDS = 120;

    private Tool() {}

    /**
     * What a tool did.
     *
     * @param exit its exit code
     * @param out what it wrote to standard output
     * @param log the file with all that it wrote
     */
    record Outcome(int exit, String out, Path log) {
        String firstLine() {
            return out.lines().findFirst().orElse("(no output, see " + log + ")");
        }

        String lastLine() {
            return out.lines().reduce((before, line) -> line).orElse("");
        }
    }

    /** Runs the tool to its end; its output goes to files that are named after the log. */
    static Outcome run(Path log, Path jar, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", jar.toString()));
        command.addAll(List.of(arguments));
        Path errors = log.resolveSibling(log.getFileName() + ".err");
        Process process = new ProcessBuilder(command)
                .redirectOutput(log.toFile())
                .redirectError(errors.toFile())
                .start();
        try {
            if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException(
                        jar.getFileName() + " " + arguments[0] + " ran for more than " + LONGEST_SECONDS + " s");
            }
        } finally {
            process.destroyForcibly();
        }
        String out = Files.readString(log, StandardCharsets.UTF_8);
        Files.writeString(
                log,
                String.join(" ", command)
                        + System.lineSeparator()
                        + out
                        + Files.readString(errors, StandardCharsets.UTF_8));
        Files.delete(errors);
        return new Outcome(process.exitValue(), out, log);
    }
}
