package io.shadowjdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shadowjdbc.Shadow;
import io.shadowjdbc.fixture.Postgres;
import io.shadowjdbc.fixture.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One connection in the hands of several threads: to stop what runs, and to share it as the plain drivers allow. */
@Timeout(60)
class OtherThreadsTest {
    private static final String FOR_EVER =
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";

    @TempDir
    static Path directory;

    private static TestDatabase database;

    private final ExecutorService executor = Executors.newCachedThreadPool();

    @BeforeAll
    static void createDatabase() {
        database = Postgres.database();
    }

    @AfterAll
    static void dropDatabase() {
        database.close();
    }

    @AfterEach
    void endThreads() {
        executor.shutdownNow();
    }

    private static Connection sqlite() throws SQLException {
        return DriverManager.getConnection("jdbc:shadow:sqlite:" + directory.resolve("threads.db"));
    }

    private static Connection postgresql() throws SQLException {
        return DriverManager.getConnection(database.url().replaceFirst("jdbc:", "jdbc:shadow:"));
    }

    /** Runs a query that does not end by itself, and waits until it runs. */
    private Future<Boolean> running(Statement statement, String sql) throws Exception {
        Future<Boolean> running = executor.submit(() -> statement.execute(sql));
        Thread.sleep(300);
        assertThat(running.isDone()).isFalse();
        return running;
    }

    @Test
    void cancelReachesTheRunningStatementOnSqlite() throws Exception {
        try (Connection connection = sqlite();
                Statement statement = connection.createStatement()) {
            Future<Boolean> running = running(statement, FOR_EVER);
            statement.cancel();
            assertThatThrownBy(running::get)
                    .hasRootCauseMessage(
                            "[SQLITE_INTERRUPT] Operation terminated by sqlite3_interrupt() (interrupted)");
            assertThat(statement.execute("SELECT 1")).isTrue();
        }
    }

    @Test
    void cancelReachesTheRunningStatementOnPostgresql() throws Exception {
        try (Connection connection = postgresql();
                Statement statement = connection.createStatement()) {
            Future<Boolean> running = running(statement, "SELECT pg_sleep(60)");
            statement.cancel();
            assertThatThrownBy(running::get)
                    .rootCause()
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("57014"));
            assertThat(statement.execute("SELECT 1")).isTrue();
        }
    }

    /** The statement was made again on the other provider: that one is to be cancelled. */
    @Test
    void cancelReachesAStatementThatHasMoved() throws Exception {
        try (TestDatabase other = Postgres.database();
                Connection connection =
                        DriverManager.getConnection(database.url().replaceFirst("jdbc:", "jdbc:shadow:")
                                + "&shadow.mirror.rate=0&shadow.parity.dir=" + directory.resolve("parity")
                                + "&shadow.secondary.url="
                                + java.net.URLEncoder.encode(other.url(), java.nio.charset.StandardCharsets.UTF_8));
                Statement statement = connection.createStatement()) {
            Shadow.of(connection).flip("secondary");
            Future<Boolean> running = running(statement, "SELECT pg_sleep(60)");
            statement.cancel();
            assertThatThrownBy(running::get).isInstanceOf(ExecutionException.class);
        }
    }

    @Test
    void aStatementThatTakesTooLongIsEnded() throws Exception {
        try (Connection connection = postgresql();
                Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(1);
            assertThatThrownBy(() -> statement.execute("SELECT pg_sleep(60)"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("57014"));
        }
    }

    @Test
    void abortEndsWhatRunsAndClosesTheConnection() throws Exception {
        try (Connection connection = postgresql();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            Future<Boolean> running = running(statement, "SELECT pg_sleep(60)");
            connection.abort(executor);
            assertThatThrownBy(() -> running.get(10, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class);
            assertThat(connection.isClosed()).isTrue();
        }
    }

    @Test
    void theNetworkTimeoutEndsAStatementWhoseServerIsSilent() throws Exception {
        try (Connection connection = postgresql();
                Statement statement = connection.createStatement()) {
            connection.setNetworkTimeout(Runnable::run, 500);
            assertThatThrownBy(() -> statement.execute("SELECT pg_sleep(60)"))
                    .isInstanceOf(SQLException.class)
                    .hasRootCauseInstanceOf(java.net.SocketTimeoutException.class);
        }
    }

    @Test
    void manyThreadsMayShareAConnection() throws Exception {
        for (Connection shared : new Connection[] {sqlite(), postgresql()}) {
            try (shared;
                    Statement statement = shared.createStatement()) {
                statement.execute("DROP TABLE IF EXISTS shared");
                statement.execute("CREATE TABLE shared (thread INTEGER, i INTEGER)");
                all(8, thread -> () -> {
                    for (int i = 0; i < 50; i++) {
                        insertAndRead(shared, thread, i);
                    }
                    return null;
                });
                try (ResultSet row = statement.executeQuery("SELECT count(*) FROM shared")) {
                    row.next();
                    assertThat(row.getInt(1)).isEqualTo(400);
                }
            }
        }
    }

    private static void insertAndRead(Connection shared, int thread, int i) throws SQLException {
        try (PreparedStatement insert = shared.prepareStatement("INSERT INTO shared VALUES (?, ?)");
                PreparedStatement select = shared.prepareStatement("SELECT max(i) FROM shared WHERE thread = ?")) {
            insert.setInt(1, thread);
            insert.setInt(2, i);
            assertThat(insert.executeUpdate()).isEqualTo(1);
            select.setInt(1, thread);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                assertThat(row.getInt(1)).isEqualTo(i);
            }
        }
    }

    @Test
    void sixtyFourThreadsHaveAConnectionEach() throws Exception {
        try (Connection connection = postgresql();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE own (thread INTEGER, i INTEGER)");
            all(64, thread -> () -> {
                try (Connection own = postgresql();
                        PreparedStatement insert = own.prepareStatement("INSERT INTO own VALUES (?, ?)")) {
                    own.setAutoCommit(false);
                    for (int i = 0; i < 20; i++) {
                        insert.setInt(1, thread);
                        insert.setInt(2, i);
                        insert.executeUpdate();
                    }
                    own.commit();
                }
                return null;
            });
            try (ResultSet row = statement.executeQuery("SELECT count(*), count(DISTINCT thread) FROM own")) {
                row.next();
                assertThat(row.getInt(1)).isEqualTo(64 * 20);
                assertThat(row.getInt(2)).isEqualTo(64);
            }
        }
    }

    private interface Work {
        Callable<Void> of(int thread);
    }

    private void all(int threads, Work work) throws Exception {
        List<Future<Void>> running = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            running.add(executor.submit(work.of(thread)));
        }
        for (Future<Void> each : running) {
            each.get();
        }
    }
}
