package io.shadowjdbc.migrator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Runs the migrator as its main method would, and keeps what it says. */
final class Cli {
    private Cli() {}

    /**
     * What a run left.
     *
     * @param exit the exit code
     * @param out standard output
     * @param err standard error
     */
    record Outcome(int exit, String out, String err) {
        /** The JSON object on the last line. */
        Map<String, Object> json() {
            List<String> lines = out.lines().toList();
            try {
                return JSON.std.mapFrom(lines.get(lines.size() - 1));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        Path directory() {
            return Path.of((String) json().get("run"));
        }

        Outcome exits(int code) {
            assertThat(exit).as("exit code of a run that said%n%s%s", out, err).isEqualTo(code);
            return this;
        }
    }

    static Outcome run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = Migrator.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
        return new Outcome(exit, out.toString(), err.toString());
    }

    /** A command with source, target and work directory, and {@code --json}. */
    static Outcome run(String command, Path source, String target, Path work, String... more) {
        String[] arguments = {
            command, "--source", source.toString(), "--target", target, "--work", work.toString(), "--json"
        };
        String[] all = java.util.Arrays.copyOf(arguments, arguments.length + more.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        return run(all);
    }
}
