package io.shadowjdbc.migrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shadowjdbc.Shadow;
import io.shadowjdbc.fence.DataFence;
import io.shadowjdbc.fixture.Postgres;
import io.shadowjdbc.fixture.TestDatabase;
import io.shadowjdbc.schema.SchemaMapDeriver;
import io.shadowjdbc.schema.SchemaMapStore;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command switches an application that runs, and keeps everybody else from writing to the side that is not active. */
class SwitchedFleetTest {
    @TempDir
    private Path dir;

    private TestDatabase database;
    private Path file;
    private Connection sqlite;
    private Connection postgresql;
    private Connection application;

    @BeforeEach
    void open() throws SQLException {
        database = Postgres.database();
        file = dir.resolve("app.db");
        sqlite = DriverManager.getConnection("jdbc:sqlite:" + file);
        postgresql = database.connect();
        execute(sqlite, "CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT)");
        execute(postgresql, "CREATE TABLE note (id bigint PRIMARY KEY, text text)");
        SchemaMapStore.save(SchemaMapDeriver.derive(sqlite, postgresql, "public"), postgresql);
        application = DriverManager.getConnection("jdbc:shadow:sqlite:" + file
                + "?shadow.mirror.rate=0&shadow.control=postgresql&shadow.instance=app-1&shadow.parity.dir="
                + dir.resolve("parity") + "&shadow.secondary.url="
                + URLEncoder.encode(database.url(), StandardCharsets.UTF_8));
    }

    @AfterEach
    void close() throws SQLException {
        application.close();
        sqlite.close();
        postgresql.close();
        database.close();
    }

    private Cli.Outcome to(String provider, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("switch", "--control", "postgresql", "--to", provider, "--target", database.url(), "--json"));
        arguments.addAll(Arrays.asList(more));
        return Cli.run(arguments.toArray(String[]::new));
    }

    private Cli.Outcome fenced(String provider, String... more) {
        List<String> arguments = new ArrayList<>(List.of("--source", file.toString()));
        arguments.addAll(Arrays.asList(more));
        return to(provider, arguments.toArray(String[]::new));
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void theInactiveSideTakesNoWritesBothWays() throws Exception {
        assertThat(fenced("postgresql").exits(0).json())
                .containsEntry("before", "sqlite")
                .containsEntry("provider", "postgresql")
                .containsEntry("instances", 1)
                .containsKey("pause_ms");

        execute(application, "INSERT INTO note VALUES (1, 'here')");
        execute(postgresql, "UPDATE note SET text = 'there'");
        assertThatThrownBy(() -> execute(sqlite, "INSERT INTO note VALUES (2, 'cron')"))
                .hasMessageContaining(DataFence.REFUSED + "note: postgresql is the active database");

        fenced("sqlite").exits(0);
        execute(application, "INSERT INTO note VALUES (3, 'back')");
        execute(sqlite, "INSERT INTO note VALUES (4, 'cron')");
        assertThatThrownBy(() -> execute(postgresql, "DELETE FROM note")).hasMessageContaining(DataFence.REFUSED);
        assertThat(Shadow.of(application).fleet().provider()).isEqualTo("sqlite");
    }

    @Test
    void aFlipThatFailsLeavesTheInactiveSideFenced() throws Exception {
        fenced("postgresql").exits(0);
        execute(
                postgresql,
                "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS"
                        + " $$ BEGIN RAISE EXCEPTION 'no space left on device'; END $$");
        execute(
                postgresql,
                "CREATE TRIGGER full_disk BEFORE UPDATE ON shadow.control FOR EACH ROW"
                        + " WHEN (NEW.provider <> OLD.provider) EXECUTE FUNCTION full_disk()");

        assertThat(fenced("sqlite").exits(3).out()).contains("no space left on device");

        assertThat(Shadow.of(application).getProvider()).isEqualTo("postgresql");
        execute(application, "INSERT INTO note VALUES (1, 'here')");
        execute(postgresql, "UPDATE note SET text = 'there'");
        assertThatThrownBy(() -> execute(sqlite, "INSERT INTO note VALUES (2, 'cron')"))
                .hasMessageContaining(DataFence.REFUSED);
    }

    @Test
    void aRehearsalChangesNothingAndTellsThePause() throws Exception {
        assertThat(fenced("postgresql", "--dry-run").exits(0).json())
                .containsEntry("rehearsal", true)
                .containsEntry("provider", "sqlite")
                .containsEntry("phase", "OPEN")
                .containsKey("pause_ms");

        execute(application, "INSERT INTO note VALUES (1, 'here')");
        execute(sqlite, "INSERT INTO note VALUES (2, 'cron')");
        execute(postgresql, "INSERT INTO note VALUES (3, 'cron')");
    }

    @Test
    void whoIsMissingIsNamedAndEverythingIsAsBefore() throws Exception {
        application.setAutoCommit(false);
        execute(application, "INSERT INTO note VALUES (1, 'open')");

        Cli.Outcome outcome = fenced("postgresql", "--deadline", "4").exits(1);

        assertThat(outcome.out())
                .contains("app-1 is held up by 1 connection(s): thread main, for")
                .contains("the provider stays sqlite");
        assertThat(outcome.json().get("findings"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .hasSize(1);
        application.commit();
        execute(sqlite, "INSERT INTO note VALUES (2, 'cron')");
        assertThat(Shadow.of(application).getProvider()).isEqualTo("sqlite");
    }

    @Test
    void anInstanceThatAnswersIsNotEvicted() throws Exception {
        assertThat(to("postgresql", "--evict", "app-1").exits(3).out()).contains("instance 'app-1' answers");
        assertThat(to("postgresql", "--evict", "app-2").exits(3).out()).contains("no instance is called 'app-2'");
        execute(application, "INSERT INTO note VALUES (1, 'here')");
    }

    @Test
    void theStoreNeedsItsDatabase() {
        assertThat(Cli.run("switch", "--control", "postgresql", "--to", "sqlite")
                        .exits(2)
                        .err())
                .contains("give --target");
        assertThat(Cli.run("switch", "--control", "file:" + dir.resolve("f"), "--to", "sqlite", "--source", "a.db")
                        .exits(2)
                        .err())
                .contains("give --target as well");
    }
}
