package io.shadowjdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The built jar goes into any application: it brings nothing but our own names and needs no more than it says. */
class DriverJarIT {
    private static final Path JAR = Path.of("target", "shadow-driver.jar");

    /** Ours, in the jar itself or in its part for later Java versions. */
    private static final Pattern OUR_CLASS = Pattern.compile("(META-INF/versions/\\d+/)?io/shadowjdbc/.*");

    /** Packages that the jar holds under our name, or not at all. */
    private static final List<String> FOREIGN =
            List.of("com/zaxxer/", "com/fasterxml/", "org/jctools/", "org/HdrHistogram/", "net/bytebuddy/");

    @TempDir
    Path dir;

    @Test
    void everyClassIsOurs() throws IOException {
        List<String> classes = entries(name -> name.endsWith(".class"));

        assertThat(classes).contains("io/shadowjdbc/config/ShadowConfig.class");
        assertThat(classes).allMatch(name -> OUR_CLASS.matcher(name).matches());
        assertThat(classes).noneMatch(name -> name.contains("/shadowjdbc/forward/"));
    }

    @Test
    void privateDependenciesAreThereUnderOurName() throws IOException {
        assertThat(entries(name -> name.startsWith("io/shadowjdbc/shaded/")))
                .contains(
                        "io/shadowjdbc/shaded/hikari/HikariDataSource.class",
                        "io/shadowjdbc/shaded/jackson/jr/ob/JSON.class")
                .anyMatch(name -> name.startsWith("io/shadowjdbc/shaded/jctools/queues/"));
    }

    /** The bytes are searched, not the constant pool read: names in texts, for reflection, are found as well. */
    @Test
    void noClassNamesAForeignOne() throws IOException {
        List<String> written = Stream.concat(FOREIGN.stream(), FOREIGN.stream().map(name -> name.replace('/', '.')))
                .toList();
        try (JarFile jar = new JarFile(JAR.toFile())) {
            for (JarEntry entry : Collections.list(jar.entries())) {
                if (entry.getName().endsWith(".class")) {
                    String bytes = text(jar, entry);
                    assertThat(written).as(entry.getName()).noneMatch(bytes::contains);
                }
            }
        }
    }

    @Test
    void itOffersOneServiceTheDriver() throws IOException {
        assertThat(entries(name -> name.startsWith("META-INF/services/") && !name.endsWith("/")))
                .containsExactly("META-INF/services/java.sql.Driver");
        try (JarFile jar = new JarFile(JAR.toFile())) {
            assertThat(text(jar, jar.getJarEntry("META-INF/services/java.sql.Driver"))
                            .strip())
                    .isEqualTo("io.shadowjdbc.ShadowDriver");
        }
    }

    @Test
    void nothingElseLiesAboutInTheJar() throws IOException {
        assertThat(entries(name -> !name.endsWith("/")))
                .allMatch(name -> name.startsWith("io/shadowjdbc/") || name.startsWith("META-INF/"));
    }

    /** Neither Micrometer nor pgjdbc is on this class path: an application on two SQLite files has neither. */
    @Test
    void itMirrorsWithNothingBesideItButSqliteAndSlf4j() throws Exception {
        Path app = database("app.db");
        Path other = database("other.db");
        Path parity = dir.resolve("parity");
        Properties settings = new Properties();
        settings.setProperty("shadow.secondary.url", "jdbc:sqlite:" + other);
        settings.setProperty("shadow.mirror.rate", "1");
        settings.setProperty("shadow.parity.dir", parity.toString());

        URL[] path = {
            JAR.toUri().toURL(), jarOf(Class.forName("org.sqlite.JDBC")), jarOf(Class.forName("org.slf4j.Logger"))
        };
        try (URLClassLoader application = new URLClassLoader(path, ClassLoader.getPlatformClassLoader())) {
            Driver driver = ServiceLoader.load(Driver.class, application).stream()
                    .filter(provider -> provider.type().getName().equals("io.shadowjdbc.ShadowDriver"))
                    .map(ServiceLoader.Provider::get)
                    .findFirst()
                    .orElseThrow();
            assertThat(driver.getClass().getClassLoader()).isSameAs(application);

            try (Connection connection = driver.connect("jdbc:shadow:sqlite:" + app, settings);
                    Statement statement = connection.createStatement()) {
                for (int i = 0; i < 10; i++) {
                    assertThat(read(statement)).isEqualTo("ready");
                }
                awaitLine(parity, "\"MATCH\":10");
            }
        }
    }

    private static String read(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT state FROM job WHERE id = 1")) {
            return row.next() ? row.getString("state") : null;
        }
    }

    private Path database(String name) throws SQLException {
        Path file = dir.resolve(name);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE job (id INTEGER PRIMARY KEY, state TEXT)");
            statement.execute("INSERT INTO job VALUES (1, 'ready')");
        }
        return file;
    }

    private static void awaitLine(Path parity, String part) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        String written = "";
        while (System.nanoTime() < deadline && !written.contains(part)) {
            Thread.sleep(100);
            written = contents(parity);
        }
        assertThat(written).contains(part);
    }

    private static String contents(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                text.append(Files.readString(file));
            }
        }
        return text.toString();
    }

    private static URL jarOf(Class<?> type) throws URISyntaxException, IOException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toUri()
                .toURL();
    }

    private static List<String> entries(Predicate<String> which) throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            return Collections.list(jar.entries()).stream()
                    .map(JarEntry::getName)
                    .filter(which)
                    .toList();
        }
    }

    private static String text(JarFile jar, JarEntry entry) throws IOException {
        try (InputStream bytes = jar.getInputStream(entry)) {
            return new String(bytes.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
