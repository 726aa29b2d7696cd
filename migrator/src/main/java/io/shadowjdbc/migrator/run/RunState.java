package io.shadowjdbc.migrator.run;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What a run that copies notes beside its backup, {@code run.json}, so that the backup is found again after a kill and is
 * known to be the same.
 *
 * @param id of the copy, which the target notes as well
 * @param backup the file
 * @param bytes its size
 * @param modified when it was last written
 * @param source the database that was backed up
 */
public record RunState(UUID id, Path backup, long bytes, Instant modified, String source) {
    private static final String FILE = "run.json";

    /** Of a backup that is whole. */
    public static RunState of(UUID id, Path backup, String source) throws IOException {
        return new RunState(
                id,
                backup,
                Files.size(backup),
                Files.getLastModifiedTime(backup).toInstant(),
                source);
    }

    /** Writes it into the run's directory. */
    public void write(RunDirectory directory) throws IOException {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", id.toString());
        json.put("source", source);
        json.put("backup", backup.getFileName().toString());
        json.put("bytes", bytes);
        json.put("modified", modified.toString());
        directory.write(FILE, Json.pretty(json));
    }

    /** The state of that copy, among all runs in the work directory. */
    public static Optional<RunState> find(Path work, UUID id) throws IOException {
        List<Path> files;
        try (Stream<Path> runs = Files.list(work)) {
            files = runs.map(run -> run.resolve(FILE))
                    .filter(Files::isRegularFile)
                    .toList();
        }
        for (Path file : files) {
            Optional<RunState> state = read(file).filter(read -> read.id.equals(id));
            if (state.isPresent()) {
                return state;
            }
        }
        return Optional.empty();
    }

    /** Empty where the file is none of ours, or was cut short by a kill: its run had not reached the target then. */
    private static Optional<RunState> read(Path file) throws IOException {
        try {
            Map<String, Object> json = JSON.std.mapFrom(Files.readString(file));
            return Optional.of(new RunState(
                    UUID.fromString((String) json.get("id")),
                    file.resolveSibling((String) json.get("backup")),
                    ((Number) json.get("bytes")).longValue(),
                    Instant.parse((String) json.get("modified")),
                    (String) json.get("source")));
        } catch (com.fasterxml.jackson.core.JacksonException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** Whether the backup is there, as it was. */
    public boolean backupIsThere() throws IOException {
        return Files.isRegularFile(backup)
                && Files.size(backup) == bytes
                && Files.getLastModifiedTime(backup).toInstant().equals(modified);
    }
}
