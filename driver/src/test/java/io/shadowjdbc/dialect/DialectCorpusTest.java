package io.shadowjdbc.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs the statements of {@code corpus/} on SQLite and, translated, on PostgreSQL, and compares values, storage classes,
 * labels, update counts and what the tables hold afterwards. A statement gives the same on both schemas, or is marked.
 */
class DialectCorpusTest {
    private static final Path CORPUS = Path.of("src/test/resources/io/shadowjdbc/dialect/corpus");

    private static final Map<String, Integer> FIGURES = new TreeMap<>();

    private static SampleSides sides;

    @BeforeAll
    static void createBothSides() throws Exception {
        sides = SampleSides.create();
    }

    @AfterAll
    static void dropBothSides() throws Exception {
        sides.close();
        System.out.println("dialect corpus: " + FIGURES);
    }

    static Stream<String> files() throws IOException {
        try (Stream<Path> files = Files.list(CORPUS)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void givesWhatSqliteGives(String file) throws Exception {
        List<String> findings = new ArrayList<>();
        for (CorpusStatement statement : CorpusStatement.read(CORPUS.resolve(file))) {
            for (boolean isRich : new boolean[] {false, true}) {
                DifferentialRun.Outcome outcome = sides.run(isRich).run(statement);
                String schema = isRich ? "rich" : "plain";
                FIGURES.merge(schema + " " + outcome.kind(), 1, Integer::sum);
                if (outcome.kind() != statement.expected()) {
                    findings.add(schema + " " + outcome.kind() + ": " + statement.sql() + "\n    " + outcome.detail());
                }
            }
        }
        assertThat(findings).isEmpty();
    }
}
