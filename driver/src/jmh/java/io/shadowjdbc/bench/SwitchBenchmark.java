package io.shadowjdbc.bench;

import io.shadowjdbc.jdbc.SwitchRemoval;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
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

/** What it costs a running application that its provider can be switched: the same driver with the check and without it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(5)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class SwitchBenchmark {
    /** Whether the driver has its check. */
    public enum Check {
        WITH,
        WITHOUT
    }

    @Param
    private Check check;

    private Path file;
    private Connection stub;
    private Connection sqlite;
    private PreparedStatement ofStub;
    private PreparedStatement ofSqlite;

    @Setup
    public void open() throws Exception {
        if (check == Check.WITHOUT) {
            SwitchRemoval.apply();
        }
        StubDriver.install();
        stub = Wrapper.SHADOW.connect(StubDriver.URL, StubDriver.OTHER_URL);
        ofStub = stub.prepareStatement("SELECT TrackId FROM Track WHERE TrackId = ?");
        file = Files.createTempFile("switch", ".db");
        sqlite = DriverManager.getConnection("jdbc:shadow:sqlite:" + file);
        try (Statement statement = sqlite.createStatement()) {
            statement.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT)");
            statement.execute("INSERT INTO t VALUES (1, 'a')");
        }
        ofSqlite = sqlite.prepareStatement("SELECT name FROM t WHERE id = ?");
    }

    @TearDown
    public void close() throws Exception {
        stub.close();
        sqlite.close();
        Files.delete(file);
    }

    /** Over a driver that does no work. */
    @Benchmark
    public int stub() throws SQLException {
        return read(ofStub);
    }

    @Benchmark
    public int sqlite() throws SQLException {
        return read(ofSqlite);
    }

    private static int read(PreparedStatement statement) throws SQLException {
        statement.setInt(1, 1);
        try (ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getInt(1);
        }
    }
}
