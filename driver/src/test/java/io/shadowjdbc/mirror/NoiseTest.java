package io.shadowjdbc.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import io.shadowjdbc.Shadow;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads made twice on the active database tell how many differ although nothing is wrong. */
class NoiseTest {
    private static final Pattern NOISE = Pattern.compile("\"noise\":\\{[^}]*\\}");

    @TempDir
    Path directory;

    private TwoDatabases databases;

    @BeforeEach
    void createDatabases() throws SQLException {
        databases = TwoDatabases.bothSqlite(
                directory, "CREATE TABLE t (id INTEGER PRIMARY KEY, n INTEGER)", "INSERT INTO t VALUES (1, 0)");
    }

    private static void read(Connection connection, int times, boolean andWrite) throws SQLException {
        try (PreparedStatement read = connection.prepareStatement("SELECT n FROM t WHERE id = 1");
                Statement write = connection.createStatement()) {
            for (int i = 0; i < times; i++) {
                try (ResultSet row = read.executeQuery()) {
                    row.next();
                    row.getInt(1);
                }
                if (andWrite) {
                    write.executeUpdate("UPDATE t SET n = n + 1");
                }
            }
        }
    }

    private String noise(boolean andWrite) throws Exception {
        try (Connection connection =
                databases.connect("mirror.rate=1", "mirror.aa-rate=1", "mirror.budget=1", "compare.recheck=0")) {
            read(connection, 20, andWrite);
            Shadow.of(connection).awaitVerdicts(Duration.ofSeconds(20));
        }
        List<String> counts = databases.events(line -> line.contains("\"noise\""));
        assertThat(counts).isNotEmpty();
        Matcher noise = NOISE.matcher(counts.get(counts.size() - 1));
        assertThat(noise.find()).isTrue();
        return noise.group();
    }

    @Test
    void aDatabaseAtRestHasNone() throws Exception {
        assertThat(noise(false)).contains("\"reads\":20", "\"differing\":0");
    }

    @Test
    void whatIsWrittenMeanwhileIsSome() throws Exception {
        assertThat(noise(true)).contains("\"reads\":20").doesNotContain("\"differing\":0");
    }
}
