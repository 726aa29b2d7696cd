package io.shadowjdbc.migrator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Rows that do not fit are set apart whole, the others are copied, and verify knows both. */
class QuarantineTest {
    private static final String[] SOURCE = {
        "CREATE TABLE customer (id INTEGER PRIMARY KEY, name TEXT, born DATE, CHECK (length(name) > 0))",
        "CREATE TABLE purchase (id INTEGER PRIMARY KEY, customer_id INTEGER REFERENCES customer (id), total REAL, raw BLOB)",
        "CREATE TABLE item (purchase_id INTEGER REFERENCES purchase (id), line INTEGER, what TEXT,"
                + " PRIMARY KEY (purchase_id, line)) WITHOUT ROWID",
        "CREATE TABLE log (what TEXT)",
        "CREATE TRIGGER noted AFTER DELETE ON customer BEGIN INSERT INTO log VALUES ('gone'); END",
        "INSERT INTO customer VALUES (1, 'Ann', '2001-02-03'), (2, 'Bob', 'unknown'), (3, 'Cid', NULL)",
        "INSERT INTO purchase VALUES (10, 1, 1.5, x'00ff'), (20, 2, 2.5, NULL), (30, 99, 3.5, NULL), (40, NULL, 4, NULL)",
        "INSERT INTO item VALUES (10, 1, 'pen'), (20, 1, 'nib' || char(0)), (30, 1, CAST(x'ff' AS TEXT)), (40, 1, 'ink')",
        "PRAGMA ignore_check_constraints = ON",
        "INSERT INTO customer VALUES (4, '', NULL)"
    };
    private static final String PLAN = """
            version: 1
            tables:
              customer:
                columns:
                  born: {type: date, on-bad-value: quarantine}
            """;

    @TempDir
    private Path dir;

    @RegisterExtension
    private final EmptyTarget target = new EmptyTarget();

    @Test
    void badRowsAndThoseThatReferToThemAreSetApart() throws Exception {
        Path source = source();
        Cli.Outcome outcome = run("migrate", source, "--plan", plan()).exits(0);
        assertThat(outcome.json()).containsEntry("quarantined", Map.of("customer", 2, "purchase", 2, "item", 2));
        assertThat(outcome.json()).containsEntry("differences", 0);
        assertThat(Sql.rows(target.connection(), "SELECT id FROM customer ORDER BY 1"))
                .containsExactly("1", "3");
        assertThat(Sql.rows(target.connection(), "SELECT id FROM purchase ORDER BY 1"))
                .containsExactly("10", "40");
        assertThat(Sql.rows(target.connection(), "SELECT purchase_id FROM item ORDER BY 1"))
                .containsExactly("10", "40");
        assertThat(Sql.rows(
                        target.connection(),
                        "SELECT table_name, row_key, column_name, reason FROM shadow.quarantine ORDER BY 1, 2"))
                .containsExactly(
                        "customer|\"id\"=2|born|TEXT of 7 bytes does not fit date under codec iso:date:YYYY-MM-DD",
                        "customer|\"id\"=4|null|CHECK (length(name) > 0)",
                        "item|\"purchase_id\"=20, \"line\"=1|purchase_id|FOREIGN KEY (purchase_id): table \"purchase\" has no such row",
                        "item|\"purchase_id\"=30, \"line\"=1|purchase_id|FOREIGN KEY (purchase_id): table \"purchase\" has no such row",
                        "purchase|\"id\"=20|customer_id|FOREIGN KEY (customer_id): table \"customer\" has no such row",
                        "purchase|\"id\"=30|customer_id|FOREIGN KEY (customer_id): table \"customer\" has no such row");
        assertThat(
                        Sql.rows(
                                target.connection(),
                                "SELECT conrelid::regclass, pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'f' AND NOT convalidated"))
                .as("foreign keys hold for all rows")
                .isEmpty();
        assertThat(Sql.one(target.connection(), "SELECT count(*) FROM log"))
                .as("no trigger of the source ran")
                .isEqualTo("0");
        assertThat(outcome.directory().resolve("sifted.sqlite")).doesNotExist();
    }

    @Test
    void aRowWithTwoFaultsIsSetApartOnce() throws Exception {
        Path source = source();
        Sql.sqlite(
                source,
                "PRAGMA ignore_check_constraints = ON",
                "INSERT INTO customer VALUES (5, '', 'unknown'), (6, 'x' || char(0), 'never')");
        Cli.Outcome outcome = run("migrate", source, "--plan", plan()).exits(0);
        assertThat(outcome.json()).containsEntry("quarantined", Map.of("customer", 4, "purchase", 2, "item", 2));
        assertThat(
                        Sql.rows(
                                target.connection(),
                                "SELECT row_key, count(*) FROM shadow.quarantine WHERE table_name = 'customer' GROUP BY 1 ORDER BY 1"))
                .containsExactly("\"id\"=2|1", "\"id\"=4|1", "\"id\"=5|1", "\"id\"=6|1");
    }

    @Test
    void valuesCanBeRecoveredByteForByte() throws Exception {
        run("migrate", source(), "--plan", plan()).exits(0);
        assertThat(Sql.rows(
                        target.connection(),
                        "SELECT columns[3], encode(\"values\"[3], 'hex') FROM shadow.quarantine"
                                + " WHERE table_name = 'item' ORDER BY row_key"))
                .containsExactly("what|026e696200", "what|02ff");
        assertThat(Sql.one(
                        target.connection(),
                        "SELECT convert_from(substr(\"values\"[3], 2), 'UTF8') FROM shadow.quarantine"
                                + " WHERE table_name = 'customer' AND row_key = '\"id\"=2'"))
                .isEqualTo("unknown");
    }

    @Test
    void stopWritesNothingAndPreflightSaysSoBeforehand() throws Exception {
        Path source = source();
        Path plan = Files.writeString(dir.resolve("stop.yaml"), PLAN.replace("quarantine", "stop"));
        for (String command : new String[] {"preflight", "migrate"}) {
            assertThat(run(command, source, "--plan", plan.toString()).exits(1).out())
                    .contains("1 value does not fit date");
        }
        assertThat(Sql.one(target.connection(), "SELECT to_regnamespace('shadow')"))
                .isEqualTo("null");
        Cli.Outcome preflight = run("preflight", source, "--plan", plan()).exits(0);
        assertThat(preflight.out()).contains("1 value does not fit date").contains("the rows go to shadow.quarantine");
        assertThat(Sql.one(target.connection(), "SELECT to_regnamespace('shadow')"))
                .isEqualTo("null");
    }

    @Test
    void verifyFindsWhatIsNeitherInTheTableNorInQuarantine() throws Exception {
        Path source = source();
        run("migrate", source, "--plan", plan()).exits(0);
        assertThat(run("verify", source).exits(0).out()).contains("verify: in quarantine, as SQLite has them");

        Sql.run(
                target.connection(),
                "DELETE FROM shadow.quarantine WHERE table_name = 'purchase' AND row_key = '\"id\"=20'");
        assertThat(run("verify", source).exits(1).out())
                .contains("table \"purchase\", row \"id\"=20: PostgreSQL does not have the row");

        Sql.sqlite(source, "UPDATE item SET what = 'other' WHERE purchase_id = 30");
        assertThat(run("verify", source).exits(1).out())
                .contains(
                        "table \"item\", row \"purchase_id\"=30, \"line\"=1: is in quarantine, but SQLite has other values");

        Sql.run(target.connection(), "INSERT INTO customer (id, name) VALUES (2, 'Bob')");
        assertThat(run("verify", source).exits(1).out())
                .contains("table \"customer\", row \"id\"=2: SQLite does not have the row");
    }

    @Test
    void aSecondCopyForgetsWhatHasBeenPutRight() throws Exception {
        Path source = source();
        run("migrate", source, "--plan", plan()).exits(0);
        Sql.sqlite(
                source,
                "UPDATE customer SET born = NULL WHERE id = 2",
                "UPDATE purchase SET customer_id = 1 WHERE id = 30",
                "DELETE FROM customer WHERE id = 4");
        Cli.Outcome outcome =
                run("migrate", source, "--plan", plan(), "--replace").exits(0);
        assertThat(outcome.json()).containsEntry("quarantined", Map.of());
        assertThat(Sql.one(target.connection(), "SELECT count(*) FROM shadow.quarantine"))
                .isEqualTo("0");
        assertThat(Sql.one(target.connection(), "SELECT count(*) FROM item")).isEqualTo("4");
    }

    @Test
    void nulIsHeldAsTheOperatorSays() throws Exception {
        Path source = Sql.sqlite(
                dir.resolve("nul.sqlite"),
                "CREATE TABLE t (id INTEGER PRIMARY KEY, s TEXT, k TEXT UNIQUE, u TEXT)",
                "INSERT INTO t VALUES (1, 'a' || char(0) || 'b', 'x' || char(0), 'plain'),"
                        + " (2, char(0x2400), 'y', 'more'), (3, '', 'x', char(0))");
        Path plan =
                Files.writeString(dir.resolve("nul.yaml"), "version: 1\ntables: {t: {columns: {u: {nul: bytea}}}}\n");
        Cli.Outcome strip = run("migrate", source, "--nul", "strip", "--plan", plan.toString())
                .exits(0);
        assertThat(strip.out())
                .contains("column \"s\": the character U+0000 is taken out of 1 text, the first in row \"id\"=1");
        assertThat(Sql.rows(target.connection(), "SELECT s, encode(k, 'hex'), pg_typeof(u) FROM t ORDER BY id"))
                .as("a key is never stripped")
                .containsExactly("ab|7800|bytea", "\u2400|79|bytea", "|78|bytea");
        run("verify", source).exits(0);

        Path fresh = Files.writeString(dir.resolve("fresh.yaml"), "version: 1\n");
        run("migrate", source, "--nul", "escape", "--replace", "--plan", fresh.toString())
                .exits(0);
        assertThat(Sql.rows(target.connection(), "SELECT s, k, u FROM t ORDER BY id"))
                .containsExactly("a\u24000b|x\u24000|plain", "\u2400\u2400|y|more", "|x|\u24000");

        run("migrate", source, "--replace", "--plan", fresh.toString()).exits(0);
        assertThat(Sql.rows(target.connection(), "SELECT encode(s, 'hex') FROM t ORDER BY id"))
                .containsExactly("610062", "e29080", "");
    }

    @Test
    void verifyFindsAStrippedTextThatIsNotWhatItShouldBe() throws Exception {
        Path source = Sql.sqlite(
                dir.resolve("nul.sqlite"),
                "CREATE TABLE t (id INTEGER PRIMARY KEY, s TEXT)",
                "INSERT INTO t VALUES (1, 'a' || char(0) || 'b')");
        run("migrate", source, "--nul", "strip").exits(0);
        Sql.run(target.connection(), "UPDATE t SET s = 'a'");
        assertThat(run("verify", source).exits(1).out()).contains("column \"s\"");
    }

    private Path source() throws SQLException {
        return Sql.sqlite(dir.resolve("shop.sqlite"), SOURCE);
    }

    private String plan() throws Exception {
        return Files.writeString(dir.resolve("plan.yaml"), PLAN).toString();
    }

    private Cli.Outcome run(String command, Path source, String... more) {
        return Cli.run(command, source, target.url(), dir.resolve("work"), more);
    }
}
