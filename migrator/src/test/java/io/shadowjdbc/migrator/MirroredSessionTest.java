package io.shadowjdbc.migrator;

import static org.assertj.core.api.Assertions.assertThat;

import io.shadowjdbc.Shadow;
import io.shadowjdbc.compare.Verdict;
import io.shadowjdbc.fixture.OwnServer;
import io.shadowjdbc.fixture.Postgres;
import io.shadowjdbc.fixture.SqliteFiles;
import io.shadowjdbc.fixture.TestDatabase;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An application works on Chinook through the driver while its reads are compared with the copy that the migrator made.
 */
class MirroredSessionTest {
    /** What an application with a music shop might ask; each determines the order of its rows. */
    private static final List<Read> SESSION = List.of(
            read("SELECT * FROM Artist WHERE ArtistId = ?", 1),
            read("SELECT * FROM Track WHERE TrackId = ?", 1),
            read("SELECT * FROM Track WHERE TrackId = ?", 2),
            read("SELECT Name, Milliseconds FROM Track WHERE AlbumId = ? ORDER BY TrackId", 1),
            read("SELECT Name, Milliseconds FROM Track WHERE AlbumId = ? ORDER BY TrackId", 2),
            read(
                    "SELECT t.Name, a.Title, r.Name AS Artist FROM Track t JOIN Album a USING (AlbumId)"
                            + " JOIN Artist r USING (ArtistId) WHERE r.Name = ? ORDER BY t.TrackId",
                    "AC/DC"),
            read("SELECT TrackId, Name FROM Track WHERE Name LIKE ? ORDER BY TrackId", "for those%"),
            read("SELECT TrackId FROM Track WHERE Name LIKE ? ORDER BY TrackId LIMIT 20", "%rock%"),
            read("SELECT count(*), min(Name), max(Name) FROM Track"),
            read("SELECT count(*) FROM Track WHERE UnitPrice > ?", 0.99),
            read("SELECT g.Name, count(*) AS Tracks, sum(t.Milliseconds) / 1000 AS Seconds FROM Genre g"
                    + " JOIN Track t ON t.GenreId = g.GenreId GROUP BY g.GenreId, g.Name ORDER BY Tracks DESC, g.Name"),
            read("SELECT avg(Milliseconds), total(Bytes) FROM Track WHERE GenreId = ?", 2),
            read("SELECT InvoiceId, InvoiceDate, Total FROM Invoice WHERE CustomerId = ? ORDER BY InvoiceDate", 2),
            read("SELECT strftime('%Y', InvoiceDate) AS Year, round(sum(Total), 2) FROM Invoice GROUP BY 1 ORDER BY 1"),
            read(
                    "SELECT BillingCountry, count(*) FROM Invoice GROUP BY BillingCountry HAVING count(*) > 10 ORDER BY 1"),
            read("SELECT c.FirstName || ' ' || c.LastName AS Name, c.Company FROM Customer c"
                    + " WHERE c.Company IS NULL ORDER BY c.CustomerId LIMIT 10, 5"),
            read("SELECT e.LastName, coalesce(m.LastName, '-') AS Boss FROM Employee e"
                    + " LEFT JOIN Employee m ON m.EmployeeId = e.ReportsTo ORDER BY e.EmployeeId"),
            read(
                    "SELECT BirthDate, HireDate FROM Employee WHERE HireDate > ? ORDER BY EmployeeId",
                    "2003-01-01 00:00:00"),
            read("SELECT CASE WHEN Milliseconds > 300000 THEN 'long' ELSE 'short' END AS Length, count(*)"
                    + " FROM Track GROUP BY 1 ORDER BY 1"),
            read(
                    "SELECT Name FROM Playlist p WHERE EXISTS (SELECT 1 FROM PlaylistTrack x"
                            + " WHERE x.PlaylistId = p.PlaylistId AND x.TrackId = ?) ORDER BY p.PlaylistId",
                    1),
            read("WITH RECURSIVE chain(id, depth) AS (SELECT EmployeeId, 0 FROM Employee WHERE ReportsTo IS NULL"
                    + " UNION ALL SELECT e.EmployeeId, depth + 1 FROM Employee e JOIN chain ON e.ReportsTo = chain.id)"
                    + " SELECT id, depth FROM chain ORDER BY id"),
            read("SELECT Name, row_number() OVER (ORDER BY TrackId) AS n FROM Track WHERE AlbumId = ? ORDER BY n", 1),
            read(
                    "SELECT upper(substr(Name, 1, 3)), length(Name), typeof(UnitPrice) FROM Track WHERE TrackId IN (1, 3, 5)"
                            + " ORDER BY TrackId"),
            read("SELECT group_concat(Name, ',') FROM (SELECT Name FROM MediaType ORDER BY MediaTypeId)"));

    @TempDir
    private Path dir;

    private record Read(String sql, List<Object> parameters) {}

    private static Read read(String sql, Object... parameters) {
        return new Read(sql, List.of(parameters));
    }

    /** Runs one read, takes its values by getters of several kinds, and gives them as text. */
    private static List<String> run(Connection connection, Read read) throws SQLException {
        List<String> values = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(read.sql())) {
            for (int i = 0; i < read.parameters().size(); i++) {
                statement.setObject(i + 1, read.parameters().get(i));
            }
            try (ResultSet rows = statement.executeQuery()) {
                ResultSetMetaData columns = rows.getMetaData();
                while (rows.next()) {
                    for (int i = 1; i <= columns.getColumnCount(); i++) {
                        values.add(String.valueOf(rows.getObject(i)));
                        values.add(rows.getString(columns.getColumnLabel(i)));
                        values.add(Integer.toString(rows.getInt(i)) + rows.wasNull());
                    }
                }
            }
        }
        return values;
    }

    private String shadowUrl(Path source, String target) {
        return "jdbc:shadow:sqlite:" + source + "?shadow.secondary.url="
                + URLEncoder.encode(target, StandardCharsets.UTF_8) + "&shadow.mirror.rate=1&shadow.instance="
                + dir.getFileName() + "&shadow.parity.dir="
                + URLEncoder.encode(dir.resolve("parity").toString(), StandardCharsets.UTF_8);
    }

    private Path migrated(String target, String... options) {
        Path source = SqliteFiles.chinook(dir);
        Cli.run("migrate", source, target, dir.resolve("work"), options).exits(0);
        return source;
    }

    /** Opens the shadow connection and waits until it compares. */
    private static Shadow ready(Connection connection) throws Exception {
        Shadow shadow = Shadow.of(connection);
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (shadow.verdicts().get(Verdict.MATCH) == 0) {
            assertThat(System.nanoTime()).as("mirroring began within 20 s").isLessThan(deadline);
            run(connection, read("SELECT 1 AS warm_up FROM Genre WHERE GenreId = 1"));
            assertThat(shadow.awaitVerdicts(Duration.ofSeconds(10))).isTrue();
            Thread.sleep(50);
        }
        return shadow;
    }

    /**
     * Runs reads, again where an overloaded machine has PostgreSQL taken for dead meanwhile, for they are dropped then.
     *
     * @return what became of them the last time
     */
    private static Map<Verdict, Long> verdictsOf(Connection connection, Shadow shadow, List<Read> reads)
            throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        Map<Verdict, Long> verdicts;
        long outages;
        do {
            assertThat(System.nanoTime())
                    .as("PostgreSQL answers within 20 s: %s", shadow.reasons())
                    .isLessThan(deadline);
            outages = droppedInOutages(shadow);
            Map<Verdict, Long> before = shadow.verdicts();
            for (Read read : reads) {
                run(connection, read);
            }
            assertThat(shadow.awaitVerdicts(Duration.ofSeconds(20))).isTrue();
            verdicts = shadow.verdicts();
            verdicts.replaceAll((verdict, count) -> count - before.get(verdict));
        } while (droppedInOutages(shadow) > outages);
        return verdicts;
    }

    private static long droppedInOutages(Shadow shadow) {
        return shadow.reasons().getOrDefault("breaker_open", 0L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--keys=integer", "--keys=uuid"})
    void everyReadOfTheSessionMatches(String keys) throws Exception {
        try (TestDatabase target = Postgres.database();
                Connection connection =
                        DriverManager.getConnection(shadowUrl(migrated(target.url(), keys), target.url()))) {
            Shadow shadow = ready(connection);

            Map<Verdict, Long> verdicts = verdictsOf(connection, shadow, SESSION);

            assertThat(verdicts.get(Verdict.MATCH))
                    .as("of %d reads: %s %s%n%s", SESSION.size(), verdicts, shadow.reasons(), differences())
                    .isEqualTo(SESSION.size());
        }
    }

    @Test
    void aValueChangedByHandIsAMismatchOfExactlyTheReadsThatSeeIt() throws Exception {
        String change = "UPDATE \"Track\" SET \"Name\" = 'For Those About To Roll' WHERE \"TrackId\" = 1";
        try (TestDatabase target = Postgres.database()) {
            Path source = migrated(target.url());
            List<Read> seeing = readsThatSee(change, source);
            assertThat(seeing)
                    .as("the change is seen by some reads and not by others")
                    .hasSizeBetween(5, 10);
            try (Connection plain = target.connect();
                    Statement statement = plain.createStatement()) {
                assertThat(statement.executeUpdate(change)).isEqualTo(1);
            }
            try (Connection connection = DriverManager.getConnection(shadowUrl(source, target.url()))) {
                Shadow shadow = ready(connection);
                for (Read read : SESSION) {
                    assertThat(verdictsOf(connection, shadow, List.of(read)).get(Verdict.MISMATCH))
                            .as("mismatches of %s", read)
                            .isEqualTo(seeing.contains(read) ? 1 : 0);
                }
                assertThat(differences())
                        .anyMatch(line -> line.contains("\"column\":\"Name\"") && line.contains("\"kind\":\"value\""));
            }
        }
    }

    /** Found without our code: by making the same change in a copy of the SQLite file. */
    private List<Read> readsThatSee(String change, Path source) throws Exception {
        Path changed = dir.resolve("changed.sqlite");
        Files.copy(source, changed, StandardCopyOption.REPLACE_EXISTING);
        List<Read> seeing = new ArrayList<>();
        try (Connection left = DriverManager.getConnection("jdbc:sqlite:" + source);
                Connection right = DriverManager.getConnection("jdbc:sqlite:" + changed);
                Statement statement = right.createStatement()) {
            assertThat(statement.executeUpdate(change)).isEqualTo(1);
            for (Read read : SESSION) {
                if (!run(left, read).equals(run(right, read))) {
                    seeing.add(read);
                }
            }
        }
        return seeing;
    }

    private List<String> differences() throws Exception {
        try (Stream<Path> files = Files.list(dir.resolve("parity"))) {
            List<String> lines = new ArrayList<>();
            for (Path file : files.toList()) {
                Files.readAllLines(file).stream()
                        .filter(line -> line.contains("\"type\":\"difference\""))
                        .forEach(lines::add);
            }
            return lines;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--keys=integer", "--keys=uuid"})
    void theSameReadsGiveTheSameWithPostgresqlActive(String keys) throws Exception {
        try (TestDatabase target = Postgres.database()) {
            Path source = migrated(target.url(), keys);
            try (Connection plain = DriverManager.getConnection("jdbc:sqlite:" + source);
                    Connection connection = DriverManager.getConnection(shadowUrl(source, target.url()))) {
                Shadow.of(connection).flip("postgresql");
                for (Read read : SESSION) {
                    assertThat(run(connection, read)).as(read.sql()).isEqualTo(run(plain, read));
                }
            }
        }
    }

    @Test
    void killingPostgresqlFailsNothingInTheApplicationAndMirroringComesBack() throws Exception {
        try (OwnServer server = Postgres.startOwn()) {
            String target = server.createDatabase("chinook");
            // the verdicts of all that is queued are waited for, which a tenth of the machine may need half a minute
            // for
            String url = shadowUrl(migrated(target), target) + "&shadow.mirror.budget=1";
            ExecutorService threads = Executors.newFixedThreadPool(4);
            AtomicBoolean stop = new AtomicBoolean();
            AtomicInteger done = new AtomicInteger();
            try (Connection connection = DriverManager.getConnection(url)) {
                Shadow shadow = ready(connection);
                List<Future<?>> workers = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    workers.add(threads.submit(() -> work(url, stop, done)));
                }
                Thread.sleep(1000);
                server.kill();
                int atKill = done.get();
                Thread.sleep(3000);
                assertThat(done.get())
                        .as("work goes on while PostgreSQL is dead")
                        .isGreaterThan(atKill);
                assertThat(shadow.verdicts().get(Verdict.DROPPED)).isPositive();
                server.restart();
                long matched = shadow.verdicts().get(Verdict.MATCH);
                long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
                while (shadow.verdicts().get(Verdict.MATCH) == matched) {
                    assertThat(System.nanoTime())
                            .as("mirroring came back within 20 s")
                            .isLessThan(deadline);
                    Thread.sleep(20);
                }
                stop.set(true);
                for (Future<?> worker : workers) {
                    // throws what the worker threw
                    worker.get();
                }
                assertThat(shadow.awaitVerdicts(Duration.ofSeconds(60))).isTrue();
                assertThat(shadow.verdicts()).containsEntry(Verdict.SHADOW_ERROR, 0L);
            } finally {
                stop.set(true);
                threads.shutdown();
            }
        }
    }

    private static Void work(String url, AtomicBoolean stop, AtomicInteger done) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            while (!stop.get()) {
                for (Read read : SESSION) {
                    run(connection, read);
                }
                statement.executeUpdate("UPDATE Genre SET Name = Name WHERE GenreId = 1");
                done.incrementAndGet();
            }
        }
        return null;
    }
}
