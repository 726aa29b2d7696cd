package io.shadowjdbc.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shadowjdbc.Shadow;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is mirrored changes while the application runs: by a file that is watched, and by JMX. */
class LiveRulesTest {
    @TempDir
    Path directory;

    private TwoDatabases databases;
    private Path rules;

    @BeforeEach
    void createDatabases() throws SQLException {
        databases = TwoDatabases.bothSqlite(
                directory, "CREATE TABLE t (id INTEGER PRIMARY KEY)", "CREATE TABLE u (id INTEGER PRIMARY KEY)");
        rules = directory.resolve("rules.properties");
    }

    private static boolean mirrors(Connection connection, String sql) throws SQLException {
        long before = Shadow.of(connection).selected();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
        }
        return Shadow.of(connection).selected() > before;
    }

    private interface Check {
        boolean isTrue() throws SQLException;
    }

    /** The file is looked at some times a second. */
    private static void soon(Check check) throws Exception {
        for (int tries = 0; tries < 100 && !check.isTrue(); tries++) {
            Thread.sleep(50);
        }
        assertThat(check.isTrue()).isTrue();
    }

    @Test
    void theFileSelectsTablesAndSwitchesAllOff() throws Exception {
        try (Connection connection =
                databases.connect("mirror.rate=1", "mirror.rules=" + rules, "instance=rules-file")) {
            assertThat(mirrors(connection, "SELECT * FROM t")).isTrue();

            Files.writeString(rules, "shadow.mirror.exclude.tables=T");
            soon(() -> !mirrors(connection, "SELECT * FROM t"));
            assertThat(mirrors(connection, "SELECT * FROM u")).isTrue();

            Files.writeString(rules, "shadow.mirror.include=FROM t");
            soon(() -> mirrors(connection, "SELECT * FROM t"));
            assertThat(mirrors(connection, "SELECT * FROM u")).isFalse();

            Files.writeString(rules, "shadow.mirror.enabled=false");
            soon(() -> !mirrors(connection, "SELECT * FROM t"));
            assertThat(mirrors(connection, "SELECT /* shadow:always */ * FROM t"))
                    .isFalse();
            assertThat(Shadow.of(connection).isMirroring()).isFalse();

            Files.writeString(rules, "");
            soon(() -> mirrors(connection, "SELECT * FROM u"));
        }
    }

    @Test
    void aFileThatMakesNoSenseChangesNothing() throws Exception {
        Files.writeString(rules, "shadow.mirror.exclude.tables=t");
        try (Connection connection =
                databases.connect("mirror.rate=1", "mirror.rules=" + rules, "instance=bad-rules")) {
            assertThat(mirrors(connection, "SELECT * FROM t")).isFalse();

            String[] senseless = {"shadow.mirror.rate=2", "shadow.mirror.threads=4", "shadow.mirror.rat=1", "rate=1"};
            for (String text : senseless) {
                Files.writeString(rules, text);
                // the watch has seen it several times by then
                Thread.sleep(600);
                assertThat(mirrors(connection, "SELECT * FROM t")).as(text).isFalse();
                assertThat(mirrors(connection, "SELECT * FROM u")).as(text).isTrue();
            }
            Files.delete(rules);
            Thread.sleep(600);
            assertThat(mirrors(connection, "SELECT * FROM t")).isFalse();

            Files.writeString(rules, "shadow.mirror.rate=1");
            soon(() -> mirrors(connection, "SELECT * FROM t"));
        }
    }

    @Test
    void jmxChangesThemAtOnce() throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName name = new ObjectName("io.shadowjdbc:type=Shadow,name=rules-jmx");
        String[] signature = {"java.lang.String", "java.lang.String"};
        try (Connection connection = databases.connect("mirror.rate=1", "instance=rules-jmx")) {
            server.invoke(name, "changeMirrorRule", new Object[] {"shadow.mirror.rate", "0"}, signature);
            assertThat(mirrors(connection, "SELECT * FROM t")).isFalse();
            assertThat(Shadow.of(connection).getMirrorRules()).containsEntry("shadow.mirror.rate", "0");

            server.invoke(name, "changeMirrorRule", new Object[] {"shadow.mirror.rate", ""}, signature);
            assertThat(mirrors(connection, "SELECT * FROM t")).isTrue();
            assertThat(Shadow.of(connection).getMirrorRules()).isEmpty();
        }
    }

    @Test
    void whatCanNotBeChangedIsRefusedByName() throws Exception {
        try (Connection connection = databases.connect("mirror.rate=1", "instance=rules-refused")) {
            Shadow shadow = Shadow.of(connection);
            assertThatThrownBy(() -> shadow.changeMirrorRule("shadow.mirror.threads", "3"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("shadow.mirror.threads")
                    .hasMessageContaining("shadow.mirror.rate");
            assertThatThrownBy(() -> shadow.changeMirrorRule("shadow.mirror.budget", "7"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("shadow.mirror.budget")
                    .hasMessageContaining("from 0 to 1");
            assertThat(shadow.getMirrorRules()).isEmpty();
        }
    }
}
