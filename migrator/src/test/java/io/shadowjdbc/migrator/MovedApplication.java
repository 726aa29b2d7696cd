package io.shadowjdbc.migrator;

import static org.assertj.core.api.Assertions.assertThat;

import io.shadowjdbc.fixture.Postgres;
import io.shadowjdbc.fixture.TestDatabase;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;

/** An application under load on a SQLite file, and the PostgreSQL database that it moves to. */
final class MovedApplication implements AutoCloseable {
    /** URL of the PostgreSQL database. */
    final String target;

    final Path file;
    final Path runs;
    final PairLoad load;
    private final String control;
    private final Runnable atEnd;

    /** @param store of the flag: {@code postgresql}, or {@code file:} for one in a directory of its own */
    MovedApplication(Path directory, String store, int writers, int perSecond) throws Exception {
        this(directory, store, writers, perSecond, Postgres.database());
    }

    private MovedApplication(Path directory, String store, int writers, int perSecond, TestDatabase database)
            throws Exception {
        this(directory, store, writers, perSecond, database.url(), database::close);
    }

    /** @param atEnd closes the database at that URL */
    MovedApplication(Path directory, String store, int writers, int perSecond, String target, Runnable atEnd)
            throws Exception {
        this.target = target;
        this.atEnd = atEnd;
        file = Sql.sqlite(directory.resolve("app.sqlite"), PairLoad.SCHEMA);
        runs = directory.resolve("runs");
        control = store.equals("file:")
                ? "file:" + Files.createTempDirectory("shadow-flag-").resolve("flag.properties")
                : store;
        load = new PairLoad(url(), new Properties(), writers, perSecond);
        load.proceed(3);
    }

    /** What the application connects to. */
    String url() {
        return url("app-" + runs.getParent().getFileName());
    }

    /** What an instance of that name connects to. */
    String url(String instance) {
        return "jdbc:shadow:sqlite:" + file + "?shadow.secondary.url="
                + URLEncoder.encode(target, StandardCharsets.UTF_8) + "&shadow.control="
                + URLEncoder.encode(control, StandardCharsets.UTF_8) + "&shadow.mirror.rate=0"
                + "&shadow.instance=" + instance;
    }

    /** Notes changes and migrates, while the application writes. */
    void migrate() {
        run("sync", "--install-only").exits(0);
        run("migrate").exits(0);
    }

    Cli.Outcome run(String command, String... more) {
        return Cli.run(command, file, target, runs, more);
    }

    Cli.Outcome cutover(String... more) {
        List<String> all = new ArrayList<>(List.of(
                "--control",
                control,
                "--confirm",
                "I_UNDERSTAND_PRODUCTION_CUTOVER",
                "--waive",
                "rehearsal=a test",
                "--waive",
                "parity=a test"));
        all.addAll(Arrays.asList(more));
        return run("cutover", all.toArray(String[]::new));
    }

    Cli.Outcome rollback(String... more) {
        List<String> all =
                new ArrayList<>(List.of("--control", control, "--confirm", "I_UNDERSTAND_PRODUCTION_ROLLBACK"));
        all.addAll(Arrays.asList(more));
        return run("rollback", all.toArray(String[]::new));
    }

    Cli.Outcome status() {
        String[] arguments = {
            "status",
            "--source",
            file.toString(),
            "--target",
            target,
            "--work",
            runs.toString(),
            "--control",
            control,
            "--json"
        };
        return Cli.run(arguments).exits(0);
    }

    String control() {
        return control;
    }

    Connection sqlite() throws Exception {
        return DriverManager.getConnection("jdbc:sqlite:" + file);
    }

    Connection postgresql() throws Exception {
        return DriverManager.getConnection(target);
    }

    /** Nothing failed, and both databases hold what the application was told is there. */
    void check() throws Exception {
        load.close();
        assertThat(load.failures()).as("failed transactions").isEmpty();
        String active = status().json().get("provider").toString();
        run("sync", active.equals("sqlite") ? new String[] {"--once"} : new String[] {"--once", "--reverse"})
                .exits(0);
        try (Connection sqlite = sqlite();
                Connection postgresql = postgresql()) {
            assertThat(PairCheck.problems(sqlite, load)).as("on SQLite").isEmpty();
            assertThat(PairCheck.problems(postgresql, load)).as("on PostgreSQL").isEmpty();
            assertThat(PairCheck.content(postgresql)).isEqualTo(PairCheck.content(sqlite));
        }
    }

    @Override
    public void close() {
        load.close();
        atEnd.run();
    }
}
