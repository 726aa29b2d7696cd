package io.shadowjdbc.sample.demo;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;

/** The file that says which database is active. */
record ControlFile(Path path) {
    /** Sets the provider and leaves the rest as it is, as an operator would with an editor. */
    void setProvider(String provider) throws IOException {
        Properties properties = new Properties();
        if (Files.exists(path)) {
            try (Reader in = Files.newBufferedReader(path)) {
                properties.load(in);
            }
        }
        properties.setProperty("provider", provider);
        properties.putIfAbsent("phase", "OPEN");
        properties.putIfAbsent("epoch", "1");
        Path written = path.resolveSibling(path.getFileName() + ".new");
        try (Writer out = Files.newBufferedWriter(written)) {
            properties.store(out, null);
        }
        Files.move(written, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
