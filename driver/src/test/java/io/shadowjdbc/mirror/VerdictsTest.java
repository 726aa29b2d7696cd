package io.shadowjdbc.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import io.shadowjdbc.Shadow;
import io.shadowjdbc.compare.Verdict;
import io.shadowjdbc.schema.Json;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Under load, with every outcome that there is: each read ends in exactly one verdict, and all counts add up. */
class VerdictsTest {
    private static final int THREADS = 4;
    private static final int ROUNDS = 60;

    /** Each read once a round. */
    private static final List<String> READS = List.of(
            "SELECT name FROM t WHERE id = 1",
            "SELECT name FROM t ORDER BY grp",
            "SELECT name FROM wrong",
            "SELECT x * 1 FROM reals",
            "SELECT x * 1e308 * 1e308 FROM reals",
            "SELECT count(*) FROM words WHERE words MATCH 'a'",
            "SELECT random() FROM t",
            "SELECT n FROM behind WHERE id = 1");

    @TempDir
    Path directory;

    private TwoDatabases databases;

    @BeforeEach
    void createDatabases() throws SQLException {
        databases = TwoDatabases.sqliteAndPostgresql(directory);
        databases.onActive(
                "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT, grp INTEGER)",
                "INSERT INTO t VALUES (1, 'a', 1), (2, 'b', 1), (3, 'c', 2)",
                "CREATE TABLE wrong (id INTEGER PRIMARY KEY, name TEXT)",
                "INSERT INTO wrong VALUES (1, 'right')",
                "CREATE TABLE reals (x REAL)",
                "INSERT INTO reals VALUES (0.3)",
                "CREATE VIRTUAL TABLE words USING fts5(word)",
                "INSERT INTO words VALUES ('a')",
                "CREATE TABLE behind (id INTEGER PRIMARY KEY, n INTEGER)",
                "INSERT INTO behind VALUES (1, 0)");
        databases.onOther(
                "CREATE TABLE t (id bigint PRIMARY KEY, name text, grp bigint)",
                "INSERT INTO t VALUES (2, 'b', 1), (1, 'a', 1), (3, 'c', 2)",
                "CREATE TABLE wrong (id bigint PRIMARY KEY, name text)",
                "INSERT INTO wrong VALUES (1, 'wrong')",
                "CREATE TABLE reals (x double precision)",
                "INSERT INTO reals VALUES (0.30000000000000004)",
                "CREATE TABLE behind (id bigint PRIMARY KEY, n bigint)",
                "INSERT INTO behind VALUES (1, 0)");
    }

    @AfterEach
    void dropDatabases() {
        databases.close();
    }

    private static void read(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                rows.getObject(1);
            }
        }
    }

    private Connection connect() throws SQLException {
        return databases.connect(
                "mirror.rate=1",
                "mirror.queue=128",
                "mirror.budget=1",
                "compare.recheck=2 within 200ms",
                "instance=verdicts");
    }

    @Test
    void everyReadEndsInExactlyOneAndTheCountsAddUp() throws Exception {
        try (Connection connection = connect()) {
            Shadow shadow = Shadow.of(connection);
            awaitSchemaMap(connection, shadow);
            long before = shadow.selected();

            long reads = load() + readWhatIsBehind(connection) + readUntilSomeAreDropped(connection, shadow);

            assertThat(shadow.awaitVerdicts(Duration.ofSeconds(60))).isTrue();
            Map<Verdict, Long> verdicts = shadow.verdicts();
            System.out.println("reads " + reads + ": " + verdicts + " " + shadow.reasons());
            assertThat(shadow.selected() - before).isEqualTo(reads);
            assertThat(sum(verdicts)).isEqualTo(shadow.selected());
            assertThat(sum(shadow.reasons())).isEqualTo(verdicts.get(Verdict.SKIPPED) + verdicts.get(Verdict.DROPPED));
            assertThat(verdicts)
                    .allSatisfy((verdict, count) ->
                            assertThat(count).as(verdict.name()).isPositive());
        }
        theFileSaysTheSame();
    }

    private static void awaitSchemaMap(Connection connection, Shadow shadow) throws Exception {
        for (int tries = 0; tries < 200 && shadow.verdicts().get(Verdict.MATCH) == 0; tries++) {
            read(connection, READS.get(0));
            shadow.awaitVerdicts(Duration.ofSeconds(10));
            Thread.sleep(50);
        }
        assertThat(shadow.reasons()).containsKey("no_schema_map");
    }

    private long load() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                running.add(threads.submit(() -> {
                    try (Connection connection = connect()) {
                        for (int round = 0; round < ROUNDS; round++) {
                            for (String sql : READS) {
                                read(connection, sql);
                            }
                            // now and then the workers catch up
                            Thread.sleep(round % 8 < 2 ? 60 : 0);
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> each : running) {
                each.get(120, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
        return (long) THREADS * ROUNDS * READS.size();
    }

    /** A write is in flight: it comes to the other database a little later. And one that is not committed. */
    private long readWhatIsBehind(Connection connection) throws Exception {
        Shadow.of(connection).awaitVerdicts(Duration.ofSeconds(60));
        for (int i = 1; i <= 10; i++) {
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate("UPDATE behind SET n = " + i);
            }
            read(connection, READS.get(READS.size() - 1));
            Thread.sleep(20);
            databases.onOther("UPDATE behind SET n = " + i);
        }
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE behind SET n = 0");
            read(connection, READS.get(0));
        }
        connection.rollback();
        connection.setAutoCommit(true);
        return 11;
    }

    /** Faster than any worker compares. */
    private static long readUntilSomeAreDropped(Connection connection, Shadow shadow) throws SQLException {
        long reads = 0;
        while (shadow.verdicts().get(Verdict.DROPPED) == 0 && reads < 1_000_000) {
            for (int i = 0; i < 1000; i++) {
                read(connection, READS.get(0));
                reads++;
            }
        }
        return reads;
    }

    private static long sum(Map<?, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Of each statement the last counts. */
    private void theFileSaysTheSame() throws Exception {
        Map<Object, Map<String, Object>> last = new HashMap<>();
        for (String line : databases.events(line -> line.contains("\"type\":\"counts\""))) {
            Map<String, Object> counts = Json.PLAIN.mapFrom(line);
            // the writes of this test have counts of nothing
            if (((Number) counts.get("selected")).longValue() > 0) {
                last.put(counts.get("fingerprint"), counts);
            }
        }
        assertThat(last).hasSize(READS.size());
        assertThat(last.values())
                .allSatisfy(counts -> assertThat(sumOf(counts.get("verdicts")))
                        .isEqualTo(((Number) counts.get("selected")).longValue()));
    }

    private static long sumOf(Object counts) {
        return ((Map<?, ?>) counts)
                .values().stream()
                        .mapToLong(count -> ((Number) count).longValue())
                        .sum();
    }
}
