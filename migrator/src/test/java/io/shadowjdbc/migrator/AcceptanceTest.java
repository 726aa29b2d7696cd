package io.shadowjdbc.migrator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import io.shadowjdbc.fixture.Postgres;
import io.shadowjdbc.fixture.SqliteFiles;
import io.shadowjdbc.fixture.TestDatabase;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an audit gets: digests of keys and content of both sides, and what the mirror found. */
class AcceptanceTest {
    @TempDir
    private Path dir;

    @Test
    void bothSidesAreDigestedAndDifferencesChangeTheDigest() throws Exception {
        Path source = SqliteFiles.chinook(dir);
        Path runs = dir.resolve("runs");
        try (TestDatabase target = Postgres.database()) {
            Cli.run("migrate", source, target.url(), runs).exits(0);
            Path parity = Files.createDirectory(dir.resolve("parity"));
            Files.writeString(
                    parity.resolve("a.jsonl"),
                    counts(3, "\"MATCH\":3") + counts(9, "\"MATCH\":7,\"STALE\":2") + "{\"type\":\"counts\",\"v");

            Cli.Outcome outcome = Cli.run("acceptance", source, target.url(), runs, "--parity", parity.toString())
                    .exits(0);

            Map<String, Object> acceptance =
                    JSON.std.mapFrom(Files.readString(outcome.directory().resolve("acceptance.json")));
            assertThat(acceptance).containsEntry("accepted", true).containsKeys("who", "begin", "end");
            List<?> tables = (List<?>) acceptance.get("tables");
            assertThat(tables).hasSize(11).allSatisfy(table -> {
                Map<?, ?> json = (Map<?, ?>) table;
                assertThat(json.get("sourceContent")).isNotNull().isEqualTo(json.get("targetContent"));
            });
            assertThat(((Map<?, ?>) ((Map<?, ?>) acceptance.get("parity")).get("files")))
                    .as("of cumulative counts the last one counts")
                    .isEqualTo(Map.of(
                            "files", 1,
                            "statements", 1,
                            "selected", 9,
                            "compared", 9,
                            "verdicts", Map.of("MATCH", 7, "STALE", 2)));
            assertThat(Files.readString(outcome.directory().resolve("manifest.json")))
                    .contains("acceptance.json");

            try (Connection connection = target.connect()) {
                Sql.run(connection, "UPDATE \"Genre\" SET \"Name\" = 'other' WHERE \"GenreId\" = 1");
            }
            Cli.Outcome other =
                    Cli.run("acceptance", source, target.url(), runs).exits(1);
            assertThat((List<?>) other.json().get("verified"))
                    .filteredOn(table -> ((Map<?, ?>) table).get("table").equals("Genre"))
                    .allSatisfy(table -> {
                        Map<?, ?> json = (Map<?, ?>) table;
                        assertThat(json.get("sourceKeyset")).isEqualTo(json.get("targetKeyset"));
                        assertThat(json.get("sourceContent")).isNotEqualTo(json.get("targetContent"));
                    });
        }
    }

    @Test
    void theContentIsTheSumOfItsRows() throws Exception {
        Path source = Sql.sqlite(
                dir.resolve("app.sqlite"),
                "CREATE TABLE n (id INTEGER PRIMARY KEY, v INTEGER NOT NULL)",
                "WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r WHERE i < 500) INSERT INTO n SELECT i, i * i FROM r");
        BigInteger sum = BigInteger.ZERO;
        for (long i = 1; i <= 500; i++) {
            byte[] row = ByteBuffer.allocate(18)
                    .put((byte) 1)
                    .putLong(i)
                    .put((byte) 1)
                    .putLong(i * i)
                    .array();
            sum = sum.add(new BigInteger(1, MessageDigest.getInstance("SHA-256").digest(row)));
        }
        byte[] expected = new byte[32];
        byte[] all = sum.toByteArray();
        System.arraycopy(
                all, Math.max(0, all.length - 32), expected, Math.max(0, 32 - all.length), Math.min(32, all.length));
        try (TestDatabase target = Postgres.database()) {
            Cli.run("migrate", source, target.url(), dir.resolve("runs")).exits(0);
            Cli.Outcome outcome = Cli.run("acceptance", source, target.url(), dir.resolve("runs"))
                    .exits(0);
            assertThat(((Map<?, ?>) ((List<?>) outcome.json().get("verified")).get(0)).get("targetContent"))
                    .isEqualTo(HexFormat.of().formatHex(expected));
        }
    }

    @Test
    void aReportThatSaysNoGoIsNotAccepted() throws Exception {
        Path source = Sql.sqlite(dir.resolve("app.sqlite"), "CREATE TABLE t (a INTEGER PRIMARY KEY)");
        Path report = Files.writeString(
                dir.resolve("report.json"),
                "{\"v\":1,\"generated\":\"2026-01-01T00:00:00Z\",\"decision\":\"no-go\",\"summary\":\"one differs\"}");
        try (TestDatabase target = Postgres.database()) {
            Cli.run("migrate", source, target.url(), dir.resolve("runs")).exits(0);
            assertThat(Cli.run("acceptance", source, target.url(), dir.resolve("runs"), "--report", report.toString())
                            .exits(1)
                            .out())
                    .contains("parity: one differs")
                    .contains("not accepted");
        }
    }

    private static String counts(int selected, String verdicts) {
        return "{\"v\":1,\"type\":\"counts\",\"at\":\"2026-01-01T00:00:00.000Z\",\"instance\":\"i\",\"run\":\"r\","
                + "\"fingerprint\":\"0123456789abcdef\",\"selected\":" + selected + ",\"verdicts\":{" + verdicts
                + "}}\n";
    }
}
