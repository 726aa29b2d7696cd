package io.shadowjdbc.migrator;

import static org.assertj.core.api.Assertions.assertThat;

import io.shadowjdbc.fixture.Postgres;
import io.shadowjdbc.fixture.SqliteFiles;
import io.shadowjdbc.fixture.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an operator writes into a plan is done, or refused before anything is written. */
class PlanFileTest {
    private static final String SOURCE = """
            CREATE TABLE "Person" (id INTEGER PRIMARY KEY, name TEXT, born TEXT, score REAL, note TEXT)""";

    @TempDir
    private Path dir;

    @RegisterExtension
    private final EmptyTarget target = new EmptyTarget();

    @Test
    void aPlanAsItWasWrittenMigratesAsWithout() throws Exception {
        Path source = SqliteFiles.northwind(dir);
        Path plan = dir.resolve("northwind.yaml");
        run("plan", source, "--out", plan.toString()).exits(0);
        Cli.Outcome with = run("migrate", source, "--plan", plan.toString()).exits(0);
        try (TestDatabase other = Postgres.database()) {
            Cli.Outcome without =
                    Cli.run("migrate", source, other.url(), dir.resolve("work")).exits(0);
            assertThat(schema(with)).isEqualTo(schema(without));
            assertThat(with.json().get("rows")).isEqualTo(without.json().get("rows"));
        }
    }

    private static String schema(Cli.Outcome outcome) throws Exception {
        return Files.readString(outcome.directory().resolve("schema.sql"));
    }

    @Test
    void thePlanShowsTheMappingAndIsWrittenBesideIt() throws Exception {
        Cli.Outcome outcome =
                run("plan", people("(1, 'Ann', '2001-02-03', 1.5, NULL)")).exits(0);
        assertThat(outcome.out())
                .containsPattern("column +declared +PostgreSQL +type +codec +reason")
                .containsPattern("born +TEXT +born +text +text +declared TEXT; each of 1 values");
        assertThat(Files.readString(outcome.directory().resolve("plan.yaml")))
                .contains("version: 1")
                .contains("# 1 rows")
                .contains("# declared REAL; each of 1 values comes back byte for byte")
                .containsPattern("score:\\n +name: score\\n +type: double precision\\n +codec: real\\n");
    }

    @Test
    void typesNamesAndTablesFollowThePlan() throws Exception {
        Path source = people("(1, 'Ann', '2001-02-03', 1.5, NULL)");
        Sql.sqlite(source, "CREATE TABLE junk (x)", "INSERT INTO junk VALUES (1)");
        Path plan = plan("""
                version: 1
                tables:
                  person:
                    name: people
                    columns:
                      name: {type: varchar(10)}
                      born: {name: birthday, type: date}
                      score: {type: 'numeric(4, 1)'}
                  junk: {copy: false}
                """);
        Cli.Outcome outcome = run("migrate", source, "--plan", plan.toString()).exits(0);
        assertThat(Sql.rows(
                        target.connection(),
                        "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = 'people'"
                                + " ORDER BY ordinal_position"))
                .containsExactly("id|bigint", "name|character varying", "birthday|date", "score|numeric", "note|text");
        assertThat(Sql.one(target.connection(), "SELECT * FROM people")).isEqualTo("1|Ann|2001-02-03|1.5|null");
        assertThat(outcome.out()).contains("table \"junk\": is left out, as the plan says");
        assertThat(Sql.one(target.connection(), "SELECT to_regclass('junk')")).isEqualTo("null");
        run("verify", source).exits(0);
    }

    @Test
    void aValueThatDoesNotFitIsNamedBeforeAnythingIsWritten() throws Exception {
        Path source =
                people("(1, 'Ann', '2001-02-03', 1.5, NULL), (7, 'Bob', 'unknown', 2, NULL), (8, 'C', '', 3, NULL)");
        Path plan = plan("""
                version: 1
                tables:
                  Person:
                    columns:
                      born:
                        type: date
                """);
        for (String command : List.of("preflight", "schema", "migrate")) {
            Cli.Outcome outcome =
                    run(command, source, "--plan", plan.toString()).exits(1);
            assertThat(outcome.out())
                    .contains("table \"Person\", column \"born\": plan.yaml:5: 2 values do not fit date"
                            + " (codec iso:date:YYYY-MM-DD), the first in row \"id\"=7, which holds TEXT of 7 bytes");
        }
        assertThat(Sql.one(
                        target.connection(), "SELECT count(*) FROM pg_tables WHERE schemaname IN ('public', 'shadow')"))
                .isEqualTo("0");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            tabels: {}                                            | plan.yaml:2: unknown key tabels, the nearest is tables
            tables: {Person: {column: {}}}                        | plan.yaml:2: unknown key column, the nearest is columns
            tables: {Person: {columns: {born: {typ: date}}}}      | plan.yaml:2: unknown key typ, the nearest is type
            tables: {Persons: {copy: false}}                      | plan.yaml:2: there is no table "Persons"; the nearest is "Person"
            tables: {Person: {columns: {bron: {type: date}}}}     | plan.yaml:2: table "Person" has no column "bron"; the nearest is "born"
            tables: {Person: {columns: {born: {type: dato}}}}     | unknown type dato, the nearest is date
            tables: {Person: {columns: {born: {type: date, codec: integer}}}} | codec integer can't fill type date; those that can: iso
            tables: {Person: {columns: {id: {type: text}}}}       | is the alias of the rowid and needs a type of integers
            tables: {Person: {columns: {born: {codec: iso}}}}     | codec: says nothing without type
            tables: {Person: {columns: {note: {copy: false}}}}    | a column can be left out only of a target that exists
            tables: {Person: {copy: maybe}}                       | plan.yaml:2: copy: expected true or false, got maybe
            tables: {Person: {}, PERSON: {}}                      | plan.yaml:2: table PERSON is there twice
            on-bad-value: ignore                                  | plan.yaml:2: on-bad-value: expected stop or quarantine, got ignore
            tables: [                                             | plan.yaml:3: is no YAML
            """)
    void whatIsNotKnownIsRefusedWithItsPlace(String line, String message) throws Exception {
        Path plan = plan("version: 1\n" + line + "\n");
        Cli.Outcome outcome = run("migrate", people("(1, 'Ann', '2001-02-03', 1, '')"), "--plan", plan.toString())
                .exits(1);
        assertThat(outcome.out()).contains(message);
        assertThat(Sql.one(target.connection(), "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"))
                .isEqualTo("0");
    }

    @Test
    void aNameThatIsTakenIsRefused() throws Exception {
        Path plan = plan("version: 1\ntables: {Person: {columns: {name: {name: born}, born: {name: born}}}}\n");
        assertThat(run("migrate", people("(1, '', '', 1, '')"), "--plan", plan.toString())
                        .exits(1)
                        .out())
                .contains("column \"born\": can't be named \"born\", which is taken or no name");
    }

    @Test
    void theCensusTellsFormsOfText() throws Exception {
        Cli.Outcome outcome = run(
                        "plan",
                        people("(0, '{}', '2001-02-03', 1.5, '6f0c3b1e-9a57-4c1f-8d2e-0123456789ab'),"
                                + " (1, '[1]', '2001-02-03 04:05:06', -2, 'x')"))
                .exits(0);
        assertThat(Files.readString(outcome.directory().resolve("census.json")).replaceAll("\\s+", " "))
                .contains("\"dates\" : { \"YYYY-MM-DD\" : 1, \"YYYY-MM-DD HH:MM:SS\" : 1 }")
                .contains("\"uuids\" : 1")
                .contains("\"json\" : 2")
                .contains("\"booleans\" : 2")
                .contains("\"smallest\" : -2.0, \"largest\" : 1.5");
    }

    private Path people(String rows) throws SQLException {
        return Sql.sqlite(dir.resolve("people.sqlite"), SOURCE, "INSERT INTO Person VALUES " + rows);
    }

    private Path plan(String yaml) throws Exception {
        return Files.writeString(dir.resolve("plan.yaml"), yaml);
    }

    private Cli.Outcome run(String command, Path source, String... more) {
        return Cli.run(command, source, target.url(), dir.resolve("work"), more);
    }
}
