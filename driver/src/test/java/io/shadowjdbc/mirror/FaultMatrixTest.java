package io.shadowjdbc.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import io.shadowjdbc.Shadow;
import io.shadowjdbc.compare.Verdict;
import io.shadowjdbc.fixture.OwnServer;
import io.shadowjdbc.fixture.Postgres;
import io.shadowjdbc.fixture.TcpProxy;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An application reads without pause while its other database has every fault that a database can have: no read fails,
 * none waits, memory stays, mirroring pauses soon and goes on soon. Prints what it has measured; the bounds that it
 * asserts are wide enough for a machine that does other things too.
 */
class FaultMatrixTest {
    private static final int ROWS = 1000;
    private static final Duration FAULT = Duration.ofMillis(1500);
    /** Of the issue: 1 s, 5 s, 32 MB; and room for a loaded machine. */
    private static final Duration OPENS_WITHIN = Duration.ofSeconds(5);

    private static final Duration BACK_WITHIN = Duration.ofSeconds(20);
    private static final long HEAP_GROWS_AT_MOST = 32L << 20;

    private static OwnServer server;
    private static TcpProxy proxy;

    @TempDir
    Path directory;

    private Connection connection;
    private Shadow shadow;
    private ReadingApplication application;

    @BeforeAll
    static void startServer() throws SQLException {
        server = Postgres.startOwn();
        proxy = TcpProxy.toLocalPort(server.port());
        administer(
                "CREATE ROLE app LOGIN PASSWORD 'app'",
                "CREATE TABLE t (id bigint PRIMARY KEY, name text)",
                "INSERT INTO t SELECT i, repeat('x', 200) || i FROM generate_series(1, " + ROWS + ") i",
                "GRANT SELECT ON t TO app",
                "GRANT CREATE ON DATABASE postgres TO app");
    }

    @AfterAll
    static void stopServer() {
        proxy.close();
        server.close();
    }

    private static void administer(String... statements) throws SQLException {
        try (Connection admin = DriverManager.getConnection(server.url("postgres"));
                Statement statement = admin.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @BeforeEach
    void startApplication() throws Exception {
        Path file = directory.resolve("app.db");
        try (Connection plain = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = plain.createStatement()) {
            statement.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT)");
            statement.execute("WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < " + ROWS
                    + ") INSERT INTO t SELECT i, replace(hex(zeroblob(100)), '0', 'x') || i FROM n");
        }
        String url = "jdbc:shadow:sqlite:" + file + "?shadow.secondary.url=jdbc:postgresql://localhost:" + proxy.port()
                + "/postgres&shadow.secondary.user=app&shadow.secondary.password=app"
                + "&shadow.mirror.rate=1&shadow.mirror.budget=1&shadow.parity.dir=" + directory.resolve("parity");
        connection = DriverManager.getConnection(url);
        shadow = Shadow.of(connection);
        application = new ReadingApplication(connection, ROWS);
    }

    @AfterEach
    void stopApplication() throws Exception {
        proxy.heal();
        application.close();
        connection.close();
    }

    private interface Step {
        void run() throws Exception;
    }

    @Test
    void refused() throws Exception {
        survives("refused", proxy::refuse, proxy::heal);
    }

    @Test
    void hungBeforeConnect() throws Exception {
        survives(
                "hung before connect",
                () -> {
                    proxy.hang();
                    proxy.cut();
                },
                proxy::heal);
    }

    @Test
    void hungAfterConnect() throws Exception {
        survives("hung after connect", proxy::hang, proxy::heal);
    }

    @Test
    void latencyOfTenSeconds() throws Exception {
        survives("10 s latency", () -> proxy.delay(Duration.ofSeconds(10)), proxy::heal);
    }

    @Test
    void resetInMidResult() throws Exception {
        survives("reset in mid-result", () -> proxy.resetAfter(3000), proxy::heal);
    }

    @Test
    void tooManyConnections() throws Exception {
        survives(
                "too many connections",
                () -> administer(
                        "ALTER ROLE app CONNECTION LIMIT 0",
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'app'"),
                () -> administer("ALTER ROLE app CONNECTION LIMIT -1"));
    }

    @Test
    void restart() throws Exception {
        survives("restart", server::kill, server::restart);
    }

    @Test
    void fullDisk() throws Exception {
        awaitHealthy();
        // what a full disk is to a session: nothing more can be written for it
        administer(
                "ALTER ROLE app SET work_mem = '64kB'",
                "ALTER ROLE app SET temp_file_limit = 0",
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'app'");
        try {
            awaitHealthy();
            application.sortsAll();
            await("an error there", () -> shadow.verdicts().get(Verdict.SHADOW_ERROR) > 0, BACK_WITHIN);
            // other reads need no disk
            awaitHealthy();
        } finally {
            administer("ALTER ROLE app RESET ALL");
        }
        assertThat(application.failure()).isNull();
    }

    private void survives(String name, Step fault, Step end) throws Exception {
        awaitHealthy();
        shadow.setMirroring(false);
        application.forgetTimes();
        Thread.sleep(FAULT.toMillis());
        double offMicros = application.p99Micros();
        shadow.setMirroring(true);
        awaitHealthy();
        long heapBefore = heapInUse();

        long begin = System.nanoTime();
        long droppedBefore = droppedByBreaker();
        application.forgetTimes();
        fault.run();
        await("the breaker to open", () -> droppedByBreaker() > droppedBefore, OPENS_WITHIN);
        double opened = millisSince(begin);
        Thread.sleep(FAULT.toMillis());
        double faultMicros = application.p99Micros();
        long heapGrowth = heapInUse() - heapBefore;

        end.run();
        long healed = System.nanoTime();
        awaitHealthy();
        double back = millisSince(healed);
        System.out.printf(
                Locale.ROOT,
                "%-22s application's p99 %.0f us, %.0f us with mirroring off; worst read %.1f ms; breaker open after"
                        + " %.0f ms, back after %.0f ms; heap %+.1f MB%n",
                name,
                faultMicros,
                offMicros,
                application.worstMillis(),
                opened,
                back,
                heapGrowth / 1048576.0);
        assertThat(application.failure()).isNull();
        assertThat(heapGrowth).isLessThan(HEAP_GROWS_AT_MOST);
        assertThat(faultMicros).isLessThan(20 * offMicros + 10_000);
        assertThat(shadow.verdicts().get(Verdict.MISMATCH)).isZero();
    }

    private long droppedByBreaker() {
        return shadow.reasons().getOrDefault("breaker_open", 0L);
    }

    private void awaitHealthy() throws InterruptedException {
        long before = shadow.verdicts().get(Verdict.MATCH);
        await("reads to be compared", () -> shadow.verdicts().get(Verdict.MATCH) > before + 5, BACK_WITHIN);
    }

    private void await(String what, BooleanSupplier condition, Duration atMost) throws InterruptedException {
        long begin = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(application.failure()).isNull();
            assertThat(millisSince(begin))
                    .as("waited for %s; %s %s", what, shadow.verdicts(), shadow.reasons())
                    .isLessThan(atMost.toMillis());
            Thread.sleep(5);
        }
    }

    private static double millisSince(long begin) {
        return (System.nanoTime() - begin) / 1e6;
    }

    private static long heapInUse() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
