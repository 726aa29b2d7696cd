package io.shadowjdbc.provider;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes files of which nobody ever sees a part. */
final class AtomicFile {
    /** How the files end that are not complete. */
    static final String INCOMPLETE = ".new";

    private AtomicFile() {}

    /** Writes it, in a directory that is made if there is none. */
    static void write(Path path, String text) throws IOException {
        makeDirectory(path.getParent());
        Path written = Files.createTempFile(path.getParent(), path.getFileName() + ".", INCOMPLETE);
        try {
            Files.writeString(written, text);
            Files.move(written, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(written);
            throw e;
        }
    }

    /** To look first is cheaper: to make a directory that is there waits for everybody who writes to the one above it. */
    static void makeDirectory(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory);
        }
    }
}
