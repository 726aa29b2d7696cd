package io.shadowjdbc.migrator;

import static org.assertj.core.api.Assertions.assertThat;

import io.shadowjdbc.fixture.Postgres;
import io.shadowjdbc.fixture.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A copy that is killed is continued by the same command: nothing is lost, doubled, or copied again. */
@Timeout(300)
@Tag("long")
class KilledCopyTest {
    private static final int KILLS = 20;
    private static final String[] IN_RANGES = {"--range-rows", "1000"};
    private static final String NUMBERS =
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d) ";

    @TempDir
    private Path dir;

    private TestDatabase database;
    private Path source;
    private Path runs;

    @BeforeEach
    void create() throws SQLException {
        database = Postgres.database();
        runs = dir.resolve("runs");
        source = Sql.sqlite(
                dir.resolve("app.sqlite"),
                "CREATE TABLE person (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, mail TEXT UNIQUE, born DATE,"
                        + " CHECK (length(name) > 0))",
                "INSERT INTO person " + NUMBERS.formatted(1_500)
                        + "SELECT i * 7, 'name ' || i, i || '@x', date('1950-01-01', i || ' days') FROM n",
                "CREATE TABLE event (person_id INTEGER REFERENCES person(id), at DATETIME, note TEXT)",
                "INSERT INTO event " + NUMBERS.formatted(12_000)
                        + "SELECT 7 * (1 + i % 1500), 1700000000000 + i, hex(randomblob(40)) FROM n",
                "DELETE FROM event WHERE rowid BETWEEN 5000 AND 6000",
                "CREATE INDEX by_person ON event (person_id, at DESC)",
                "CREATE INDEX by_note ON event (lower(note)) WHERE note IS NOT NULL",
                "CREATE TABLE setting (k TEXT PRIMARY KEY, v BLOB) WITHOUT ROWID",
                "INSERT INTO setting " + NUMBERS.formatted(2_000) + "SELECT 'key ' || i, randomblob(20) FROM n",
                "CREATE VIEW lively AS SELECT person_id, count(*) AS events FROM event GROUP BY person_id");
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void killedAtAnyMomentItContinues() throws Exception {
        long seed = Long.getLong("shadow.test.seed", System.nanoTime());
        System.out.println("KilledCopyTest: kills at moments of seed " + seed + " (-Dshadow.test.seed)");
        Random random = new Random(seed);
        long started = System.nanoTime();
        long copying;
        try (TestDatabase whole = Postgres.database();
                ChildProcess child = ChildProcess.start("migrate", source, whole.url(), runs, IN_RANGES)) {
            assertThat(child.line("copy: ")).isPresent();
            long begun = System.nanoTime();
            assertThat(child.line("copy: ")).as("the end of the copy").isPresent();
            copying = System.nanoTime() - begun;
            assertThat(child.end()).isZero();
        }
        long millis = (System.nanoTime() - started) / 1_000_000;
        int continued = 0;
        for (int i = 0; i < KILLS; i++) {
            try (TestDatabase target = Postgres.database();
                    ChildProcess child = ChildProcess.start("migrate", source, target.url(), runs, IN_RANGES)) {
                // every other kill strikes while rows or indexes are on their way
                boolean whileCopying = i % 2 == 0 && child.line("copy: ").isPresent();
                child.kill(random.nextLong(whileCopying ? copying / 1_000_000 + 1 : millis));
                if (finished(target)) {
                    Cli.run("verify", source, target.url(), runs).exits(0);
                    continue;
                }
                List<String> kept = doneParts(target);
                Cli.Outcome again = Cli.run("migrate", source, target.url(), runs, IN_RANGES)
                        .exits(0);
                assertThat(again.json()).as("kill %d", i).containsEntry("differences", 0);
                assertThat(doneParts(target))
                        .as("what was there before kill %d was not copied again", i)
                        .containsAll(kept);
                continued += kept.isEmpty() ? 0 : 1;
            }
        }
        System.out.println("KilledCopyTest: " + continued + " of " + KILLS + " kills left finished parts behind");
    }

    @Test
    void finishedTablesAndRangesAreNotCopiedAgain() throws Exception {
        Cli.run("schema", source, database.url(), runs).exits(0);
        List<String> kept;
        try (Connection holder = database.connect()) {
            holdUpPersons(holder);
            try (ChildProcess child =
                    ChildProcess.start("copy", source, database.url(), runs, "--range-rows", "1000", "--jobs", "1")) {
                assertThat(child.line("event: ")).isPresent();
                assertThat(child.line("setting: ")).isPresent();
                child.kill(0);
            }
            kept = doneParts(database);
            Sql.run(holder, "SELECT pg_advisory_unlock(1)");
        }
        assertThat(kept).hasSize(11);

        Cli.Outcome again =
                Cli.run("copy", source, database.url(), runs, IN_RANGES).exits(0);

        assertThat(again.json())
                .containsEntry("resumed", true)
                .containsEntry("rangesKept", 11)
                .containsEntry("rowsKept", 12_999)
                .containsEntry("rowsCopied", 1_500);
        assertThat(doneParts(database)).hasSize(12).containsAll(kept);
        assertThat(again.out()).contains("goes on, from its own backup");
        Cli.run("verify", source, database.url(), runs).exits(0);
        assertThat(Cli.run("copy", source, database.url(), runs).exits(1).out())
                .as("a finished copy is not continued")
                .contains("the target has rows already");
    }

    @Test
    void whatWasCopiedStaysWhenTheConnectionIsLost() throws Exception {
        Cli.run("schema", source, database.url(), runs).exits(0);
        try (Connection holder = database.connect()) {
            holdUpPersons(holder);
            AtomicReference<Cli.Outcome> outcome = new AtomicReference<>();
            Thread copy = new Thread(() -> outcome.set(Cli.run("copy", source, database.url(), runs, "--jobs", "1")));
            copy.start();
            while (copy.isAlive()
                    && Sql.rows(
                                    holder,
                                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event = 'advisory'"
                                            + " AND datname = current_database()")
                            .isEmpty()) {
                Thread.sleep(20);
            }
            copy.join();
            assertThat(outcome.get().exits(3).out()).contains("what is copied stays there: the same command again");
            Sql.run(holder, "SELECT pg_advisory_unlock(1)", "DROP TRIGGER wait ON person");
        }
        assertThat(doneParts(database)).hasSize(2);
        assertThat(Cli.run("copy", source, database.url(), runs).exits(0).json())
                .containsEntry("rowsKept", 12_999)
                .containsEntry("rowsCopied", 1_500);
        Cli.run("verify", source, database.url(), runs).exits(0);
    }

    @Test
    void allRowsComeFromOneBackup() throws Exception {
        interrupt();
        Sql.sqlite(source, "UPDATE event SET note = 'later'", "INSERT INTO person (name) VALUES ('later')");

        Cli.run("migrate", source, database.url(), runs, IN_RANGES).exits(0);

        try (Connection connection = database.connect()) {
            assertThat(Sql.one(connection, "SELECT count(*) FROM event WHERE note = 'later'"))
                    .isEqualTo("0");
        }
        assertThat(Cli.run("verify", source, database.url(), runs).exits(1).out())
                .contains("person: 1,501 rows compared by key (id), 1 differences");
    }

    @Test
    void withoutItsBackupACopyIsNotContinued() throws Exception {
        Path backup = interrupt();
        Files.writeString(backup, "x", java.nio.file.StandardOpenOption.APPEND);
        assertThat(Cli.run("migrate", source, database.url(), runs).exits(1).out())
                .contains("its backup " + backup + " is gone or was changed")
                .contains("give --replace");
        assertThat(Cli.run("migrate", source, database.url(), dir.resolve("elsewhere"))
                        .exits(1)
                        .out())
                .contains("its backup " + backup + " is not in " + dir.resolve("elsewhere"))
                .contains("--work");

        Cli.Outcome replaced =
                Cli.run("migrate", source, database.url(), runs, "--replace").exits(0);

        assertThat(replaced.json()).containsEntry("differences", 0).doesNotContainKey("resumed");
    }

    @Test
    void anotherSourceOrForeignRowsAreRefused() throws Exception {
        interrupt();
        Path other = Sql.sqlite(dir.resolve("other.sqlite"), "CREATE TABLE person (id INTEGER PRIMARY KEY)");
        assertThat(Cli.run("migrate", other, database.url(), runs).exits(1).out())
                .contains("holds an unfinished copy")
                .contains(source.toString());
        try (Connection connection = database.connect()) {
            Sql.run(connection, "INSERT INTO person (name) VALUES ('not ours')");
            assertThat(Cli.run("migrate", source, database.url(), runs).exits(1).out())
                    .contains("rows that the interrupted copy did not bring")
                    .contains("table \"person\"");
            assertThat(Sql.one(connection, "SELECT name FROM person"))
                    .as("they are left alone")
                    .isEqualTo("not ours");
            Sql.run(connection, "DROP SCHEMA public CASCADE", "CREATE SCHEMA public");
        }
        assertThat(Cli.run("migrate", other, database.url(), runs).exits(0).json())
                .as("a copy whose tables were dropped is forgotten")
                .containsEntry("rows", 0);
    }

    @Test
    void anInterruptedBackupIsNoBackup() throws Exception {
        try (ChildProcess child = ChildProcess.start("migrate", source, database.url(), runs)) {
            assertThat(child.line("migrate: ")).isPresent();
            child.kill(0);
        }
        try (Stream<Path> files = Files.walk(runs)) {
            Optional<Path> backup =
                    files.filter(file -> file.endsWith("source.sqlite")).findFirst();
            if (backup.isPresent()) {
                try (Connection connection = java.sql.DriverManager.getConnection("jdbc:sqlite:" + backup.get())) {
                    assertThat(Sql.one(connection, "PRAGMA integrity_check")).isEqualTo("ok");
                }
            }
        }
        Cli.run("migrate", source, database.url(), runs).exits(0);
    }

    /** The smallest table comes last, and its first row waits until the advisory lock 1 is given up. */
    private static void holdUpPersons(Connection holder) throws SQLException {
        Sql.run(
                holder,
                "SELECT pg_advisory_lock(1)",
                "CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN PERFORM pg_advisory_xact_lock_shared(1); RETURN new; END'",
                "CREATE TRIGGER wait BEFORE INSERT ON person FOR EACH ROW EXECUTE FUNCTION wait()");
    }

    /** Leaves a migration behind that was killed with one table copied; returns its backup. */
    private Path interrupt() throws Exception {
        Cli.run("migrate", source, database.url(), runs, "--jobs", "1").exits(0);
        try (Connection connection = database.connect()) {
            Path backup = Path.of(Sql.one(connection, "SELECT backup FROM shadow.copy_run"));
            // as a kill before the last two tables leaves it
            Sql.run(
                    connection,
                    "UPDATE shadow.copy_run SET copied_at = NULL, finished_at = NULL",
                    "UPDATE shadow.copy_part SET copied_at = NULL, rows = NULL WHERE table_name <> 'event'",
                    "DROP VIEW lively",
                    "ALTER TABLE event DROP CONSTRAINT event_person_id_fkey",
                    "DROP INDEX by_person",
                    "TRUNCATE person, setting");
            return backup;
        }
    }

    private static boolean finished(TestDatabase target) throws SQLException {
        try (Connection connection = target.connect()) {
            return Sql.one(connection, "SELECT to_regclass('shadow.copy_run') IS NOT NULL")
                            .equals("t")
                    && Sql.rows(connection, "SELECT finished_at IS NOT NULL FROM shadow.copy_run")
                            .contains("t");
        }
    }

    /** The parts that are done, each with the moment at which it was. */
    private static List<String> doneParts(TestDatabase target) throws SQLException {
        try (Connection connection = target.connect()) {
            if (Sql.one(connection, "SELECT to_regclass('shadow.copy_part') IS NULL")
                    .equals("t")) {
                return List.of();
            }
            return Sql.rows(
                    connection,
                    "SELECT table_name, part, rows, copied_at FROM shadow.copy_part WHERE copied_at IS NOT NULL");
        }
    }
}
