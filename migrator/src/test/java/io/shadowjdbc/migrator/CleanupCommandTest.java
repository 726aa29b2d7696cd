package io.shadowjdbc.migrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the tool has put into both databases goes again, but never the only way back without being told so. */
@Timeout(300)
class CleanupCommandTest {
    private static final String OWN_IN_SQLITE =
            "SELECT type || ' ' || name FROM sqlite_schema WHERE name LIKE '\\_shadow%' ESCAPE '\\' ORDER BY 1";
    private static final String OWN_IN_POSTGRESQL = "SELECT relname FROM pg_class WHERE relnamespace ="
            + " 'shadow'::regnamespace AND relkind = 'r' ORDER BY 1";
    private static final String TRIGGERS_IN_POSTGRESQL = "SELECT tgname FROM pg_trigger WHERE tgname LIKE '%shadow%'";

    @TempDir
    private Path dir;

    @Test
    void givenAnAttemptThatIsGivenUpWhenItIsCleanedUpThenTheFileIsTheApplicationsAlone() throws Exception {
        try (MovedApplication app = new MovedApplication(dir, "postgresql", 1, 20)) {
            app.migrate();
            app.cutover("--skip-evidence").exits(0);
            app.rollback().exits(0);
            assertThat(cleanup(app).exits(2).err())
                    .contains("another cutover will need another migrate: give --confirm I_UNDERSTAND_CLEANUP");
            try (Connection sqlite = app.sqlite()) {
                assertThat(Sql.rows(sqlite, OWN_IN_SQLITE))
                        .as("nothing was asked for")
                        .isNotEmpty();
            }

            Cli.Outcome outcome =
                    cleanup(app, "--confirm", "I_UNDERSTAND_CLEANUP").exits(0);

            assertThat(outcome.out()).contains("next: sync --install-only, then migrate");
            try (Connection sqlite = app.sqlite();
                    Connection postgresql = app.postgresql()) {
                assertThat(Sql.rows(sqlite, OWN_IN_SQLITE)).isEmpty();
                assertThat(Sql.rows(postgresql, TRIGGERS_IN_POSTGRESQL))
                        .as("PostgreSQL no longer follows, so it stays fenced")
                        .isNotEmpty()
                        .allMatch(name -> name.contains("fence"));
                assertThatThrownBy(() -> Sql.run(postgresql, "DELETE FROM entry"))
                        .hasMessageContaining("active is sqlite");
            }
            app.load.proceed(2);
            assertThat(app.load.failures()).isEmpty();
            assertThat(cleanup(app, "--confirm", "I_UNDERSTAND_CLEANUP")
                            .exits(0)
                            .out())
                    .as("again")
                    .contains("notes and triggers");
            assertThat(app.cutover().exits(1).out()).contains("no notes are installed on sqlite");
        }
    }

    @Test
    void givenTheWayBackWhenItIsCleanedUpThenItHasToBeGivenUpInSoManyWords() throws Exception {
        try (MovedApplication app = new MovedApplication(dir, "file:", 1, 20)) {
            app.migrate();
            app.cutover("--skip-evidence").exits(0);

            assertThat(cleanup(app, "--confirm", "I_UNDERSTAND_CLEANUP")
                            .exits(1)
                            .out())
                    .contains("that is the only way back to SQLite without loss");
            assertThat(cleanup(app, "--give-up-the-way-back", "--confirm", "I_UNDERSTAND_CLEANUP")
                            .exits(2)
                            .err())
                    .contains("give --confirm I_NEED_NO_WAY_BACK");
            assertThat(app.status().json()).containsEntry("rollbackReady", true);

            Cli.Outcome outcome = cleanup(
                            app, "--give-up-the-way-back", "--confirm", "I_NEED_NO_WAY_BACK", "--runs-older-than", "0s")
                    .exits(0);

            assertThat(outcome.out()).contains("next: keep the last backup; you are done");
            assertThat(list(app.runs))
                    .as("older runs are gone, the journal stays")
                    .containsExactlyInAnyOrder(outcome.directory().getFileName().toString(), "crossings.jsonl");

            assertThat(app.status().json()).containsEntry("rollbackReady", false);
            app.load.proceed(2);
            assertThat(app.load.failures()).isEmpty();
            try (Connection sqlite = app.sqlite();
                    Connection postgresql = app.postgresql()) {
                assertThat(Sql.rows(postgresql, TRIGGERS_IN_POSTGRESQL)).isEmpty();
                assertThat(Sql.rows(postgresql, OWN_IN_POSTGRESQL))
                        .as("what the driver needs, and the records")
                        .contains("crossing", "schema_map")
                        .doesNotContain("note", "sync_source", "changed", "copy_run", "copy_part");
                assertThatThrownBy(() -> Sql.run(sqlite, "DELETE FROM entry"))
                        .hasMessageContaining("active is postgresql");
            }
        }
    }

    private static Cli.Outcome cleanup(MovedApplication app, String... more) {
        String[] all = new String[more.length + 2];
        all[0] = "--control";
        all[1] = app.control();
        System.arraycopy(more, 0, all, 2, more.length);
        return app.run("cleanup", all);
    }

    private static List<String> list(Path directory) throws Exception {
        try (var files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
