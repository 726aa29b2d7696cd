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
    static final String POINT = "SELECT TrackId, Name, UnitPrice, AlbumId, Composer FROM Track WHERE TrackId = ?";
    static final String RANGE =
            "SELECT TrackId, Name, UnitPrice, AlbumId, Composer FROM Track WHERE TrackId <= ? ORDER BY TrackId";

    private Connection connection;
    private PreparedStatement point;
    private PreparedStatement range;
    private PreparedStatement insert;
    private int id;

    /** Opens a connection through the wrapper that is measured. */
    abstract Connection connect() throws SQLException;

    @Setup
    public void open() throws SQLException {
        connection = connect();
        point = connection.prepareStatement(POINT);
        range = connection.prepareStatement(RANGE);
        insert = connection.prepareStatement("INSERT INTO Play (TrackId, Seconds) VALUES (?, ?)");
    }

    @TearDown
    public void close() throws SQLException {
        connection.close();
    }

    private int nextId() {
        // a prime stride, so that pages are not read in order
        id = (id + 7919) % Databases.TRACKS;
        return id + 1;
    }

    @Benchmark
    public void pointRead(Blackhole hole) throws SQLException {
        read(point, nextId(), hole);
    }

    @Benchmark
    public void prepareExecuteReadClose(Blackhole hole) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(POINT)) {
            read(statement, nextId(), hole);
        }
    }

    @Benchmark
    public void hundredRows(Blackhole hole) throws SQLException {
        read(range, 100, hole);
    }

    @Benchmark
    public void tenThousandRows(Blackhole hole) throws SQLException {
        read(range, Databases.TRACKS, hole);
    }

    @Benchmark
    public int insertAndCommit() throws SQLException {
        connection.setAutoCommit(false);
        insert.setInt(1, nextId());
        insert.setInt(2, 60);
        int count = insert.executeUpdate();
        connection.commit();
        connection.setAutoCommit(true);
        return count;
    }

    private static void read(PreparedStatement statement, int parameter, Blackhole hole) throws SQLException {
        statement.setInt(1, parameter);
        try (ResultSet row = statement.executeQuery()) {
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
