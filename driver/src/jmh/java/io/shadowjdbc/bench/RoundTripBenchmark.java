package io.shadowjdbc.bench;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
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

/**
 * SQLite's SQL through the driver while PostgreSQL is active, beside the same statements written by hand for PostgreSQL
 * with its own driver, on the same table. They take turns within milliseconds, so that what else the machine does meets
 * them alike: how deep its processors sleep between two messages changes a round trip by more than the driver does.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 10, time = 2)
public class RoundTripBenchmark {
    private static final int READS = 20;

    private static final String SQLITE =
            "SELECT TrackId, Name, UnitPrice, AlbumId, Composer FROM Piece WHERE TrackId = ?";
    private static final String POSTGRESQL =
            "SELECT \"TrackId\", \"Name\", \"UnitPrice\", \"AlbumId\", \"Composer\" FROM \"Piece\" WHERE \"TrackId\" = ?";
    private static final String CHANGE = "UPDATE \"Piece\" SET \"AlbumId\" = ? WHERE \"TrackId\" = ?";

    /** Nanoseconds of each, and how many reads or transactions each did. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Turns {
        public long raw;
        public long rawSerializable;
        public long rawAutosave;
        public long translated;
        public long turns;
    }

    /** Who speaks to PostgreSQL. */
    private record Speaker(Connection connection, PreparedStatement point, PreparedStatement change) {
        static Speaker of(String url, String point) throws SQLException {
            Connection connection = DriverManager.getConnection(url);
            return new Speaker(connection, connection.prepareStatement(point), connection.prepareStatement(CHANGE));
        }
    }

    private interface Work {
        void of(Speaker speaker, Blackhole hole) throws SQLException;
    }

    private final Work reads = this::reads;
    private final Work transaction = this::transaction;
    private final Work changes = this::changes;

    private final Random random = new Random(1);
    private final List<Integer> order = new ArrayList<>(List.of(0, 1, 2, 3));
    private Speaker raw;
    private Speaker rawSerializable;
    private Speaker rawAutosave;
    private Speaker translated;
    private int id;

    @Setup
    public void open() throws SQLException, IOException {
        Path directory = Files.createTempDirectory("shadow-bench-");
        String url = System.getProperty(Databases.POSTGRESQL);
        String shadow = "jdbc:shadow:sqlite:" + directory.resolve("absent.db")
                + "?shadow.provider=postgresql&shadow.mirror.rate=0&shadow.parity.dir="
                + URLEncoder.encode(directory.resolve("parity").toString(), StandardCharsets.UTF_8)
                + "&shadow.secondary.url=" + URLEncoder.encode(url, StandardCharsets.UTF_8);
        fill(shadow);
        raw = Speaker.of(url, POSTGRESQL);
        // what keeps transactions apart as SQLite does
        rawSerializable = Speaker.of(url, POSTGRESQL);
        rawSerializable.connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
        // what PostgreSQL's own driver can do so that a failed statement does not end a transaction
        String autosave = (url.contains("?") ? "&" : "?") + "autosave=always&cleanupSavepoints=true";
        rawAutosave = Speaker.of(url + autosave, POSTGRESQL);
        translated = Speaker.of(shadow, SQLITE);
    }

    private static void fill(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS Piece (TrackId INTEGER PRIMARY KEY, Name TEXT NOT NULL,"
                    + " UnitPrice REAL NOT NULL, AlbumId INTEGER NOT NULL, Composer TEXT)");
            connection.setAutoCommit(false);
            statement.execute("DELETE FROM Piece");
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO Piece VALUES (?, ?, ?, ?, ?)")) {
                for (int id = 1; id <= Databases.TRACKS; id++) {
                    insert.setInt(1, id);
                    insert.setString(2, "For Those About To Rock " + id);
                    insert.setDouble(3, 0.99 + id % 3);
                    insert.setInt(4, id % 347);
                    insert.setString(5, id % 5 == 0 ? null : "Angus Young, Malcolm Young");
                    insert.addBatch();
                }
                insert.executeBatch();
            }
            connection.commit();
            connection.setAutoCommit(true);
            statement.execute("ANALYZE");
        }
    }

    @TearDown
    public void close() throws SQLException {
        raw.connection.close();
        rawSerializable.connection.close();
        rawAutosave.connection.close();
        translated.connection.close();
    }

    /** Twenty point reads, each a transaction of its own. */
    @Benchmark
    public void pointRead(Turns turns, Blackhole hole) throws SQLException {
        takeTurns(reads, READS, turns, hole);
    }

    /** Twenty point reads in one transaction, and its end. */
    @Benchmark
    public void pointReadInTransaction(Turns turns, Blackhole hole) throws SQLException {
        takeTurns(transaction, READS, turns, hole);
    }

    /** A transaction that reads a row and writes it, as most do. */
    @Benchmark
    public void readAndWriteInTransaction(Turns turns, Blackhole hole) throws SQLException {
        takeTurns(changes, 1, turns, hole);
    }

    private void takeTurns(Work work, int count, Turns turns, Blackhole hole) throws SQLException {
        // in no order, so that nobody always comes after the same one
        Collections.shuffle(order, random);
        for (int next : order) {
            switch (next) {
                case 0 -> turns.raw += time(work, raw, hole);
                case 1 -> turns.rawSerializable += time(work, rawSerializable, hole);
                case 2 -> turns.rawAutosave += time(work, rawAutosave, hole);
                default -> turns.translated += time(work, translated, hole);
            }
        }
        turns.turns += count;
    }

    private static long time(Work work, Speaker speaker, Blackhole hole) throws SQLException {
        long start = System.nanoTime();
        work.of(speaker, hole);
        return System.nanoTime() - start;
    }

    private void reads(Speaker speaker, Blackhole hole) throws SQLException {
        for (int i = 0; i < READS; i++) {
            read(speaker, hole);
        }
    }

    private void transaction(Speaker speaker, Blackhole hole) throws SQLException {
        speaker.connection.setAutoCommit(false);
        reads(speaker, hole);
        speaker.connection.commit();
        speaker.connection.setAutoCommit(true);
    }

    private void changes(Speaker speaker, Blackhole hole) throws SQLException {
        speaker.connection.setAutoCommit(false);
        int row = read(speaker, hole);
        speaker.change.setInt(1, row % 347);
        speaker.change.setInt(2, row);
        hole.consume(speaker.change.executeUpdate());
        speaker.connection.commit();
        speaker.connection.setAutoCommit(true);
    }

    private int read(Speaker speaker, Blackhole hole) throws SQLException {
        // a prime stride, so that pages are not read in order
        id = (id + 7919) % Databases.TRACKS;
        Tracks.read(speaker.point, id + 1, hole);
        return id + 1;
    }
}
