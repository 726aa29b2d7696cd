package io.shadowjdbc.migrator;

import static org.assertj.core.api.Assertions.assertThat;

import io.shadowjdbc.fixture.Postgres;
import io.shadowjdbc.fixture.SqliteFiles;
import io.shadowjdbc.fixture.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two public sample databases go to PostgreSQL, and what is changed there afterwards is found. */
class SampleDatabasesTest {
    @TempDir
    private Path dir;

    private TestDatabase database;

    @BeforeEach
    void create() {
        database = Postgres.database();
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void chinookArrivesWhole() throws Exception {
        Path source = SqliteFiles.chinook(dir);

        Cli.Outcome outcome = migrate(source).exits(0);

        assertThat(outcome.json())
                .containsEntry("tables", 11)
                .containsEntry("rows", 15_607)
                .containsEntry("differences", 0);
        assertThat(verified(outcome))
                .hasSize(11)
                .allSatisfy(table -> assertThat(table)
                        .containsEntry("differences", 0)
                        .containsEntry("targetRows", table.get("sourceRows"))
                        .containsEntry("targetKeyset", table.get("sourceKeyset")));
        try (Connection connection = database.connect()) {
            assertThat(
                            Sql.rows(
                                    connection,
                                    "SELECT conrelid::regclass, contype FROM pg_constraint WHERE contype IN ('p', 'f') AND convalidated AND connamespace = 'public'::regnamespace"))
                    .hasSize(22);
            assertThat(Sql.one(connection, "SELECT count(*) FROM pg_indexes WHERE indexname LIKE 'IFK%'"))
                    .isEqualTo("11");
            assertThat(
                            Sql.one(
                                    connection,
                                    "SELECT pg_typeof(\"InvoiceDate\"), pg_typeof(\"Total\"), \"InvoiceDate\", \"Total\" FROM \"Invoice\" WHERE \"InvoiceId\" = 1"))
                    .isEqualTo("timestamp without time zone|numeric|2021-01-01 00:00:00|1.98");
            assertThat(Sql.one(connection, "INSERT INTO \"Artist\" (\"Name\") VALUES ('new') RETURNING \"ArtistId\""))
                    .as("the next key follows the highest")
                    .isEqualTo("276");
        }
    }

    @Test
    void northwindArrivesWholeWithItsViews() throws Exception {
        Path source = SqliteFiles.northwind(dir);

        Cli.Outcome outcome = migrate(source).exits(0);

        assertThat(verified(outcome))
                .hasSize(13 + 16)
                .allSatisfy(table -> assertThat(table).containsEntry("differences", 0));
        try (Connection connection = database.connect()) {
            assertThat(
                            Sql.one(
                                    connection,
                                    "SELECT count(*) FROM pg_constraint WHERE contype = 'c' AND convalidated AND connamespace = 'public'::regnamespace"))
                    .isEqualTo("7");
            assertThat(
                            Sql.rows(
                                    connection,
                                    "SELECT \"CategoryName\", round(\"CategorySales\") FROM \"Category Sales for 1997\" ORDER BY 1"))
                    .isEqualTo(
                            sqlite(
                                    source,
                                    "SELECT CategoryName, CAST(round(CategorySales) AS INT) FROM [Category Sales for 1997] ORDER BY 1"))
                    .hasSize(8);
            assertThat(Sql.rows(connection, "SELECT \"ProductName\" FROM \"Products Above Average Price\" ORDER BY 1"))
                    .isEqualTo(sqlite(source, "SELECT ProductName FROM [Products Above Average Price] ORDER BY 1"));
            assertThat(Sql.one(connection, "SELECT count(*) FROM pg_views WHERE schemaname = 'public'"))
                    .isEqualTo("16");
            assertThat(Sql.one(connection, "INSERT INTO \"Orders\" DEFAULT VALUES RETURNING \"OrderID\", \"Freight\""))
                    .isEqualTo("11078|0");
        }
    }

    @Test
    void whatIsChangedByHandIsNamed() throws Exception {
        Path source = SqliteFiles.chinook(dir);
        migrate(source).exits(0);
        change("UPDATE \"Track\" SET \"Milliseconds\" = \"Milliseconds\" + 1 WHERE \"TrackId\" = 3503");

        Cli.Outcome one = verify(source).exits(1);

        assertThat(one.json()).containsEntry("differences", 1);
        assertThat(one.out())
                .contains("table \"Track\", row \"TrackId\"=3503, column \"Milliseconds\": SQLite has INTEGER")
                .as("values are not shown")
                .doesNotContain("206006");
        assertThat(Files.readString(one.directory().resolve("verify.json")))
                .as("nor in the report")
                .contains("\"TrackId\\\"=3503")
                .doesNotContain("206005");
        Cli.Outcome plain = Cli.run("verify", source, database.url(), dir.resolve("runs"), "--values", "plain");
        assertThat(Files.readString(plain.exits(1).directory().resolve("verify.json")))
                .as("unless the operator asks for them")
                .contains("206005")
                .contains("206006");

        change(
                "DELETE FROM \"PlaylistTrack\" WHERE \"PlaylistId\" = 1 AND \"TrackId\" = 3402",
                "INSERT INTO \"Genre\" VALUES (77, 'Noise')",
                "UPDATE \"Customer\" SET \"Company\" = '' WHERE \"CustomerId\" = 2",
                "UPDATE \"Invoice\" SET \"Total\" = 3.97 WHERE \"InvoiceId\" = 2");

        Cli.Outcome more = verify(source).exits(1);

        assertThat(more.json()).containsEntry("differences", 6);
        assertThat(more.out())
                .contains(
                        "table \"PlaylistTrack\", row \"PlaylistId\"=1, \"TrackId\"=3402: PostgreSQL does not have the row")
                .contains("table \"Genre\", row \"GenreId\"=77: SQLite does not have the row")
                .contains("table \"Genre\", column \"GenreId\": its sequence is behind the highest key")
                .contains(
                        "table \"Customer\", row \"CustomerId\"=2, column \"Company\": SQLite has NULL, PostgreSQL TEXT of 0 bytes")
                .contains("table \"Invoice\", row \"InvoiceId\"=2, column \"Total\"");
    }

    private void change(String... statements) throws SQLException {
        try (Connection connection = database.connect()) {
            Sql.run(connection, "SET session_replication_role = replica");
            Sql.run(connection, statements);
        }
    }

    private Cli.Outcome migrate(Path source) {
        return Cli.run("migrate", source, database.url(), dir.resolve("runs"));
    }

    private Cli.Outcome verify(Path source) {
        return Cli.run("verify", source, database.url(), dir.resolve("runs"));
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> verified(Cli.Outcome outcome) {
        return (List<Map<String, Object>>) outcome.json().get("verified");
    }

    private static List<String> sqlite(Path source, String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + source)) {
            return Sql.rows(connection, query);
        }
    }
}
