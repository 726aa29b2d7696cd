package io.shadowjdbc.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.shadowjdbc.Shadow;
import io.shadowjdbc.compare.Verdict;
import io.shadowjdbc.fixture.OwnServer;
import io.shadowjdbc.fixture.Postgres;
import io.shadowjdbc.fixture.SmallDisk;
import io.shadowjdbc.fixture.TcpProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An application reads without pause while its other database has every fault that a database can have: no read fails,
 * none waits, memory stays, mirroring pauses soon and goes on soon. Prints what it has measured.
 *
 * <p>What a fault costs the application is told from blocks of time in which mirroring is on and off in turn, so that both
 * share what else the machine does: the medians of their 99th percentiles are compared, and more blocks are taken until
 * they agree or have disagreed for too long. The bounds leave room for a loaded machine; {@link FaultMatrixSoakTest} has
 * those that are promised.
 */
@Tag("long")
class FaultMatrixTest {
    private static final int ROWS = 1000;
    /** Of time: some hundred reads or more. */
    private static final long BLOCK_MILLIS = 25;

    private static final Duration BACK_WITHIN = Duration.ofSeconds(20);
    private static final long HEAP_GROWS_AT_MOST = 32L << 20;

    private static final String KICK_OUT =
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'app'";

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
                + "&shadow.mirror.rate=1&shadow.parity.dir=" + directory.resolve("parity");
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
                () -> administer("ALTER ROLE app CONNECTION LIMIT 0", KICK_OUT),
                () -> administer("ALTER ROLE app CONNECTION LIMIT -1"));
    }

    @Test
    void restart() throws Exception {
        survives("restart", server::kill, server::restart);
    }

    @Test
    void fullDisk() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(4).orElse(null)) {
            assumeThat(disk)
                    .as("a full disk needs a file system that can be filled: run this as root on Linux")
                    .isNotNull();
            administer(
                    "CREATE TABLESPACE small LOCATION '" + disk.directory() + "'",
                    "GRANT CREATE ON TABLESPACE small TO app");
            try {
                disk.fill();
                refusesToSort(
                        "full disk",
                        "53100",
                        "ALTER ROLE app SET temp_tablespaces = 'small'",
                        "ALTER ROLE app SET work_mem = '64kB'");
            } finally {
                disk.makeRoom();
                administer("ALTER ROLE app RESET ALL", KICK_OUT, "DROP TABLESPACE small");
            }
        }
    }

    /** The same to a session, on machines where no disk can be filled. */
    @Test
    void noRoomForTemporaryFiles() throws Exception {
        try {
            refusesToSort(
                    "no temporary files",
                    "53400",
                    "ALTER ROLE app SET temp_file_limit = 0",
                    "ALTER ROLE app SET work_mem = '64kB'");
        } finally {
            administer("ALTER ROLE app RESET ALL", KICK_OUT);
        }
    }

    /** What needs room there fails there, and is told; all else goes on being compared. */
    private void refusesToSort(String name, String state, String... settings) throws Exception {
        awaitHealthy();
        administer(settings);
        administer(KICK_OUT);
        awaitHealthy();
        await("an error there", () -> {
            application.sortsAll();
            return shadow.verdicts().get(Verdict.SHADOW_ERROR) > 0;
        });
        Blocks blocks = new Blocks();
        blocks.takeTurns(toleranceWhileComparing());
        awaitHealthy();
        blocks.print(name, "");
        assertThat(application.failure()).isNull();
        assertThat(blocks.ratio()).isLessThan(toleranceWhileComparing());
        assertThat(shadow.verdicts().get(Verdict.MISMATCH)).isZero();
        await("the error's example to be written", () -> isWritten("SQLState " + state));
    }

    private boolean isWritten(String text) {
        try (Stream<Path> files = Files.list(directory.resolve("parity"))) {
            for (Path file : files.toList()) {
                if (Files.readString(file).contains(text)) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How much of the time that reads take with mirroring off they may take with it on. */
    double tolerance() {
        return 1.5;
    }

    /** The same where other reads go on being noted and compared: each costs what a mirrored read costs. */
    double toleranceWhileComparing() {
        return 1.5;
    }

    /** These blocks take no turns with others, so the machine's load is in them; a wait for the database were thousands. */
    double toleranceBeforeOpen() {
        return 200;
    }

    /** So many turns are taken in any case. */
    int leastTurns() {
        return 10;
    }

    /** After so many it is no coincidence any more. */
    int mostTurns() {
        return 60;
    }

    Duration opensWithin() {
        return Duration.ofSeconds(5);
    }

    Duration backWithin() {
        return BACK_WITHIN;
    }

    private void survives(String name, Step fault, Step end) throws Exception {
        awaitHealthy();
        Blocks blocks = new Blocks();
        blocks.takeOff(10);
        long heapBefore = heapInUse();
        long droppedBefore = droppedByBreaker();
        awaitHealthy();

        long begin = System.nanoTime();
        fault.run();
        blocks.takeOnUntil(() -> droppedByBreaker() > droppedBefore);
        double opened = millisSince(begin);
        blocks.takeTurns(tolerance());
        long heapGrowth = heapInUse() - heapBefore;

        end.run();
        long healed = System.nanoTime();
        awaitHealthy();
        double back = millisSince(healed);
        blocks.print(
                name,
                String.format(
                        Locale.ROOT,
                        "; breaker open after %.0f ms, back after %.0f ms; heap %+.1f MB",
                        opened,
                        back,
                        heapGrowth / 1048576.0));
        assertThat(application.failure()).isNull();
        assertThat(opened).isLessThan(opensWithin().toMillis());
        assertThat(back).isLessThan(backWithin().toMillis());
        assertThat(heapGrowth).isLessThan(HEAP_GROWS_AT_MOST);
        assertThat(blocks.ratio()).isLessThan(tolerance());
        assertThat(blocks.ratioBeforeOpen()).isLessThan(toleranceBeforeOpen());
        assertThat(shadow.verdicts().get(Verdict.MISMATCH)).isZero();
    }

    /** The application's 99th percentiles in blocks of time with mirroring on and off. */
    private final class Blocks {
        private static final int FEW = 10;

        private final List<Double> off = new ArrayList<>();
        private final List<Double> on = new ArrayList<>();
        /** With mirroring on, while the fault had not been noticed. Few of them tell nothing. */
        private final List<Double> beforeOpen = new ArrayList<>();

        void takeOff(int blocks) throws InterruptedException {
            for (int i = 0; i < blocks; i++) {
                off.add(block(false));
            }
            shadow.setMirroring(true);
        }

        void takeOnUntil(BooleanSupplier condition) throws InterruptedException {
            application.p99Micros();
            long begin = System.nanoTime();
            long blockBegin = begin;
            while (!condition.getAsBoolean() && millisSince(begin) < BACK_WITHIN.toMillis()) {
                Thread.sleep(5);
                if (millisSince(blockBegin) >= BLOCK_MILLIS) {
                    beforeOpen.add(application.p99Micros());
                    blockBegin = System.nanoTime();
                }
            }
        }

        void takeTurns(double agreed) throws InterruptedException {
            for (int turn = 1; turn <= leastTurns() || (turn <= mostTurns() && ratio() >= agreed); turn++) {
                // now the one first, now the other: what drifts hits both alike
                boolean offFirst = turn % 2 == 0;
                (offFirst ? off : on).add(block(!offFirst));
                (offFirst ? on : off).add(block(offFirst));
            }
            shadow.setMirroring(true);
        }

        private double block(boolean mirroring) throws InterruptedException {
            shadow.setMirroring(mirroring);
            application.p99Micros();
            Thread.sleep(BLOCK_MILLIS);
            return application.p99Micros();
        }

        double ratio() {
            return median(on) / median(off);
        }

        double ratioBeforeOpen() {
            return beforeOpen.size() < FEW ? 1 : median(beforeOpen) / median(off);
        }

        private static double median(List<Double> values) {
            List<Double> sorted = values.stream().sorted().toList();
            return (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
        }

        void print(String name, String more) {
            System.out.printf(
                    Locale.ROOT,
                    "%-22s application's p99 %.1f us, %.1f us with mirroring off: %.3f of it, of %d and %d blocks; %.3f in %d"
                            + " blocks before the breaker opened; worst read %.1f ms%s%n",
                    name,
                    median(on),
                    median(off),
                    ratio(),
                    on.size(),
                    off.size(),
                    ratioBeforeOpen(),
                    beforeOpen.size(),
                    application.worstMillis(),
                    more);
        }
    }

    private long droppedByBreaker() {
        return shadow.reasons().getOrDefault("breaker_open", 0L);
    }

    private void awaitHealthy() throws InterruptedException {
        long before = shadow.verdicts().get(Verdict.MATCH);
        await("reads to be compared", () -> shadow.verdicts().get(Verdict.MATCH) > before + 5);
    }

    private void await(String what, BooleanSupplier condition) throws InterruptedException {
        long begin = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(application.failure()).isNull();
            assertThat(millisSince(begin))
                    .as("waited for %s; %s %s", what, shadow.verdicts(), shadow.reasons())
                    .isLessThan(BACK_WITHIN.toMillis());
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
