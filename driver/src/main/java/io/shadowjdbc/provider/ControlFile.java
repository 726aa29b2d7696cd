package io.shadowjdbc.provider;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Properties;
import java.util.function.UnaryOperator;

/**
 * The file that a {@code file:} control store shares with operators and with other processes: Java properties
 * {@code provider}, {@code phase}, {@code epoch}, and {@code mirror} ({@code on} or {@code off}). It is replaced atomically, under a lock on a file beside it, so
 * that a reader never sees half of it and two writers do not overwrite each other. An operator may change
 * {@code provider} with an editor.
 */
public final class ControlFile {
    /** What the file says. */
    public record Content(String provider, Phase phase, long epoch, boolean mirror) {
        /** The same with another provider and phase, in another epoch. */
        public Content changed(String newProvider, Phase newPhase, long newEpoch) {
            return new Content(newProvider, newPhase, newEpoch, mirror);
        }
    }

    private final Path path;

    public ControlFile(Path path) {
        this.path = path.toAbsolutePath();
    }

    public Path path() {
        return path;
    }

    /**
     * Reads the file.
     *
     * @return empty if there is none
     * @throws IOException if it can't be read or makes no sense; the message says why, without the path
     */
    public Optional<Content> read() throws IOException {
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        properties.load(new StringReader(Files.readString(path)));
        String provider = required(properties, "provider");
        try {
            return Optional.of(new Content(
                    provider,
                    Phase.valueOf(properties.getProperty("phase", "OPEN").strip()),
                    Long.parseLong(properties.getProperty("epoch", "0").strip()),
                    mirror(properties.getProperty("mirror", "on").strip())));
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    path
                            + ": expected phase=OPEN or FENCED, a whole number as epoch and mirror=on or off; correct the file",
                    e);
        }
    }

    private static boolean mirror(String value) {
        if (!value.equals("on") && !value.equals("off")) {
            throw new IllegalArgumentException("mirror");
        }
        return value.equals("on");
    }

    private String required(Properties properties, String key) throws IOException {
        String value = properties.getProperty(key);
        if (value == null || value.isBlank()) {
            throw new IOException("the property '" + key + "' is missing; correct the file");
        }
        return value.strip();
    }

    /**
     * Replaces the content by what the function makes of it, while no other process does.
     *
     * @param change gets null where there is no file; what it throws leaves the file as it is
     * @return the new content
     */
    public Content update(UnaryOperator<Content> change) throws IOException {
        Path directory = path.getParent();
        Files.createDirectories(directory);
        Path lockPath = path.resolveSibling(path.getFileName() + ".lock");
        // one lock a process for each file: FileLock refuses a second one of the same process
        synchronized (ControlFile.class) {
            try (FileChannel channel = FileChannel.open(lockPath, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock ignored = channel.lock()) {
                Content next = change.apply(read().orElse(null));
                Path written = Files.createTempFile(directory, path.getFileName() + ".", ".new");
                try {
                    Files.writeString(
                            written,
                            "provider=" + next.provider() + "\nphase=" + next.phase() + "\nepoch=" + next.epoch()
                                    + "\nmirror=" + (next.mirror() ? "on" : "off") + "\n");
                    Files.move(written, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                } finally {
                    Files.deleteIfExists(written);
                }
                return next;
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }
    }
}
