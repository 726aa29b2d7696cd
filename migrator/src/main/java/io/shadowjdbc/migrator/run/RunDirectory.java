package io.shadowjdbc.migrator.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The directory of one run, {@code <work>/<UTC timestamp>}, which keeps all that the run leaves behind. */
public final class RunDirectory {
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final String MANIFEST = "manifest.json";

    private final Path path;
    private final Instant started;

    private RunDirectory(Path path, Instant started) {
        this.path = path;
        this.started = started;
    }

    /** Creates the directory; a number follows the timestamp where another run began in the same second. */
    public static RunDirectory create(Path work) throws IOException {
        Files.createDirectories(work);
        Instant now = Instant.now();
        for (int i = 1; ; i++) {
            Path path = work.resolve(NAME.format(now) + (i == 1 ? "" : "-" + i));
            try {
                return new RunDirectory(Files.createDirectory(path), now);
            } catch (FileAlreadyExistsException e) {
                if (i == 1_000) {
                    throw e;
                }
            }
        }
    }

    /** Takes it away again where the run has left nothing in it. */
    public void deleteIfEmpty() throws IOException {
        try (Stream<Path> list = Files.list(path)) {
            if (list.findAny().isPresent()) {
                return;
            }
        }
        Files.delete(path);
    }

    public Path path() {
        return path;
    }

    /** The directory that holds the runs. */
    public Path work() {
        return path.toAbsolutePath().getParent();
    }

    public Path file(String name) {
        return path.resolve(name);
    }

    /** Writes a text file of the run. */
    public void write(String name, String text) throws IOException {
        Files.writeString(file(name), text);
    }

    /**
     * Writes {@code manifest.json}: the command, when it began and ended, its exit code, and size and SHA-256 of every
     * other file.
     */
    public void writeManifest(String command, int exit) throws IOException {
        Map<String, Object> files = new LinkedHashMap<>();
        for (Path file : files()) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("bytes", Files.size(file));
            entry.put("sha256", sha256(file));
            files.put(path.relativize(file).toString(), entry);
        }
        Map<String, Object> manifest = new LinkedHashMap<>();
        manifest.put("command", command);
        manifest.put("started", started.toString());
        manifest.put("ended", Instant.now().toString());
        manifest.put("exit", exit);
        manifest.put("files", files);
        write(MANIFEST, Json.pretty(manifest));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> walk = Files.walk(path)) {
            return walk.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith(MANIFEST))
                    .sorted()
                    .toList();
        }
    }

    private static String sha256(Path file) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
