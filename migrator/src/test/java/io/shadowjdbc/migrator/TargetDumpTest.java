package io.shadowjdbc.migrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.shadowjdbc.fixture.Postgres;
import io.shadowjdbc.fixture.TestDatabase;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the target holds is kept before it is replaced, or nothing is replaced. */
class TargetDumpTest {
    @TempDir
    private Path dir;

    @Test
    void withoutTheProgramNothingIsTouched() throws Exception {
        Path source = Sql.sqlite(dir.resolve("app.sqlite"), "CREATE TABLE t (a)");
        try (TestDatabase target = Postgres.database();
                Connection postgresql = target.connect()) {
            Sql.run(postgresql, "CREATE TABLE t (old int)", "INSERT INTO t VALUES (1)");
            String missing = dir.resolve("pg_dump").toString();

            assertThat(Cli.run(
                                    "migrate",
                                    source,
                                    target.url(),
                                    dir.resolve("runs"),
                                    "--replace",
                                    "--dump-target",
                                    "--pg-dump",
                                    missing)
                            .exits(3)
                            .out())
                    .contains(missing + " can't be started")
                    .contains("name it with --pg-dump");
            assertThat(Sql.one(postgresql, "SELECT old FROM t")).isEqualTo("1");
        }
    }

    /** With the program of this machine: an older one than the server refuses, and says why. */
    @Test
    void theDumpIsThereBeforeAnythingIsReplaced() throws Exception {
        assumeThat(Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(path -> Files.isExecutable(Path.of(path, "pg_dump"))))
                .as("pg_dump is on the path")
                .isTrue();
        Path source = Sql.sqlite(dir.resolve("app.sqlite"), "CREATE TABLE t (a)");
        try (TestDatabase target = Postgres.database();
                Connection postgresql = target.connect()) {
            Sql.run(postgresql, "CREATE TABLE t (old int)", "INSERT INTO t VALUES (1)");

            Cli.Outcome outcome =
                    Cli.run("migrate", source, target.url(), dir.resolve("runs"), "--replace", "--dump-target");

            if (outcome.exit() == 3) {
                assertThat(outcome.out()).contains("server version");
                assertThat(Sql.one(postgresql, "SELECT old FROM t")).isEqualTo("1");
                assertThat(outcome.directory().resolve("target.dump")).doesNotExist();
            } else {
                outcome.exits(0);
                assertThat(Files.readString(
                                outcome.directory().resolve("target.dump"),
                                java.nio.charset.StandardCharsets.ISO_8859_1))
                        .startsWith("PGDMP")
                        .contains("CREATE TABLE public.t");
                assertThat(outcome.directory().resolve("manifest.json"))
                        .content()
                        .contains("target.dump");
                assertThat(Sql.rows(postgresql, "SELECT * FROM t")).isEmpty();
            }
        }
    }
}
