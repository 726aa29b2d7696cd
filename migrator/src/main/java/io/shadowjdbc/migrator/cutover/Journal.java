package io.shadowjdbc.migrator.cutover;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.jr.ob.JSON;
import io.shadowjdbc.migrator.MigrationException;
import io.shadowjdbc.migrator.run.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who did which step of which crossing and when: a line of JSON each in {@code <work>/crossings.jsonl}, on disk before the
 * step is begun. What has to be done is never decided by it alone: the databases and the flag say where things stand.
 */
public final class Journal {
    private static final String FILE = "crossings.jsonl";
    private static final String WHO = Operator.name();
    static final String BEGIN = "begin";
    static final String FAILED = "failed";

    private final Path file;
    private final String run;
    private final Direction direction;
    private final Copy copy;

    /**
     * One line.
     *
     * @param run name of the run's directory
     * @param command {@code cutover} or {@code rollback}
     * @param step its label
     * @param event {@code begin}, {@code done}, {@code undone} or {@code failed}
     */
    public record Entry(Instant at, String run, String command, String step, String event, String who, String detail) {
        @Override
        public String toString() {
            return command + ", step " + step + " " + event + " at " + at + ", by " + who + ", " + run;
        }
    }

    /** Where else lines are kept, so that those see them who do not have the file. */
    public interface Copy {
        /** Keeps the line. */
        void note(Entry entry) throws MigrationException;
    }

    public Journal(Path work, String run, Direction direction, Copy copy) {
        this.file = work.resolve(FILE);
        this.run = run;
        this.direction = direction;
        this.copy = copy;
    }

    /** The step begins; returns when that is on disk. */
    void begin(Step step) throws MigrationException {
        note(step, BEGIN, null, true);
    }

    /** The step came to an end: {@code done} or {@code undone}. */
    void end(Step step, String event, double millis) throws MigrationException {
        note(step, event, millis == 0 ? null : Math.round(millis) + " ms", step == Step.FINISH);
    }

    /** The step failed. */
    void failed(Step step, String why) throws MigrationException {
        note(step, FAILED, why, true);
    }

    private void note(Step step, String event, String detail, boolean durable) throws MigrationException {
        Instant now = Instant.now();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("at", now.toString());
        json.put("run", run);
        json.put("command", direction.command());
        json.put("step", step.label());
        json.put("event", event);
        json.put("who", WHO);
        if (detail != null) {
            json.put("detail", detail);
        }
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            // a line that a kill has cut short must not swallow the next one
            String start = channel.size() > 0 && !endsWithNewline() ? "\n" : "";
            channel.write(ByteBuffer.wrap((start + Json.line(json) + "\n").getBytes(UTF_8)));
            if (durable) {
                channel.force(false);
            }
        } catch (IOException e) {
            throw new MigrationException("the journal " + file + " can't be written: " + e.getMessage(), e);
        }
        copy.note(new Entry(now, run, direction.command(), step.label(), event, WHO, detail));
    }

    private boolean endsWithNewline() throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            channel.read(last, channel.size() - 1);
            return last.get(0) == '\n';
        }
    }

    /** All lines that are whole, oldest first; none where nothing was ever begun. */
    public static List<Entry> read(Path work) throws IOException {
        List<Entry> entries = new ArrayList<>();
        Path file = work.resolve(FILE);
        if (!Files.exists(file)) {
            return entries;
        }
        for (String line : Files.readAllLines(file)) {
            try {
                Map<String, Object> json = JSON.std.mapFrom(line);
                entries.add(new Entry(
                        Instant.parse((String) json.get("at")),
                        (String) json.get("run"),
                        (String) json.get("command"),
                        (String) json.get("step"),
                        (String) json.get("event"),
                        (String) json.get("who"),
                        (String) json.get("detail")));
            } catch (IOException | RuntimeException e) {
                // cut short by a kill
                continue;
            }
        }
        return entries;
    }

    /** The newest line, where there is one. */
    public static Optional<Entry> last(Path work) throws IOException {
        List<Entry> entries = read(work);
        return entries.isEmpty() ? Optional.empty() : Optional.of(entries.get(entries.size() - 1));
    }
}
