package io.shadowjdbc.sample.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the driver writes down of its own doings. */
record ParityFiles(Path directory) {
    private static final JsonMapper JSON = new JsonMapper();

    /** How many changes of the active provider to the named one are on file. */
    long flipsTo(String provider) throws IOException {
        return flips(provider).size();
    }

    /**
     * Waits until one more change to the provider is on file.
     *
     * @param before how many there were
     * @return how long new transactions waited for it, in milliseconds; empty if it did not come in time
     */
    Optional<Double> awaitFlip(String provider, long before, Duration longest)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + longest.toNanos();
        do {
            List<JsonNode> flips = flips(provider);
            if (flips.size() > before) {
                return Optional.of(flips.get(flips.size() - 1).path("pause_ms").asDouble());
            }
            Thread.sleep(50);
        } while (System.nanoTime() < deadline);
        return Optional.empty();
    }

    private List<JsonNode> flips(String provider) throws IOException {
        return lines().stream()
                .filter(line -> line.path("type").asString("").equals("provider")
                        && line.path("to").asString("").equals(provider))
                .toList();
    }

    private List<JsonNode> lines() throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".jsonl"))
                    .flatMap(ParityFiles::read)
                    .toList();
        }
    }

    private static Stream<JsonNode> read(Path file) {
        try {
            return Files.readAllLines(file).stream().flatMap(line -> {
                try {
                    return Stream.of(JSON.readTree(line));
                } catch (JacksonException halfALine) {
                    return Stream.empty();
                }
            });
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
