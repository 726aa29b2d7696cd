package io.shadowjdbc.provider;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The directory beside a control file in which each instance keeps a file of its own: what it has acknowledged, as JSON.
 * The file of a process of this machine that has ended is removed by whoever finds it: it can't write any more.
 */
final class InstanceFiles {
    private static final String SUFFIX = ".json";

    private final Path directory;

    InstanceFiles(Path directory) {
        this.directory = directory;
    }

    private Path file(InstanceStatus status) {
        return directory.resolve(status.name() + "~" + status.incarnation() + SUFFIX);
    }

    void write(InstanceStatus status) throws IOException {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", status.name());
        json.put("incarnation", status.incarnation());
        json.put("epoch", status.epoch());
        json.put("phase", status.phase().name());
        json.put("drained", status.drained());
        json.put("hold_ups", HoldUpJson.toJson(status.holdUps()));
        json.put("seen", Instant.now().toString());
        json.put("process", ProcessIdentity.current().toJson());
        AtomicFile.write(file(status), JSON.std.asString(json) + "\n");
    }

    void remove(InstanceStatus status) throws IOException {
        Files.deleteIfExists(file(status));
    }

    List<InstanceStatus> read() throws IOException {
        List<Path> files;
        try (Stream<Path> entries = Files.list(directory)) {
            files = entries.filter(file -> file.toString().endsWith(SUFFIX)).toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
        List<InstanceStatus> instances = new ArrayList<>();
        for (Path file : files) {
            try {
                read(file, instances);
            } catch (NoSuchFileException e) {
                // it has ended meanwhile
            } catch (RuntimeException e) {
                throw new IOException(file + " is not what an instance writes; delete it if no instance does", e);
            }
        }
        instances.sort(Comparator.comparing(InstanceStatus::name));
        return instances;
    }

    private static void read(Path file, List<InstanceStatus> instances) throws IOException {
        Map<String, Object> json = JSON.std.mapFrom(Files.readString(file));
        if (ProcessIdentity.ofJson((Map<?, ?>) json.get("process")).hasEnded()) {
            Files.deleteIfExists(file);
            return;
        }
        instances.add(new InstanceStatus(
                (String) json.get("name"),
                (String) json.get("incarnation"),
                ((Number) json.get("epoch")).longValue(),
                Phase.valueOf((String) json.get("phase")),
                (Boolean) json.get("drained"),
                HoldUpJson.ofJson((List<?>) json.get("hold_ups")),
                Instant.parse((String) json.get("seen"))));
    }
}
