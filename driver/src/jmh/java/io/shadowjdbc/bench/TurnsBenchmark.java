package io.shadowjdbc.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.Blackhole;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.runner.IterationType;

/**
 * All wrappers in one process, on the same database, taking turns within milliseconds in no order. A wrapper costs a thousandth
 * of what a database does, and what else the machine does from one second to the next a tenth: in runs of their own that hides
 * every wrapper. JMH's own score is that of a round of all and says nothing; the table that each fork prints does.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 10, time = 2)
public abstract class TurnsBenchmark {
    private final List<Contender> contenders = new ArrayList<>();
    private final List<Contender> order = new ArrayList<>();
    private final Random random = new Random(1);
    private boolean mirrors;
    private boolean measured;
    private int operations;

    /** Who takes turns, the plain driver first. Where it comes a second time it shows how far equals may differ. */
    abstract List<Wrapper> wrappers();

    abstract Connection connect(Wrapper wrapper) throws SQLException;

    @Setup
    public void open() throws SQLException, ReflectiveOperationException {
        for (Wrapper wrapper : wrappers()) {
            contenders.add(new Contender(wrapper, () -> connect(wrapper)));
            mirrors |= wrapper.mirrors();
        }
        order.addAll(contenders);
    }

    @Setup(Level.Iteration)
    public void begin(IterationParams iteration) {
        if (!measured && iteration.getType() == IterationType.MEASUREMENT) {
            measured = true;
            contenders.forEach(Contender::forgetTurns);
        }
    }

    @TearDown
    public void close(BenchmarkParams params) throws SQLException {
        String name = params.getBenchmark().replaceFirst(".*\\.(\\w+\\.\\w+)$", "$1");
        TurnsTable.print(name, contenders, operations, System.out);
        for (Contender contender : contenders) {
            contender.close();
        }
    }

    @Benchmark
    public void pointRead(Blackhole hole) throws SQLException {
        round(Workload.POINT_READ, 256, hole);
    }

    @Benchmark
    public void prepareExecuteReadClose(Blackhole hole) throws SQLException {
        round(Workload.PREPARE_EXECUTE_READ_CLOSE, 256, hole);
    }

    @Benchmark
    public void hundredRows(Blackhole hole) throws SQLException {
        round(Workload.HUNDRED_ROWS, 32, hole);
    }

    @Benchmark
    public void tenThousandRows(Blackhole hole) throws SQLException {
        round(Workload.TEN_THOUSAND_ROWS, 1, hole);
    }

    @Benchmark
    public void insertAndCommit(Blackhole hole) throws SQLException {
        round(Workload.INSERT_AND_COMMIT, 20, hole);
    }

    /** Each does the work as often as it says, in turn. */
    private void round(Workload workload, int times, Blackhole hole) throws SQLException {
        operations = times;
        // so that nobody always comes after the same one
        Collections.shuffle(order, random);
        for (Contender contender : order) {
            if (mirrors) {
                // the same pause for all, for caches cool down in it
                BusyWait.until(
                        () -> contenders.stream().allMatch(Contender::hasVerdicts),
                        () -> contenders.stream().map(Contender::verdicts).toList());
            }
            contender.turn(workload, times, hole);
        }
    }
}
