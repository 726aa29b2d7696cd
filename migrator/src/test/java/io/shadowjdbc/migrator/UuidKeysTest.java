package io.shadowjdbc.migrator;

import static org.assertj.core.api.Assertions.assertThat;

import io.shadowjdbc.Shadow;
import io.shadowjdbc.compare.Verdict;
import io.shadowjdbc.dialect.HelperFunctions;
import io.shadowjdbc.dialect.SqliteToPostgresql;
import io.shadowjdbc.dialect.Translation;
import io.shadowjdbc.fixture.Postgres;
import io.shadowjdbc.fixture.SqliteFiles;
import io.shadowjdbc.fixture.TestDatabase;
import io.shadowjdbc.schema.SchemaMapFile;
import io.shadowjdbc.schema.SchemaMapStore;
import io.shadowjdbc.schema.UuidKeyCodec;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Integer keys become UUIDs on PostgreSQL, and the application does not notice. */
class UuidKeysTest {
    /** Statements, and the index that each has to use. */
    private static final String SERVED = """
            SELECT Name FROM Node WHERE Id = ?                                       | Node_pkey
            SELECT Name FROM Node WHERE Id = 5                                       | Node_pkey
            SELECT Name FROM Node WHERE Id = 5 + 1                                   | Node_pkey
            SELECT Name FROM Node WHERE rowid = last_insert_rowid()                  | Node_pkey
            SELECT Name FROM Node WHERE Id > ? ORDER BY Id LIMIT 2                   | Node_pkey
            SELECT Name FROM Node WHERE Id BETWEEN 1 AND 9 ORDER BY Id DESC          | Node_pkey
            SELECT Name FROM Node WHERE Id IN (?, 2)                                 | Node_pkey
            SELECT max(Id) FROM Node                                                 | Node_pkey
            SELECT Id FROM Node WHERE Parent = ?                                     | Node_Parent
            SELECT Id FROM Node ORDER BY Parent DESC LIMIT 2                         | Node_Parent
            SELECT p.Name FROM Node c JOIN Node p ON p.Id = c.Parent WHERE c.Id = ?  | Node_pkey
            SELECT n.Name FROM Loose l JOIN Node n ON n.Id = l.Ref WHERE l.Id = ?    | Node_pkey
            SELECT Id FROM Person WHERE Team = ? AND Team > 1                        | Person_Team
            SELECT Id FROM Loose WHERE Orphan + Ref = ?                              | Loose_Sum
            """;

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

    private Cli.Outcome run(String command, Path source, String... more) {
        return Cli.run(command, source, database.url(), dir.resolve("runs"), more);
    }

    private Cli.Outcome migrated(Path source) {
        return run("migrate", source, "--keys=uuid").exits(0);
    }

    private String shadowUrl(Path source, String... settings) {
        StringBuilder url = new StringBuilder("jdbc:shadow:sqlite:" + source + "?foreign_keys=on&shadow.secondary.url="
                + encoded(database.url()) + "&shadow.instance=" + dir.getFileName() + "&shadow.parity.dir="
                + encoded(dir.resolve("parity").toString()));
        for (String setting : settings) {
            url.append('&').append(setting);
        }
        return url.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Test
    void chinookArrivesWithUuids() throws Exception {
        Cli.Outcome outcome = migrated(SqliteFiles.chinook(dir));

        assertThat(outcome.json())
                .containsEntry("tables", 11)
                .containsEntry("rows", 15_607)
                .containsEntry("differences", 0);
        try (Connection connection = database.connect()) {
            assertThat(
                            Sql.one(
                                    connection,
                                    "SELECT count(*) FROM information_schema.columns WHERE table_schema = 'public' AND data_type = 'uuid'"))
                    .as("10 keys and the 11 columns that refer to them")
                    .isEqualTo("21");
            assertThat(
                            Sql.one(
                                    connection,
                                    "SELECT count(*) FROM pg_constraint WHERE contype IN ('p', 'f') AND convalidated AND connamespace = 'public'::regnamespace"))
                    .isEqualTo("22");
            assertThat(
                            Sql.one(
                                    connection,
                                    "SELECT r.\"Name\" FROM \"Album\" a JOIN \"Artist\" r USING (\"ArtistId\") WHERE a.\"Title\" = 'Let There Be Rock'"))
                    .as("without our driver too, the keys join")
                    .isEqualTo("AC/DC");
            assertThat(
                            Sql.one(
                                    connection,
                                    "INSERT INTO \"Artist\" (\"Name\") VALUES ('new') RETURNING shadow.sq_key_integer(\"ArtistId\")"))
                    .as("the next key follows the highest")
                    .isEqualTo("276");
        }
    }

    @Test
    void everyKindOfKeyArrivesAndIsVerified() throws Exception {
        Path source = KeyCase.database(dir.resolve("keys.db"));

        Cli.Outcome outcome = migrated(source);

        assertThat(outcome.json()).containsEntry("differences", 0);
        assertThat(outcome.json().get("problems")).asList().isEmpty();
        assertThat(outcome.out()).doesNotContain("not created on PostgreSQL");
        try (Connection connection = database.connect()) {
            assertThat(Sql.rows(connection, "SELECT shadow.sq_key_integer(\"Id\") FROM \"Setting\" ORDER BY \"Id\""))
                    .as("PostgreSQL's order and its own reading of the keys")
                    .containsExactly(
                            "-9223372036854775808",
                            "-4611686018427387905",
                            "0",
                            "4611686018427387904",
                            "9223372036854775807");
            assertThat(Sql.one(connection, "SELECT substr(\"Id\"::text, 15, 1) FROM \"Node\" LIMIT 1"))
                    .isEqualTo("8");
            assertThat(SchemaMapFile.toJson(SchemaMapStore.load(connection).orElseThrow()))
                    .as("the map that the driver reads")
                    .contains("\"codec\" : \"uuid-key:uuid:node\"")
                    .isEqualTo(SchemaMapFile.toJson(SchemaMapFile.fromJson(
                            SchemaMapFile.toJson(SchemaMapStore.load(connection).orElseThrow()))));
        }
    }

    /** With integers as well, so that a difference is known to be the keys' or not. */
    @ParameterizedTest
    @ValueSource(strings = {"--keys=integer", "--keys=uuid"})
    void theApplicationGetsTheSameAnswers(String keys) throws Exception {
        Path source = KeyCase.database(dir.resolve("keys.db"));
        Path twin = Files.copy(source, dir.resolve("twin.db"));
        run("migrate", source, keys).exits(0);
        SoftAssertions all = new SoftAssertions();
        try (Connection sqlite = DriverManager.getConnection("jdbc:sqlite:" + twin + "?foreign_keys=on");
                Connection active = DriverManager.getConnection(
                        shadowUrl(source, "shadow.provider=postgresql", "shadow.mirror.rate=0"))) {
            for (KeyCase.Step step : KeyCase.session()) {
                all.assertThat(outcome(step, active))
                        .as("%s %s", step.sql(), step.parameters())
                        .isEqualTo(outcome(step, sqlite));
            }
        }
        all.assertAll();
    }

    private static List<String> outcome(KeyCase.Step step, Connection connection) {
        try {
            return step.run(connection);
        } catch (SQLException e) {
            return List.of(e.toString());
        }
    }

    @Test
    void theSyncCarriesChangesThereAndBack() throws Exception {
        try (SyncedPair pair = SyncedPair.of(dir, KeyCase.script(), "--keys=uuid")) {
            pair.write(
                    "INSERT INTO Node (Parent, Name) VALUES (5, 'there')",
                    "UPDATE Node SET Name = 'changed' WHERE Id = -9223372036854775808",
                    "INSERT INTO Setting VALUES (-7, 'minus seven')",
                    "DELETE FROM Avatar WHERE N = 2",
                    "UPDATE Loose SET Ref = 9 WHERE Id = 4");
            pair.forward().round();
            assertThat(pair.differences()).isEmpty();

            pair.reverse();
            pair.writePostgresql(
                    "INSERT INTO \"Node\" (\"Name\") VALUES ('back')",
                    "INSERT INTO \"Node\" (\"Parent\", \"Name\") SELECT \"Id\", 'child' FROM \"Node\" WHERE \"Name\" = 'back!'",
                    "DELETE FROM \"Setting\" WHERE \"V\" = 'max'",
                    "UPDATE \"Person\" SET \"Team\" = NULL WHERE \"Name\" = 'Bob'");
            pair.reverse().round();

            assertThat(pair.differences()).isEmpty();
            try (Connection sqlite = pair.sqlite()) {
                assertThat(Sql.rows(sqlite, "SELECT Id, Parent, Name FROM Node WHERE Id > 5 ORDER BY Id"))
                        .as("integers again, in their order")
                        .containsExactly("6|5|there!", "7|null|back!", "8|7|child!");
            }
        }
    }

    @Test
    void mirroredReadsMatch() throws Exception {
        Path source = KeyCase.database(dir.resolve("keys.db"));
        migrated(source);
        try (Connection connection = DriverManager.getConnection(shadowUrl(source, "shadow.mirror.rate=1"))) {
            Shadow shadow = Shadow.of(connection);
            long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (shadow.verdicts().get(Verdict.MATCH) == 0) {
                assertThat(System.nanoTime()).as("mirroring began within 20 s").isLessThan(deadline);
                KeyCase.session().get(0).run(connection);
                assertThat(shadow.awaitVerdicts(Duration.ofSeconds(10))).isTrue();
                Thread.sleep(50);
            }
            List<String> others = new ArrayList<>();
            for (KeyCase.Step step : KeyCase.session()) {
                if (step.isRead() && !step.sql().contains("last_insert_rowid")) {
                    long before = shadow.verdicts().get(Verdict.MATCH);
                    step.run(connection);
                    assertThat(shadow.awaitVerdicts(Duration.ofSeconds(20))).isTrue();
                    if (shadow.verdicts().get(Verdict.MATCH) == before) {
                        others.add(step.sql() + " " + shadow.verdicts());
                    }
                }
            }
            assertThat(others).isEmpty();
        }
    }

    @Test
    void theIndexesServe() throws Exception {
        migrated(KeyCase.database(dir.resolve("keys.db")));
        SoftAssertions all = new SoftAssertions();
        try (Connection connection = database.connect()) {
            Sql.run(
                    connection,
                    "SET enable_seqscan = off",
                    "SET enable_bitmapscan = off",
                    "SET enable_sort = off",
                    "SET enable_hashjoin = off",
                    "SET enable_mergejoin = off");
            for (String line : SERVED.lines().toList()) {
                String[] parts = line.split("[|]");
                Translation.Translated translated = (Translation.Translated) SqliteToPostgresql.translate(
                        parts[0].strip(), SchemaMapStore.load(connection).orElseThrow());
                all.assertThat(plan(connection, translated))
                        .as(translated.sql())
                        .containsPattern("using \"?" + parts[1].strip() + "\"? ")
                        .doesNotContain("Sort", "Filter: (shadow");
            }
        }
        all.assertAll();
    }

    private static String plan(Connection connection, Translation.Translated translated) throws Exception {
        StringBuilder plan = new StringBuilder();
        try (PreparedStatement statement = connection.prepareStatement("EXPLAIN " + translated.sql())) {
            for (int i = 0; i < translated.parameters().size(); i++) {
                if (translated.parameters().get(i).codec() == null) {
                    statement.setLong(i + 1, 5);
                } else {
                    translated.parameters().get(i).codec().bind(statement, i + 1, 5L);
                }
            }
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    plan.append(row.getString(1)).append('\n');
                }
            }
        }
        return plan.toString();
    }

    @Test
    void thePlanShowsKeysAndGivesThemBack() throws Exception {
        Path source = SqliteFiles.chinook(dir);
        Path plan = dir.resolve("plan.yaml");
        String short_ = "version: 1\ntables:\n  artist: {key: uuid}\n";
        Files.writeString(plan, short_);

        Cli.Outcome outcome = run("plan", source, "--plan", plan.toString(), "--out", plan.toString())
                .exits(0);

        assertThat(outcome.out())
                .containsPattern("ArtistId +INTEGER +ArtistId +uuid +uuid-key:artist +declared INTEGER; a key of table"
                        + " artist as UUID \\(key: uuid\\); all 275 values fit")
                .containsPattern("AlbumId +INTEGER +AlbumId +bigint");
        assertThat(Files.readString(plan)).containsPattern("Artist:\\n +name: Artist\\n +key: uuid\\n");
        run("migrate", source, "--plan", plan.toString()).exits(0);
        try (Connection connection = database.connect()) {
            assertThat(
                            Sql.one(
                                    connection,
                                    "SELECT count(*) FROM information_schema.columns WHERE table_schema = 'public' AND data_type = 'uuid'"))
                    .isEqualTo("2");
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "another key          | UPDATE \"Loose\" SET \"Orphan\" = shadow.sq_key_uuid('%s', %s, 6) WHERE \"Id\" = '%s' | column \"Orphan\"",
                "the key of another table | UPDATE \"Loose\" SET \"Orphan\" = \"Id\" WHERE \"Id\" = '%3$s'           | column \"Orphan\"",
                "a UUID of PostgreSQL's own | UPDATE \"Loose\" SET \"Orphan\" = gen_random_uuid() WHERE \"Id\" = '%3$s' | column \"Orphan\"",
                "another version      | UPDATE \"Loose\" SET \"Orphan\" = overlay(\"Orphan\"::text placing '7' from 15)::uuid WHERE \"Id\" = '%3$s' | column \"Orphan\"",
                "another variant      | UPDATE \"Loose\" SET \"Orphan\" = overlay(\"Orphan\"::text placing 'c' from 20)::uuid WHERE \"Id\" = '%3$s' | column \"Orphan\"",
                "NULL                 | UPDATE \"Loose\" SET \"Orphan\" = NULL WHERE \"Id\" = '%3$s' | column \"Orphan\"",
                "a row's own key      | UPDATE \"Loose\" SET \"Id\" = gen_random_uuid() WHERE \"Id\" = '%3$s' | PostgreSQL does not have the row",
                "a sequence behind    | SELECT setval('\"Node_Id_seq\"', 4) | its sequence is behind the highest key"
            })
    void faultsAreFound(String fault, String sql, String found) throws Exception {
        Path source = KeyCase.database(dir.resolve("keys.db"));
        migrated(source);
        String node = new UuidKeyCodec("Node").uuid(Long.MIN_VALUE).toString().replace("-", "");
        try (Connection connection = database.connect()) {
            Sql.run(
                    connection,
                    "SET session_replication_role = replica",
                    String.format(
                            sql,
                            node.substring(0, 12),
                            Integer.parseInt(node.substring(12, 16), 16),
                            new UuidKeyCodec("Loose").uuid(1)));
        }

        Cli.Outcome outcome = run("verify", source).exits(1);

        assertThat(outcome.out()).contains(found);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Tag: {key: uuid}       | plan.yaml:3: table \"Tag\": key: uuid: column \"Code\" is declared TEXT",
                "Pair: {key: uuid}      | table \"Pair\": key: uuid: has a primary key of 2 columns",
                "Bare: {key: uuid}      | table \"Bare\": key: uuid: has no primary key",
                "Child: {key: uuid}     | table \"Child\": key: uuid: it refers to table \"Parent\", column \"Id\", which stays an integer; give that table key: uuid",
                "Told: {key: uuid}      | table \"Told\": key: uuid: table \"Teller\", column \"Told\", which is tied to it by a foreign key, is declared TEXT",
                "Mixed: {key: uuid}     | table \"Mixed\", column \"Id\": 2 values do not fit uuid (codec uuid-key:uuid:mixed), the first in row \"Id\"=2.5",
                "Parent: {key: uuid, columns: {Id: {type: bigint}}} | table \"Parent\", column \"Id\": holds keys of table parent, which become UUIDs (key: uuid): leave out type and codec",
                "Parent: {key: guid}    | plan.yaml:3: key: expected integer or uuid, got guid"
            })
    void whatCannotBeIsRefusedByName(String choice, String message) throws Exception {
        Path source = Sql.sqlite(
                dir.resolve("odd.db"),
                "CREATE TABLE Tag (Code TEXT PRIMARY KEY)",
                "CREATE TABLE Pair (A INTEGER, B INTEGER, PRIMARY KEY (A, B))",
                "CREATE TABLE Bare (A INTEGER)",
                "CREATE TABLE Parent (Id INTEGER PRIMARY KEY)",
                "CREATE TABLE Child (Id INTEGER PRIMARY KEY REFERENCES Parent)",
                "CREATE TABLE Told (Id INTEGER PRIMARY KEY)",
                "CREATE TABLE Teller (Told TEXT REFERENCES Told)",
                "CREATE TABLE Mixed (Id INT PRIMARY KEY)",
                "INSERT INTO Mixed VALUES (1), (2.5), ('three')");
        Path plan = Files.writeString(dir.resolve("plan.yaml"), "version: 1\ntables:\n  " + choice + "\n");

        Cli.Outcome outcome = run("migrate", source, "--plan", plan.toString()).exits(1);

        assertThat(outcome.out() + outcome.err()).contains(message);
        try (Connection connection = database.connect()) {
            assertThat(Sql.rows(connection, "SELECT 1 FROM pg_tables WHERE schemaname = 'public'"))
                    .isEmpty();
        }
    }

    @Test
    void withAllKeysThoseThatCannotBeStayIntegersAndThePlanSaysSo() throws Exception {
        Path source = Sql.sqlite(
                dir.resolve("odd.db"),
                "CREATE TABLE Told (Id INTEGER PRIMARY KEY)",
                "CREATE TABLE Teller (Id INTEGER PRIMARY KEY, Told TEXT REFERENCES Told)",
                "CREATE TABLE Tag (Code TEXT PRIMARY KEY)",
                "INSERT INTO Told VALUES (1)",
                "INSERT INTO Teller VALUES (1, '1')");

        Cli.Outcome outcome = migrated(source);

        assertThat(outcome.out())
                .contains("table \"Told\", PRIMARY KEY: stays an integer: table \"Teller\", column \"Told\"");
        try (Connection connection = database.connect()) {
            assertThat(
                            Sql.rows(
                                    connection,
                                    "SELECT table_name || '.' || column_name FROM information_schema.columns WHERE data_type = 'uuid' AND table_schema = 'public'"))
                    .containsExactly("Teller.Id");
        }
    }

    @Test
    void rowsWhoseKeysAreNoIntegersGoToQuarantine() throws Exception {
        Path source = Sql.sqlite(
                dir.resolve("mixed.db"),
                "CREATE TABLE Mixed (Id INT PRIMARY KEY, S TEXT)",
                "CREATE TABLE Child (Id INTEGER PRIMARY KEY, Mixed INT REFERENCES Mixed)",
                "INSERT INTO Mixed VALUES (1, 'a'), (2.5, 'b'), ('three', 'c')",
                "INSERT INTO Child VALUES (1, 1), (2, 2.5)");

        Cli.Outcome outcome = run("migrate", source, "--keys=uuid", "--on-bad-value=quarantine")
                .exits(0);

        assertThat(outcome.json())
                .containsEntry("differences", 0)
                .containsEntry("quarantined", java.util.Map.of("Mixed", 2, "Child", 1));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "made by the same rule | uuid | nextval('t_seq')   | -",
                "another type          | bigint | nextval('t_seq') | the target has type bigint, and keys of table t were to become UUIDs",
                "keys that do not count | uuid | -                 | the target's default does not count"
            })
    void aTargetThatExistsIsFilledOrRefused(String what, String type, String next, String refusal) throws Exception {
        Path source = Sql.sqlite(
                dir.resolve("app.db"),
                "CREATE TABLE t (id INTEGER PRIMARY KEY, up INTEGER REFERENCES t)",
                "INSERT INTO t VALUES (-3, NULL), (7, -3)");
        String tag = new UuidKeyCodec("t").uuid(Long.MIN_VALUE).toString().replace("-", "");
        String counted = type.equals("uuid") && next != null
                ? "shadow.sq_key_uuid('" + tag.substring(0, 12) + "', " + Integer.parseInt(tag.substring(12, 16), 16)
                        + ", " + next + ")"
                : next == null ? "gen_random_uuid()" : next;
        try (Connection connection = database.connect()) {
            HelperFunctions.install(connection);
            Sql.run(
                    connection,
                    "CREATE SEQUENCE t_seq",
                    "CREATE TABLE t (id " + type + " PRIMARY KEY DEFAULT " + counted + ", up " + type
                            + " REFERENCES t)",
                    "ALTER SEQUENCE t_seq OWNED BY t.id");

            Cli.Outcome outcome = run("migrate", source, "--existing", "--keys=uuid");

            if (refusal != null) {
                assertThat(outcome.exits(1).out()).contains(refusal);
                return;
            }
            assertThat(outcome.exits(0).json()).containsEntry("differences", 0);
            assertThat(Sql.one(connection, "INSERT INTO t DEFAULT VALUES RETURNING shadow.sq_key_integer(id)"))
                    .isEqualTo("8");
        }
    }
}
