package io.shadowjdbc.migrator.cutover;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.shadowjdbc.migrator.MigrationException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of environment variables, {@code NAME=value} a line, as service managers and containers read it. One variable is
 * set; every other byte of the file stays.
 *
 * @param path the file; a link is followed
 */
public record EnvFile(Path path) {
    /** The variable's value, without quotes around it; empty if the file does not set it. */
    public Optional<String> get(String name) throws MigrationException {
        Matcher line = line(name, read());
        String value = null;
        while (line.find()) {
            value = line.group(2).strip();
        }
        return Optional.ofNullable(value).map(text -> text.replaceFirst("^(['\"])(.*)\\1$", "$2"));
    }

    /**
     * Sets the variable in the last line that names it, or in a new line at the end. The file is replaced in one step and
     * keeps its owner and permissions.
     *
     * @throws MigrationException if there is no such file, or it can't be replaced
     */
    public void set(String name, String value) throws MigrationException {
        String text = read();
        Matcher line = line(name, text);
        int start = -1;
        int end = -1;
        while (line.find()) {
            start = line.start(2);
            end = line.end(2);
        }
        String lineEnd = text.contains("\r\n") ? "\r\n" : "\n";
        String changed = start >= 0
                ? text.substring(0, start) + value + text.substring(end)
                : text + (text.isEmpty() || text.endsWith("\n") ? "" : lineEnd) + name + "=" + value + lineEnd;
        if (!changed.equals(text)) {
            replace(changed);
        }
    }

    /** As Latin-1, which gives every byte back as it was, whatever the file's encoding. */
    private String read() throws MigrationException {
        try {
            return Files.readString(path, ISO_8859_1);
        } catch (IOException e) {
            throw new MigrationException("the env file " + path + " can't be read: " + e.getMessage(), e);
        }
    }

    private void replace(String text) throws MigrationException {
        try {
            Path file = path.toRealPath();
            Path written = Files.createTempFile(file.getParent(), file.getFileName() + ".", ".new");
            try {
                Files.writeString(written, text, ISO_8859_1);
                keepOwner(file, written);
                try (FileChannel channel = FileChannel.open(written, StandardOpenOption.WRITE)) {
                    channel.force(true);
                }
                Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(written);
            }
        } catch (IOException e) {
            throw new MigrationException("the env file " + path + " can't be replaced: " + e.getMessage(), e);
        }
    }

    private static void keepOwner(Path from, Path to) throws IOException {
        PosixFileAttributeView old = Files.getFileAttributeView(from, PosixFileAttributeView.class);
        PosixFileAttributeView view = Files.getFileAttributeView(to, PosixFileAttributeView.class);
        if (old != null && view != null) {
            view.setPermissions(old.readAttributes().permissions());
            if (!view.getOwner().equals(old.getOwner())) {
                view.setOwner(old.getOwner());
            }
            view.setGroup(old.readAttributes().group());
        }
    }

    private static Matcher line(String name, String text) {
        return Pattern.compile(
                        "^([ \\t]*(?:export[ \\t]+)?" + Pattern.quote(name) + "[ \\t]*=)([^\\r\\n]*)",
                        Pattern.MULTILINE)
                .matcher(text);
    }
}
