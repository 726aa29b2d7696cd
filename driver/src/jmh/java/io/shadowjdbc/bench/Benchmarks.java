package io.shadowjdbc.bench;

import io.shadowjdbc.fixture.Postgres;
import io.shadowjdbc.fixture.TestDatabase;
import java.util.Collection;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs the benchmarks that JMH's own arguments select, with a PostgreSQL server for those that need one, and prints what
 * each wrapper costs beside the raw driver.
 */
public final class Benchmarks {
    private Benchmarks() {}

    public static void main(String[] args) throws CommandLineOptionException, RunnerException {
        CommandLineOptions chosen = new CommandLineOptions(args);
        if (chosen.shouldHelp()) {
            System.out.println("Arguments are those of JMH: a regular expression over StubBenchmark, CaptureBenchmark,"
                    + " SqliteBenchmark, PostgresqlBenchmark; -t THREADS; -f FORKS; -p wrapper=RAW,SHADOW; ...");
            return;
        }
        try (TestDatabase database = Postgres.database();
                TestDatabase other = Postgres.database()) {
            Options options = new OptionsBuilder()
                    .parent(chosen)
                    .addProfiler(GCProfiler.class)
                    .jvmArgsAppend(
                            "--enable-native-access=ALL-UNNAMED",
                            "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                            "-Dorg.jooq.no-logo=true",
                            "-Dorg.jooq.no-tips=true",
                            property(Databases.POSTGRESQL, database.url()),
                            property(Databases.OTHER, other.url()))
                    .build();
            Collection<RunResult> results = new Runner(options).run();
            new CostTable(results).print(System.out);
        }
    }

    private static String property(String name, String value) {
        return "-D" + name + "=" + value;
    }
}
