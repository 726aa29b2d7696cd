package io.shadowjdbc.migrator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import io.shadowjdbc.fixture.Postgres;
import io.shadowjdbc.fixture.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the commands are called, what they answer, and what they leave behind. */
class CommandLineTest {
    private static TestDatabase database;

    @TempDir
    private Path dir;

    private Path source;

    @BeforeAll
    static void create() {
        database = Postgres.database();
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @BeforeEach
    void reset() throws Exception {
        source = Sql.sqlite(
                dir.resolve("app.sqlite"),
                "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT UNIQUE)",
                "CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users(id), title TEXT)",
                "CREATE INDEX by_user ON posts (user_id)",
                "INSERT INTO users VALUES (1, 'ann'), (2, 'bob')",
                "INSERT INTO posts VALUES (1, 1, 'hello'), (2, 2, NULL)");
        try (Connection connection = database.connect()) {
            Sql.run(
                    connection,
                    "DROP SCHEMA IF EXISTS shadow CASCADE",
                    "DROP SCHEMA public CASCADE",
                    "CREATE SCHEMA public");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cut-over", "undo", "nonsense"})
    void commandsThatDoNotExistYetAreUsageErrors(String command) {
        Cli.Outcome outcome = Cli.run(command, "--source", source.toString(), "--target", database.url())
                .exits(2);
        assertThat(outcome.err()).contains(command);
    }

    @Test
    void wrongUseIsSaidOnStandardErrorWithCode2() {
        assertThat(Cli.run().exits(2).err()).contains("Give a command").contains("migrate");
        assertThat(Cli.run("migrate", "--target", database.url()).exits(2).err())
                .contains("--source");
        assertThat(Cli.run("migrate", source, "jdbc:mysql://x/y", dir).exits(2).err())
                .contains("--target: expected jdbc:postgresql:");
        assertThat(Cli.run("verify", source, database.url(), dir, "--jobs", "0")
                        .exits(2)
                        .err())
                .contains("--jobs: expected 1 to 64");
        assertThat(Cli.run("backup", "--source", "jdbc:sqlite::memory:")
                        .exits(2)
                        .err())
                .contains("in memory");
        assertThat(Cli.run("backup", "--source", "jdbc:h2:x").exits(2).err()).contains("jdbc:sqlite:FILE");
    }

    @Test
    void helpNamesCommandsAndExitCodes() {
        assertThat(Cli.run("--help").exits(0).out())
                .contains("preflight", "plan", "backup", "schema", "copy", "verify", "migrate", "switch")
                .contains("it found differences");
        assertThat(Cli.run("migrate", "--help").exits(0).out())
                .contains("--replace")
                .contains("--password-file");
    }

    @Test
    void theStepsCanBeTakenOneByOne() throws Exception {
        assertThat(run("preflight").exits(0).json()).containsEntry("ok", true).containsEntry("findings", List.of());
        assertThat(Cli.run(
                                "plan",
                                "--source",
                                source.toString(),
                                "--work",
                                dir.resolve("runs").toString())
                        .exits(0)
                        .out())
                .contains("table \"users\" -> \"public\".\"users\", 2 rows")
                .contains("declared INTEGER, the alias of the rowid");
        run("schema").exits(0);
        assertThat(run("schema").exits(1).out())
                .as("tables are not silently dropped")
                .contains("--replace");
        assertThat(run("verify").exits(1).json()).as("nothing is there yet").containsEntry("differences", 4);
        run("copy").exits(0);
        assertThat(run("copy").exits(1).out())
                .as("rows are not silently added")
                .contains("the target has rows already");
        run("copy", "--replace").exits(0);
        assertThat(run("verify").exits(0).json()).containsEntry("differences", 0);
        try (Connection connection = database.connect()) {
            assertThat(Sql.rows(connection, "SELECT indexname FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1"))
                    .containsExactly("by_user", "posts_pkey", "users_name_key", "users_pkey");
        }
    }

    @Test
    void copyWantsTheSchemaOfThisData() throws Exception {
        assertThat(run("copy").exits(1).out()).contains("were not made by schema: run schema first");
        run("schema").exits(0);
        Sql.sqlite(source, "UPDATE posts SET user_id = 'nobody' WHERE id = 1");
        assertThat(run("copy").exits(1).out()).contains("were made for other data: run schema --replace first");
    }

    @Test
    void migrateRefusesATargetThatIsNotEmptyUnlessToldToReplaceIt() throws Exception {
        try (Connection connection = database.connect()) {
            Sql.run(
                    connection,
                    "CREATE TABLE users (theirs int)",
                    "INSERT INTO users VALUES (1)",
                    "CREATE TABLE other (x int)");
        }
        Cli.Outcome refused = run("migrate").exits(1);
        assertThat(refused.out()).contains("table \"users\" is there already and has rows");
        assertThat((List<?>) refused.json().get("findings")).hasSize(1);
        run("preflight").exits(1);
        run("preflight", "--replace").exits(0);

        run("migrate", "--replace").exits(0);
        run("migrate", "--replace").exits(0);

        try (Connection connection = database.connect()) {
            assertThat(Sql.rows(connection, "SELECT name FROM users ORDER BY id"))
                    .containsExactly("ann", "bob");
            assertThat(Sql.rows(connection, "SELECT * FROM other"))
                    .as("what is not ours is left alone")
                    .isEmpty();
        }
    }

    @Test
    void aTargetThatCannotBeUsedIsSaidByPreflightAndByMigrate() {
        String nowhere = "jdbc:postgresql://localhost:1/none?user=u&password=very-secret";
        Cli.Outcome preflight =
                Cli.run("preflight", source, nowhere, dir.resolve("runs")).exits(1);
        assertThat(preflight.out())
                .contains("target jdbc:postgresql://localhost:1/none can't be reached")
                .doesNotContain("very-secret");
        assertThat(Cli.run("verify", source, nowhere, dir.resolve("runs"))
                        .exits(3)
                        .out())
                .contains("can't be reached")
                .doesNotContain("very-secret");
    }

    @Test
    void anUnreadableUrlIsNotRepeatedWithItsPassword() {
        Cli.Outcome outcome = Cli.run("preflight", source, "jdbc:postgresql://host:port/db?password=very-secret", dir)
                .exits(1);
        assertThat(outcome.out()).contains("can't be reached").doesNotContain("very-secret");
    }

    @Test
    void rightsAndEncodingAreLookedAtBeforehand() throws Exception {
        try (Connection connection = database.connect()) {
            String role = "nobody_" + Long.toUnsignedString(System.nanoTime());
            String other = role + "_db";
            Sql.run(
                    connection,
                    "CREATE ROLE " + role + " LOGIN PASSWORD 'x'",
                    "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
                    "CREATE DATABASE " + other + " ENCODING 'SQL_ASCII' LOCALE 'C' TEMPLATE template0");
            try {
                String place = database.url().replaceFirst("\\?.*", "");
                assertThat(Cli.run("preflight", source, place + "?user=" + role + "&password=x", dir)
                                .exits(1)
                                .out())
                        .contains("user " + role + " may not create objects in schema public")
                        .contains("user " + role + " may not create objects in schema shadow");
                assertThat(Cli.run("preflight", source, database.url().replace("/" + database.name(), "/" + other), dir)
                                .exits(1)
                                .out())
                        .contains("has encoding SQL_ASCII: create it with ENCODING 'UTF8'");
            } finally {
                Sql.run(connection, "DROP DATABASE " + other, "DROP ROLE " + role);
            }
        }
    }

    @Test
    void userAndPasswordMayComeInSeveralWays() throws Exception {
        String url = database.url();
        String place = url.substring("jdbc:postgresql://".length(), url.indexOf('?'));
        Map<String, String> login = Stream.of(
                        url.substring(url.indexOf('?') + 1).split("&"))
                .map(part -> part.split("=", 2))
                .collect(java.util.stream.Collectors.toMap(part -> part[0], part -> part[1]));
        Path password = dir.resolve("password");
        Files.writeString(password, login.getOrDefault("password", "x") + "\nsecond line\n");
        String user = login.get("user");
        assertThat(Cli.run(
                                "preflight",
                                source,
                                "postgresql://" + user + "@" + place,
                                dir.resolve("runs"),
                                "--password-file",
                                password.toString())
                        .exits(0)
                        .json())
                .containsEntry("ok", true);
        assertThat(Cli.run(
                                "preflight",
                                source,
                                "postgresql://x@" + place,
                                dir,
                                "--password-file",
                                dir.resolve("none").toString())
                        .exits(2)
                        .err())
                .contains("--password-file");
    }

    @Test
    void artifactsAreListedWithTheirHashes() throws Exception {
        Path run = run("migrate").exits(0).directory();

        Map<String, Object> manifest = JSON.std.mapFrom(Files.readString(run.resolve("manifest.json")));

        assertThat(manifest).containsEntry("command", "migrate").containsEntry("exit", 0);
        Map<?, ?> files = (Map<?, ?>) manifest.get("files");
        assertThat(files.keySet().stream().map(String::valueOf).toList())
                .containsExactlyInAnyOrder(
                        "source.sqlite",
                        "run.json",
                        "plan.txt",
                        "plan.yaml",
                        "schema.sql",
                        "schema-map.json",
                        "census.json",
                        "verify.json",
                        "result.json");
        for (Map.Entry<?, ?> file : files.entrySet()) {
            byte[] content = Files.readAllBytes(run.resolve((String) file.getKey()));
            String hash = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(content));
            assertThat(((Map<?, ?>) file.getValue()).get("sha256"))
                    .as("hash of %s", file.getKey())
                    .isEqualTo(hash);
        }
        assertThat(run.getFileName().toString()).matches("\\d{8}T\\d{6}Z(-\\d+)?");
    }

    @Test
    void anotherSchemaCanReceiveTheTables() throws Exception {
        run("migrate", "--target-schema", "My App").exits(0);
        try (Connection connection = database.connect()) {
            assertThat(Sql.rows(connection, "SELECT title FROM \"My App\".posts ORDER BY id"))
                    .containsExactly("hello", "null");
        }
        run("verify", "--target-schema", "My App").exits(0);
    }

    @Test
    void withoutASchemaMapNothingCanBeVerified() {
        assertThat(run("verify").exits(1).out()).contains("holds no schema map");
    }

    @Test
    void anEmptyDatabaseIsNoPass() throws Exception {
        source = Sql.sqlite(dir.resolve("empty.sqlite"), "CREATE TABLE t (a)", "DROP TABLE t");
        assertThat(run("migrate").exits(1).out()).contains("nothing to compare, which is not a pass");
    }

    private Cli.Outcome run(String command, String... more) {
        return Cli.run(command, source, database.url(), dir.resolve("runs"), more);
    }
}
