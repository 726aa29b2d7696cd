package io.shadowjdbc.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
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
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** What a wrapper costs by itself: over a driver that does no work. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class StubBenchmark {
    private static final String SQL = "SELECT TrackId, Name, UnitPrice, AlbumId, Composer FROM Track WHERE TrackId = ?";
    private static final int ROWS = 100;

    @Param({"RAW", "SHADOW", "HIKARI", "P6SPY", "DATASOURCE_PROXY", "JOOQ_PARSING"})
    private Wrapper wrapper;

    private Connection connection;
    private PreparedStatement cached;

    @Setup
    public void open() throws SQLException {
        StubDriver.install();
        connection = wrapper.connect(StubDriver.URL, StubDriver.OTHER_URL);
        cached = connection.prepareStatement(SQL);
    }

    @TearDown
    public void close() throws SQLException {
        connection.close();
    }

    @Benchmark
    public int cachedPointRead() throws SQLException {
        cached.setInt(1, 1);
        try (ResultSet row = cached.executeQuery()) {
            row.next();
            return row.getInt(1);
        }
    }

    @Benchmark
    public int prepareExecuteReadClose() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SQL)) {
            statement.setInt(1, 1);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    /** 101 moves and 500 getters. */
    @Benchmark
    public void hundredRows(Blackhole hole) throws SQLException {
        cached.setInt(1, ROWS);
        try (ResultSet row = cached.executeQuery()) {
            while (row.next()) {
                hole.consume(row.getInt(1));
                hole.consume(row.getString(2));
                hole.consume(row.getDouble(3));
                hole.consume(row.getInt(4));
                hole.consume(row.getString(5));
            }
        }
    }
}
