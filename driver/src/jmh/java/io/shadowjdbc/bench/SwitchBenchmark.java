package io.shadowjdbc.bench;

import io.shadowjdbc.jdbc.SwitchRemoval;
import java.io.IOException;
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
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(5)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class SwitchBenchmark {
    /** Whether the driver has its check. */
    public enum Check {
        WITHOUT,
        WITH;

        /** To be called before the first connection of the process. */
        void choose() throws IOException {
            if (this == WITHOUT) {
                SwitchRemoval.apply();
            }
        }
    }

    /** Over a driver that does no work. */
    @State(Scope.Benchmark)
    public static class Stub {
        @Param
        private Check check;

        private Connection connection;
        private PreparedStatement statement;

        @Setup
        public void open() throws Exception {
            check.choose();
            StubDriver.install();
            connection = Wrapper.SHADOW.connect(StubDriver.URL, StubDriver.OTHER_URL);
            statement = connection.prepareStatement("SELECT TrackId FROM Track WHERE TrackId = ?");
        }

        @TearDown
        public void close() throws Exception {
            connection.close();
        }
    }

    /** Over SQLite: a point read of a table of one row, the least that it can be asked. */
    @State(Scope.Benchmark)
    public static class Sqlite {
        @Param
        private Check check;

        private Path file;
        private Connection connection;
        private PreparedStatement statement;

        @Setup
        public void open() throws Exception {
            check.choose();
            file = Files.createTempFile("switch", ".db");
            connection = DriverManager.getConnection("jdbc:shadow:sqlite:" + file);
            try (Statement create = connection.createStatement()) {
                create.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT)");
                create.execute("INSERT INTO t VALUES (1, 'a')");
            }
            statement = connection.prepareStatement("SELECT id FROM t WHERE id = ?");
        }

        @TearDown
        public void close() throws Exception {
            connection.close();
            Files.delete(file);
        }
    }

    @Benchmark
    public int stub(Stub stub) throws SQLException {
        return read(stub.statement);
    }

    @Benchmark
    public int sqlite(Sqlite sqlite) throws SQLException {
        return read(sqlite.statement);
    }

    private static int read(PreparedStatement statement) throws SQLException {
        statement.setInt(1, 1);
        try (ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getInt(1);
        }
    }
}
