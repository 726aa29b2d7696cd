package io.shadowjdbc.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.shadowjdbc.fixture.Postgres;
import io.shadowjdbc.fixture.TestDatabase;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Statements that nobody has thought of, over schemas and rows that nobody has thought of: identical or refused, never
 * silently different, and never an error where SQLite has an answer. Each try draws a schema and runs many statements on
 * it. {@code -Dgenerated.statements=N} sets how many statements a run has, {@code -Dgenerated.seed=N} runs one schema
 * again, {@code -Dgenerated.list=true} prints all findings instead of failing at the first schema that has one, and
 * {@code -Dgenerated.refusals=true} prints what was refused.
 */
class GeneratedStatementsTest {
    private static final int SCHEMAS = 12;
    private static final int SOAK_SCHEMAS = 200;
    private static final int STATEMENTS = 3_000;
    private static final int SOAK_STATEMENTS = 100_000;

    private static final int LEAST_IDENTICAL = 85;

    private static final Map<Verdict, Integer> FIGURES = new EnumMap<>(Verdict.class);

    private static TestDatabase database;
    private static int schemas;

    /** What became of a statement. */
    private enum Verdict {
        IDENTICAL,
        REFUSED,
        /** A value that its column can't hold on PostgreSQL, which an error says at the assignment. */
        MISFIT,
        FOUND
    }

    @BeforeContainer
    static void createDatabase() throws Exception {
        database = Postgres.database();
        try (Connection postgresql = database.connect()) {
            HelperFunctions.install(postgresql);
        }
    }

    @AfterContainer
    static void dropDatabase() {
        database.close();
        int all = FIGURES.values().stream().mapToInt(Integer::intValue).sum();
        System.out.println("generated statements: " + FIGURES + " over " + schemas + " schemas");
        // one that is mostly refused shows nothing
        assertThat(FIGURES.getOrDefault(Verdict.IDENTICAL, 0)).isGreaterThan(all * LEAST_IDENTICAL / 100);
    }

    /** The same statements in every build, so that none fails for what another change is not to blame for. */
    @Property(tries = SCHEMAS, seed = "20261121", shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void areNeverSilentlyDifferent(@ForAll long seed) throws Exception {
        run(seed, Integer.getInteger("generated.statements", STATEMENTS) / SCHEMAS);
    }

    @Tag("soak")
    @Property(tries = SOAK_SCHEMAS, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void manyAreNeverSilentlyDifferent(@ForAll long seed) throws Exception {
        run(seed, Integer.getInteger("generated.statements", SOAK_STATEMENTS) / SOAK_SCHEMAS);
    }

    static void run(long drawn, int statements) throws Exception {
        long seed = Long.getLong("generated.seed", drawn);
        Draw draw = new Draw(seed);
        GeneratedSchema schema = GeneratedSchema.draw(draw);
        List<String> findings = new ArrayList<>();
        try (GeneratedSides sides = GeneratedSides.create(schema, database, "generated_" + ++schemas)) {
            DifferentialRun run = sides.run();
            GeneratedStatements generator = new GeneratedStatements(draw, schema);
            for (int i = 0; i < statements; i++) {
                CorpusStatement statement = generator.next();
                DifferentialRun.Outcome outcome = run.run(statement);
                Verdict verdict = verdict(outcome);
                FIGURES.merge(verdict, 1, Integer::sum);
                if (verdict == Verdict.FOUND) {
                    findings.add(outcome.kind() + ": " + statement.sql() + "\n    with " + statement.parameters()
                            + "\n    " + outcome.detail());
                }
                if (verdict == Verdict.REFUSED && Boolean.getBoolean("generated.refusals")) {
                    System.out.println("REFUSED " + outcome.detail() + " : " + statement.sql());
                }
            }
        }
        if (!findings.isEmpty() && Boolean.getBoolean("generated.list")) {
            System.out.println("SCHEMA " + seed + "\n" + script(schema));
            findings.forEach(finding -> System.out.println("FOUND " + seed + " " + finding));
            return;
        }
        assertThat(findings).as("seed " + seed + "\n" + script(schema)).isEmpty();
    }

    private static Verdict verdict(DifferentialRun.Outcome outcome) {
        return switch (outcome.kind()) {
            case IDENTICAL -> Verdict.IDENTICAL;
            case REFUSED -> Verdict.REFUSED;
            default -> outcome.isMisfit() ? Verdict.MISFIT : Verdict.FOUND;
        };
    }

    private static String script(GeneratedSchema schema) {
        StringBuilder text = new StringBuilder();
        schema.sqlite().forEach(sql -> text.append(sql).append(";\n"));
        schema.tables()
                .forEach(table -> table.columns()
                        .forEach(column -> text.append("-- ")
                                .append(table.name())
                                .append('.')
                                .append(column.name())
                                .append(": ")
                                .append(column.codec().name())
                                .append('\n')));
        return text.toString();
    }
}
