package io.shadowjdbc.migrator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The application goes to PostgreSQL and back while it writes; no request fails and no write is lost. */
@Timeout(300)
@Tag("long")
class ThereAndBackTest {
    @TempDir
    private Path dir;

    @Test
    void nothingFailsAndNothingIsLost() throws Exception {
        try (MovedApplication app = new MovedApplication(dir, "postgresql", 3, 60)) {
            app.migrate();
            Path env = Files.writeString(dir.resolve("app.env"), "A=1\nSHADOW_PROVIDER=sqlite\nB=2\n");

            Path secret = Files.writeString(
                    dir.resolve("secret"),
                    app.target.replaceFirst(".*[?&]password=", "").replaceFirst("&.*", ""));

            Cli.Outcome there = app.cutover(
                            "--env-file", env.toString(), "--password-file", secret.toString(), "--report", report(dir))
                    .exits(0);

            app.load.proceed(5);
            assertThat(app.status().json())
                    .containsEntry("provider", "postgresql")
                    .containsEntry("phase", "OPEN")
                    .containsEntry("rollbackReady", true);
            assertThat(env).hasContent("A=1\nSHADOW_PROVIDER=postgresql\nB=2\n");
            artifacts(there.directory());
            refusesWritesPastTheDriver(app);

            asThePointerSays(there.directory().resolve("rollback.env")).exits(0);

            app.load.proceed(5);
            assertThat(app.status().json()).containsEntry("provider", "sqlite");
            assertThat(env).hasContent("A=1\nSHADOW_PROVIDER=sqlite\nB=2\n");
            // and there again, without another copy
            app.cutover().exits(0);
            app.load.proceed(5);
            app.check();
        }
    }

    private static void refusesWritesPastTheDriver(MovedApplication app) throws Exception {
        try (Connection sqlite = app.sqlite()) {
            org.assertj.core.api.Assertions.assertThatThrownBy(
                            () -> Sql.run(sqlite, "UPDATE account SET balance = 0 WHERE id = 1"))
                    .hasMessageContaining("active is postgresql");
        }
    }

    /** What shadow-report.jar json writes, in short. */
    private static String report(Path dir) throws Exception {
        return Files.writeString(dir.resolve("report.json"), """
                {"decision": "go", "summary": "go: 120 reads agree", "generated": "%s", "totals": {"MATCH": 120}}
                """.formatted(java.time.Instant.now()))
                .toString();
    }

    /** Runs the command that the file holds, as a shell would that reads it. */
    private static Cli.Outcome asThePointerSays(Path pointer) throws Exception {
        Process shell = new ProcessBuilder(
                        "/bin/sh",
                        "-c",
                        ". '" + pointer.toAbsolutePath()
                                + "'; eval \"set -- $ROLLBACK_COMMAND\"; for word; do printf '%s\\n' \"$word\"; done")
                .start();
        List<String> words;
        try (var lines = shell.inputReader()) {
            words = lines.lines().toList();
        }
        assertThat(words)
                .startsWith("java", "-jar", "shadow-migrator.jar", "rollback")
                .noneMatch(word -> word.contains("password="));
        return Cli.run(words.subList(3, words.size()).toArray(String[]::new));
    }

    private static void artifacts(Path run) throws Exception {
        Map<String, Object> acceptance = JSON.std.mapFrom(Files.readString(run.resolve("acceptance.json")));
        assertThat(acceptance).containsEntry("accepted", true).containsKeys("who", "atFlip");
        assertThat((List<?>) acceptance.get("tables")).hasSize(2).allSatisfy(table -> {
            Map<?, ?> json = (Map<?, ?>) table;
            assertThat(json.get("sourceContent")).isNotNull().isEqualTo(json.get("targetContent"));
            assertThat(json.get("sourceKeyset")).isNotNull().isEqualTo(json.get("targetKeyset"));
        });
        Map<String, Object> record = JSON.std.mapFrom(Files.readString(run.resolve("cutover.json")));
        assertThat(record).containsKeys("who", "pauseMillis", "gates", "stepMillis");
        assertThat(record.get("parity"))
                .as("parity summary")
                .isEqualTo(Map.of(
                        "go",
                        true,
                        "summary",
                        "go: 120 reads agree",
                        "generated",
                        JSON.std
                                .mapFrom(Files.readString(run.resolve("../../report.json")))
                                .get("generated"),
                        "totals",
                        Map.of("MATCH", 120)));
        assertThat(run.resolve("timeline.html"))
                .content()
                .contains("last-round")
                .contains("data-fence");
        assertThat(run.resolve("manifest.json")).content().contains("timeline.html");
    }

    @Test
    void withoutNotesOfItsWritesARollbackSaysWhatWouldBeLost() throws Exception {
        try (MovedApplication app = new MovedApplication(dir, "file:", 2, 40)) {
            app.migrate();
            app.cutover("--skip-evidence").exits(0);
            app.load.proceed(5);
            app.load.close();
            try (Connection postgresql = app.postgresql()) {
                // as somebody does who does not want the triggers
                Sql.run(postgresql, "DROP TABLE shadow.sync_source");
            }

            long rows = count(app);
            Cli.Outcome asked = app.rollback().exits(2);
            assertThat(asked.out()).contains("changes were not noted").contains("table entry: ");
            assertThat(asked.err()).contains("I_ACCEPT_LOSING_THESE_WRITES");
            assertThat(app.status().json()).containsEntry("provider", "postgresql");

            app.run("rollback", "--control", app.control(), "--confirm", "I_ACCEPT_LOSING_THESE_WRITES")
                    .exits(0);
            assertThat(app.status().json()).containsEntry("provider", "sqlite");
            assertThat(count(app)).as("PostgreSQL is left as it is").isEqualTo(rows);
            assertThat(app.cutover().exits(1).out()).contains("no notes are installed on sqlite");
        }
    }

    private static long count(MovedApplication app) throws Exception {
        try (Connection postgresql = app.postgresql()) {
            return Long.parseLong(Sql.one(postgresql, "SELECT count(*) FROM entry"));
        }
    }

    @Test
    void closedGatesStopItBeforeAnythingHappens() throws Exception {
        try (MovedApplication app = new MovedApplication(dir, "file:", 2, 40)) {
            app.migrate();
            Cli.Outcome closed = app.run(
                            "cutover",
                            "--control",
                            app.control(),
                            "--confirm",
                            "I_UNDERSTAND_PRODUCTION_CUTOVER",
                            "--instances",
                            "3")
                    .exits(1);
            assertThat(closed.out())
                    .contains("gate preflight: open")
                    .contains("gate verify: open")
                    .contains("gate backup: open")
                    .contains("gate lag: open")
                    .contains("gate rehearsal: closed, the way back has not been tried; to open it: ")
                    .contains("gate parity: closed")
                    .contains("gate instances: closed, 1 are registered")
                    .contains("3 of 7 gates are closed");
            assertThat(app.run("cutover", "--control", app.control()).exits(2).err())
                    .contains("--confirm I_UNDERSTAND_PRODUCTION_CUTOVER");
            assertThat(app.cutover("--waive", "weather=fine").exits(2).err()).contains("there is no gate 'weather'");
            assertThat(app.status().json()).containsEntry("provider", "sqlite").containsEntry("phase", "OPEN");
            app.check();
        }
    }

    @Test
    void aRowThatDiffersStopsIt() throws Exception {
        try (MovedApplication app = new MovedApplication(dir, "postgresql", 2, 40)) {
            app.migrate();
            Path reached = dir.resolve("reached");
            Thread tamper = new Thread(() -> {
                try (Connection postgresql = app.postgresql()) {
                    while (!Files.exists(reached)) {
                        Thread.sleep(5);
                    }
                    // as only the tool itself could: a mistake of the sync would look like this
                    Sql.run(
                            postgresql,
                            "BEGIN",
                            "INSERT INTO shadow.pass VALUES ('test')",
                            "UPDATE account SET name = name || '!'",
                            "DELETE FROM shadow.pass",
                            "COMMIT");
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            tamper.start();

            Cli.Outcome stopped = app.cutover(
                            // rows that change after the last comparison outside of the pause
                            "--hook-before",
                            "fence=sleep 1",
                            "--deadline",
                            "20s",
                            "--hook-before",
                            "verify=touch " + reached + "; sleep 2")
                    .exits(1);

            tamper.join();
            assertThat(stopped.out()).contains("table account, row id=");
            app.load.proceed(2);
            assertThat(app.load.failures()).isEmpty();
            assertThat(app.status().json()).containsEntry("provider", "sqlite").containsEntry("phase", "OPEN");
        }
    }

    @Test
    void aFailingHookAndAPassedDeadlineLeaveEverythingAsItWas() throws Exception {
        try (MovedApplication app = new MovedApplication(dir, "postgresql", 2, 40)) {
            app.migrate();
            assertThat(app.cutover("--hook-before", "flip=exit 7").exits(1).out())
                    .contains("the hook before step flip ended with code 7");
            app.load.proceed(5);
            // PostgreSQL is the active one already, and nobody has seen it
            assertThat(app.cutover("--hook-before", "open=exit 8").exits(1).out())
                    .contains("the hook before step open ended with code 8");
            app.load.proceed(5);
            assertThat(app.cutover("--deadline", "300ms", "--hook-after", "drain=sleep 0.4; true")
                            .exits(1)
                            .out())
                    .contains("(--deadline)");
            app.load.proceed(5);
            assertThat(app.status().json()).containsEntry("provider", "sqlite").containsEntry("phase", "OPEN");
            app.cutover("--skip-evidence").exits(0);
            app.load.proceed(5);
            app.check();
        }
    }
}
