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
