package io.shadowjdbc.migrator;

import static org.assertj.core.api.Assertions.assertThat;

import io.shadowjdbc.fixture.Postgres;
import io.shadowjdbc.fixture.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What pgloader, the tool that most migrations from SQLite begin with, is known to get wrong; see compared.md. */
class PgloaderFaultsTest {
    @TempDir
    private static Path dir;

    private static TestDatabase database;
    private static Connection connection;
    private static Cli.Outcome outcome;

    @BeforeAll
    static void migrate() throws Exception {
        database = Postgres.database();
        connection = database.connect();
        Path source = Sql.sqlite(
                dir.resolve("app.sqlite"),
                "CREATE TABLE \"UserAccount\" (\"Id\" INTEGER PRIMARY KEY, \"Mail\" TEXT NOT NULL, \"Age\" INTEGER CHECK (\"Age\" >= 0),"
                        + " \"madeAt\" TIMESTAMP DEFAULT CURRENT_TIMESTAMP)",
                "INSERT INTO \"UserAccount\" VALUES (41, 'a@x', 1, '2024-01-02 03:04:05'), (7, 'B@x', NULL, NULL)",
                "CREATE UNIQUE INDEX \"byMail\" ON \"UserAccount\" (lower(\"Mail\"))",
                "CREATE INDEX \"adults\" ON \"UserAccount\" (\"Age\" DESC) WHERE \"Age\" >= 18",
                "CREATE VIEW \"Named\" AS SELECT \"Id\", \"Mail\" FROM \"UserAccount\"",
                "CREATE TABLE reading (id INTEGER PRIMARY KEY, at DATETIME, value REAL, note TEXT)",
                "INSERT INTO reading VALUES (1, 1700000000123, 0.1, 'whole'), (2, 1700000000124, 1e308, 'cut' || char(0) || 'here'),"
                        + " (3, -1, 16777217.0, '')",
                "CREATE TABLE mixed (id INTEGER PRIMARY KEY, n INTEGER)",
                "INSERT INTO mixed VALUES (1, 10), (2, 'ten'), (3, 30)");
        outcome = Cli.run("migrate", source, database.url(), dir.resolve("runs"));
    }

    @AfterAll
    static void drop() throws SQLException {
        connection.close();
        database.close();
    }

    @Test
    void everythingArrives() {
        assertThat(outcome.exits(0).json()).containsEntry("rows", 8).containsEntry("differences", 0);
    }

    @Test
    void aFailureIsInTheExitStatusAndLeavesNothingHalfDone() throws Exception {
        Path source = Sql.sqlite(
                dir.resolve("fails.sqlite"),
                "CREATE TABLE first (id INTEGER PRIMARY KEY)",
                "INSERT INTO first VALUES (1)",
                "CREATE TABLE second (id INTEGER PRIMARY KEY)",
                "INSERT INTO second VALUES (1)");
        try (TestDatabase target = Postgres.database();
                Connection there = target.connect()) {
            Cli.run("schema", source, target.url(), dir.resolve("runs")).exits(0);
            Sql.run(
                    there,
                    "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE ''no room''; END'",
                    "CREATE TRIGGER refuse BEFORE INSERT ON second FOR EACH ROW EXECUTE FUNCTION refuse()");
            assertThat(Cli.run("copy", source, target.url(), dir.resolve("runs"), "--jobs", "1")
                            .exits(3)
                            .out())
                    .contains("copying table \"second\"")
                    .contains("no room");
            assertThat(Sql.one(there, "SELECT (SELECT count(*) FROM first) + (SELECT count(*) FROM second)"))
                    .isEqualTo("0");
            Sql.run(there, "DROP TRIGGER refuse ON second");
            Cli.run("copy", source, target.url(), dir.resolve("runs")).exits(0);
        }
    }

    @Test
    void expressionIndexesAreThere() throws Exception {
        assertThat(Sql.one(connection, "SELECT indexdef FROM pg_indexes WHERE indexname = 'byMail'"))
                .contains("UNIQUE")
                .contains("(lower(")
                .contains("\"Mail\"");
        assertThat(fails("INSERT INTO \"UserAccount\" (\"Id\", \"Mail\") VALUES (100, 'A@X')"))
                .contains("duplicate key");
    }

    @Test
    void partialAndDescendingIndexesStayThat() throws Exception {
        assertThat(Sql.one(connection, "SELECT indexdef FROM pg_indexes WHERE indexname = 'adults'"))
                .contains("\"Age\" DESC")
                .contains("WHERE (\"Age\" >= 18)");
    }

    @Test
    void theDefaultCurrentTimestampWorks() throws Exception {
        assertThat(Sql.one(
                        connection,
                        "INSERT INTO \"UserAccount\" (\"Id\", \"Mail\") VALUES (200, 'now@x')"
                                + " RETURNING abs(extract(epoch FROM \"madeAt\" - (now() AT TIME ZONE 'UTC'))) < 60"))
                .isEqualTo("t");
    }

    @Test
    void datesInEpochMillisecondsKeepTheirMilliseconds() throws Exception {
        assertThat(Sql.rows(connection, "SELECT at FROM reading ORDER BY id"))
                .containsExactly("2023-11-14 22:13:20.123", "2023-11-14 22:13:20.124", "1969-12-31 23:59:59.999");
    }

    @Test
    void realsHaveEightBytes() throws Exception {
        assertThat(Sql.rows(connection, "SELECT pg_typeof(value), value FROM reading ORDER BY id"))
                .containsExactly("double precision|0.1", "double precision|1e+308", "double precision|16777217");
    }

    @Test
    void textIsNotCutAtNul() throws Exception {
        assertThat(Sql.one(connection, "SELECT octet_length(note) FROM reading WHERE id = 2"))
                .isEqualTo("8");
    }

    @Test
    void notNullAndChecksHold() {
        assertThat(fails("INSERT INTO \"UserAccount\" (\"Id\", \"Mail\") VALUES (300, NULL)"))
                .contains("not-null");
        assertThat(fails("INSERT INTO \"UserAccount\" (\"Id\", \"Mail\", \"Age\") VALUES (300, 'z', -1)"))
                .contains("check constraint");
    }

    @Test
    void viewsAreThere() throws Exception {
        assertThat(Sql.rows(connection, "SELECT \"Mail\" FROM \"Named\" WHERE \"Id\" IN (7, 41) ORDER BY \"Id\""))
                .containsExactly("B@x", "a@x");
    }

    @Test
    void anIntegerPrimaryKeyGivesOutTheNextIdWithoutAutoincrement() throws Exception {
        assertThat(Sql.one(connection, "INSERT INTO mixed DEFAULT VALUES RETURNING id"))
                .isEqualTo("4");
    }

    @Test
    void namesKeepTheirSpelling() throws Exception {
        assertThat(
                        Sql.rows(
                                connection,
                                "SELECT attname FROM pg_attribute WHERE attrelid = '\"UserAccount\"'::regclass AND attnum > 0 ORDER BY attnum"))
                .containsExactly("Id", "Mail", "Age", "madeAt");
    }

    @Test
    void oneBadValueTakesNoGoodRowsWithIt() throws Exception {
        assertThat(Sql.rows(connection, "SELECT n FROM mixed WHERE id <= 3 ORDER BY id"))
                .containsExactly("10", "ten", "30");
    }

    private static String fails(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            return "it did not fail";
        } catch (SQLException e) {
            return e.getMessage();
        }
    }
}
