package io.shadowjdbc.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.shadowjdbc.schema.SchemaMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/reference/sql.md} shows what the corpus runs: for each of its rules some statements on both sides. */
class SqlReferenceTest {
    private static final Path CORPUS = Path.of("src/test/resources/io/shadowjdbc/dialect/corpus");
    private static final Path PAGE = Path.of("../docs/reference/sql.md");
    private static final int EXAMPLES = 4;
    private static final SchemaMap MAP = SampleShop.map(true);

    @Test
    void thePageSaysWhatTheCorpusRuns() throws IOException {
        String rendered = render();
        if (Boolean.getBoolean("updateDocs")) {
            Files.writeString(PAGE, rendered);
            return;
        }
        assertThat(Files.exists(PAGE) ? Files.readString(PAGE) : "")
                .as(
                        "docs/reference/sql.md; to write it anew: mvn -pl driver test -DupdateDocs=true -Dtest=SqlReferenceTest")
                .isEqualTo(rendered);
    }

    private static String render() throws IOException {
        StringBuilder page = new StringBuilder("""
                # SQLite's SQL on PostgreSQL

                While PostgreSQL is active the application goes on sending SQLite's SQL. The driver translates a statement when it
                first meets it. A statement gives what SQLite gives, or is refused: an `SQLiteException` names the construct, its
                position and what to write instead. This page is generated from the statements that the tests run on both
                databases; the examples are on the schema of those tests, with PostgreSQL types that a person would choose.

                How it works: SQLite itself, in memory and without rows, has the application's schema beside each connection. It says
                what is wrong with a statement in its own words, answers PRAGMAs and queries of `sqlite_master`, and runs DDL first.
                Functions that PostgreSQL lacks are in its schema `shadow`.

                Known limits: `last_insert_rowid()` of a table without an `INTEGER PRIMARY KEY` is refused, and
                `getGeneratedKeys()` is empty then. The next generated key is SQLite's, unless another transaction writes to
                the table meanwhile, or one statement of several rows leaves some out by `OR IGNORE` or `ON CONFLICT`: then
                there may be a gap. Where a row breaks several keys, the error may name another one of them. A transaction that
                PostgreSQL can't serialize fails with `SQLITE_BUSY`; a statement of its own is tried again. Foreign keys are enforced whatever `PRAGMA foreign_keys` says.

                Columns that hold what PostgreSQL's types do not: every codec of a [plan](plan.md) is in the tests. A column without a
                declared type (`any:bytea`) and text with U+0000 (`raw-text`, `nul-escape`) can be selected, compared and written as they
                are; an expression over them fails with `SQLITE_MISMATCH` when it meets a blob, an infinite number or U+0000. Writing
                what the column's type can't give back byte for byte is refused or fails with `SQLITE_MISMATCH`: text that is no number
                into `bigint`, JSON in another writing than PostgreSQL's into `jsonb`, another format of a date into `timestamp`.

                `PRAGMA user_version` and `application_id` are rows of `shadow.setting`. `migrate`, `copy`, `cutover` and `rollback`
                bring them to the other side; a schema that is made through the driver begins with 0. Where the tables were made by
                other means, reading one of them fails until it is set.

                Without the right to create: where neither the migrator nor the driver may install the functions (no `CREATE` on the
                database, no `USAGE` on schema `shadow`), a statement that needs none runs as always; what is a mere expression
                (division, `%`, shifts, `typeof`, `CAST` to INTEGER, arithmetic with decimals, stored times) is written out; anything else is refused with
                the function's name and what to grant, and so is DDL. `preflight` reports the missing right, `status` the missing functions, the report mirrored
                reads that need them. The driver looks again every few seconds.
                """);
        try (Stream<Path> files = Files.list(CORPUS)) {
            for (Path file : files.sorted().toList()) {
                rules(file).forEach((rule, statements) -> page.append(section(rule, statements)));
            }
        }
        return page.toString();
    }

    /** The statements under each comment of a file. */
    private static Map<String, List<CorpusStatement>> rules(Path file) throws IOException {
        Map<String, List<String>> lines = new LinkedHashMap<>();
        String rule = file.getFileName().toString();
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith("-- ")) {
                rule = line.substring(3).trim();
            } else if (!line.isBlank()) {
                lines.computeIfAbsent(rule, key -> new ArrayList<>()).add(line);
            }
        }
        Map<String, List<CorpusStatement>> rules = new LinkedHashMap<>();
        for (Map.Entry<String, List<String>> entry : lines.entrySet()) {
            rules.put(entry.getKey(), CorpusStatement.parse(entry.getValue()));
        }
        return rules;
    }

    private static String section(String rule, List<CorpusStatement> statements) {
        String title = Character.toUpperCase(rule.charAt(0)) + rule.substring(1);
        StringBuilder text = new StringBuilder("\n## " + title + "\n\n" + statements.size() + " statements, "
                + statements.stream()
                        .filter(each -> each.expected() == DifferentialRun.Kind.IDENTICAL)
                        .count()
                + " of them identical.\n\n| SQLite | PostgreSQL |\n|---|---|\n");
        int step = Math.max(1, statements.size() / EXAMPLES);
        for (int i = 0; i < statements.size(); i++) {
            CorpusStatement statement = statements.get(i);
            boolean refused = statement.expected() != DifferentialRun.Kind.IDENTICAL;
            if (refused || i % step == 0) {
                text.append("| ")
                        .append(code(statement.sql()))
                        .append(" | ")
                        .append(other(statement))
                        .append(" |\n");
            }
        }
        return text.toString();
    }

    private static String other(CorpusStatement statement) {
        Translation translation = SqliteToPostgresql.translate(statement.sql(), MAP);
        if (translation instanceof Translation.Untranslatable reason) {
            return "refused: " + cell(reason.construct()) + ". " + cell(reason.advice());
        } else if (translation instanceof Translation.Translated translated) {
            return statement.expected() == DifferentialRun.Kind.IDENTICAL
                    ? code(translated.sql())
                    : "refused when it runs, with the values of the example";
        } else if (translation instanceof Translation.Local) {
            return "answered by SQLite in memory";
        }
        return "run on SQLite in memory, then on PostgreSQL with the types that it suggests";
    }

    private static String code(String sql) {
        return "``" + " " + cell(sql) + " ``";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", " ");
    }
}
