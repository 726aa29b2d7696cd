package io.shadowjdbc.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import io.shadowjdbc.Shadow;
import io.shadowjdbc.compare.Verdict;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Eight threads read SQLite as fast as all processors let them, every read selected, PostgreSQL on the same machine: what
 * they lose is within the budget and 3 % more, and whatever was not compared is in the counts. Mirroring is on and off in
 * turn, so that both share what else the machine does.
 */
@Tag("soak")
class FullSpeedSoakTest {
    private static final int THREADS = 8;
    private static final int ROWS = 10_000;
    private static final int TURNS = Integer.getInteger("soak.turns", 10);
    private static final double BUDGET = 0.1;
    private static final double MORE = 0.03;
    /** What accrues of the budget while there is nothing to do is kept for a second: that is not measured. */
    private static final Duration SETTLE = Duration.ofMillis(1500);

    private static final Duration MEASURED = Duration.ofMillis(2000);

    @TempDir
    Path directory;

    private final LongAdder reads = new LongAdder();
    private final List<Exception> failures = new CopyOnWriteArrayList<>();
    private TwoDatabases databases;
    private volatile boolean done;

    @BeforeEach
    void createDatabases() throws SQLException {
        databases = TwoDatabases.sqliteAndPostgresql(directory);
        databases.onActive(
                "PRAGMA journal_mode = WAL",
                "CREATE TABLE track (id INTEGER PRIMARY KEY, name TEXT, price REAL, album INTEGER, composer TEXT)",
                "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < " + ROWS
                        + ") INSERT INTO track SELECT i, 'For Those About To Rock ' || i, i % 3, i % 347, 'Young' FROM n");
        databases.onOther(
                "CREATE TABLE track (id bigint PRIMARY KEY, name text, price double precision, album bigint, composer text)",
                "INSERT INTO track SELECT i, 'For Those About To Rock ' || i, i % 3, i % 347, 'Young' FROM"
                        + " generate_series(1, " + ROWS + ") i");
    }

    @AfterEach
    void dropDatabases() {
        databases.close();
    }

    @Test
    void losesNoMoreThanTheBudgetAndThreePercent() throws Exception {
        try (Connection connection = connect()) {
            Shadow shadow = Shadow.of(connection);
            List<Thread> threads = startReaders();
            while (shadow.verdicts().get(Verdict.MATCH) < 1000 && failures.isEmpty()) {
                Thread.sleep(10);
            }
            List<Double> off = new ArrayList<>();
            List<Double> on = new ArrayList<>();
            double processors = 0;
            for (int turn = 0; turn < TURNS; turn++) {
                off.add(readsASecond(shadow, false));
                long before = shadowNanos();
                on.add(readsASecond(shadow, true));
                processors +=
                        (shadowNanos() - before) / 1e9 / SETTLE.plus(MEASURED).toNanos() * 1e9 / TURNS;
            }
            stop(threads);
            double loss = 1 - median(on) / median(off);
            System.out.printf(
                    Locale.ROOT,
                    "%d threads: %.0f reads a second, %.0f with mirroring: %.1f %% less; the shadow's threads took %.3f"
                            + " processors; %s %s%n",
                    THREADS,
                    median(off),
                    median(on),
                    loss * 100,
                    processors,
                    shadow.verdicts(),
                    shadow.reasons());
            assertThat(failures).isEmpty();
            assertThat(loss).isLessThanOrEqualTo(BUDGET + MORE);
        }
    }

    @Test
    void countsWhateverIsNotCompared() throws Exception {
        try (Connection connection = connect()) {
            Shadow shadow = Shadow.of(connection);
            List<Thread> threads = startReaders();
            Thread.sleep(SETTLE.plus(MEASURED).toMillis());
            stop(threads);
            assertThat(shadow.awaitVerdicts(Duration.ofSeconds(30))).isTrue();

            assertThat(failures).isEmpty();
            assertThat(shadow.verdicts().values().stream()
                            .mapToLong(Long::longValue)
                            .sum())
                    .isEqualTo(reads.sum());
            assertThat(shadow.reasons().values().stream()
                            .mapToLong(Long::longValue)
                            .sum())
                    .isEqualTo(shadow.verdicts().get(Verdict.DROPPED)
                            + shadow.verdicts().get(Verdict.SKIPPED));
        }
    }

    private Connection connect() throws SQLException {
        return databases.connect("mirror.rate=1", "mirror.budget=" + BUDGET, "instance=full-speed");
    }

    private List<Thread> startReaders() {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int first = i * 997;
            Thread thread = new Thread(() -> read(first), "application-" + i);
            thread.start();
            threads.add(thread);
        }
        return threads;
    }

    private void stop(List<Thread> threads) throws InterruptedException {
        done = true;
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void read(int first) {
        try (Connection connection = connect();
                PreparedStatement point = connection.prepareStatement(
                        "SELECT id, name, price, album, composer FROM track WHERE id = ?")) {
            // a prime stride, so that pages are not read in order
            for (int id = first; !done; id = (id + 7919) % ROWS) {
                point.setInt(1, id + 1);
                try (ResultSet row = point.executeQuery()) {
                    while (row.next()) {
                        row.getInt(1);
                        row.getString(2);
                        row.getDouble(3);
                        row.getInt(4);
                        row.getString(5);
                    }
                }
                reads.increment();
            }
        } catch (SQLException | RuntimeException e) {
            failures.add(e);
        }
    }

    private double readsASecond(Shadow shadow, boolean mirroring) throws InterruptedException {
        shadow.setMirroring(mirroring);
        Thread.sleep(SETTLE.toMillis());
        long before = reads.sum();
        long begin = System.nanoTime();
        Thread.sleep(MEASURED.toMillis());
        return (reads.sum() - before) * 1e9 / (System.nanoTime() - begin);
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
    }

    /** Processor time of the shadow's threads; what PostgreSQL takes is not in it. */
    private static long shadowNanos() {
        ThreadMXBean all = ManagementFactory.getThreadMXBean();
        long nanos = 0;
        for (long id : all.getAllThreadIds()) {
            var thread = all.getThreadInfo(id);
            if (thread != null && thread.getThreadName().startsWith("shadow-")) {
                nanos += Math.max(0, all.getThreadCpuTime(id));
            }
        }
        return nanos;
    }
}
