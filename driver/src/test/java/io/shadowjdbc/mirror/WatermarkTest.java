package io.shadowjdbc.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import io.shadowjdbc.Shadow;
import io.shadowjdbc.compare.Verdict;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sync is behind: a read is compared once the other database has got as far as the one that it was taken from. */
class WatermarkTest {
    @TempDir
    Path directory;

    private TwoDatabases databases;

    @BeforeEach
    void createDatabases() throws SQLException {
        databases = TwoDatabases.sqliteAndPostgresql(directory);
        databases.onActive("CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT)", "INSERT INTO t VALUES (1, 'before')");
        databases.onOther(
                "CREATE TABLE t (id bigint PRIMARY KEY, name text)",
                "INSERT INTO t VALUES (1, 'before')",
                "CREATE SCHEMA shadow",
                "CREATE TABLE shadow.sync_state (id integer PRIMARY KEY, snapshot_micros bigint)",
                "INSERT INTO shadow.sync_state VALUES (1, 0)");
    }

    @AfterEach
    void dropDatabases() {
        databases.close();
    }

    /** A round of the sync: rows and watermark in one transaction. */
    private void syncTo(long micros, String name) throws SQLException {
        try (Connection other = databases.connectToOther();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.executeUpdate("UPDATE t SET name = '" + name + "'");
            statement.executeUpdate("UPDATE shadow.sync_state SET snapshot_micros = " + micros);
            other.commit();
        }
    }

    private static void read(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT name FROM t WHERE id = ?")) {
            statement.setInt(1, 1);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                row.getString(1);
            }
        }
    }

    private static void awaitComparison(Connection connection) throws Exception {
        Shadow shadow = Shadow.of(connection);
        for (int tries = 0; tries < 200 && shadow.verdicts().get(Verdict.MATCH) == 0; tries++) {
            read(connection);
            shadow.awaitVerdicts(Duration.ofSeconds(20));
            Thread.sleep(50);
        }
        assertThat(shadow.verdicts().get(Verdict.MATCH)).isPositive();
    }

    @Test
    void whatIsNotThereYetIsWaitedFor() throws Exception {
        syncTo(SyncWatermark.now() + 60_000_000, "before");
        // no recheck: a comparison that comes too early is a MISMATCH
        try (Connection connection = databases.connect("mirror.rate=1", "compare.recheck=0")) {
            awaitComparison(connection);
            // seen as running from now on
            syncTo(SyncWatermark.now() - 1_000_000, "before");
            Thread.sleep(500);
            Shadow shadow = Shadow.of(connection);
            // a read that a loaded machine has dropped says nothing
            long dropped;
            int tries = 0;
            do {
                dropped = shadow.verdicts().get(Verdict.DROPPED);
                waitsForTheSync(connection, shadow, "after " + ++tries);
            } while (shadow.verdicts().get(Verdict.DROPPED) > dropped && tries < 10);
            assertThat(shadow.verdicts()).containsEntry(Verdict.DROPPED, dropped);
        }
    }

    private void waitsForTheSync(Connection connection, Shadow shadow, String name) throws Exception {
        long matches = shadow.verdicts().get(Verdict.MATCH);
        long dropped = shadow.verdicts().get(Verdict.DROPPED);
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE t SET name = '" + name + "'");
        }
        read(connection);
        Thread.sleep(700);
        assertThat(shadow.verdicts()).containsEntry(Verdict.MATCH, matches);

        syncTo(SyncWatermark.now(), name);

        assertThat(shadow.awaitVerdicts(Duration.ofSeconds(20))).isTrue();
        assertThat(shadow.verdicts()).containsEntry(Verdict.MISMATCH, 0L);
        assertThat(shadow.verdicts().get(Verdict.MATCH) + shadow.verdicts().get(Verdict.DROPPED))
                .isEqualTo(matches + dropped + 1);
    }

    @Test
    void whatIsWrongThereIsFoundAllTheSame() throws Exception {
        syncTo(SyncWatermark.now() + 60_000_000, "before");
        try (Connection connection = databases.connect("mirror.rate=1", "compare.recheck=1 within 100ms")) {
            awaitComparison(connection);
            databases.onOther("UPDATE t SET name = 'wrong'");
            read(connection);

            Shadow shadow = Shadow.of(connection);
            assertThat(shadow.awaitVerdicts(Duration.ofSeconds(20))).isTrue();
            assertThat(shadow.verdicts()).containsEntry(Verdict.MISMATCH, 1L);
        }
    }

    @Test
    void aSyncThatHasEndedHoldsNothingUp() throws Exception {
        syncTo(SyncWatermark.now() - 3_600_000_000L, "before");
        try (Connection connection = databases.connect("mirror.rate=1")) {
            long begin = System.nanoTime();
            awaitComparison(connection);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(9));
        }
    }
}
