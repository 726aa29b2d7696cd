package io.shadowjdbc.bench;

import io.shadowjdbc.fixture.Postgres;
import io.shadowjdbc.fixture.TestDatabase;
import org.openjdk.jmh.profile.GCProfiler;
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
    /**
     * How often everything is run, in turn: so the wrappers share what else the machine does, and a slow minute does not
     * hit one of them alone.
     */
    private static final String ROUNDS = "bench.rounds";

    private Benchmarks() {}

    public static void main(String[] args) throws CommandLineOptionException, RunnerException {
        CommandLineOptions chosen = new CommandLineOptions(args);
        if (chosen.shouldHelp()) {
            System.out.println(
                    "Arguments are those of JMH: a regular expression over StubBenchmark, StubCaptureBenchmark, SqliteCaptureBenchmark,"
                            + " SqliteBenchmark, SqliteTurnsBenchmark, MirrorTurnsBenchmark, SqliteLoadBenchmark, PostgresqlBenchmark,"
                            + " PostgresqlTurnsBenchmark, RoundTripBenchmark, TranslationBenchmark, SwitchBenchmark; -t THREADS; -f FORKS; -p wrapper=RAW,SHADOW; ..."
                            + " The system property " + ROUNDS + " says how often all of it is run in turn.");
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
            CostTable table = new CostTable();
            for (int round = 1; round <= Integer.getInteger(ROUNDS, 1); round++) {
                new Runner(options).run().forEach(table::add);
                // after each round all there is, for a run may be ended early
                table.print(System.out);
            }
        }
    }

    private static String property(String name, String value) {
        return "-D" + name + "=" + value;
    }
}
