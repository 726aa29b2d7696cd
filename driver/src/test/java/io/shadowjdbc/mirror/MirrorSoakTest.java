package io.shadowjdbc.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import io.shadowjdbc.Shadow;
import io.shadowjdbc.compare.Verdict;
import io.shadowjdbc.config.DatabaseKind;
import io.shadowjdbc.schema.SchemaMap;
import io.shadowjdbc.schema.SchemaMapDeriver;
import io.shadowjdbc.sync.Sync;
import io.shadowjdbc.sync.SyncSide;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An application writes a thousand times a second and reads what it writes, while its other database is kept in step: no
 * read may be taken for a difference. {@code mvn -Psoak -pl driver test} runs the long one.
 */
class MirrorSoakTest {
    private static final int ROWS = 2_000;
    private static final int WRITES_A_SECOND = 1_000;
    private static final int READERS = 2;
    /** What was read last waits for the sync. */
    private static final Duration AFTERWARDS = Duration.ofSeconds(3);

    private static final String UPDATE = "UPDATE account SET balance = balance + ?, note = ? WHERE id = ?";

    @TempDir
    Path directory;

    private TwoDatabases databases;
    private final List<Exception> failures = new CopyOnWriteArrayList<>();
    private volatile boolean done;
    private volatile long doneSince;
    private volatile long writes;

    @BeforeEach
    void createDatabases() throws SQLException {
        databases = TwoDatabases.sqliteAndPostgresql(directory);
        databases.onActive(
                "PRAGMA journal_mode = WAL",
                "CREATE TABLE account (id INTEGER PRIMARY KEY, branch INTEGER, balance INTEGER, note TEXT)",
                "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < " + ROWS
                        + ") INSERT INTO account SELECT i, i % 50, 0, 'n' || i FROM n",
                "CREATE INDEX account_branch ON account (branch)");
        databases.onOther(
                "CREATE TABLE account (id bigint PRIMARY KEY, branch bigint, balance bigint, note text)",
                "INSERT INTO account SELECT i, i % 50, 0, 'n' || i FROM generate_series(1, " + ROWS + ") i",
                "CREATE INDEX account_branch ON account (branch)");
    }

    @AfterEach
    void dropDatabases() {
        databases.close();
    }

    @Test
    void noFalseMismatchInTenThousandWhileTheApplicationWritesToBoth() throws Exception {
        run(10_000, this::writeToBoth);
    }

    @Test
    void noFalseMismatchInTenThousandBesideASync() throws Exception {
        besideASync(10_000);
    }

    @Test
    @Tag("soak")
    void noFalseMismatchInAMillion() throws Exception {
        besideASync(Long.getLong("soak.comparisons", 1_000_000));
    }

    @SafeVarargs
    private void run(long comparisons, Callable<Void>... others) throws Exception {
        try (Connection connection = connect()) {
            Shadow shadow = Shadow.of(connection);
            List<Thread> threads = new ArrayList<>();
            for (Callable<Void> other : others) {
                threads.add(start(other));
            }
            for (int i = 0; i < READERS; i++) {
                threads.add(start(this::read));
            }
            long begin = System.nanoTime();
            while (compared(shadow) < comparisons && failures.isEmpty()) {
                Thread.sleep(20);
            }
            double seconds = (System.nanoTime() - begin) / 1e9;
            doneSince = System.nanoTime();
            done = true;
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(failures).isEmpty();
            assertThat(shadow.awaitVerdicts(Duration.ofSeconds(120))).isTrue();
            System.out.printf(
                    Locale.ROOT,
                    "%d comparisons in %.0f s beside %.0f writes a second: %s %s%n",
                    compared(shadow),
                    seconds,
                    writes / seconds,
                    shadow.verdicts(),
                    shadow.reasons());
            assertThat(shadow.verdicts().get(Verdict.MISMATCH)).isZero();
            assertThat(shadow.verdicts().get(Verdict.SHADOW_ERROR)).isZero();
        }
    }

    private static long compared(Shadow shadow) {
        return shadow.verdicts().entrySet().stream()
                .filter(entry -> entry.getKey() != Verdict.SKIPPED && entry.getKey() != Verdict.DROPPED)
                .mapToLong(entry -> entry.getValue())
                .sum();
    }

    private Connection connect() throws SQLException {
        return databases.connect("mirror.rate=1", "mirror.budget=1", "instance=soak");
    }

    private Thread start(Callable<Void> work) {
        Thread thread = new Thread(() -> {
            try {
                work.call();
            } catch (Exception e) {
                failures.add(e);
            }
        });
        thread.start();
        return thread;
    }

    /** To one database, and at once to the other. */
    private Void writeToBoth() throws SQLException {
        try (Connection other = databases.connectToOther();
                PreparedStatement there = other.prepareStatement(UPDATE)) {
            write(there);
        }
        return null;
    }

    private Void write() throws SQLException {
        write(null);
        return null;
    }

    /**
     * @param there takes every write too; may be null
     */
    private void write(PreparedStatement there) throws SQLException {
        Random random = new Random(1);
        long begin = System.nanoTime();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                PreparedStatement here = connection.prepareStatement(UPDATE)) {
            statement.execute("PRAGMA synchronous = OFF");
            while (!done) {
                int amount = random.nextInt(100);
                int id = random.nextInt(ROWS) + 1;
                update(here, amount, id);
                if (there != null) {
                    update(there, amount, id);
                }
                writes++;
                long ahead = begin + writes * (1_000_000_000L / WRITES_A_SECOND) - System.nanoTime();
                if (ahead > 1_000_000) {
                    LockSupport.parkNanos(ahead);
                }
            }
        }
    }

    private static void update(PreparedStatement update, int amount, int id) throws SQLException {
        update.setInt(1, amount);
        update.setString(2, "n" + amount);
        update.setInt(3, id);
        update.executeUpdate();
    }

    private void besideASync(long comparisons) throws Exception {
        SchemaMap map;
        try (Connection active = databases.connectToActive();
                Connection other = databases.connectToOther()) {
            map = SchemaMapDeriver.derive(active, other, "public");
        }
        try (Sync sync = new Sync(
                new SyncSide(DatabaseKind.SQLITE, databases::connectToActive),
                new SyncSide(DatabaseKind.POSTGRESQL, databases::connectToOther),
                map)) {
            sync.install();
            sync.trust();
            run(comparisons, this::write, () -> rounds(sync));
        }
    }

    private Void rounds(Sync sync) throws Exception {
        while (!done || System.nanoTime() - doneSince < AFTERWARDS.toNanos()) {
            sync.round();
            Thread.sleep(20);
        }
        return null;
    }

    private Void read() throws SQLException {
        Random random = new Random(Thread.currentThread().getId());
        try (Connection connection = connect();
                PreparedStatement point = connection.prepareStatement("SELECT balance FROM account WHERE id = ?");
                PreparedStatement range = connection.prepareStatement(
                        "SELECT balance, note FROM account WHERE id BETWEEN ? AND ? ORDER BY id");
                PreparedStatement ranking = connection.prepareStatement(
                        "SELECT balance FROM account WHERE branch = ? ORDER BY balance DESC LIMIT 5");
                PreparedStatement sum =
                        connection.prepareStatement("SELECT sum(balance) FROM account WHERE branch = ?")) {
            while (!done) {
                int id = random.nextInt(ROWS) + 1;
                point.setInt(1, id);
                consume(point);
                int kind = random.nextInt(20);
                if (kind == 0) {
                    range.setInt(1, id);
                    range.setInt(2, id + 20);
                    consume(range);
                } else if (kind == 1) {
                    ranking.setInt(1, id % 50);
                    consume(ranking);
                } else if (kind == 2) {
                    sum.setInt(1, id % 50);
                    consume(sum);
                }
                LockSupport.parkNanos(200_000);
            }
        }
        return null;
    }

    private static void consume(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                rows.getLong(1);
            }
        }
    }
}
