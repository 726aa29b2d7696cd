package io.shadowjdbc.migrator;

import static org.assertj.core.api.Assertions.assertThat;

import io.shadowjdbc.fixture.Postgres;
import io.shadowjdbc.fixture.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a target's tables were made with need not be said again. */
class PlanMemoryTest {
    @TempDir
    private Path dir;

    private TestDatabase database;
    private Path source;

    @BeforeEach
    void create() throws SQLException {
        database = Postgres.database();
        source = Sql.sqlite(
                dir.resolve("app.db"),
                "CREATE TABLE Item (Id INTEGER PRIMARY KEY, Note TEXT, Amount INTEGER)",
                "INSERT INTO Item VALUES (1, 'a' || char(0), 5), (2, 'b', 6)");
    }

    @AfterEach
    void drop() {
        database.close();
    }

    private Cli.Outcome run(String command, String... more) {
        return Cli.run(command, source, database.url(), dir.resolve("runs"), more);
    }

    private String one(String query) throws SQLException {
        try (Connection connection = database.connect()) {
            return Sql.one(connection, query);
        }
    }

    @Test
    void copyFollowsTheOptionsOfSchema() throws Exception {
        run("schema", "--names=folded", "--keys=uuid", "--nul=escape").exits(0);

        Cli.Outcome copy = run("copy").exits(0);

        assertThat(copy.out())
                .contains(
                        "plan: what is not said is as for the target's tables: --keys=uuid --names=folded --nul=escape");
        assertThat(run("verify").exits(0).json()).containsEntry("differences", 0);
        assertThat(one("SELECT pg_typeof(id), pg_typeof(note) FROM item LIMIT 1"))
                .isEqualTo("uuid|text");
    }

    @Test
    void theRunThatAVerificationAdvisesIsThatOfBefore() throws Exception {
        Path plan = Files.writeString(
                dir.resolve("plan.yaml"), "version: 1\ntables:\n  item: {columns: {amount: {type: smallint}}}\n");
        run("migrate", "--names=folded", "--plan", plan.toString()).exits(0);
        Files.delete(plan);

        Cli.Outcome again = run("migrate", "--replace").exits(0);

        assertThat(again.out()).contains("--names=folded --plan=plan.yaml as it was then");
        assertThat(one("SELECT pg_typeof(amount) FROM item LIMIT 1")).isEqualTo("smallint");
    }

    @Test
    void whatIsSaidGoesBeforeWhatIsRemembered() throws Exception {
        run("migrate", "--names=folded").exits(0);

        assertThat(run("copy", "--names=quoted", "--replace").exits(1).out()).contains("were made for other data");
        run("migrate", "--names=quoted", "--replace").exits(0);
        assertThat(run("copy", "--replace").exits(0).out()).contains("tables: --names=quoted");
    }

    @Test
    void aPlanFileSaysAll() throws Exception {
        Path plan = dir.resolve("plan.yaml");
        run("plan", "--names=folded", "--keys=uuid", "--out", plan.toString()).exits(0);
        assertThat(Files.readString(plan)).contains("names: folded\n").contains("keys: uuid\n");

        Cli.Outcome migrated = run("migrate", "--plan", plan.toString()).exits(0);

        assertThat(migrated.json()).containsEntry("differences", 0);
        assertThat(one("SELECT pg_typeof(id) FROM item LIMIT 1")).isEqualTo("uuid");
    }

    @Test
    void tablesThatWereDroppedAreForgotten() throws Exception {
        run("migrate", "--names=folded").exits(0);
        try (Connection connection = database.connect()) {
            Sql.run(connection, "DROP TABLE item");
        }

        run("migrate").exits(0);

        assertThat(one("SELECT count(*) FROM \"Item\"")).isEqualTo("2");
    }
}
