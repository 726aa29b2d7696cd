package io.shadowjdbc.bench;

import com.sun.management.ThreadMXBean;
import io.shadowjdbc.Shadow;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What it costs the application's thread to have every read mirrored. The workers compare on another core meanwhile. In
 * bursts that fit into the queue, so that each read is noted and none is dropped unseen.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 8, time = 1)
@Measurement(iterations = 8, time = 1)
public abstract class CaptureBenchmark {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int READS = 512;
    private static final int ROWS = 100;
    private static final int READS_OF_ROWS = 32;

    @Param({"RAW", "SHADOW", "SHADOW_MIRRORS_100"})
    private Wrapper wrapper;

    private Connection connection;
    private PreparedStatement point;
    private PreparedStatement range;
    private Shadow shadow;
    /** What the application's thread allocated in measured code, and for how many operations. */
    private long allocated;

    private long operations;
    private long reads;
    private long before;

    /** Opens a connection through the wrapper that is measured. */
    abstract Connection connect(Wrapper through) throws SQLException;

    @Setup
    public void open() throws SQLException {
        connection = connect(wrapper);
        point = connection.prepareStatement(Tracks.POINT);
        range = connection.prepareStatement(Tracks.RANGE);
        shadow = wrapper == Wrapper.SHADOW_MIRRORS_100 ? Shadow.of(connection) : null;
    }

    /** The same pause for each wrapper, for caches cool down in it. */
    @Setup(Level.Invocation)
    public void drain() {
        BusyWait.until(() -> shadow == null || BusyWait.verdictsOf(shadow) >= reads, () -> shadow.verdicts());
        before = THREADS.getCurrentThreadAllocatedBytes();
    }

    /** JMH's own profiler counts the workers' too. */
    @TearDown(Level.Invocation)
    public void countAllocation() {
        allocated += THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    @Setup(Level.Iteration)
    public void forgetAllocation() {
        allocated = 0;
        operations = 0;
    }

    @TearDown
    public void close() throws SQLException {
        System.out.printf(
                "%nthe application's thread allocated %.1f B an operation%n", (double) allocated / operations);
        if (shadow != null) {
            System.out.println("verdicts: " + shadow.verdicts());
        }
        connection.close();
    }

    @Benchmark
    @OperationsPerInvocation(READS)
    public void pointRead(Blackhole hole) throws SQLException {
        operations += READS;
        reads += READS;
        for (int i = 0; i < READS; i++) {
            point.setInt(1, 1);
            try (ResultSet row = point.executeQuery()) {
                row.next();
                hole.consume(row.getInt(1));
            }
        }
    }

    /** Per row of five columns. */
    @Benchmark
    @OperationsPerInvocation(READS_OF_ROWS * ROWS)
    public void row(Blackhole hole) throws SQLException {
        operations += READS_OF_ROWS * ROWS;
        reads += READS_OF_ROWS;
        for (int i = 0; i < READS_OF_ROWS; i++) {
            Tracks.read(range, ROWS, hole);
        }
    }
}
