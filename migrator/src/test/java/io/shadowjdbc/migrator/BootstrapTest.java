package io.shadowjdbc.migrator;

import static org.assertj.core.api.Assertions.assertThat;

import io.shadowjdbc.fixture.Postgres;
import io.shadowjdbc.fixture.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first step finds what is missing, and makes what it is asked to make. */
class BootstrapTest {
    @TempDir
    private Path dir;

    @Test
    void aGoodTargetIsReady() throws Exception {
        Path source = Sql.sqlite(dir.resolve("app.sqlite"), "PRAGMA journal_mode = WAL", "CREATE TABLE t (a)");
        try (TestDatabase target = Postgres.database()) {
            Cli.Outcome outcome = Cli.run("bootstrap", source, target.url(), dir.resolve("runs"))
                    .exits(0);

            assertThat(outcome.out())
                    .contains("ok: journal mode: WAL")
                    .contains("ok: schema shadow: is there, a table was created, written and dropped")
                    .contains("next: shadow-migrator preflight");
            assertThat(levels(outcome)).doesNotContain("problem");
            assertThat(outcome.directory().resolve("shadow.properties"))
                    .content()
                    .contains("shadow.secondary.url=" + target.url().replaceFirst("\\?.*", ""))
                    .doesNotContain("password=");
            try (Connection connection = target.connect()) {
                assertThat(Sql.one(connection, "SELECT to_regnamespace('shadow') IS NOT NULL"))
                        .isEqualTo("t");
            }
        }
    }

    @Test
    void whatStandsInTheWayIsNamed() throws Exception {
        Path source = Sql.sqlite(
                dir.resolve("app.sqlite"),
                "CREATE TABLE p (id INTEGER PRIMARY KEY)",
                "CREATE TABLE c (p REFERENCES p(id))",
                "INSERT INTO c VALUES (1)");
        try (TestDatabase target = Postgres.database();
                Connection connection = target.connect()) {
            Sql.run(connection, "ALTER DATABASE " + target.name() + " SET statement_timeout = '5s'");
            Cli.Outcome outcome = Cli.run("bootstrap", source, target.url(), dir.resolve("runs"))
                    .exits(0);
            assertThat(outcome.out())
                    .contains("warning: foreign keys: there are rows whose parent is missing")
                    .contains("warning: timeouts: statement_timeout = 5s");
            Sql.run(connection, "ALTER DATABASE " + target.name() + " SET default_transaction_read_only = on");
            assertThat(Cli.run("bootstrap", source, target.url(), dir.resolve("runs"))
                            .exits(1)
                            .out())
                    .contains("problem: target: target ")
                    .contains("is read-only");
        }
        assertThat(Cli.run("bootstrap", dir.resolve("none"), "jdbc:postgresql://localhost:1/x", dir.resolve("runs"))
                        .exits(1)
                        .out())
                .contains("there is no such file")
                .contains("can't be reached");
    }

    @Test
    void roleDatabaseAndPasswordAreMade() throws Exception {
        Path source = Sql.sqlite(dir.resolve("app.sqlite"), "CREATE TABLE t (a)");
        Path secret = dir.resolve("secret");
        try (TestDatabase admin = Postgres.database();
                Connection connection = admin.connect()) {
            String name = admin.name() + "_made";
            String url = "jdbc:postgresql://"
                    + admin.url().replaceFirst("^.*//", "").replaceFirst("/.*", "") + "/" + name + "?user=" + name;
            String[] more = {"--admin-url", admin.url(), "--password-file", secret.toString()};
            try {
                Cli.Outcome outcome = Cli.run("bootstrap", source, url, dir.resolve("runs"), more)
                        .exits(0);
                assertThat(outcome.out())
                        .contains("role " + name + " created")
                        .contains("database " + name + " created");
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
                        .isEqualTo("rw-------");
                assertThat(outcome.out())
                        .doesNotContain(Files.readString(secret).strip());
                assertThat(Cli.run("bootstrap", source, url, dir.resolve("runs"), more)
                                .exits(0)
                                .json()
                                .get("created"))
                        .as("what is there stays")
                        .isEqualTo(List.of());
            } finally {
                Sql.run(connection, "DROP DATABASE IF EXISTS " + name, "DROP ROLE IF EXISTS " + name);
            }
        }
    }

    private static List<String> levels(Cli.Outcome outcome) {
        return ((List<?>) outcome.json().get("findings"))
                .stream()
                        .map(finding -> ((Map<?, ?>) finding).get("level").toString())
                        .toList();
    }
}
