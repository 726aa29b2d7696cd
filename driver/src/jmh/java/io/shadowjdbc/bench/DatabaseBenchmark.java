package io.shadowjdbc.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** The same workloads on each database. Each thread has its own connection. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public abstract class DatabaseBenchmark {
    private Tracks tracks;

    /** Opens a connection through the wrapper that is measured. */
    abstract Connection connect() throws SQLException;

    @Setup
    public void open() throws SQLException {
        tracks = new Tracks(connect());
    }

    @TearDown
    public void close() throws SQLException {
        tracks.close();
    }

    @Benchmark
    public void pointRead(Blackhole hole) throws SQLException {
        tracks.pointRead(hole);
    }

    @Benchmark
    public void prepareExecuteReadClose(Blackhole hole) throws SQLException {
        tracks.prepareExecuteReadClose(hole);
    }

    @Benchmark
    public void hundredRows(Blackhole hole) throws SQLException {
        tracks.hundredRows(hole);
    }

    @Benchmark
    public void tenThousandRows(Blackhole hole) throws SQLException {
        tracks.tenThousandRows(hole);
    }

    @Benchmark
    public void insertAndCommit(Blackhole hole) throws SQLException {
        tracks.insertAndCommit(hole);
    }
}
