package io.shadowjdbc.sample.seed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** The data of a new database depends on nothing but the seed and the number of rows. */
class GeneratorTest {
    private static final List<String> TABLES = List.of(
            "User",
            "Subscription",
            "Host",
            "HostSnapshot",
            "Breach",
            "RemediationRun",
            "NotificationEndpoint",
            "NotificationEvent",
            "VerificationToken",
            "AuditLog");

    @TempDir
    private Path directory;

    @Test
    void theSameSeedAndNumberGiveTheSameRows() throws Exception {
        assertThat(digest("a", 2000, 42)).isEqualTo(digest("b", 2000, 42));
    }

    @Test
    void anotherSeedGivesOtherRows() throws Exception {
        assertThat(digest("a", 2000, 42)).isNotEqualTo(digest("b", 2000, 43));
    }

    @Test
    void theRowsAreTheSameOnEveryJdkAndMachine() throws Exception {
        assertThat(digest("a", 2000, 42)).isEqualTo("4829465c2806a8f31bc13ea6cc0c76386ab12dd7c1561281cdd8e6e3e1472241");
    }

    @Test
    void thereAreAsManyRowsAsAskedForAndNoTableIsEmpty() {
        JdbcTemplate jdbc = filled("a", 20_000, 42);
        long rows = 0;
        for (String table : TABLES) {
            long ofTable = jdbc.queryForObject("SELECT COUNT(*) FROM \"" + table + "\"", Long.class);
            assertThat(ofTable).as(table).isPositive();
            rows += ofTable;
        }
        assertThat(rows).isEqualTo(20_000);
    }

    @Test
    void everyReferenceIsGood() {
        JdbcTemplate jdbc = filled("a", 5000, 7);
        assertThat(jdbc.queryForList("PRAGMA foreign_key_check")).isEmpty();
        assertThat(jdbc.queryForObject("PRAGMA integrity_check", String.class)).isEqualTo("ok");
    }

    @Test
    void whatMayBeNullIsNullSomewhere() {
        JdbcTemplate jdbc = filled("a", 5000, 7);
        for (String table : TABLES) {
            for (Map<String, Object> column : jdbc.queryForList("PRAGMA table_info(\"" + table + "\")")) {
                boolean nullable =
                        column.get("notnull").equals(0) && column.get("pk").equals(0);
                String name = (String) column.get("name");
                Long nulls = jdbc.queryForObject(
                        "SELECT COUNT(*) FROM \"" + table + "\" WHERE \"" + name + "\" IS NULL", Long.class);
                assertThat(nulls > 0).as(table + "." + name).isEqualTo(nullable);
            }
        }
    }

    private String digest(String name, int rows, long seed) throws Exception {
        JdbcTemplate jdbc = filled(name, rows, seed);
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        for (String table : TABLES) {
            for (Map<String, Object> row : jdbc.queryForList("SELECT * FROM \"" + table + "\" ORDER BY rowid")) {
                sha256.update(row.toString().getBytes(StandardCharsets.UTF_8));
            }
        }
        return HexFormat.of().formatHex(sha256.digest());
    }

    private JdbcTemplate filled(String name, int rows, long seed) {
        String url = "jdbc:sqlite:" + directory.resolve(name + ".db") + "?foreign_keys=on";
        SingleConnectionDataSource dataSource = new SingleConnectionDataSource(url, true);
        Flyway.configure().dataSource(dataSource).load().migrate();
        JdbcTemplate jdbc = new JdbcTemplate(dataSource);
        assertThat(new Generator(jdbc, new SeedProperties(rows, seed)).fill()).isEqualTo(rows);
        return jdbc;
    }
}
