package io.shadowjdbc.dialect;

import io.shadowjdbc.plan.Planner;
import io.shadowjdbc.plan.Planners;
import io.shadowjdbc.plan.StatementPlans;
import io.shadowjdbc.schema.SchemaMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to find or to work out the translation of a statement: those of the corpus, one after the other. */
@State(Scope.Thread)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class TranslationBenchmark {
    private static final Path CORPUS = Path.of("src/test/resources/io/shadowjdbc/dialect/corpus");

    private final SchemaMap map = SampleShop.map(true);
    private final Planner planner = Planners.of(Dialect.SQLITE, Dialect.POSTGRESQL);
    private final StatementPlans plans = new StatementPlans(map, planner);
    private String[] statements;
    private char[][] characters;
    private int next;

    @Setup
    public void readCorpus() throws IOException {
        List<String> texts = new ArrayList<>();
        try (Stream<Path> files = Files.list(CORPUS)) {
            for (Path file : files.sorted().toList()) {
                CorpusStatement.read(file).forEach(statement -> texts.add(statement.sql()));
            }
        }
        statements = texts.toArray(String[]::new);
        characters = texts.stream().map(String::toCharArray).toArray(char[][]::new);
        texts.forEach(text -> plans.plan(text).translation());
    }

    private int next() {
        next = next + 1 < statements.length ? next + 1 : 0;
        return next;
    }

    /** A statement whose text the application holds as one string. */
    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    public Translation seenBefore() {
        return plans.plan(statements[next()]).translation();
    }

    /** A statement whose text the application puts together each time; that alone is a part of the time. */
    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    public Translation seenBeforeInANewString() {
        return plans.plan(new String(characters[next()])).translation();
    }

    /** All that is worked out of a text that comes for the first time. The median over samples is that over statements. */
    @Benchmark
    @BenchmarkMode(Mode.SampleTime)
    public Translation anew() {
        return planner.plan(statements[next()], map).translation();
    }
}
