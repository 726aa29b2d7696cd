package io.shadowjdbc.migrator;

import static org.assertj.core.api.Assertions.assertThat;

import io.shadowjdbc.fixture.Postgres;
import io.shadowjdbc.fixture.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A JVM with a heap of 256 MB copies and verifies what is larger than its heap. */
class LargeValuesTest {
    private static final String HEAP = "-Xmx256m";

    @TempDir
    private Path dir;

    @Test
    void valuesOfHundredsOfMegabytesAreCopiedAndVerified() throws Exception {
        Path file = Sql.sqlite(
                dir.resolve("large.sqlite"),
                "CREATE TABLE t (id INTEGER PRIMARY KEY, b BLOB, s TEXT, j JSON)",
                "INSERT INTO t VALUES (1, randomblob(200000000), 'é' || hex(randomblob(50000000)), '[' || replace(hex(zeroblob(1000000)), '0', '10,') || '1]')",
                "INSERT INTO t VALUES (2, x'00', 'small', '{}')",
                // with no key, and with one that is no rowid
                "CREATE TABLE keyless (b, raw TEXT)",
                "INSERT INTO keyless VALUES (zeroblob(30000000), 'a' || char(0) || hex(zeroblob(10000000))), (1, 'x'), (hex(zeroblob(9000000)), '')",
                "CREATE TABLE named (k TEXT PRIMARY KEY, b BLOB)",
                "INSERT INTO named VALUES ('z', randomblob(40000000)), ('a', randomblob(40000000)), ('é', NULL)");
        try (TestDatabase database = Postgres.database()) {
            migrate(file, database);
            assertThat(query(database, "SELECT octet_length(b) || ' ' || octet_length(s) FROM t WHERE id = 1"))
                    .isEqualTo("200000000 100000002");

            // the same length, and one byte of it another
            change(
                    database,
                    "UPDATE t SET b = set_byte(b, 150000000, get_byte(b, 150000000) # 1) WHERE id = 1",
                    "UPDATE keyless SET raw = set_byte(raw, 9000000, 1) WHERE octet_length(raw) > 100",
                    "UPDATE named SET b = NULL WHERE k = 'a'");
            Run run = run("verify", file, database);
            assertThat(run.exit()).as(run.output()).isEqualTo(1);
            assertThat(run.output())
                    .contains("table \"t\", row \"id\"=1, column \"b\": SQLite has BLOB of 200000000 bytes")
                    .contains("table \"named\", row \"k\"='a', column \"b\"")
                    .contains("table \"keyless\", row rowid=1: PostgreSQL does not have the row");
        }
    }

    @Test
    void manyWideRowsAreCopiedAndVerified() throws Exception {
        Path file = Sql.sqlite(
                dir.resolve("wide.sqlite"),
                "CREATE TABLE t (id INTEGER PRIMARY KEY, b BLOB, s TEXT)",
                // values of this kind take a hundredth of their length on PostgreSQL, in rows of some hundred bytes
                "INSERT INTO t WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)"
                        + " SELECT i, zeroblob(100000), hex(zeroblob(40000)) FROM n");
        try (TestDatabase database = Postgres.database()) {
            migrate(file, database);
        }
    }

    private record Run(int exit, String output) {}

    private void migrate(Path file, TestDatabase database) throws Exception {
        Run run = run("migrate", file, database);
        assertThat(run.exit()).as(run.output()).isZero();
        assertThat(run.output()).contains(": 0 differences");
    }

    private Run run(String command, Path file, TestDatabase database) throws Exception {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Migrator.class.getName(),
                command,
                "--source",
                file.toString(),
                "--target",
                database.url(),
                "--work",
                dir.resolve("runs").toString()));
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output);
    }

    private static void change(TestDatabase database, String... statements) throws SQLException {
        try (Connection connection = database.connect()) {
            Sql.run(connection, statements);
        }
    }

    private static String query(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
