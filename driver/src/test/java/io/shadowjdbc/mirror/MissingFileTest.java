package io.shadowjdbc.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import io.shadowjdbc.Shadow;
import io.shadowjdbc.compare.Verdict;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shadow never makes a database: one that is not there stays away, and the application goes on. */
class MissingFileTest {
    @TempDir
    Path directory;

    @Test
    void aSecondaryThatIsGoneIsNotCreatedAnew() throws SQLException, InterruptedException {
        Path secondary = directory.resolve("gone.db");
        String url = "jdbc:shadow:sqlite:" + directory.resolve("app.db") + "?shadow.secondary.url=jdbc:sqlite:"
                + secondary + "&shadow.mirror.rate=1&shadow.parity.dir=" + directory.resolve("parity");
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t (a)");
            statement.executeUpdate("INSERT INTO t VALUES (1)");
            try (ResultSet row = statement.executeQuery("SELECT a FROM t")) {
                assertThat(row.next()).isTrue();
            }
            Shadow shadow = Shadow.of(connection);
            assertThat(shadow.awaitVerdicts(Duration.ofSeconds(20))).isTrue();
            assertThat(shadow.verdicts()).containsEntry(Verdict.DROPPED, 1L);
        }
        assertThat(secondary).doesNotExist();
    }
}
