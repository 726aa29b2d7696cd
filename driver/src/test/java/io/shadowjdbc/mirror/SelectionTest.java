package io.shadowjdbc.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import io.shadowjdbc.Shadow;
import io.shadowjdbc.compare.Verdict;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each statement is compared some hundred times before the rate counts for it, however hot others are. */
class SelectionTest {
    private static final int ENOUGH = 300;

    @TempDir
    Path directory;

    private TwoDatabases databases;

    @BeforeEach
    void createDatabases() throws SQLException {
        databases = TwoDatabases.bothSqlite(
                directory, "CREATE TABLE t (id INTEGER PRIMARY KEY)", "INSERT INTO t VALUES (1), (2)");
    }

    private static void read(Connection connection, String sql, int times) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < times; i++) {
                statement.setInt(1, 1);
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    row.getInt(1);
                }
            }
        }
    }

    @Test
    void aNewStatementIsMirroredUntilItWasComparedOftenEnoughAndThinnedThen() throws Exception {
        try (Connection connection =
                databases.connect("mirror.rate=0.01", "mirror.budget=1", "mirror.queue=4096", "instance=thinned")) {
            read(connection, "SELECT id FROM t WHERE id = ?", ENOUGH);
            Shadow shadow = Shadow.of(connection);
            assertThat(shadow.selected()).isEqualTo(ENOUGH);

            read(connection, "SELECT id FROM t WHERE id = ?", 10_000);

            assertThat(shadow.selected() - ENOUGH).isBetween(30L, 300L);
        }
    }

    @Test
    void readsThatWereDroppedDoNotCount() throws Exception {
        try (Connection connection =
                databases.connect("mirror.rate=0.000001", "mirror.queue=2", "mirror.budget=1", "instance=dropped")) {
            Shadow shadow = Shadow.of(connection);
            for (int i = 0; i < 1000 && shadow.verdicts().get(Verdict.MATCH) < ENOUGH; i++) {
                // far more at a time than the queue takes
                read(connection, "SELECT id FROM t WHERE id = ?", 50);
                assertThat(shadow.awaitVerdicts(Duration.ofSeconds(20))).isTrue();
            }
            assertThat(shadow.verdicts().get(Verdict.DROPPED)).isPositive();
            assertThat(shadow.verdicts().get(Verdict.MATCH)).isGreaterThanOrEqualTo(ENOUGH);

            long before = shadow.selected();
            read(connection, "SELECT id FROM t WHERE id = ?", 1000);
            assertThat(shadow.selected() - before).isLessThan(5);
        }
    }

    @Test
    void aHotStatementDoesNotCrowdOutARareOne() throws Exception {
        try (Connection connection =
                databases.connect("mirror.rate=1", "mirror.queue=64", "mirror.budget=1", "instance=hot")) {
            Shadow shadow = Shadow.of(connection);
            read(connection, "SELECT id FROM t WHERE id = ?", 16);
            for (int i = 0; i < 1000 && shadow.verdicts().get(Verdict.MATCH) < ENOUGH; i++) {
                read(connection, "SELECT id FROM t WHERE id = ?", 16);
                shadow.awaitVerdicts(Duration.ofSeconds(20));
            }
            long dropped = shadow.verdicts().get(Verdict.DROPPED);
            // next to nothing may be done from now on: the queue of the hot one fills up and stays full
            shadow.changeMirrorRule("shadow.mirror.budget", "0.001");
            read(connection, "SELECT id FROM t WHERE id = ?", 20_000);
            assertThat(shadow.verdicts().get(Verdict.DROPPED)).isGreaterThan(dropped);

            long before = shadow.verdicts().get(Verdict.DROPPED);
            read(connection, "SELECT id + 1 FROM t WHERE id = ?", 3);
            assertThat(shadow.verdicts().get(Verdict.DROPPED)).isEqualTo(before);
            read(connection, "SELECT id FROM t WHERE id = ?", 100);
            assertThat(shadow.verdicts().get(Verdict.DROPPED)).isGreaterThan(before);
        }
    }
}
