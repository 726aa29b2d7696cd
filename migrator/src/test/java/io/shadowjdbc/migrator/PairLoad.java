package io.shadowjdbc.migrator;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * An application that writes in transactions which are easy to check from outside: each puts in two rows that belong
 * together, with keys that the database gives, and moves money between two accounts. It remembers which transactions were
 * acknowledged. It shares no code with the sync or the migrator.
 */
final class PairLoad implements PairLedger, AutoCloseable {
    /** What each transaction writes. */
    static final int WRITES = 4;

    private static final int SQLITE_BUSY = 5;
    private static final int MOST_ATTEMPTS = 100;
    private static final long RETRY_MILLIS = 50;
    static final int ACCOUNTS = 50;
    static final long BALANCE = 1_000;

    static final String[] SCHEMA = {
        "PRAGMA journal_mode = WAL",
        "CREATE TABLE entry (id INTEGER PRIMARY KEY AUTOINCREMENT, writer INTEGER NOT NULL, seq INTEGER NOT NULL,"
                + " half TEXT NOT NULL, note TEXT)",
        "CREATE INDEX entry_by_seq ON entry (writer, seq)",
        "CREATE TABLE account (id INTEGER PRIMARY KEY, balance INTEGER NOT NULL, name TEXT UNIQUE)",
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + ACCOUNTS
                + ") INSERT INTO account SELECT i, " + BALANCE + ", 'account ' || i FROM n"
    };

    /** Is told of each transaction as it happens. */
    interface Witness {
        void begins(int writer, int seq);

        void acknowledged(int writer, int seq);
    }

    private static final Witness NOBODY = new Witness() {
        @Override
        public void begins(int writer, int seq) {}

        @Override
        public void acknowledged(int writer, int seq) {}
    };

    private final String url;
    private final Properties properties;
    private final Witness witness;
    private final List<Writer> writers = new ArrayList<>();
    private volatile boolean paused;

    /**
     * @param url of the shadow driver
     * @param perSecond transactions a second of all writers
     */
    PairLoad(String url, Properties properties, int count, int perSecond) {
        this(url, properties, perSecond, 0, new int[count], NOBODY);
    }

    /**
     * @param number of the first writer
     * @param from the first transaction of each writer
     */
    PairLoad(String url, Properties properties, int perSecond, int number, int[] from, Witness witness) {
        this.url = url;
        this.properties = properties;
        this.witness = witness;
        for (int i = 0; i < from.length; i++) {
            writers.add(new Writer(number + i, from[i], perSecond / (double) from.length));
        }
        writers.forEach(Thread::start);
    }

    /** Lets all writers finish what they do. */
    @Override
    public void close() {
        writers.forEach(writer -> writer.stopping = true);
        for (Writer writer : writers) {
            try {
                writer.join(TimeUnit.SECONDS.toMillis(60));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while the load ended", e);
            }
        }
    }

    /** Returns when no transaction runs; none begins until {@link #go}. */
    void pause() throws InterruptedException {
        paused = true;
        for (Writer writer : writers) {
            while (writer.isAlive() && !writer.resting) {
                Thread.sleep(1);
            }
        }
    }

    void go() {
        paused = false;
    }

    @Override
    public List<Integer> writers() {
        return writers.stream().map(writer -> writer.number).toList();
    }

    private Writer writer(int number) {
        return writers.get(number - writers.get(0).number);
    }

    @Override
    public BitSet acknowledged(int writer) {
        return writer(writer).acknowledged;
    }

    @Override
    public BitSet inDoubt(int writer) {
        return writer(writer).inDoubt;
    }

    /** What failed, as the application saw it. */
    List<String> failures() {
        return writers.stream().flatMap(writer -> writer.failures.stream()).toList();
    }

    /** Attempts that were made again since the database was busy. */
    long busy() {
        return writers.stream().mapToLong(writer -> writer.busy).sum();
    }

    long transactions() {
        return writers.stream()
                .mapToLong(writer -> writer.acknowledged.cardinality())
                .sum();
    }

    /** How long the slowest transactions took, the slowest of each writer, since this was asked last. */
    Duration slowestSince() {
        long slowest = 0;
        for (Writer writer : writers) {
            slowest = Math.max(slowest, writer.slowest);
            writer.slowest = 0;
        }
        return Duration.ofNanos(slowest);
    }

    /** Waits until every writer has had that many transactions more. */
    void proceed(int transactions) throws InterruptedException {
        int[] before = writers.stream().mapToInt(writer -> writer.next).toArray();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        for (int i = 0; i < before.length; i++) {
            while (writers.get(i).next < before[i] + transactions) {
                if (System.nanoTime() > end || !failures().isEmpty()) {
                    throw new IllegalStateException("writer " + i + " does not proceed: " + failures()
                            + Arrays.toString(writers.get(i).getStackTrace()));
                }
                Thread.sleep(5);
            }
        }
    }

    private final class Writer extends Thread {
        private final int number;
        private final long interval;
        private final BitSet acknowledged = new BitSet();
        private final BitSet inDoubt = new BitSet();
        private final List<String> failures = new CopyOnWriteArrayList<>();
        private volatile boolean stopping;
        private volatile boolean resting;
        private volatile int next;
        private volatile long slowest;
        private volatile int busy;

        Writer(int number, int from, double perSecond) {
            super("writer " + number);
            this.number = number;
            this.next = from;
            this.interval = (long) (1e9 / perSecond);
        }

        /** As with a pool, a connection on which something went wrong is given up for another one. */
        @Override
        public void run() {
            try {
                while (!stopping) {
                    try (Connection connection = DriverManager.getConnection(url, properties)) {
                        write(connection);
                    } catch (SQLException e) {
                        failures.add("writer " + number + ", transaction " + next + ": " + e);
                        Thread.sleep(RETRY_MILLIS);
                    }
                }
            } catch (InterruptedException e) {
                failures.add("writer " + number + " was interrupted");
            }
        }

        private void write(Connection connection) throws SQLException, InterruptedException {
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA busy_timeout = 30000");
            }
            connection.setAutoCommit(false);
            long due = System.nanoTime();
            while (!stopping) {
                rest();
                long begin = System.nanoTime();
                int seq = next;
                next = seq + 1;
                request(connection, seq);
                slowest = Math.max(slowest, System.nanoTime() - begin);
                due = Math.max(due + interval, System.nanoTime() - 10 * interval);
                TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
            }
        }

        private void rest() throws InterruptedException {
            while (paused && !stopping) {
                resting = true;
                Thread.sleep(1);
            }
            resting = false;
        }

        /** Tries again when the database is busy, as applications on SQLite have to; a conflict on PostgreSQL looks like it. */
        private void request(Connection connection, int seq) throws SQLException {
            inDoubt.set(seq);
            witness.begins(number, seq);
            for (int attempt = 1; ; attempt++) {
                try {
                    transaction(connection, seq);
                    acknowledged.set(seq);
                    inDoubt.clear(seq);
                    witness.acknowledged(number, seq);
                    return;
                } catch (SQLException e) {
                    if (e.getErrorCode() != SQLITE_BUSY || attempt == MOST_ATTEMPTS) {
                        throw e;
                    }
                    connection.rollback();
                    busy++;
                }
            }
        }

        private void transaction(Connection connection, int seq) throws SQLException {
            try (PreparedStatement insert = connection.prepareStatement(
                            "INSERT INTO entry (writer, seq, half, note) VALUES (?, ?, ?, ?)");
                    PreparedStatement move =
                            connection.prepareStatement("UPDATE account SET balance = balance + ? WHERE id = ?")) {
                for (String half : new String[] {"a", "b"}) {
                    insert.setInt(1, number);
                    insert.setInt(2, seq);
                    insert.setString(3, half);
                    insert.setString(4, "note " + seq + half);
                    insert.executeUpdate();
                }
                // in the order of ids, so that two never wait for each other
                int low = 1 + (seq * 7 + number) % (ACCOUNTS - 1);
                int high = low + 1;
                move.setInt(1, -1);
                move.setInt(2, low);
                move.executeUpdate();
                move.setInt(1, 1);
                move.setInt(2, high);
                move.executeUpdate();
                connection.commit();
            }
        }
    }
}
