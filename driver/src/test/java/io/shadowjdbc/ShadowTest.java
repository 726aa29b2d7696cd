package io.shadowjdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.shadowjdbc.compare.Verdict;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The data source as an application and its operator see it. */
class ShadowTest {
    @TempDir
    Path directory;

    private String url(String settings) throws SQLException {
        for (String name : new String[] {"a", "b"}) {
            try (Connection plain = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve(name + ".db"));
                    Statement statement = plain.createStatement()) {
                statement.execute("CREATE TABLE IF NOT EXISTS t (id INTEGER PRIMARY KEY, v TEXT)");
                statement.execute("INSERT OR IGNORE INTO t VALUES (1, 'one'), (2, 'two')");
            }
        }
        return "jdbc:shadow:sqlite:" + directory.resolve("a.db") + "?shadow.secondary.url=jdbc:sqlite:"
                + directory.resolve("b.db") + "&shadow.mirror.rate=1&shadow.parity.dir="
                + directory.resolve("parity") + settings;
    }

    private static void readAll(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT id, v FROM t ORDER BY id")) {
            while (rows.next()) {
                rows.getInt(1);
                rows.getString("v");
            }
        }
    }

    @Test
    void isRegisteredWithJmxUnderItsInstanceName() throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName name = new ObjectName("io.shadowjdbc:type=Shadow,name=jmx-test");
        try (Connection connection = DriverManager.getConnection(url("&shadow.instance=jmx-test"))) {
            assertThat(server.getAttribute(name, "Provider")).isEqualTo("primary");
            assertThat(server.getAttribute(name, "Phase")).isEqualTo("OPEN");
            assertThat(server.getAttribute(name, "Epoch")).isEqualTo(1L);

            server.invoke(name, "flip", new Object[] {"secondary"}, new String[] {"java.lang.String"});

            assertThat(server.getAttribute(name, "Provider")).isEqualTo("secondary");
            assertThat(server.getAttribute(name, "Epoch")).isEqualTo(2L);
            assertThat(Shadow.of(connection).getProvider()).isEqualTo("secondary");
            server.invoke(name, "fence", null, null);
            assertThat(server.getAttribute(name, "Phase")).isEqualTo("FENCED");
            server.invoke(name, "open", null, null);
        }
    }

    @Test
    void dataSourcesOfOneInstanceHaveNamesOfTheirOwnInJmxAndMeters() throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        Metrics.addRegistry(registry);
        try (Connection first = DriverManager.getConnection(url("&shadow.instance=both"));
                Connection second =
                        DriverManager.getConnection(url("&shadow.instance=both&shadow.provider=secondary"))) {
            assertThat(server.getAttribute(mbean("both"), "Provider")).isEqualTo("primary");
            assertThat(server.getAttribute(mbean("both-2"), "Provider")).isEqualTo("secondary");
            assertThat(activeProvider(registry, "both", "primary")).isOne();
            assertThat(activeProvider(registry, "both-2", "primary")).isZero();
        } finally {
            Metrics.removeRegistry(registry);
        }
    }

    private static ObjectName mbean(String name) throws Exception {
        return new ObjectName("io.shadowjdbc:type=Shadow,name=" + name);
    }

    private static double activeProvider(SimpleMeterRegistry registry, String instance, String provider) {
        return registry.get("shadow.provider")
                .tags("instance", instance, "provider", provider)
                .gauge()
                .value();
    }

    @Test
    void countsEverySelectedReadUnderOneVerdict() throws Exception {
        try (Connection connection = DriverManager.getConnection(url("&shadow.instance=counts"))) {
            for (int i = 0; i < 20; i++) {
                readAll(connection);
            }
            Shadow shadow = Shadow.of(connection);
            assertThat(shadow.awaitVerdicts(Duration.ofSeconds(10))).isTrue();
            assertThat(shadow.verdicts()).containsEntry(Verdict.MATCH, 20L);
            assertThat(shadow.verdicts().values().stream()
                            .mapToLong(Long::longValue)
                            .sum())
                    .isEqualTo(20);
        }
    }

    @Test
    void metersShowWhatBecameOfReadsAndWhoIsActive() throws Exception {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        Metrics.addRegistry(registry);
        try (Connection connection = DriverManager.getConnection(url("&shadow.instance=meters"))) {
            readAll(connection);
            Shadow.of(connection).awaitVerdicts(Duration.ofSeconds(10));

            assertThat(registry.get("shadow.reads")
                            .tags("instance", "meters", "outcome", "match")
                            .counter()
                            .count())
                    .isEqualTo(1);
            assertThat(registry.get("shadow.read.latency")
                            .tags("instance", "meters", "provider", "secondary")
                            .timer()
                            .count())
                    .isEqualTo(1);
            assertThat(registry.get("shadow.provider")
                            .tags("instance", "meters", "provider", "primary")
                            .gauge()
                            .value())
                    .isEqualTo(1);
            Shadow.of(connection).flip("secondary");
            assertThat(registry.get("shadow.flip.pause")
                            .tags("instance", "meters")
                            .timer()
                            .count())
                    .isEqualTo(1);
        } finally {
            Metrics.removeRegistry(registry);
        }
    }

    @Test
    void aSecondaryThatIsDownDoesNotKeepTheApplicationFromStarting() throws Exception {
        String url = "jdbc:shadow:sqlite:" + directory.resolve("alone.db")
                + "?shadow.secondary.url=jdbc:postgresql://127.0.0.1:1/none&shadow.mirror.rate=1&shadow.parity.dir="
                + directory.resolve("parity");
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t (id INTEGER)");
            statement.executeUpdate("INSERT INTO t VALUES (1)");
            try (ResultSet rows = statement.executeQuery("SELECT id FROM t")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getInt(1)).isEqualTo(1);
            }
            Shadow shadow = Shadow.of(connection);
            assertThat(shadow.awaitVerdicts(Duration.ofSeconds(10))).isTrue();
            assertThat(shadow.verdicts()).containsEntry(Verdict.SKIPPED, 1L);
        }
    }

    @Test
    void withoutASecondaryItIsThePlainDriver() throws Exception {
        try (Connection connection =
                DriverManager.getConnection("jdbc:shadow:sqlite:" + directory.resolve("plain.db"))) {
            assertThat(Shadow.of(connection).isMirroring()).isFalse();
            assertThat(connection.getMetaData().getURL()).isEqualTo("jdbc:sqlite:" + directory.resolve("plain.db"));
        }
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString())).doesNotContain("parity", "shadow-parity");
        }
    }

    @Test
    void aWrongSettingFailsAtConnectAndNamesIt() {
        assertThatThrownBy(() -> DriverManager.getConnection(url("&shadow.mirror.rat=1")))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("shadow.mirror.rat")
                .hasMessageContaining("shadow.mirror.rate");
    }

    @Test
    void whatThisVersionDoesNotSupportIsRefusedByName() {
        String url = "jdbc:shadow:sqlite:" + directory.resolve("a.db")
                + "?shadow.secondary.url=jdbc:postgresql://127.0.0.1:1/none&";
        for (String setting : new String[] {"shadow.parity.dir=postgresql"}) {
            assertThatThrownBy(() -> DriverManager.getConnection(url + setting))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining(setting + " is not supported by this version");
        }
    }

    @Test
    void aFlipIsInTheParityFile() throws Exception {
        try (Connection connection = DriverManager.getConnection(url("&shadow.instance=flips"))) {
            Shadow.of(connection).flip("secondary");
            Shadow.of(connection).awaitVerdicts(Duration.ofSeconds(10));
        }
        try (Stream<Path> files = Files.list(directory.resolve("parity"))) {
            Path file = files.filter(each -> each.getFileName().toString().startsWith("flips-"))
                    .findFirst()
                    .orElseThrow();
            List<String> lines = Files.readAllLines(file);
            assertThat(lines.get(0)).contains("\"type\":\"run\"", "\"application\":\"sqlite\"");
            assertThat(lines)
                    .anyMatch(line -> line.contains("\"type\":\"provider\"")
                            && line.contains("\"from\":\"primary\"")
                            && line.contains("\"to\":\"secondary\""));
        }
    }
}
