package io.shadowjdbc.bench;

import io.shadowjdbc.Shadow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Eight threads read SQLite as fast as all processors let them, without mirroring and with every read selected for it:
 * the application may lose what the budget allows for (0.1) and 3 % more. PostgreSQL is on the same machine, and its work
 * counts. Prints what became of the reads.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Threads(8)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 8, time = 1)
public class SqliteLoadBenchmark {
    @Param({"SHADOW", "SHADOW_MIRRORS_100"})
    private Wrapper wrapper;

    private Connection connection;
    private PreparedStatement point;
    private int id;

    @Setup
    public void open() throws SQLException {
        connection = wrapper.connect(Databases.sqlite(), Databases.postgresql(Databases.OTHER));
        point = connection.prepareStatement(Tracks.POINT);
    }

    @TearDown
    public void close() throws SQLException, InterruptedException {
        if (wrapper == Wrapper.SHADOW_MIRRORS_100) {
            Shadow shadow = Shadow.of(connection);
            shadow.awaitVerdicts(Duration.ofSeconds(20));
            System.out.println(shadow.verdicts() + " " + shadow.reasons());
        }
        connection.close();
    }

    @Benchmark
    public void pointRead(Blackhole hole) throws SQLException {
        // a prime stride, so that pages are not read in order
        id = (id + 7919) % Databases.TRACKS;
        Tracks.read(point, id + 1, hole);
    }
}
