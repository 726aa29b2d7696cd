package io.shadowjdbc.migrator;

import static org.assertj.core.api.Assertions.assertThat;

import io.shadowjdbc.config.DatabaseKind;
import io.shadowjdbc.migrator.cutover.Databases;
import io.shadowjdbc.migrator.cutover.KeepInStep;
import io.shadowjdbc.migrator.source.SqliteSource;
import io.shadowjdbc.migrator.target.PostgresqlTarget;
import io.shadowjdbc.schema.SchemaMapStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The way back after a week's worth of writes on PostgreSQL: a million changed rows, while the application writes on. Nothing is
 * lost, and the application waits no longer than it would a minute after the cutover.
 */
@Tag("soak")
@Timeout(1_200)
class MillionRowsRollbackSoakTest {
    private static final int ROWS = Integer.getInteger("soak.rows", 1_000_000);
    private static final int THERE_BEFORE = ROWS / 5;
    private static final int TRANSACTION = 10_000;
    private static final String CONTENT =
            "SELECT count(*), sum(id), sum(n), sum(length(name)), min(name), max(name) FROM item";

    @TempDir
    Path directory;

    @Test
    void whileTheSyncRuns() throws Exception {
        try (MovedApplication app = onPostgresql()) {
            FutureTask<Void> sync = new FutureTask<>(() -> {
                new KeepInStep(databases(app), DatabaseKind.POSTGRESQL, System.out::println).run();
                return null;
            });
            Thread thread = new Thread(sync, "sync");
            thread.start();
            changeRows(app);
            awaitInStep(app);
            thread.interrupt();
            sync.get();

            rollBack(app);
        }
    }

    /** With 128 MB of memory, it takes some minutes of work in one round and shows how far it is. */
    @Test
    void afterTheSyncStoodStill() throws Exception {
        try (MovedApplication app = onPostgresql()) {
            changeRows(app);

            long begin = System.nanoTime();
            try (ChildProcess sync =
                    ChildProcess.start("sync", app.file, app.target, app.runs, "--reverse", "--once", "--json")) {
                assertThat(sync.line("sync: catches up")).as("progress").isPresent();
                assertThat(sync.end()).isZero();
            }
            double seconds = (System.nanoTime() - begin) / 1e9;
            System.out.printf(
                    "%,d changed rows caught up with in %.1f s, %,.0f a second%n", ROWS, seconds, ROWS / seconds);
            // what the application has written in the meantime, more than the gate on lag lets through on a slow machine
            app.run("sync", "--reverse", "--once").exits(0);

            rollBack(app);
        }
    }

    private MovedApplication onPostgresql() throws Exception {
        MovedApplication app = new MovedApplication(directory, "postgresql", 2, 50);
        try (Connection sqlite = app.sqlite()) {
            Sql.run(
                    sqlite,
                    "PRAGMA busy_timeout = 30000",
                    "CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT NOT NULL, n INTEGER NOT NULL)",
                    "WITH RECURSIVE i(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM i WHERE x < " + THERE_BEFORE
                            + ") INSERT INTO item SELECT x, 'item ' || x, 0 FROM i");
            app.migrate();
            app.cutover("--skip-evidence").exits(0);
            return app;
        } catch (Exception | AssertionError e) {
            app.close();
            throw e;
        }
    }

    /** In each ten rows that are changed, one is changed that was there before, one goes, and eight come. */
    private static void changeRows(MovedApplication app) throws Exception {
        try (Connection connection = app.postgresql();
                PreparedStatement insert =
                        connection.prepareStatement("INSERT INTO item (name, n) SELECT 'new item ' || x, x"
                                + " FROM generate_series(?::bigint, ?::bigint) x");
                PreparedStatement update =
                        connection.prepareStatement("UPDATE item SET n = n + 1 WHERE id BETWEEN ? AND ?");
                PreparedStatement delete = connection.prepareStatement("DELETE FROM item WHERE id BETWEEN ? AND ?")) {
            connection.setAutoCommit(false);
            int tenth = TRANSACTION / 10;
            for (int i = 0; i < ROWS / TRANSACTION; i++) {
                long first = THERE_BEFORE + 1L + (long) i * 8 * tenth;
                change(insert, first, first + 8L * tenth - 1);
                long old = 1 + 2L * i * tenth;
                change(update, old, old + tenth - 1);
                change(delete, old + tenth, old + 2L * tenth - 1);
                connection.commit();
            }
        }
    }

    private static void change(PreparedStatement statement, long from, long to) throws Exception {
        statement.setLong(1, from);
        statement.setLong(2, to);
        assertThat(statement.executeUpdate()).isEqualTo((int) (to - from + 1));
    }

    private static Databases databases(MovedApplication app) throws Exception {
        try (Connection postgresql = app.postgresql()) {
            return new Databases(
                    new SqliteSource(app.file),
                    PostgresqlTarget.parse(app.target, null, "public"),
                    SchemaMapStore.load(postgresql).orElseThrow());
        }
    }

    private static void awaitInStep(MovedApplication app) throws Exception {
        try (Connection sqlite = app.sqlite();
                Connection postgresql = app.postgresql()) {
            while (!Sql.one(sqlite, CONTENT).equals(Sql.one(postgresql, CONTENT))) {
                Thread.sleep(500);
            }
        }
    }

    private static void rollBack(MovedApplication app) throws Exception {
        app.load.proceed(10);
        Cli.Outcome outcome = app.rollback().exits(0);
        app.load.proceed(10);
        long pause = ((Number) outcome.json().get("pauseMillis")).longValue();
        System.out.printf("rollback after %,d changed rows: new transactions waited %d ms%n", ROWS, pause);
        app.check();
        try (Connection sqlite = app.sqlite();
                Connection postgresql = app.postgresql()) {
            assertThat(Sql.one(sqlite, CONTENT)).isEqualTo(Sql.one(postgresql, CONTENT));
        }
        app.run("verify").exits(0);
        assertThat(pause).isLessThan(1_000);
    }
}
