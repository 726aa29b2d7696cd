package io.shadowjdbc.migrator;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.shadowjdbc.Shadow;
import io.shadowjdbc.config.DatabaseKind;
import io.shadowjdbc.fixture.OwnServer;
import io.shadowjdbc.fixture.Postgres;
import io.shadowjdbc.sync.Sync;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code shadow.sync=embedded}: the application itself keeps the other database equal. */
@Tag("long")
class EmbeddedSyncTest {
    private static final String TABLE = "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT)";
    private static final long PATIENCE_SECONDS = 60;

    @TempDir
    Path directory;

    /** An instance of the application, with a connection that stays open. */
    private static final class Instance implements AutoCloseable {
        private final Connection connection;
        private final Shadow shadow;

        Instance(String name, Path file, String target) throws Exception {
            connection = DriverManager.getConnection(url(name, file, target));
            shadow = Shadow.of(connection);
        }

        Instance write(String... statements) throws Exception {
            Sql.run(connection, statements);
            return this;
        }

        Instance does(String activity) throws Exception {
            return until(activity, () -> shadow.getSync().startsWith(activity));
        }

        private Instance until(String what, Callable<Boolean> condition) throws Exception {
            awaitThat(what + "; the sync is: " + shadow.getSync(), condition);
            return this;
        }

        @Override
        public void close() throws Exception {
            connection.close();
        }
    }

    private static String url(String name, Path file, String target) {
        return "jdbc:shadow:sqlite:" + file + "?busy_timeout=20000&shadow.secondary.url="
                + URLEncoder.encode(target, StandardCharsets.UTF_8)
                + "&shadow.mirror.rate=0&shadow.sync=embedded&shadow.instance=" + name + "&shadow.parity.dir="
                + file.resolveSibling("parity");
    }

    /** The main method of an instance that lives until it is killed. */
    static final class Application {
        private Application() {}

        public static void main(String[] arguments) throws Exception {
            try (Connection connection = DriverManager.getConnection(arguments[0])) {
                assertThat(connection.isValid(0)).isTrue();
                new CountDownLatch(1).await();
            }
        }
    }

    private static Process instanceInAProcessOfItsOwn(String url) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Application.class.getName(),
                        url)
                .inheritIO()
                .start();
    }

    private static void awaitThat(String what, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + PATIENCE_SECONDS * 1_000_000_000;
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("waited too long: " + what).isLessThan(end);
            Thread.sleep(20);
        }
    }

    private static void awaitRows(Connection opened, long rows) throws Exception {
        try (Connection connection = opened) {
            awaitThat(
                    rows + " rows",
                    () -> Sql.one(connection, "SELECT count(*) FROM t").equals(rows + ""));
        }
    }

    private SyncedPair pair() throws Exception {
        return SyncedPair.of(directory, TABLE + "; INSERT INTO t VALUES (1, 'first')");
    }

    @Test
    void followsTheActiveProvider() throws Exception {
        try (SyncedPair pair = pair();
                Instance instance = new Instance("follows", pair.file, pair.database.url())) {
            pair.reverse();
            pair.reverse().close();

            instance.does("runs: sqlite to postgresql").write("INSERT INTO t VALUES (2, 'to PostgreSQL')");
            awaitRows(pair.postgresql(), 2);
            instance.shadow.flip("postgresql");
            instance.does("runs: postgresql to sqlite").write("INSERT INTO t VALUES (3, 'to SQLite')");
            awaitRows(pair.sqlite(), 3);
            instance.shadow.flip("sqlite");
            instance.does("runs: sqlite to postgresql").write("DELETE FROM t WHERE id < 3");
            awaitRows(pair.postgresql(), 1);

            assertThat(pair.differences()).isEmpty();
        }
    }

    /** The lock that says who is at work ends with the session of whoever had it. */
    @Test
    void oneInstanceAtATimeRunsItAndAnotherTakesOverWhereItIsKilled() throws Exception {
        try (SyncedPair pair = pair()) {
            Process one = instanceInAProcessOfItsOwn(url("one", pair.file, pair.database.url()));
            try (Connection postgresql = pair.postgresql()) {
                awaitThat("the first one runs it", () -> worker(postgresql).contains("shadow-sync one"));
                try (Instance other = new Instance("other", pair.file, pair.database.url())) {
                    other.does("stands by").write("INSERT INTO t VALUES (2, 'brought by the first one')");
                    assertThat(other.shadow.getSyncLagRows()).isEqualTo(-1);
                    awaitRows(pair.postgresql(), 2);

                    one.destroyForcibly().waitFor();

                    other.does("runs").write("INSERT INTO t VALUES (3, 'brought by the other one')");
                    awaitRows(pair.postgresql(), 3);
                    assertThat(worker(postgresql)).contains("shadow-sync other");
                }
            } finally {
                one.destroyForcibly();
            }
        }
    }

    private static String worker(Connection postgresql) throws SQLException {
        return Sync.worker(postgresql, DatabaseKind.POSTGRESQL).orElse("nobody");
    }

    @Test
    void standsAsideForAnOperatorsSync() throws Exception {
        try (SyncedPair pair = pair();
                Instance instance = new Instance("aside", pair.file, pair.database.url())) {
            instance.does("runs");

            pair.forward().claim();
            instance.does("stands by").write("INSERT INTO t VALUES (2, 'brought by the operator')");
            pair.forward().round();
            assertThat(pair.differences()).isEmpty();
            pair.forward().close();

            instance.does("runs").write("INSERT INTO t VALUES (3, 'brought by the application')");
            awaitRows(pair.postgresql(), 3);
        }
    }

    /** The application goes on while PostgreSQL is away, and what it wrote meanwhile is brought when it is back. */
    @Test
    void neverHarmsTheApplication() throws Exception {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        Metrics.addRegistry(registry);
        try (OwnServer server = Postgres.startOwn()) {
            String target = server.createDatabase("app");
            Path file = Sql.sqlite(directory.resolve("app.sqlite"), "PRAGMA journal_mode = WAL", TABLE);
            try (Instance instance = new Instance("away", file, target)) {
                instance.does("waits: PostgreSQL holds no schema map");
                Cli.run("sync", file, target, directory.resolve("runs"), "--install-only")
                        .exits(0);
                Cli.run("migrate", file, target, directory.resolve("runs")).exits(0);
                instance.does("runs");
                assertThat(gauge(registry, "seconds")).isNotNaN();
                double failures = failures(registry);

                server.kill();
                instance.write("INSERT INTO t VALUES (1, 'while PostgreSQL is away')")
                        .does("waits");
                assertThat(failures(registry)).isGreaterThan(failures);
                awaitThat("the lag grows", () -> gauge(registry, "seconds") > 1);

                server.restart();
                instance.does("runs");
                awaitRows(DriverManager.getConnection(target), 1);
                awaitThat("no lag", () -> gauge(registry, "seconds") == 0 && gauge(registry, "rows") == 0);
            }
        } finally {
            Metrics.removeRegistry(registry);
        }
    }

    private static double gauge(SimpleMeterRegistry registry, String unit) {
        return registry.get("shadow.sync.lag")
                .tags("instance", "away", "unit", unit)
                .gauge()
                .value();
    }

    private static double failures(SimpleMeterRegistry registry) {
        return registry.get("shadow.sync.failures")
                .tags("instance", "away")
                .functionCounter()
                .count();
    }

    /** The sync is no reason to prepare for a cutover otherwise than with a sync beside the application. */
    @Test
    void isCutOverAndRolledBackUnderLoad() throws Exception {
        try (MovedApplication app = applicationWithSync()) {
            app.migrate();
            awaitThat(
                    "status names the instance that runs it",
                    () -> app.status().out().contains("(shadow-sync app-"));
            for (int i = 0; i < 2; i++) {
                app.cutover("--skip-evidence").exits(0);
                app.load.proceed(10);
                app.rollback().exits(0);
                app.load.proceed(10);
            }
            app.check();
        }
    }

    private MovedApplication applicationWithSync() throws Exception {
        System.setProperty("shadow.sync", "embedded");
        try {
            return new MovedApplication(directory, "postgresql", 2, 100);
        } finally {
            System.clearProperty("shadow.sync");
        }
    }
}
