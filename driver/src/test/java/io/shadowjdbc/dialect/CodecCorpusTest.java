package io.shadowjdbc.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.shadowjdbc.fixture.Postgres;
import io.shadowjdbc.fixture.TestDatabase;
import io.shadowjdbc.schema.Definition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs the statements of {@code codecs/templates.sql} over a column of every codec, on SQLite and through the driver's
 * bridge: they give the same, or are refused, or fail with SQLITE_MISMATCH; never something else in silence.
 */
class CodecCorpusTest {
    private static final Path TEMPLATES = Path.of("src/test/resources/io/shadowjdbc/dialect/codecs/templates.sql");
    private static final List<String> OTHERS = List.of("5", "2.5", "'abc'", "'12'", "X'41'");
    private static final CorpusStatement SAME_KEY =
            new CorpusStatement("INSERT INTO samples (id) VALUES (5000)", List.of(), DifferentialRun.Kind.IDENTICAL);
    private static final Map<DifferentialRun.Kind, Integer> FIGURES = new EnumMap<>(DifferentialRun.Kind.class);

    private static SampleSides.Side side;
    private static Connection sqlite;

    @BeforeAll
    static void createBothSides() throws Exception {
        sqlite = DriverManager.getConnection("jdbc:sqlite::memory:");
        CodecSamples.createSqlite(sqlite);
        sqlite.setAutoCommit(false);
        TestDatabase database = Postgres.database();
        try (Connection postgresql = database.connect()) {
            HelperFunctions.install(postgresql);
            CodecSamples.createPostgresql(postgresql, sqlite);
        }
        side = SampleSides.side(database, CodecSamples.map().withDefinitions(Definition.read(sqlite)));
    }

    @AfterAll
    static void dropBothSides() throws Exception {
        side.close();
        sqlite.close();
        System.out.println("codec corpus: " + FIGURES);
    }

    static Stream<CodecSamples.Column> columns() {
        return CodecSamples.COLUMNS.stream();
    }

    @ParameterizedTest
    @MethodSource("columns")
    void neverGivesSomethingElseInSilence(CodecSamples.Column column) throws Exception {
        DifferentialRun run = new DifferentialRun(sqlite, side.connection(), side.map());
        List<String> differences = new ArrayList<>();
        for (CorpusStatement statement : statements(column)) {
            if (statement.sql().startsWith("INSERT")) {
                // last_insert_rowid() is then the same on both sides, whatever was refused before
                run.run(SAME_KEY);
            }
            DifferentialRun.Outcome outcome = run.run(statement);
            FIGURES.merge(outcome.kind(), 1, Integer::sum);
            if (Boolean.getBoolean("listOutcomes") && outcome.kind() != DifferentialRun.Kind.IDENTICAL) {
                System.out.println(
                        outcome.kind() + " " + column.codec() + ": " + statement.sql() + "\n    " + outcome.detail());
            }
            boolean isTold = outcome.kind() == DifferentialRun.Kind.REFUSED
                    || outcome.detail().contains("SQLITE_MISMATCH");
            if (outcome.kind() != DifferentialRun.Kind.IDENTICAL && !isTold) {
                differences.add(statement.sql() + "\n    " + outcome.detail());
            }
        }
        assertThat(differences).isEmpty();
    }

    private static List<CorpusStatement> statements(CodecSamples.Column column) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String template : Files.readAllLines(TEMPLATES)) {
            String line = template.replace("{c}", column.name())
                    .replace("{v}", column.first())
                    .replace("{w}", column.second());
            if (line.contains("{x}")) {
                OTHERS.forEach(other -> lines.add(line.replace("{x}", other)));
            } else {
                lines.add(line);
            }
        }
        return CorpusStatement.parse(lines);
    }
}
