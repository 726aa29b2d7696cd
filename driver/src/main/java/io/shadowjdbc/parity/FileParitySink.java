package io.shadowjdbc.parity;

import io.shadowjdbc.schema.Json;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/** One file of JSON lines for one life of one data source: {@code <dir>/<instance>-<start>.jsonl}. */
public final class FileParitySink implements ParitySink {
    private static final DateTimeFormatter START =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);

    private final Path path;
    private final BufferedWriter writer;

    /**
     * @throws IOException if the directory or the file can't be made; the message names it
     */
    public FileParitySink(Path directory, String instance, Instant start) throws IOException {
        Files.createDirectories(directory);
        String name = instance.replaceAll("[^A-Za-z0-9._-]", "_") + "-" + START.format(start);
        Path free = directory.resolve(name + ".jsonl");
        for (int i = 2; Files.exists(free); i++) {
            free = directory.resolve(name + "-" + i + ".jsonl");
        }
        path = free;
        writer = Files.newBufferedWriter(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    public Path path() {
        return path;
    }

    @Override
    public void write(Map<String, Object> event) throws IOException {
        writer.write(Json.PLAIN.asString(event));
        writer.write('\n');
    }

    @Override
    public void flush() throws IOException {
        writer.flush();
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
