package io.shadowjdbc.mirror;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicBoolean;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;

/** An application that reads one row, or some, as fast as it can, and takes the time of each read. */
final class ReadingApplication implements AutoCloseable {
    private final Connection connection;
    private final int rows;
    private final Thread thread;
    private final AtomicBoolean sortAll = new AtomicBoolean();
    private final SingleWriterRecorder times = new SingleWriterRecorder(3);
    private volatile Exception failure;
    private volatile boolean closed;
    private long worstNanos;

    /**
     * @param connection for nobody else from now on
     * @param rows of the table {@code t}, with ids from 1
     */
    ReadingApplication(Connection connection, int rows) {
        this.connection = connection;
        this.rows = rows;
        this.thread = new Thread(this::read, "application");
        thread.start();
    }

    private void read() {
        try (PreparedStatement point = connection.prepareStatement("SELECT name FROM t WHERE id = ?");
                PreparedStatement range =
                        connection.prepareStatement("SELECT id, name FROM t WHERE id BETWEEN ? AND ? ORDER BY id")) {
            for (int i = 0; !closed; i++) {
                int id = i % (rows - 50) + 1;
                long begin = System.nanoTime();
                if (i % 4 == 0) {
                    range.setInt(1, id);
                    range.setInt(2, id + 40);
                    consume(range);
                } else {
                    point.setInt(1, id);
                    consume(point);
                }
                times.recordValue(System.nanoTime() - begin);
                if (sortAll.getAndSet(false)) {
                    sortAll();
                }
            }
        } catch (SQLException | RuntimeException e) {
            failure = e;
        }
    }

    private void sortAll() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT name FROM t ORDER BY name || id")) {
            while (row.next()) {
                row.getString(1);
            }
        }
    }

    private static void consume(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                row.getString("name");
            }
        }
    }

    /** The next time it sorts the whole table. */
    void sortsAll() {
        sortAll.set(true);
    }

    /** What a read has thrown, or null. */
    Exception failure() {
        return failure;
    }

    /** The time that 99 of 100 reads since the last call took at most. For one thread. */
    double p99Micros() {
        Histogram interval = times.getIntervalHistogram();
        worstNanos = Math.max(worstNanos, interval.getMaxValue());
        return interval.getValueAtPercentile(99) / 1e3;
    }

    /** Of all reads that {@link #p99Micros} was asked about. */
    double worstMillis() {
        return worstNanos / 1e6;
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        thread.join();
    }
}
