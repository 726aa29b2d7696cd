package io.shadowjdbc.migrator;

import static org.assertj.core.api.Assertions.assertThat;

import io.shadowjdbc.fixture.Postgres;
import io.shadowjdbc.fixture.TestDatabase;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are no database, or half of one, or one that is being written. */
class SourceFilesTest {
    private static TestDatabase database;

    @TempDir
    private Path dir;

    @BeforeAll
    static void create() {
        database = Postgres.database();
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        Path none = dir.resolve("none.sqlite");
        refused(none, none + ": there is no such file");
        refused(dir, dir + ": is not a file");
        assertThat(none).as("nothing is created in its place").doesNotExist();
    }

    @Test
    void anEmptyFileIsNoDatabase() throws Exception {
        refused(Files.createFile(dir.resolve("empty.sqlite")), "is empty (0 bytes)");
    }

    @Test
    void anyOtherFileIsNoDatabase() throws Exception {
        Path file = dir.resolve("notes.sqlite");
        Files.writeString(file, "SQLite format 2\n" + "x".repeat(5000));
        refused(file, "is not a SQLite database");
    }

    @Test
    void aTruncatedFileIsRefused() throws Exception {
        Path file = filled("cut.sqlite");
        try (RandomAccessFile cut = new RandomAccessFile(file.toFile(), "rw")) {
            cut.setLength(cut.length() / 2);
        }
        refused(file, "is truncated");
    }

    @Test
    void aDamagedFileIsRefusedWithSqlitesFindings() throws Exception {
        Path file = filled("damaged.sqlite");
        try (RandomAccessFile damaged = new RandomAccessFile(file.toFile(), "rw")) {
            damaged.seek(4096 * 5L);
            damaged.write(new byte[4096]);
        }
        refused(file, "damaged");
    }

    @Test
    void aBackupTakenWhileTheApplicationWritesIsConsistent() throws Exception {
        Path file = Sql.sqlite(
                dir.resolve("live.sqlite"),
                "PRAGMA journal_mode = WAL",
                "CREATE TABLE pair (id INTEGER PRIMARY KEY, twin INTEGER)",
                "CREATE TABLE ballast (b BLOB)",
                "INSERT INTO ballast SELECT randomblob(100000) FROM (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200) SELECT i FROM n)");
        AtomicBoolean stop = new AtomicBoolean();
        AtomicLong written = new AtomicLong();
        AtomicReference<Exception> failure = new AtomicReference<>();
        Thread application = new Thread(() -> {
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                    PreparedStatement insert = connection.prepareStatement("INSERT INTO pair (twin) VALUES (?)")) {
                connection.setAutoCommit(false);
                for (long i = 0; !stop.get(); i++) {
                    // both rows of a pair or none
                    insert.setLong(1, i);
                    insert.executeUpdate();
                    insert.executeUpdate();
                    connection.commit();
                    written.incrementAndGet();
                }
            } catch (Exception e) {
                failure.set(e);
            }
        });
        application.start();
        try {
            while (written.get() < 50 && application.isAlive()) {
                Thread.sleep(1);
            }
            long before = written.get();
            Cli.Outcome outcome = Cli.run("backup", "--source", file.toString(), "--work", dir.toString(), "--json")
                    .exits(0);
            assertThat(written.get()).as("the application went on writing").isGreaterThan(before);
            try (Connection copy = DriverManager.getConnection(
                    "jdbc:sqlite:" + outcome.directory().resolve("source.sqlite"))) {
                assertThat(Sql.rows(copy, "SELECT twin FROM pair GROUP BY twin HAVING count(*) <> 2"))
                        .isEmpty();
                assertThat(Long.parseLong(Sql.one(copy, "SELECT count(*) / 2 FROM pair")))
                        .isGreaterThanOrEqualTo(before);
            }
            assertThat(outcome.directory().resolve("source.sqlite-wal")).doesNotExist();
        } finally {
            stop.set(true);
            application.join();
        }
        assertThat(failure.get()).as("the application was not disturbed").isNull();
    }

    private Path filled(String name) throws Exception {
        return Sql.sqlite(
                dir.resolve(name),
                "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT)",
                "INSERT INTO t SELECT value, hex(randomblob(200)) FROM generate_series(1, 500)"
                        .replace(
                                "generate_series(1, 500)",
                                "(WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < 500) SELECT value FROM n)"));
    }

    /** By every command: preflight says what it found, the others that they could not. */
    private void refused(Path file, String message) {
        assertThat(Cli.run("preflight", file, database.url(), dir.resolve("runs"))
                        .exits(1)
                        .out())
                .contains(message);
        assertThat(Cli.run("migrate", file, database.url(), dir.resolve("runs"))
                        .exits(3)
                        .out())
                .contains(message);
    }
}
