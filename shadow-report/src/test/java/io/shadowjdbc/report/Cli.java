package io.shadowjdbc.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/** One call of the command line, in this process, at a fixed time. */
record Cli(int exit, String out, String err) {
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-10T10:00:00Z"), ZoneOffset.UTC);

    static Cli run(Object... args) {
        String[] line = new String[args.length];
        for (int i = 0; i < args.length; i++) {
            line[i] = args[i].toString();
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exit = Report.run(
                line,
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, false, StandardCharsets.UTF_8),
                CLOCK);
        return new Cli(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** A directory of parity files that were written by hand from {@code docs/reference/parity-events.md}. */
    static Path feed(String name) {
        return Path.of("src", "test", "resources", "parity", name);
    }

    /** A parity file of these lines; the last one is complete. */
    static Path write(Path directory, String name, String... lines) {
        try {
            return Files.writeString(directory.resolve(name), String.join("\n", lines) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A line of run {@code r1} in instance {@code web-1}, with single quotes for double ones. */
    static String line(String type, String members) {
        return line(type, "web-1", "r1", "2026-01-10T09:00:00Z", members);
    }

    static String line(String type, String instance, String run, String at, String members) {
        return ("{'v':1,'type':'" + type + "','at':'" + at + "','instance':'" + instance + "','run':'" + run + "'"
                        + (members.isEmpty() ? "" : "," + members) + "}")
                .replace('\'', '"');
    }

    static String statement(String fingerprint) {
        return line("statement", "'fingerprint':'" + fingerprint + "','sql':'SELECT ?','kind':'SELECT','tables':[]");
    }

    static String counts(String fingerprint, long selected, String verdicts) {
        return line(
                "counts",
                "'fingerprint':'" + fingerprint + "','selected':" + selected + ",'verdicts':{" + verdicts + "}");
    }
}
