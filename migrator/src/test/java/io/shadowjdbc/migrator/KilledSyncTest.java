package io.shadowjdbc.migrator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} of the sync's process while the application writes: the same command goes on. */
@Tag("long")
class KilledSyncTest {
    @TempDir
    Path directory;

    @Test
    void goesOnAfterKills() throws Exception {
        kill(2);
    }

    @Tag("soak")
    @Test
    void goesOnAfterHundredsOfKills() throws Exception {
        kill(100);
    }

    private void kill(int times) throws Exception {
        try (SyncedPair pair = SyncedPair.of(directory, """
                CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT UNIQUE, n INTEGER); CREATE TABLE bag (a INTEGER);
                INSERT INTO t VALUES (1, 'a', 1); INSERT INTO bag VALUES (1)""")) {
            Random random = new Random(11);
            Path runs = directory.resolve("runs");
            killWhileWriting(pair, runs, times, random, false);
            Cli.run("sync", pair.file, pair.database.url(), runs, "--once").exits(0);
            assertThat(pair.differences()).isEmpty();
            pair.reverse().close();
            killWhileWriting(pair, runs, times, random, true);
            Cli.run("sync", pair.file, pair.database.url(), runs, "--once", "--reverse")
                    .exits(0);
            assertThat(pair.differences()).isEmpty();
        }
    }

    private static void killWhileWriting(SyncedPair pair, Path runs, int times, Random random, boolean reverse)
            throws Exception {
        Writer writer = new Writer(reverse ? pair.postgresql() : pair.sqlite());
        Thread thread = new Thread(writer);
        thread.start();
        try {
            for (int i = 0; i < times; i++) {
                String[] options = reverse ? new String[] {"--reverse"} : new String[0];
                try (ChildProcess child = ChildProcess.start("sync", pair.file, pair.database.url(), runs, options)) {
                    assertThat(child.line("sync: runs")).isPresent();
                    child.kill(random.nextInt(400));
                }
            }
        } finally {
            writer.stop = true;
            thread.join();
        }
        assertThat((Throwable) writer.failure).isNull();
        assertThat(writer.writes).isPositive();
    }

    /** An application that inserts, updates and deletes, in transactions of several statements. */
    private static final class Writer implements Runnable {
        private final Connection connection;
        private final Random random = new Random(5);
        private volatile boolean stop;
        private volatile SQLException failure;
        private volatile int writes;

        Writer(Connection connection) {
            this.connection = connection;
        }

        @Override
        public void run() {
            try (connection;
                    Statement statement = connection.createStatement()) {
                while (!stop) {
                    int id = random.nextInt(200) + 2;
                    statement.execute("BEGIN");
                    statement.execute("DELETE FROM t WHERE a = 'a" + id % 50 + "' OR id = " + id);
                    statement.execute("INSERT INTO t VALUES (" + id + ", 'a" + id % 50 + "', " + writes + ")");
                    statement.execute("UPDATE t SET n = n + 1 WHERE id < " + random.nextInt(20));
                    statement.execute("INSERT INTO bag VALUES (" + id % 7 + ")");
                    statement.execute("DELETE FROM bag WHERE a = " + id % 11);
                    statement.execute(random.nextInt(9) == 0 ? "ROLLBACK" : "COMMIT");
                    writes++;
                    Thread.sleep(2);
                }
            } catch (SQLException e) {
                failure = e;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
