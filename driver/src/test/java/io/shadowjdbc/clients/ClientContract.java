package io.shadowjdbc.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.shadowjdbc.Shadow;
import io.shadowjdbc.ShadowDriver;
import io.shadowjdbc.compare.Verdict;
import io.shadowjdbc.fixture.Postgres;
import io.shadowjdbc.fixture.TestDatabase;
import io.shadowjdbc.schema.SchemaMapDeriver;
import io.shadowjdbc.schema.SchemaMapStore;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A client can't tell our URL from the plain one: in the same steps it sees the same. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ClientContract {
    /** Behind SQLite's error stands the one that PostgreSQL gave. */
    private static final String POSTGRESQL_AS_CAUSE = "  because of org.postgresql.";

    private Path directory;
    private Transcript plainSqlite;
    private Transcript plainPostgresql;
    private TestDatabase usedByPlain;

    /** The client at work on a database. */
    abstract Scenario scenario(Database database) throws Exception;

    /** Holds a transcript against what the client has to have seen there. */
    abstract void assertSawWhatItHasTo(Product product, Transcript transcript);

    @BeforeAll
    void runOnThePlainDrivers(@TempDir Path own) throws Exception {
        directory = own;
        usedByPlain = Postgres.database();
        plainSqlite = run(sqlite("jdbc:sqlite:", "plain", ""));
        plainPostgresql = run(postgresql("jdbc:", usedByPlain));
    }

    @AfterAll
    void dropDatabase() {
        if (usedByPlain != null) {
            usedByPlain.close();
        }
    }

    @Test
    void theBuiltJarIsWhatIsTested() {
        assertThat(ShadowDriver.class.getProtectionDomain().getCodeSource().getLocation())
                .asString()
                .endsWith("/shadow-driver.jar");
    }

    @Test
    void theScenarioDoesOnThePlainDriversWhatItIsMeantTo() {
        assertSawWhatItHasTo(Product.SQLITE, plainSqlite);
        assertSawWhatItHasTo(Product.POSTGRESQL, plainPostgresql);
    }

    @Test
    void onSqliteItSeesTheSame() throws Exception {
        assertSame(run(sqlite("jdbc:shadow:sqlite:", "shadow", "")), plainSqlite);
    }

    @Test
    void onPostgresqlItSeesTheSame() throws Exception {
        try (TestDatabase own = Postgres.database()) {
            assertSame(run(postgresql("jdbc:shadow:", own)), plainPostgresql);
        }
    }

    /** PostgreSQL stands in SQLite's place from the start: the client makes its schema there, in SQLite's words. */
    @Test
    void onPostgresqlInSqlitesPlaceItSeesTheSame() throws Exception {
        try (TestDatabase own = Postgres.database()) {
            Database database = sqlite("jdbc:shadow:sqlite:", "absent", besides(own, "postgresql"));

            assertSame(run(database).without(POSTGRESQL_AS_CAUSE), plainSqlite);

            assertThat(directory.resolve("absent.db")).doesNotExist();
        }
    }

    /** The database changes in mid-run, between two of the client's steps. */
    @Test
    void itSeesTheSameWhenTheDatabaseChangesInMidRun() throws Exception {
        try (TestDatabase own = Postgres.database()) {
            Database database = sqlite("jdbc:shadow:sqlite:", "midway", besides(own, "sqlite"));
            try (Scenario scenario = scenario(database);
                    Connection control = database.dataSource().getConnection()) {
                Transcript transcript = new Transcript(database.location());
                List<Scenario.Step> steps = scenario.steps();
                for (int i = 0; i < steps.size(); i++) {
                    if (i == steps.size() / 2) {
                        Carrier.carry(sqlite("jdbc:sqlite:", "midway", "").url(), own, directory);
                        Shadow.of(control).flip("postgresql");
                    }
                    transcript.begin(steps.get(i).name());
                    steps.get(i).action().run(transcript);
                }
                assertSame(transcript.without(POSTGRESQL_AS_CAUSE), plainSqlite);
                assertThat(Shadow.of(control).getProvider()).isEqualTo("postgresql");
            }
        }
    }

    private String besides(TestDatabase postgresql, String provider) {
        return "&shadow.mirror.rate=0&shadow.provider=" + provider + "&shadow.parity.dir="
                + encoded(directory.resolve("parity").toString()) + "&shadow.secondary.url="
                + encoded(postgresql.url());
    }

    /** The mirror has the tables, with the rows as the plain run left them: some reads agree, others don't. */
    @Test
    void onSqliteItSeesTheSameWhileEveryReadIsMirrored() throws Exception {
        storeSchemaMap();
        Database mirrored = sqlite(
                "jdbc:shadow:sqlite:",
                "mirrored",
                "&shadow.mirror.rate=1&shadow.compare.recheck=1&shadow.parity.dir="
                        + encoded(directory.resolve("parity").toString())
                        + "&shadow.secondary.url=" + encoded(usedByPlain.url()));
        try (Connection first = mirrored.dataSource().getConnection()) {
            Shadow shadow = Shadow.of(first);
            awaitMirror(shadow, first);
            long before = shadow.verdicts().get(Verdict.MATCH);

            assertSame(run(mirrored), plainSqlite);

            assertThat(shadow.awaitVerdicts(Duration.ofSeconds(60))).isTrue();
            assertThat(shadow.verdicts().get(Verdict.MATCH)).isGreaterThan(before);
        }
    }

    /** Both providers are one file, reached by two paths, so that it is in step with itself. */
    @Test
    void onSqliteItSeesTheSameWhileTheProviderIsFlippedUnderIt() throws Exception {
        Path other = directory.resolve("flipped-too.db");
        Files.createSymbolicLink(other, directory.resolve("flipped.db"));
        Database flipped = sqlite(
                "jdbc:shadow:sqlite:",
                "flipped",
                "&shadow.mirror.rate=0&shadow.fence.timeout=10s&shadow.parity.dir="
                        + encoded(directory.resolve("parity").toString())
                        + "&shadow.secondary.url=" + encoded("jdbc:sqlite:" + other + "?foreign_keys=on"));
        try (Connection first = flipped.dataSource().getConnection()) {
            AtomicInteger flips = new AtomicInteger();
            Thread flipper = new Thread(() -> flip(shadowOf(first), flips));
            flipper.start();
            try {
                // the two paths of the one file are seen in it; and what was killed on one side lives on the other
                assertSame(
                        run(flipped).without("url:").without("kills:"),
                        plainSqlite.without("url:").without("kills:"));
            } finally {
                flipper.interrupt();
                flipper.join();
            }
            assertThat(flips.get()).isPositive();
        }
    }

    private static Shadow shadowOf(Connection connection) {
        try {
            return Shadow.of(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void flip(Shadow shadow, AtomicInteger flips) {
        try {
            while (true) {
                shadow.flip(flips.get() % 2 == 0 ? "secondary" : "primary");
                flips.incrementAndGet();
                Thread.sleep(3);
            }
        } catch (InterruptedException e) {
            // the client is done
        }
    }

    /** As the migrator does when it has brought the tables over. */
    private void storeSchemaMap() throws SQLException {
        try (Connection source = DriverManager.getConnection(
                        sqlite("jdbc:sqlite:", "plain", "").url());
                Connection target = usedByPlain.connect()) {
            SchemaMapStore.save(SchemaMapDeriver.derive(source, target, "public"), target);
        }
    }

    /** Nothing is compared until the driver has read the schema map, which it does beside the application. */
    private static void awaitMirror(Shadow shadow, Connection connection) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        try (Statement statement = connection.createStatement()) {
            while (shadow.verdicts().get(Verdict.MATCH) == 0 && System.nanoTime() < deadline) {
                try (ResultSet row = statement.executeQuery("SELECT 1")) {
                    row.next();
                    row.getInt(1);
                }
                shadow.awaitVerdicts(Duration.ofSeconds(1));
            }
        }
    }

    private Transcript run(Database database) throws Exception {
        try (Scenario scenario = scenario(database)) {
            return Scenario.run(scenario, database);
        }
    }

    private Database sqlite(String prefix, String name, String settings) {
        String file = directory.resolve(name + ".db").toString();
        return new Database(prefix + file + "?foreign_keys=on" + settings, Product.SQLITE, file);
    }

    private static Database postgresql(String prefix, TestDatabase database) {
        return new Database(database.url().replaceFirst("^jdbc:", prefix), Product.POSTGRESQL, database.name());
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private static void assertSame(Transcript ours, Transcript plain) {
        for (Map.Entry<String, List<String>> step : plain.steps().entrySet()) {
            assertThat(ours.of(step.getKey())).as(step.getKey()).isEqualTo(step.getValue());
        }
        assertThat(ours.steps()).isEqualTo(plain.steps());
    }
}
