package io.shadowjdbc.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.shadowjdbc.Shadow;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application reads and nothing is compared for a while: somebody has to be told, and why. */
class SilenceTest {
    @TempDir
    Path directory;

    private TwoDatabases databases;

    @BeforeEach
    void createDatabases() throws SQLException {
        databases = TwoDatabases.bothSqlite(directory, "CREATE TABLE t (id INTEGER PRIMARY KEY)");
    }

    private List<String> warnings(Connection connection, String sql) throws Exception {
        for (int i = 0; i < 100; i++) {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(sql)) {
                rows.next();
            }
            Thread.sleep(10);
        }
        return databases.events(line -> line.contains("nothing_mirrored"));
    }

    @Test
    void switchedOff() throws Exception {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        Metrics.addRegistry(registry);
        try (Connection connection = databases.connect("mirror.warn-after=300ms", "instance=silent")) {
            Shadow.of(connection).setMirroring(false);

            assertThat(warnings(connection, "SELECT * FROM t"))
                    .singleElement()
                    .asString()
                    .contains("switched off");
            assertThat(registry.get("shadow.mirror.silences")
                            .tags("instance", "silent")
                            .counter()
                            .count())
                    .isEqualTo(1);
            assertThat(registry.get("shadow.mirror.silence")
                            .tags("instance", "silent")
                            .gauge()
                            .value())
                    .isPositive();
        } finally {
            Metrics.removeRegistry(registry);
        }
    }

    @Test
    void nothingSelected() throws Exception {
        try (Connection connection =
                databases.connect("mirror.warn-after=300ms", "mirror.exclude=FROM t", "instance=deselected")) {
            assertThat(warnings(connection, "SELECT * FROM t"))
                    .singleElement()
                    .asString()
                    .contains("no read was selected");
        }
    }

    @Test
    void allSkipped() throws Exception {
        try (Connection connection =
                databases.connect("mirror.warn-after=300ms", "mirror.rate=1", "instance=skipped")) {
            assertThat(warnings(connection, "SELECT random() FROM t"))
                    .singleElement()
                    .asString()
                    .contains("non_deterministic");
        }
    }
}
