package io.shadowjdbc.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * The settings that surround an application, as against those that come with a connection.
 *
 * @param classPath entries of {@code shadow.properties} on the class path
 * @param environment environment variables
 * @param systemProperties system properties
 */
public record AmbientSources(
        Map<String, String> classPath, Map<String, String> environment, Map<String, String> systemProperties) {
    /** No settings at all: what a test starts from. */
    public static final AmbientSources NONE = new AmbientSources(Map.of(), Map.of(), Map.of());

    private static final String RESOURCE = "shadow.properties";

    public AmbientSources {
        classPath = Map.copyOf(classPath);
        environment = Map.copyOf(environment);
        systemProperties = Map.copyOf(systemProperties);
    }

    /** Those of this process: the class path is that of the calling thread's context class loader. */
    public static AmbientSources ofProcess() {
        return new AmbientSources(readResource(), System.getenv(), strings(System.getProperties()));
    }

    private static Map<String, String> readResource() {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        ClassLoader loader = context == null ? AmbientSources.class.getClassLoader() : context;
        try (InputStream resource = loader.getResourceAsStream(RESOURCE)) {
            return resource == null
                    ? Map.of()
                    : read(new InputStreamReader(resource, StandardCharsets.UTF_8), RESOURCE + " on the class path");
        } catch (IOException e) {
            throw new UncheckedIOException("could not read " + RESOURCE + " on the class path", e);
        }
    }

    /**
     * Reads a properties file in UTF-8.
     *
     * @throws IOException if there is no such file or it can't be read
     * @throws IllegalArgumentException if its text is no properties file, with the file's name
     */
    public static Map<String, String> readFile(Path file) throws IOException {
        try (Reader reader = Files.newBufferedReader(file)) {
            return read(reader, file.toString());
        }
    }

    private static Map<String, String> read(Reader reader, String name) throws IOException {
        Properties properties = new Properties();
        try {
            properties.load(reader);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + " is not a properties file: " + e.getMessage(), e);
        }
        return strings(properties);
    }

    static Map<String, String> strings(Properties properties) {
        Map<String, String> strings = new TreeMap<>();
        for (String name : properties.stringPropertyNames()) {
            String value = properties.getProperty(name);
            if (value != null) {
                strings.put(name, value);
            }
        }
        return strings;
    }
}
