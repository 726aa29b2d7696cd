package io.shadowjdbc.migrator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import io.shadowjdbc.Shadow;
import io.shadowjdbc.fixture.Postgres;
import io.shadowjdbc.fixture.TestDatabase;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command waits for the comparisons of an application that reads, and tells what they found. */
@Timeout(120)
class ShadowCommandTest {
    @TempDir
    private Path dir;

    private TestDatabase target;
    private Path file;
    private Path parity;
    private Connection application;

    @BeforeEach
    void migrate() throws Exception {
        target = Postgres.database();
        // without a sync, which a difference would be given time for
        file = Sql.sqlite(
                dir.resolve("app.sqlite"),
                "CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT)",
                "INSERT INTO note VALUES (1, 'a'), (2, 'b')");
        Cli.run("migrate", file, target.url(), dir.resolve("runs")).exits(0);
        parity = dir.resolve("parity");
        application = DriverManager.getConnection("jdbc:shadow:sqlite:" + file
                + "?shadow.mirror.rate=1&shadow.control=postgresql&shadow.instance=app-1&shadow.parity.dir=" + parity
                + "&shadow.secondary.url=" + URLEncoder.encode(target.url(), StandardCharsets.UTF_8));
    }

    @AfterEach
    void close() throws SQLException {
        application.close();
        target.close();
    }

    private Cli.Outcome shadow(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "shadow",
                "--target",
                target.url(),
                "--work",
                dir.resolve("runs").toString(),
                "--parity",
                parity.toString(),
                "--json"));
        arguments.addAll(Arrays.asList(more));
        return Cli.run(arguments.toArray(String[]::new));
    }

    /** The command, while the application reads. */
    private Cli.Outcome whileItReads(String... more) throws Exception {
        AtomicBoolean end = new AtomicBoolean();
        FutureTask<Integer> reading = new FutureTask<>(() -> {
            int reads = 0;
            for (; !end.get(); reads++) {
                Sql.rows(application, "SELECT text FROM note WHERE id = " + (1 + reads % 2));
                Thread.sleep(2);
            }
            return reads;
        });
        new Thread(reading, "application").start();
        try {
            return shadow(more);
        } finally {
            end.set(true);
            assertThat(reading.get()).isPositive();
        }
    }

    @Test
    void givenEqualDatabasesWhenTheApplicationReadsThenComparisonsAreCountedAndAllIsWell() throws Exception {
        Cli.Outcome outcome =
                whileItReads("--comparisons", "20", "--wait", "60s").exits(0);

        assertThat(((Number) outcome.json().get("comparedMore")).longValue()).isGreaterThanOrEqualTo(20);
        assertThat(outcome.json()).containsEntry("badMore", 0);
        assertThat(outcome.out()).contains("next: java -jar shadow-report.jar json --in " + parity);
        assertThat(JSON.std.mapFrom(Files.readString(outcome.directory().resolve("parity.json"))))
                .isEqualTo(outcome.json().get("parity"));
    }

    @Test
    void givenARowThatDiffersWhenItIsReadThenTheMismatchIsReported() throws Exception {
        try (Connection postgresql = target.connect()) {
            Sql.run(postgresql, "UPDATE note SET text = 'other'");
        }

        Cli.Outcome outcome =
                whileItReads("--comparisons", "2", "--wait", "60s").exits(1);

        assertThat(((Number) outcome.json().get("badMore")).longValue()).isPositive();
        assertThat(outcome.out()).contains("MISMATCH=");
    }

    @Test
    void givenNobodyReadsWhenComparisonsAreAwaitedThenItSaysWhatMayBeWrong() throws Exception {
        whileItReads("--comparisons", "1", "--wait", "60s").exits(0);
        application.close();

        assertThat(shadow("--comparisons", "100000", "--wait", "100ms").exits(1).out())
                .contains("expected 100,000 comparisons within 0.1 s; does the application read, and is mirroring on?");
    }

    @Test
    void givenMirroringWhenItIsSwitchedOffThenEveryInstanceStopsAndItsReadsGoOn() throws Exception {
        whileItReads("--comparisons", "1", "--wait", "60s").exits(0);

        assertThat(shadow("--mirror", "off").exits(0).out()).contains("shadow: mirroring is off in postgresql");
        await(false);
        assertThat(Sql.one(application, "SELECT text FROM note WHERE id = 1")).isEqualTo("a");

        assertThat(shadow("--mirror", "on").exits(0).out()).contains("shadow: mirroring is on in postgresql");
        await(true);
        whileItReads("--comparisons", "5", "--wait", "60s").exits(0);
    }

    private void await(boolean mirroring) throws Exception {
        long end = System.nanoTime() + 30_000_000_000L;
        while (Shadow.of(application).isMirroring() != mirroring) {
            assertThat(System.nanoTime()).as("mirroring " + mirroring).isLessThan(end);
            Thread.sleep(10);
        }
    }

    @Test
    void whatIsNotThereIsNamed() {
        parity = dir.resolve("elsewhere");
        assertThat(shadow().exits(3).out()).contains("the parity files in " + parity + " can't be read");
        assertThat(Cli.run("shadow", "--target", target.url()).exits(2).err()).contains("--parity");
    }
}
