package io.shadowjdbc.sample.demo;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Moves the sample application from SQLite to PostgreSQL and back while it serves requests, and checks each step. Ends
 * with code 0 only if every check held and no request failed.
 */
public final class Demo {
    private static final int READERS = 3;
    private static final int WRITERS = 2;
    /** Requests each second: what a mirror that compares every one of them keeps up with on a small machine. */
    private static final double READS_PER_SECOND = 120;

    private static final double WRITES_PER_SECOND = 60;
    private static final Duration SHORT = Duration.ofSeconds(4);
    private static final Duration LONG = Duration.ofSeconds(8);

    /** The statements of Flyway and of the catalogue are not the application's. */
    private static final String NOT_THE_APPLICATIONS = "flyway_schema_history|sqlite_master|pragma";

    private final Story story = new Story();
    private final Jars jars;
    private final Path work;
    private final Path file;
    private final Side sqlite;
    private final Side postgresql;
    private final ControlFile control;
    private final DemoPostgres postgres;
    private final DemoApp app;
    private final Ledger ledger = new Ledger();
    private Known known;
    private long credit;
    private Stats total = Stats.NONE;

    /** The jars that the demo is of. */
    private record Jars(Path app, Path migrator, Path report) {
        static Jars under(Path root) {
            return new Jars(
                    root.resolve("sample-app/target/sample-app.jar"),
                    root.resolve("migrator/target/shadow-migrator.jar"),
                    root.resolve("shadow-report/target/shadow-report.jar"));
        }
    }

    private Demo(Path root) throws IOException, SQLException {
        this.jars = Jars.under(root);
        this.work = root.resolve("sample-app/target/demo");
        deleteTree(work);
        Files.createDirectories(work);
        this.file = work.resolve("app.db");
        this.sqlite = new Side("jdbc:sqlite:" + file);
        this.control = new ControlFile(work.resolve("control.properties"));
        this.app = new DemoApp(jars.app(), work.resolve("app.log"));
        this.postgres = DemoPostgres.start(work.resolve("postgresql"));
        this.postgresql = new Side(postgres.url());
        story.step("PostgreSQL %s runs as process %d on port %d", postgres.version(), postgres.pid(), postgres.port());
    }

    /** Runs the demo; the argument is the root of the repository. */
    public static void main(String[] arguments) throws Exception {
        Demo demo = new Demo(Path.of(arguments[0]).toAbsolutePath().normalize());
        Thread main = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            main.interrupt();
            demo.stopAll();
        }));
        boolean succeeded = false;
        try {
            demo.run();
            succeeded = demo.conclude();
        } catch (Exception e) {
            demo.story.fail(e, demo.work.resolve("failure.txt"));
        } finally {
            demo.stopAll();
        }
        System.exit(succeeded ? 0 : 1);
    }

    private void run() throws Exception {
        plainSqlite();
        throughTheDriver();
        copy();
        mirror();
        cutOver();
        rollBack();
        losePostgres();
        stop();
    }

    private void plainSqlite() throws Exception {
        Duration took = app.start(url("jdbc:sqlite:"), Map.of());
        story.step(
                "The application runs on plain SQLite: %,d rows generated, up after %.1f s",
                sqlite.rows(sqlite.sqliteTables()), seconds(took));
        Load learning = Load.on(app.base()).with(1, 1000, number -> client -> {
            if (known == null) {
                known = Known.learn(client);
            }
        });
        while (known == null) {
            learning.during(Duration.ofMillis(100));
        }
        total = total.plus(learning.stop());
        credit = sqlite.credit();
        story.step("Load on plain SQLite: %s", readAndWrite(SHORT, "plain"));
    }

    private void throughTheDriver() throws Exception {
        app.stop();
        control.setProvider("sqlite");
        Duration took = app.start(url("jdbc:shadow:sqlite:"), driverSettings("0", "parity-unmirrored"));
        story.step(
                "Restarted on %s, nothing else of its own changed: up after %.1f s",
                "jdbc:shadow:sqlite:", seconds(took));
        story.step("Load through the driver, mirror off: %s", readAndWrite(SHORT, "driver"));
        story.check(sqlite.missing(ledger).isEmpty(), "acknowledged writes are in the SQLite file");
    }

    private void copy() throws Exception {
        Load load = readers();
        withWriters(load, "copied");
        migrator("sync", "--install-only");
        Tool.Outcome migrate = migrator("migrate");
        Stats stats = stop(load);
        story.step(
                "Copied and verified %d tables while the application wrote: %s",
                sqlite.sqliteTables().size(), stats);
        story.note(
                "%s",
                migrate.out()
                        .lines()
                        .filter(line -> line.startsWith("verify: "))
                        .reduce((x, y) -> y)
                        .orElse(""));
    }

    private void mirror() throws Exception {
        app.stop();
        app.start(url("jdbc:shadow:sqlite:"), driverSettings("1.0", "parity"));
        try (Background sync = sync("sync")) {
            Stats both = readAndWrite(SHORT, "synced");
            story.step("Restarted to mirror every read, the sync carries the writes: %s", both);
            Stats reads = stop(readers().during(LONG));
            Thread.sleep(3000); // the last comparisons are made and written within that
            story.step("Mirrored: %s; %,.0f statements selected", reads, meter("shadow.reads"));
            story.check(sync.isRunning(), "the sync runs, see %s", sync.log());
        }
        List<String> missing = postgresql.missing(ledger);
        story.check(missing.isEmpty(), "PostgreSQL has every write so far: %s", missing);
        Tool.Outcome verdict = report("check", "parity", List.of());
        story.step("Parity verdict: %s", verdict.firstLine());
        if (verdict.exit() != 0) {
            System.out.println(verdict.out());
        }
        story.check(verdict.exit() == 0, "the report says go (its exit code is %d)", verdict.exit());
        report("html", "parity", List.of("--out", work.resolve("report.html").toString()));
        report("json", "parity", List.of("--out", work.resolve("report.json").toString()));
    }

    private void cutOver() throws Exception {
        Load load = readers();
        withWriters(load, "cutover");
        Tool.Outcome cutover = migrator(
                "cutover",
                "--control",
                "file:" + control.path(),
                "--report",
                work.resolve("report.json").toString(),
                "--waive",
                "rehearsal=the demo is the rehearsal",
                "--confirm",
                "I_UNDERSTAND_PRODUCTION_CUTOVER");
        int before = ledger.size();
        try (Background sync = sync("sync", "--reverse")) {
            Stats stats = stop(load.during(SHORT));
            story.step(
                    "Cut over to PostgreSQL under full load: new transactions waited %s ms, %s", pause(cutover), stats);
            story.check(ledger.size() > before, "writes go on, on PostgreSQL");
            story.check(sync.isRunning(), "the sync back to SQLite runs, see %s", sync.log());
        }
        List<String> missing = postgresql.missing(ledger);
        story.step(
                "Of %d acknowledged writes %d are missing on PostgreSQL; the application shows %d of them",
                ledger.size(), missing.size(), shownByTheApplication(ledger));
        story.check(missing.isEmpty(), "acknowledged writes are in PostgreSQL: %s", missing);
        story.check(postgresql.credit() == credit, "transfers keep the sum of credit, %d cents", credit);
    }

    private void rollBack() throws Exception {
        Load load = readers();
        withWriters(load, "rollback");
        Tool.Outcome rollback = migrator(
                "rollback", "--control", "file:" + control.path(), "--confirm", "I_UNDERSTAND_PRODUCTION_ROLLBACK");
        Stats stats = stop(load.during(SHORT));
        story.step("Rolled back to SQLite under full load: new transactions waited %s ms, %s", pause(rollback), stats);
        List<String> missing = sqlite.missing(ledger);
        story.step(
                "Of %d acknowledged writes %d are missing on SQLite; the application shows %d of them",
                ledger.size(), missing.size(), shownByTheApplication(ledger));
        story.check(missing.isEmpty(), "acknowledged writes are in the SQLite file: %s", missing);
        story.check(sqlite.credit() == credit, "transfers keep the sum of credit, %d cents", credit);
        migrator("sync", "--once");
        List<String> behind = postgresql.missing(ledger);
        story.check(behind.isEmpty(), "PostgreSQL has them, too: %s", behind);
    }

    private void losePostgres() throws Exception {
        Load load = readers();
        withWriters(load, "alone");
        load.during(Duration.ofSeconds(1));
        postgres.kill();
        Stats stats = stop(load.during(SHORT));
        story.step("PostgreSQL killed (-9) under load, the application goes on: %s", stats);
        story.check(!postgres.isRunning(), "PostgreSQL is dead");
        List<String> missing = sqlite.missing(ledger);
        story.check(missing.isEmpty(), "acknowledged writes are in the SQLite file: %s", missing);
        story.check(sqlite.credit() == credit, "transfers keep the sum of credit, %d cents", credit);
    }

    private void stop() throws Exception {
        app.stop();
        report(
                "html",
                "parity",
                List.of("--out", work.resolve("report-all.html").toString()));
        stopAll();
        story.step("Stopped all that was started");
        boolean left = app.isRunning()
                || postgres.isRunning()
                || ProcessHandle.current().descendants().findAny().isPresent();
        story.check(!left, "no process is left");
        story.note("Report of the mirrored reads: %s", work.resolve("report.html"));
        story.note("The same with the switches and what came after: %s", work.resolve("report-all.html"));
        story.note("Timelines, digests and the way back: %s", work.resolve("migration"));
    }

    private boolean conclude() {
        story.check(total.failed() == 0, "no request failed: %d did: %s", total.failed(), total.failures());
        story.step(
                "%s in all: %s",
                story.broken().isEmpty() ? "Every check held" : story.broken().size() + " checks do not hold", total);
        return story.broken().isEmpty();
    }

    /** Runs a command of the migrator over both databases; it has to end well. */
    private Tool.Outcome migrator(String command, String... more) throws Exception {
        Tool.Outcome outcome = Tool.run(work.resolve(command + ".log"), jars.migrator(), over(command, more));
        if (outcome.exit() != 0) {
            throw new IllegalStateException(command + " ended with code " + outcome.exit() + ", see " + outcome.log());
        }
        return outcome;
    }

    private Background sync(String... command) throws Exception {
        String[] more = Arrays.copyOfRange(command, 1, command.length);
        Background sync = Background.start(
                work.resolve(String.join("", command) + "-process.log"), jars.migrator(), over(command[0], more));
        sync.awaitLine("sync: runs");
        return sync;
    }

    private String[] over(String command, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                command,
                "--source",
                "jdbc:sqlite:" + file,
                "--target",
                postgres.url(),
                "--work",
                work.resolve("migration").toString(),
                "--json"));
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    private static String pause(Tool.Outcome crossing) {
        return new JsonMapper()
                .readTree(crossing.lastLine())
                .path("pauseMillis")
                .asString("?");
    }

    private String url(String prefix) {
        return prefix + file
                + "?journal_mode=WAL&synchronous=NORMAL&busy_timeout=10000&foreign_keys=on&transaction_mode=IMMEDIATE"
                + (prefix.contains("shadow")
                        ? "&shadow.secondary.url=" + URLEncoder.encode(postgres.url(), StandardCharsets.UTF_8)
                        : "");
    }

    private Map<String, String> driverSettings(String rate, String parityDirectory) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("shadow.control", "file:" + control.path());
        settings.put("shadow.instance", "demo");
        settings.put("shadow.mirror.rate", rate);
        // PostgreSQL works on this machine, so that its time counts too, and there is little time to compare everything
        settings.put("shadow.mirror.budget", "1.0");
        settings.put("shadow.mirror.exclude", NOT_THE_APPLICATIONS);
        settings.put("shadow.parity.dir", work.resolve(parityDirectory).toString());
        return settings;
    }

    private Load readers() {
        return Load.on(app.base()).with(READERS, READS_PER_SECOND, number -> new Reader(known, number));
    }

    private void withWriters(Load load, String phase) {
        load.with(WRITERS, WRITES_PER_SECOND, number -> new Writer(known, ledger, phase, number, WRITERS));
    }

    private Stats readAndWrite(Duration time, String phase) throws InterruptedException {
        Load load = readers();
        withWriters(load, phase);
        return stop(load.during(time));
    }

    private Stats stop(Load load) throws InterruptedException {
        Stats stats = load.stop();
        total = total.plus(stats);
        return stats;
    }

    /** How many of the acknowledged writes the application itself still shows, in its audit log. */
    private long shownByTheApplication(Ledger ledger) throws Exception {
        long shown = 0;
        for (Map.Entry<Long, String> entry : ledger.audited().entrySet()) {
            var page = app.get("/api/audit/" + entry.getKey());
            if (page.statusCode() == 200 && page.body().contains('"' + entry.getValue() + '"')) {
                shown++;
            }
        }
        story.check(shown == ledger.size(), "the application shows %d of %d writes", shown, ledger.size());
        return shown;
    }

    private Tool.Outcome report(String command, String parityDirectory, List<String> more) throws Exception {
        Stream<String> arguments = Stream.concat(
                Stream.of(command, "--in", work.resolve(parityDirectory).toString()), more.stream());
        Tool.Outcome outcome =
                Tool.run(work.resolve("report-" + command + ".log"), jars.report(), arguments.toArray(String[]::new));
        if (outcome.exit() > 1) {
            throw new IllegalStateException(
                    "the report's " + command + " ended with code " + outcome.exit() + ", see " + outcome.log());
        }
        return outcome;
    }

    /** The value of one of the application's meters, all tags together; 0 where there is no such meter. */
    private double meter(String name) throws Exception {
        var page = app.get("/actuator/metrics/" + name);
        return page.statusCode() != 200
                ? 0
                : new JsonMapper()
                        .readTree(page.body())
                        .path("measurements")
                        .path(0)
                        .path("value")
                        .asDouble();
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1000.0;
    }

    private static void deleteTree(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(one);
            }
        }
    }

    /** Ends what was started; may be called twice, also by the JVM when the demo is interrupted. */
    private void stopAll() {
        try {
            app.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            postgres.close();
        } catch (IOException e) {
            story.note("PostgreSQL did not end well: %s", e);
        }
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    }
}
