package io.shadowjdbc.provider;

import java.io.IOException;
import java.io.StringReader;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;

/**
 * The file that a {@code file:} control store shares with operators and with other processes: Java properties
 * {@code provider}, {@code phase}, {@code epoch}, {@code mirror} ({@code on} or {@code off}), {@code by}, {@code at},
 * {@code deadline}. It is replaced atomically, under a lock on a file beside it, so that a reader never sees half of it
 * and two writers do not overwrite each other. An operator may change {@code provider} and {@code mirror} with an editor.
 */
final class ControlFile {
    /** Makes the next content of the present one, or throws to leave it. */
    interface Change {
        ControlFlag apply(Optional<ControlFlag> content) throws ControlException;
    }

    private final Path path;

    ControlFile(Path path) {
        this.path = path.toAbsolutePath();
    }

    Path path() {
        return path;
    }

    /**
     * Reads the file.
     *
     * @return empty if there is none
     * @throws ControlException if it can't be read or makes no sense; the message says why
     */
    Optional<ControlFlag> read() throws ControlException {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(Files.readString(path)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            throw new ControlException("the control file " + path + " can't be read: " + e, e);
        }
        return Optional.of(content(properties));
    }

    private ControlFlag content(Properties properties) throws ControlException {
        String provider = properties.getProperty("provider", "").strip();
        if (provider.isEmpty()) {
            throw new ControlException(
                    "the property 'provider' is missing in the control file " + path + "; correct the file");
        }
        try {
            return new ControlFlag(
                    provider,
                    Phase.valueOf(properties.getProperty("phase", "OPEN").strip()),
                    Long.parseLong(properties.getProperty("epoch", "0").strip()),
                    mirror(properties.getProperty("mirror", "on").strip()),
                    properties.getProperty("by", "an editor").strip(),
                    instant(properties, "at").orElse(Instant.EPOCH),
                    instant(properties, "deadline"));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new ControlException(
                    "the control file " + path + " makes no sense: expected phase=OPEN or FENCED, a whole number as"
                            + " epoch, mirror=on or off, and times like 2026-01-31T12:00:00Z; correct the file",
                    e);
        }
    }

    private static boolean mirror(String value) {
        if (!value.equals("on") && !value.equals("off")) {
            throw new IllegalArgumentException("mirror");
        }
        return value.equals("on");
    }

    private static Optional<Instant> instant(Properties properties, String key) {
        return Optional.ofNullable(properties.getProperty(key))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(Instant::parse);
    }

    private static String text(ControlFlag flag) {
        return "provider=" + flag.provider() + "\nphase=" + flag.phase() + "\nepoch=" + flag.epoch() + "\nmirror="
                + (flag.mirror() ? "on" : "off") + "\nby=" + flag.changedBy() + "\nat=" + flag.changedAt() + "\n"
                + flag.deadline().map(end -> "deadline=" + end + "\n").orElse("");
    }

    /** Replaces the content by what the function makes of it, while no other process does. */
    ControlFlag update(Change change) throws ControlException {
        Path lockPath = path.resolveSibling(path.getFileName() + ".lock");
        // one lock a process for each file: FileLock refuses a second one of the same process
        synchronized (ControlFile.class) {
            try {
                AtomicFile.makeDirectory(path.getParent());
                try (FileChannel channel =
                                FileChannel.open(lockPath, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                        FileLock ignored = channel.lock()) {
                    Optional<ControlFlag> content = read();
                    ControlFlag next = change.apply(content);
                    if (content.isEmpty() || !next.equals(content.get())) {
                        AtomicFile.write(path, text(next));
                    }
                    return next;
                }
            } catch (IOException e) {
                throw new ControlException("the control file " + path + " could not be written: " + e, e);
            }
        }
    }
}
