package io.shadowjdbc.migrator;

import static org.assertj.core.api.Assertions.assertThat;

import io.shadowjdbc.sync.Sync;
import io.shadowjdbc.sync.SyncException;
import io.shadowjdbc.sync.SyncLoop;
import io.shadowjdbc.sync.SyncRound;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From before a row's commit on one side to its being read on the other, at 1,000 writes a second. */
@Tag("soak")
class SyncLagTest {
    private static final int WRITES = 20_000;
    private static final int PER_SECOND = 1_000;

    @TempDir
    Path directory;

    @Test
    void isShortAtAThousandWritesASecond() throws Exception {
        try (SyncedPair pair = SyncedPair.of(
                directory,
                "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, n INTEGER); INSERT INTO t VALUES (1, 'a', 1)")) {
            long[] forward = measure(pair, pair.forward(), true);
            pair.forward().lastRound();
            pair.forward().close();
            long[] reverse = measure(pair, pair.reverse(), false);
            say("SQLite to PostgreSQL", forward);
            say("PostgreSQL to SQLite", reverse);
            assertThat(pair.differences()).isEmpty();
            assertThat(millis(forward, 0.99)).isLessThan(500);
            assertThat(millis(reverse, 0.99)).isLessThan(500);
        }
    }

    private static void say(String way, long[] nanos) {
        System.out.printf(
                "%s: lag p50 %d ms, p99 %d ms, most %d ms%n",
                way, millis(nanos, 0.5), millis(nanos, 0.99), millis(nanos, 1));
    }

    private static long millis(long[] sorted, double share) {
        return TimeUnit.NANOSECONDS.toMillis(
                sorted[(int) Math.min(sorted.length - 1L, Math.round(sorted.length * share))]);
    }

    /** The sorted lags of all rows. */
    private static long[] measure(SyncedPair pair, Sync sync, boolean forward) throws Exception {
        long[] written = new long[WRITES];
        long[] lags = new long[WRITES];
        int first = forward ? 100 : 1_000_000;
        SyncLoop loop = new SyncLoop(sync, new Silence());
        Thread syncing = new Thread(loop);
        syncing.start();
        Thread writing = new Thread(() -> write(pair, forward, first, written));
        writing.start();
        try (Connection there = forward ? pair.postgresql() : pair.sqlite();
                PreparedStatement query = there.prepareStatement("SELECT max(id) FROM t WHERE id >= " + first)) {
            int seen = 0;
            while (seen < WRITES) {
                Thread.sleep(2);
                try (ResultSet row = query.executeQuery()) {
                    int upTo = row.next() ? row.getInt(1) - first + 1 : 0;
                    long now = System.nanoTime();
                    for (; seen < upTo; seen++) {
                        lags[seen] = now - written[seen];
                    }
                }
            }
        }
        writing.join();
        loop.stop();
        syncing.join();
        Arrays.sort(lags);
        return lags;
    }

    /** One transaction a write; each also changes an old row. */
    private static void write(SyncedPair pair, boolean forward, int first, long[] written) {
        try (Connection connection = forward ? pair.sqlite() : pair.postgresql();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO t VALUES (?, ?, 0)");
                PreparedStatement update = connection.prepareStatement("UPDATE t SET n = n + 1 WHERE id = ?")) {
            if (forward) {
                Sql.run(connection, "PRAGMA synchronous = NORMAL");
            }
            connection.setAutoCommit(false);
            long start = System.nanoTime();
            for (int i = 0; i < written.length; i++) {
                long due = start + i * 1_000_000_000L / PER_SECOND;
                while (System.nanoTime() < due) {
                    Thread.sleep(0, 200_000);
                }
                insert.setInt(1, first + i);
                insert.setString(2, "some text of row " + i);
                insert.executeUpdate();
                update.setInt(1, first + i / 2);
                update.executeUpdate();
                written[i] = System.nanoTime();
                connection.commit();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Silence implements SyncLoop.Listener {
        @Override
        public void round(SyncRound round) {}

        @Override
        public void trouble(SQLException cause, long retryMillis) {
            throw new IllegalStateException(cause);
        }

        @Override
        public void failed(SyncException cause) {
            throw new IllegalStateException(cause);
        }
    }
}
