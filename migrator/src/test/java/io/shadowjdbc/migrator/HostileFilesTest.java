package io.shadowjdbc.migrator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every nasty file is either carried exactly or refused beforehand with the row named. */
class HostileFilesTest {
    @TempDir
    private Path dir;

    @RegisterExtension
    private final EmptyTarget target = new EmptyTarget();

    @ParameterizedTest
    @EnumSource
    void isCarriedExactly(HostileFiles file) throws Exception {
        Cli.Outcome outcome = migrate(file).exits(0);
        assertThat(outcome.json()).containsEntry("differences", 0);
        assertThat((List<?>) outcome.json().get("problems")).isEmpty();
    }

    @Test
    void typesFollowTheValuesNotTheDeclaration() throws Exception {
        migrate(HostileFiles.MIXED_DATE_FORMATS).exits(0);
        assertThat(types("t"))
                .isEqualTo(Map.of(
                        "id", "bigint",
                        "a", "text",
                        "b", "text",
                        "c", "timestamp(3) without time zone",
                        "d", "timestamp(3) without time zone",
                        "e", "timestamp(0) without time zone",
                        "f", "text"));
        assertThat(Sql.rows(target.connection(), "SELECT c, d FROM t ORDER BY id"))
                .startsWith("2023-11-14 22:13:20.123|2024-01-02 03:04:05.678")
                .contains("1969-12-31 23:59:59.999|1969-12-31 23:59:59.999");
    }

    @Test
    void reasonsNameTheRowThatDecided() throws Exception {
        Cli.Outcome outcome = migrate(HostileFiles.TEXT_IN_INTEGER_COLUMNS).exits(0);
        assertThat(types("t")).isEqualTo(Map.of("id", "bigint", "n", "text", "s", "text", "d", "text", "b", "text"));
        assertThat(Sql.rows(target.connection(), "SELECT n FROM t ORDER BY id"))
                .containsExactly("5", "five", "", "1.5", "0x10", "12", "1000");
        assertThat(Files.readString(outcome.directory().resolve("plan.txt")))
                .contains("not bigint: row \"id\"=2 holds TEXT of 4 bytes")
                .contains("not boolean: row \"id\"=2 holds TEXT of 3 bytes");
    }

    @Test
    void keysAreUniqueAsTheyWereUnderNocaseAndRtrim() throws Exception {
        Cli.Outcome outcome = migrate(HostileFiles.NOCASE).exits(0);
        assertThat(outcome.out())
                .contains("table \"child\", FOREIGN KEY (mail): the parent's column mail is COLLATE NOCASE");
        assertThat(fails("INSERT INTO t VALUES ('ANNA', 'z', 'z')")).contains("duplicate key");
        assertThat(fails("INSERT INTO t VALUES ('z', 'b@X', 'z')")).contains("duplicate key");
        assertThat(fails("INSERT INTO t VALUES ('z', 'z', 'p   ')")).contains("duplicate key");
        assertThat(Sql.rows(target.connection(), "SELECT name FROM t WHERE lower(name) IN ('änna', 'Änna') ORDER BY 1"))
                .as("letters beyond ASCII keep their case")
                .containsExactly("ÄNNA", "änna");
    }

    @Test
    void generatedColumnsAreComputedWhereTheyCanBe() throws Exception {
        Cli.Outcome outcome = migrate(HostileFiles.GENERATED_COLUMNS).exits(0);
        Sql.run(target.connection(), "INSERT INTO t (id, a, b) VALUES (4, 21, 'z')");
        assertThat(Sql.one(target.connection(), "SELECT total, label, odd FROM t WHERE id = 4"))
                .isEqualTo("42|z!|00021");
        assertThat(outcome.out()).contains("generated column \"patch\": becomes a plain column");
    }

    @Test
    void foreignKeysAreCreatedAsFarAsTheRowsAllow() throws Exception {
        Cli.Outcome outcome = migrate(HostileFiles.FOREIGN_KEYS).exits(0);
        assertThat(
                        Sql.rows(
                                target.connection(),
                                "SELECT conrelid::regclass, pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace ORDER BY 1, 2"))
                .containsExactlyInAnyOrder(
                        "node|FOREIGN KEY (up) REFERENCES node(id) ON DELETE CASCADE",
                        "a|FOREIGN KEY (b_id) REFERENCES b(id) DEFERRABLE INITIALLY DEFERRED",
                        "b|FOREIGN KEY (a_id) REFERENCES a(id) ON UPDATE CASCADE ON DELETE SET NULL",
                        "orphan|FOREIGN KEY (node_id) REFERENCES node(id) NOT VALID");
        assertThat(outcome.out())
                .contains("table \"orphan\", FOREIGN KEY (node_id): is created NOT VALID: 1 rows have no parent")
                .contains("table \"orphan\", FOREIGN KEY (lost): there is no table nowhere");
    }

    @Test
    void defaultsAndChecksAreCreatedOrReported() throws Exception {
        Cli.Outcome outcome = migrate(HostileFiles.DEFAULTS_AND_CHECKS).exits(0);
        Sql.run(target.connection(), "INSERT INTO t (id) VALUES (3)");
        assertThat(Sql.one(target.connection(), "SELECT a, b, c, d, g, h, i FROM t WHERE id = 3"))
                .isEqualTo("it's|-5|1000|t|\\x00ff|dq|null");
        assertThat(
                        Sql.one(
                                target.connection(),
                                "SELECT abs(extract(epoch FROM e - (now() AT TIME ZONE 'UTC'))) < 60, j = (now() AT TIME ZONE 'UTC')::date FROM t WHERE id = 3"))
                .isEqualTo("t|t");
        assertThat(fails("INSERT INTO t (id, k) VALUES (4, 11)")).contains("check constraint");
        assertThat(fails("INSERT INTO t (id, l) VALUES (4, 'c')")).contains("check constraint");
        assertThat(fails("INSERT INTO t (id, a, b) VALUES (4, NULL, 1)")).contains("check constraint");
        assertThat(fails("INSERT INTO t (id, o) VALUES (4, 'x')")).contains("check constraint");
        assertThat(fails("INSERT INTO t (id, n) VALUES (4, '{')")).contains("check constraint");
        assertThat(Sql.one(target.connection(), "SELECT f FROM t WHERE id = 3")).matches("[0-9a-f]{8}");
        assertThat(outcome.out())
                .contains("table \"t\", DEFAULT of column \"p\": function sqlite_version() has no equal")
                .contains("table \"t\", CHECK: function sqlite_version() has no equal");
        assertThat(Files.readString(outcome.directory().resolve("plan.txt"))).contains("CHECK (n <> sqlite_version())");
    }

    @Test
    void indexesKeepOrderConditionAndExpression() throws Exception {
        Cli.Outcome outcome = migrate(HostileFiles.INDEXES).exits(0);
        assertThat(
                        Sql.rows(
                                target.connection(),
                                "SELECT indexdef FROM pg_indexes WHERE indexname IN ('partial', 'expression', 'folded') ORDER BY 1"))
                .containsExactly(
                        "CREATE INDEX folded ON public.t USING btree (lower((c COLLATE \"C\")) NULLS FIRST, lower((a COLLATE \"C\")) NULLS FIRST)",
                        "CREATE INDEX partial ON public.t USING btree (a NULLS FIRST) WHERE (b > 0)",
                        "CREATE UNIQUE INDEX expression ON public.t USING btree (lower((a COLLATE \"C\")) NULLS FIRST, b DESC NULLS LAST)");
        assertThat(outcome.out())
                .contains("index \"too_long\": has a key of 10000 bytes (row \"id\"=1)")
                .contains("index \"patch\": function json_patch() has no equal");
    }

    @Test
    void keysContinueAfterTheHighestEverGivenOut() throws Exception {
        migrate(HostileFiles.AUTOINCREMENT).exits(0);
        assertThat(Sql.one(target.connection(), "INSERT INTO t (a) VALUES ('z') RETURNING id"))
                .isEqualTo("101");
        assertThat(Sql.one(target.connection(), "INSERT INTO empty DEFAULT VALUES RETURNING id"))
                .isEqualTo("42");
        assertThat(Sql.one(target.connection(), "INSERT INTO plain DEFAULT VALUES RETURNING id"))
                .isEqualTo("8");
    }

    @Test
    void namesKeepTheirSpellingOrAreReported() throws Exception {
        Cli.Outcome outcome = migrate(HostileFiles.NAMES).exits(0);
        assertThat(Sql.one(
                        target.connection(), "SELECT \"select\", \"ünï\", \"x\"\"y\" FROM \"it's \"\"quoted\"\" 😀\""))
                .isEqualTo("a|b|c");
        assertThat(Sql.rows(
                        target.connection(),
                        "SELECT relname FROM pg_class WHERE relname LIKE 'nnn%' AND relkind = 'r'"))
                .hasSize(2)
                .allSatisfy(name -> assertThat(name).matches("n{54}_[0-9a-f]{8}"));
        assertThat(outcome.out())
                .contains("table \"" + "n".repeat(80) + "1\": is named \"" + "n".repeat(54) + "_")
                .contains("column \"ctid\": is named \"ctid_");
    }

    @Test
    void richTypesGiveWayToTheTypeOfTheOtherEndOfAForeignKey() throws Exception {
        migrate(HostileFiles.UUID_AND_JSON).exits(0);
        assertThat(types("t"))
                .containsEntry("id", "text")
                .containsEntry("parent", "text")
                .containsEntry("up", "uuid")
                .containsEntry("bad", "text")
                .containsEntry("j", "json")
                .containsEntry("k", "text");
        assertThat(
                        Sql.one(
                                target.connection(),
                                "SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND convalidated AND connamespace = 'public'::regnamespace"))
                .isEqualTo("2");
    }

    @Test
    void virtualTablesAreCopiedWhereTheyHaveRowsAndReported() throws Exception {
        Cli.Outcome outcome = migrate(HostileFiles.FULL_TEXT_SEARCH).exits(0);
        assertThat(Sql.rows(
                        target.connection(), "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"))
                .as("neither the shadow tables of indexes nor what has no rows")
                .containsExactly("area", "f", "t");
        assertThat(Sql.rows(target.connection(), "SELECT * FROM f ORDER BY 1"))
                .containsExactly("one|the body", "two|another");
        assertThat(outcome.out())
                .contains("virtual table \"f\": becomes a plain table")
                .contains("virtual table \"area\": becomes a plain table")
                .contains("virtual table \"over\": is a full text index over \"t\"")
                .contains("virtual table \"bare\": is a full text index that keeps no content")
                .contains("virtual table \"vocabulary\": has no rows of its own");
        for (String suggestion : Files.readString(outcome.directory().resolve("plan.txt"))
                .lines()
                .filter(line -> line.contains("CREATE INDEX ON"))
                .toList()) {
            Sql.run(target.connection(), suggestion);
        }
        assertThat(Sql.rows(
                        target.connection(),
                        "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND indexdef ~ 'gin|gist'"))
                .as("what is suggested can be done")
                .hasSize(3);
    }

    @Test
    void viewsAreCreatedAndTriggersReportedWithTheirText() throws Exception {
        Cli.Outcome outcome = migrate(HostileFiles.VIEWS_AND_TRIGGERS).exits(0);
        assertThat(Sql.rows(target.connection(), "SELECT v.id, big, \"both\" FROM v, \"over\""))
                .containsExactly("1|X|X1");
        assertThat(outcome.out())
                .contains("trigger \"h\" on \"t\": function sqlite_version() has no equal")
                .contains("view \"w\": ");
        assertThat(Files.readString(outcome.directory().resolve("plan.txt")))
                .contains("UPDATE t SET a = sqlite_version(); END")
                .contains("CREATE TRIGGER \"h\" AFTER DELETE ON \"public\".\"t\" FOR EACH ROW")
                .contains("CREATE VIEW w AS SELECT sqlite_version()");
    }

    @Test
    void whatLiesInTheWriteAheadLogIsCarried() throws Exception {
        Path source = dir.resolve("wal.sqlite");
        try (Connection application = DriverManager.getConnection("jdbc:sqlite:" + source)) {
            Sql.run(
                    application,
                    "PRAGMA journal_mode = WAL",
                    "PRAGMA wal_autocheckpoint = 0",
                    "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT)",
                    "INSERT INTO t VALUES (1, 'only in the log')");
            assertThat(Files.size(source))
                    .as("nothing but the header is in the file itself")
                    .isLessThanOrEqualTo(4096);
            Cli.run("migrate", source, target.url(), dir.resolve("runs")).exits(0);
        }
        assertThat(Sql.one(target.connection(), "SELECT a FROM t")).isEqualTo("only in the log");
    }

    @Test
    void tooManyColumnsAreRefusedBeforehand() throws Exception {
        String columns = IntStream.range(0, 1_700).mapToObj(i -> "c" + i).collect(Collectors.joining(", "));
        Path source = Sql.sqlite(dir.resolve("wide.sqlite"), "CREATE TABLE t (" + columns + ")");
        assertThat(preflight(source).exits(1).out())
                .contains("table \"t\": has 1700 columns; PostgreSQL's limit is 1600");
        Cli.run("migrate", source, target.url(), dir.resolve("runs")).exits(1);
        assertThat(types("t")).as("nothing is begun").isEmpty();
    }

    @Test
    void rowsTooWideForAPageAreRefusedBeforehand() throws Exception {
        String columns = IntStream.range(0, 1_500).mapToObj(i -> "c" + i).collect(Collectors.joining(", "));
        Path source = Sql.sqlite(
                dir.resolve("wide.sqlite"),
                "CREATE TABLE t (" + columns + ")",
                "INSERT INTO t VALUES ("
                        + IntStream.range(0, 1_500).mapToObj(Integer::toString).collect(Collectors.joining(", "))
                        + ")");
        assertThat(preflight(source).exits(1).out()).contains("PostgreSQL's limit is a page of 8 kB");
    }

    @Test
    void keysTooLongForAnIndexAreRefusedWithTheirRow() throws Exception {
        Path source = Sql.sqlite(
                dir.resolve("long.sqlite"),
                "CREATE TABLE t (id INTEGER PRIMARY KEY, k TEXT UNIQUE)",
                "INSERT INTO t VALUES (1, 'short'), (17, hex(randomblob(5000)))");
        assertThat(preflight(source).exits(1).out())
                .contains("table \"t\", UNIQUE (k): has a key of 10000 bytes (row \"id\"=17)");
    }

    private Cli.Outcome migrate(HostileFiles file) throws SQLException {
        return Cli.run("migrate", file.make(dir), target.url(), dir.resolve("runs"));
    }

    private Cli.Outcome preflight(Path source) {
        return Cli.run("preflight", source, target.url(), dir.resolve("runs"));
    }

    private Map<String, String> types(String table) throws SQLException {
        return Sql.rows(
                        target.connection(),
                        "SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute WHERE attnum > 0 AND attrelid = to_regclass('"
                                + table + "')")
                .stream()
                .map(row -> row.split("\\|"))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
    }

    private String fails(String sql) {
        try (Statement statement = target.connection().createStatement()) {
            statement.execute(sql);
            return "it did not fail";
        } catch (SQLException e) {
            return e.getMessage();
        }
    }
}
