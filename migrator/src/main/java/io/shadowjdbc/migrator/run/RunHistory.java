package io.shadowjdbc.migrator.run;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The runs that a work directory remembers, by their manifests. */
public final class RunHistory {
    private final List<Run> runs;

    /**
     * One run that came to its end.
     *
     * @param path its directory
     * @param exit its exit code
     * @param result what the command found, as in {@code result.json}
     */
    public record Run(Path path, String command, Instant started, Instant ended, int exit, Map<String, Object> result) {
        /** Time since its begin, which is when it looked at the databases. */
        public Duration age() {
            return Duration.between(started, Instant.now());
        }

        /** The name of its directory. */
        public String name() {
            return path.getFileName().toString();
        }
    }

    private RunHistory(List<Run> runs) {
        this.runs = runs;
    }

    /** Reads a work directory; runs without a manifest were killed and count for nothing. */
    public static RunHistory of(Path work) throws IOException {
        List<Run> runs = new ArrayList<>();
        if (Files.isDirectory(work)) {
            List<Path> directories;
            try (Stream<Path> list = Files.list(work)) {
                directories = list.filter(Files::isDirectory).toList();
            }
            for (Path directory : directories) {
                read(directory).ifPresent(runs::add);
            }
        }
        runs.sort(Comparator.comparing(Run::started).reversed());
        return new RunHistory(runs);
    }

    private static Optional<Run> read(Path directory) throws IOException {
        Path manifest = directory.resolve("manifest.json");
        Path result = directory.resolve("result.json");
        if (!Files.isRegularFile(manifest) || !Files.isRegularFile(result)) {
            return Optional.empty();
        }
        try {
            Map<String, Object> json = JSON.std.mapFrom(Files.readString(manifest));
            return Optional.of(new Run(
                    directory,
                    (String) json.get("command"),
                    Instant.parse((String) json.get("started")),
                    Instant.parse((String) json.get("ended")),
                    ((Number) json.get("exit")).intValue(),
                    JSON.std.mapFrom(Files.readString(result))));
        } catch (com.fasterxml.jackson.core.JacksonException | RuntimeException e) {
            // cut short by a kill, or none of ours
            return Optional.empty();
        }
    }

    /** All of them, the newest first. */
    public List<Run> runs() {
        return List.copyOf(runs);
    }

    /** The newest run of any of these commands. */
    public Optional<Run> last(Set<String> commands) {
        return runs.stream().filter(run -> commands.contains(run.command())).findFirst();
    }
}
