package io.shadowjdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Threads that have a connection each never wait for one another because of us: the JVM's flight recorder would show it. */
class ContentionTest {
    private static final int THREADS = 64;
    private static final String READER = "reader";
    private static final int READS = 1_500;
    private static final List<String> OF_THE_CLASS_PATH =
            List.of("java.util.zip.", "java.util.jar.", "jdk.internal.loader.");

    @TempDir
    Path directory;

    @BeforeEach
    void createTwoEqualDatabases() throws SQLException {
        for (String name : new String[] {"primary", "secondary"}) {
            try (Connection plain = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve(name + ".db"));
                    Statement statement = plain.createStatement()) {
                statement.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT)");
                statement.execute("INSERT INTO t VALUES (1, 'a'), (2, 'b')");
            }
        }
    }

    private String primary() {
        return "jdbc:shadow:sqlite:" + directory.resolve("primary.db");
    }

    @Test
    void withoutMirroring() throws Exception {
        assertThat(locksOfOursThatWereWaitedFor(primary())).isEmpty();
    }

    @Test
    void withEveryReadMirrored() throws Exception {
        String url = primary() + "?shadow.secondary.url=jdbc:sqlite:" + directory.resolve("secondary.db")
                + "&shadow.mirror.rate=1&shadow.parity.dir=" + directory.resolve("parity");

        assertThat(locksOfOursThatWereWaitedFor(url)).isEmpty();

        try (Connection connection = DriverManager.getConnection(url)) {
            assertThat(Shadow.of(connection).awaitVerdicts(Duration.ofSeconds(30)))
                    .isTrue();
        }
    }

    @Test
    void aLockThatIsWaitedForIsSeen() throws Exception {
        Object lock = new Object();
        List<String> seen = recorded(() -> inThreads(() -> {
            for (int i = 0; i < 20; i++) {
                synchronized (lock) {
                    Thread.sleep(1);
                }
            }
        }));

        assertThat(seen).isNotEmpty();
    }

    private interface Work {
        void run() throws Exception;
    }

    private List<String> locksOfOursThatWereWaitedFor(String url) throws Exception {
        List<Connection> opened = new ArrayList<>();
        try {
            for (int i = 0; i < THREADS; i++) {
                opened.add(DriverManager.getConnection(url));
            }
            Queue<Connection> connections = new ConcurrentLinkedQueue<>(opened);
            Work work = () -> inThreads(() -> {
                Connection connection = connections.remove();
                readALot(connection);
                connections.add(connection);
            });
            // the JVM has a lock for the loading of classes
            work.run();
            return recorded(work);
        } finally {
            for (Connection connection : opened) {
                connection.close();
            }
        }
    }

    private static void readALot(Connection connection) throws SQLException {
        try (PreparedStatement cached = connection.prepareStatement("SELECT name FROM t WHERE id = ?")) {
            for (int i = 0; i < READS; i++) {
                read(cached, i % 2 + 1);
                if (i % 10 == 0) {
                    try (PreparedStatement fresh = connection.prepareStatement("SELECT id FROM t WHERE id > ?")) {
                        read(fresh, 0);
                    }
                }
            }
        }
    }

    private static void read(PreparedStatement statement, int id) throws SQLException {
        statement.setInt(1, id);
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                row.getString(1);
            }
        }
    }

    private static void inThreads(Work work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> new Thread(task, READER));
        try {
            CountDownLatch start = new CountDownLatch(1);
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                running.add(threads.submit(() -> {
                    start.await();
                    work.run();
                    return null;
                }));
            }
            start.countDown();
            for (Future<?> each : running) {
                each.get(60, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** Where threads waited for a lock of ours while the work was done. */
    private List<String> recorded(Work work) throws Exception {
        Path file = directory.resolve("contention.jfr");
        try (Recording recording = new Recording()) {
            recording
                    .enable("jdk.JavaMonitorEnter")
                    .withThreshold(Duration.ZERO)
                    .withStackTrace();
            recording.enable("jdk.ThreadPark").withThreshold(Duration.ZERO).withStackTrace();
            recording.start();
            work.run();
            recording.stop();
            recording.dump(file);
        }
        List<String> waits = new ArrayList<>();
        for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
            String holder = ownerOfTheLock(event);
            if (holder.startsWith("io.shadowjdbc.") && isReader(event) && !isStart(event)) {
                waits.add(event.getEventType().getName() + " in " + holder);
            }
        }
        return waits;
    }

    /** The method nearest to the lock that is not the JDK's; none for the JDK's own locks on the class path and its jar files. */
    private static String ownerOfTheLock(RecordedEvent event) {
        if (event.getStackTrace() == null) {
            return "";
        }
        for (RecordedFrame frame : event.getStackTrace().getFrames()) {
            String type = frame.getMethod().getType().getName();
            if (OF_THE_CLASS_PATH.stream().anyMatch(type::startsWith)) {
                return "";
            }
            if (!type.startsWith("java.") && !type.startsWith("jdk.")) {
                return type + "." + frame.getMethod().getName() + ":" + frame.getLineNumber();
            }
        }
        return "";
    }

    /** Other threads of this JVM, of the recorder and of data sources that other tests left, may wait. */
    private static boolean isReader(RecordedEvent event) {
        return event.getThread() != null && READER.equals(event.getThread().getJavaName());
    }

    /** All readers wait for the start. */
    private static boolean isStart(RecordedEvent event) {
        return event.getEventType().getName().equals("jdk.ThreadPark")
                && ownerOfTheLock(event).startsWith(ContentionTest.class.getName());
    }
}
