package io.shadowjdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shadowjdbc.Shadow;
import io.shadowjdbc.config.DatabaseKind;
import io.shadowjdbc.fence.DataFence;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When the provider may change under a connection, and what the application's objects do then. */
class FlipTest {
    @TempDir
    Path directory;

    private Connection connection;
    private Shadow shadow;

    @BeforeEach
    void openTwoDatabases() throws SQLException {
        for (String name : new String[] {"primary", "secondary"}) {
            try (Connection plain = DriverManager.getConnection(plainUrl(name));
                    Statement statement = plain.createStatement()) {
                statement.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, side TEXT)");
                statement.execute("INSERT INTO t VALUES (1, '" + name + "')");
            }
        }
        connection = open("");
        shadow = Shadow.of(connection);
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private String plainUrl(String name) {
        return "jdbc:sqlite:" + directory.resolve(name + ".db");
    }

    private Connection open(String settings) throws SQLException {
        return DriverManager.getConnection("jdbc:shadow:sqlite:" + directory.resolve("primary.db")
                + "?shadow.secondary.url=" + plainUrl("secondary") + "&shadow.mirror.rate=0&shadow.fence.timeout=500ms"
                + "&shadow.parity.dir=" + directory.resolve("parity") + settings);
    }

    private String side(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT side FROM t WHERE id = 1")) {
            row.next();
            return row.getString(1);
        }
    }

    @Test
    void aStatementThatWasPreparedBeforeRunsOnTheNewProvider() throws SQLException {
        try (PreparedStatement cached = connection.prepareStatement("SELECT side FROM t WHERE id = ?")) {
            cached.setInt(1, 1);
            try (ResultSet row = cached.executeQuery()) {
                row.next();
                assertThat(row.getString(1)).isEqualTo("primary");
            }

            shadow.flip("secondary");

            try (ResultSet row = cached.executeQuery()) {
                row.next();
                assertThat(row.getString(1)).isEqualTo("secondary");
            }
        }
    }

    @Test
    void aTransactionNeverMoves() throws Exception {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE t SET side = 'changed' WHERE id = 1");

            assertThatThrownBy(() -> shadow.flip("secondary"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("did not end their statement or transaction");
            assertThat(side(statement)).isEqualTo("changed");
            connection.commit();

            shadow.flip("secondary");
            assertThat(side(statement)).isEqualTo("secondary");
        }
    }

    /** SQLite commits what gives rows when they have been read. */
    @Test
    void aWriteThatGivesRowsIsWaitedForUntilTheyAreRead() throws Exception {
        try (Statement statement = connection.createStatement();
                Statement other = connection.createStatement();
                Connection plain = DriverManager.getConnection(plainUrl("primary"));
                Statement onPrimary = plain.createStatement()) {
            for (int id = 2; id < 4; id++) {
                assertThat(statement.execute("INSERT INTO t VALUES (" + id + ", 'new') RETURNING id"))
                        .isTrue();
                assertThatThrownBy(() -> shadow.flip("secondary"))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("did not end their statement or transaction");
                try (ResultSet rows = statement.getResultSet()) {
                    assertThat(rows.next()).isTrue();
                    assertThat(side(other)).isEqualTo("primary");
                    if (id == 3) {
                        // read to the end, not closed
                        assertThat(rows.next()).isFalse();
                        shadow.flip("secondary");
                    }
                }
            }
            assertThat(side(other)).isEqualTo("secondary");
            try (ResultSet row = onPrimary.executeQuery("SELECT count(*) FROM t WHERE side = 'new'")) {
                assertThat(row.getInt(1)).isEqualTo(2);
            }
        }
    }

    @Test
    void aTransactionThatCameAsTextDoesNotMoveEither() throws Exception {
        try (Statement statement = connection.createStatement()) {
            for (String[] transaction : new String[][] {
                {"BEGIN IMMEDIATE", "COMMIT"},
                {"begin", "END TRANSACTION"},
                {"BEGIN EXCLUSIVE", "ROLLBACK"},
                {"SAVEPOINT a", "RELEASE a"},
                {"SAVEPOINT A", "RELEASE SAVEPOINT a"}
            }) {
                statement.execute(transaction[0]);
                assertThatThrownBy(() -> shadow.flip("secondary"))
                        .as("within %s", transaction[0])
                        .isInstanceOf(IllegalStateException.class);
                statement.execute(transaction[1]);
                shadow.flip("secondary");
                assertThat(side(statement)).as("after %s", transaction[1]).isEqualTo("secondary");
                shadow.flip("primary");
            }
        }
    }

    @Test
    void aBatchThatWasBegunEndsWhereItBegan() throws Exception {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO t VALUES (?, 'batch')")) {
            insert.setInt(1, 2);
            insert.addBatch();
            assertThatThrownBy(() -> shadow.flip("secondary")).isInstanceOf(IllegalStateException.class);
            insert.setInt(1, 3);
            insert.addBatch();
            assertThat(insert.executeBatch()).containsExactly(1, 1);
        }
        shadow.flip("secondary");
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM t")) {
            row.next();
            assertThat(row.getInt(1)).isEqualTo(1);
        }
    }

    @Test
    void anOpenResultOfTheOldProviderIsReadToItsEnd() throws Exception {
        try (Statement many = connection.createStatement()) {
            many.executeUpdate("INSERT INTO t VALUES (2, 'primary'), (3, 'primary')");
            ResultSet rows = many.executeQuery("SELECT side FROM t");
            rows.next();

            shadow.flip("secondary");

            int read = 1;
            while (rows.next()) {
                assertThat(rows.getString(1)).isEqualTo("primary");
                read++;
            }
            assertThat(read).isEqualTo(3);
        }
    }

    @Test
    void settingsOfTheConnectionGoAlong() throws Exception {
        connection.setAutoCommit(false);
        shadow.flip("secondary");
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE t SET side = 'gone' WHERE id = 1");
            connection.rollback();
            assertThat(side(statement)).isEqualTo("secondary");
        }
    }

    @Test
    void newWorkWaitsWhileFencedAndGoesOnAfterwards() throws Exception {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try (Statement statement = connection.createStatement()) {
            shadow.fence();
            Future<String> waiting = executor.submit(() -> side(statement));
            Thread.sleep(100);
            assertThat(waiting.isDone()).isFalse();

            shadow.open();

            assertThat(waiting.get()).isEqualTo("primary");
        } finally {
            executor.shutdown();
        }
    }

    @Test
    void workThatWaitsLongerThanTheFenceTimeoutFailsAsTransient() throws Exception {
        try (Statement statement = connection.createStatement()) {
            shadow.fence();
            assertThatThrownBy(() -> side(statement))
                    .isInstanceOf(SQLTransientConnectionException.class)
                    .hasMessageContaining("shadow.fence.timeout")
                    .hasMessageContaining("FENCED");
            shadow.open();
            assertThat(side(statement)).isEqualTo("primary");
        }
    }

    @Test
    void aConnectionThatIsOpenedWhileFencedWaitsToo() throws Exception {
        shadow.fence();
        assertThatThrownBy(() -> open("")).isInstanceOf(SQLTransientConnectionException.class);

        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            Future<Connection> waiting = executor.submit(() -> open(""));
            Thread.sleep(100);
            assertThat(waiting.isDone()).isFalse();
            shadow.open();
            waiting.get().close();
        } finally {
            executor.shutdown();
        }
    }

    @Test
    void statementsAndResultsKnowTheirOwners() throws Exception {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT 1")) {
            assertThat(statement.getConnection()).isSameAs(connection);
            assertThat(rows.getStatement()).isSameAs(statement);
            assertThat(connection.getMetaData().getConnection()).isSameAs(connection);
            assertThat(connection.unwrap(org.sqlite.SQLiteConnection.class)).isNotNull();
        }
    }

    /** Else the flip would wait for the batch, and the batch for the flip. */
    @Test
    void aBatchThatWasBegunIsNotHeldUpByTheFence() throws Exception {
        connection.setAutoCommit(false);
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO t VALUES (?, 'batch')")) {
            insert.setInt(1, 2);
            insert.addBatch();
            shadow.fence();
            insert.setInt(1, 3);
            insert.addBatch();
            assertThat(insert.executeBatch()).containsExactly(1, 1);
            connection.commit();
        }
        shadow.open();
        shadow.flip("secondary");
    }

    @Test
    void aTransactionThatIsEmptyKeepsNoLockWhileItWaitsNorAfterwards() throws Exception {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try (Connection immediate = open("&transaction_mode=IMMEDIATE");
                Connection other = DriverManager.getConnection(plainUrl("primary"));
                Statement statement = immediate.createStatement()) {
            immediate.setAutoCommit(false);
            Shadow of = Shadow.of(immediate);
            of.fence();
            Future<String> waiting = executor.submit(() -> side(statement));
            Thread.sleep(100);
            assertThat(waiting.isDone()).isFalse();
            write(other);

            of.open();
            assertThat(waiting.get()).isEqualTo("primary");
            immediate.commit();
            of.flip("secondary");
            assertThat(side(statement)).isEqualTo("secondary");
            write(other);
            immediate.rollback();
        } finally {
            executor.shutdown();
        }
    }

    private static void write(Connection plain) throws SQLException {
        try (Statement statement = plain.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 1000");
            assertThat(statement.executeUpdate("UPDATE t SET side = side")).isPositive();
        }
    }

    /** Where nothing is written, nothing can be lost: a flip does not wait for a report that takes minutes. */
    @Test
    void aReadWithoutTransactionIsNotWaitedFor() throws Exception {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try (Statement slow = connection.createStatement();
                Statement statement = open("").createStatement()) {
            Future<Long> running = executor.submit(() -> {
                try (ResultSet row = slow.executeQuery("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
                        + " WHERE i < 10000000) SELECT count(*) FROM n")) {
                    row.next();
                    return row.getLong(1);
                }
            });
            Thread.sleep(200);

            shadow.flip("secondary");

            assertThat(running.isDone()).isFalse();
            assertThat(side(statement)).isEqualTo("secondary");
            assertThat(running.get()).isEqualTo(10_000_000);
        } finally {
            executor.shutdown();
        }
    }

    /** What is prepared has done nothing yet, and is made again on the other side. */
    @Test
    void aStatementThatIsBeingPreparedIsNotWaitedFor() throws Exception {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try (Connection locking = DriverManager.getConnection(plainUrl("primary"));
                Statement lock = locking.createStatement();
                Connection fresh = open("")) {
            lock.execute("BEGIN EXCLUSIVE");
            // the first statement of a connection reads the schema, and waits for the lock
            Future<String> preparing = executor.submit(() -> {
                try (PreparedStatement statement = fresh.prepareStatement("SELECT side FROM t WHERE id = 1");
                        ResultSet row = statement.executeQuery()) {
                    row.next();
                    return row.getString(1);
                }
            });
            Thread.sleep(200);

            shadow.flip("secondary");

            assertThat(preparing.isDone()).isFalse();
            lock.execute("ROLLBACK");
            assertThat(preparing.get()).isEqualTo("secondary");
        } finally {
            executor.shutdown();
        }
    }

    @Test
    void aWriteThatTheFenceInTheDataRefusesWaitsForTheFlipAndRunsThere() throws Exception {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try (Connection tool = DriverManager.getConnection(plainUrl("primary"));
                Connection other = open("");
                PreparedStatement update = connection.prepareStatement("UPDATE t SET side = ? WHERE id = 1");
                Statement inTransaction = other.createStatement()) {
            DataFence.install(tool, DatabaseKind.SQLITE, List.of("t"), "secondary is active");
            update.setString(1, "written");
            Future<Integer> waiting = executor.submit(() -> update.executeUpdate());
            Thread.sleep(100);
            assertThat(waiting.isDone()).isFalse();

            shadow.flip("secondary");

            assertThat(waiting.get()).isEqualTo(1);
            assertThat(side(inTransaction)).isEqualTo("written");
            shadow.flip("primary");
            other.setAutoCommit(false);
            assertThat(side(inTransaction)).isEqualTo("primary");
            assertThatThrownBy(() -> inTransaction.executeUpdate("DELETE FROM t"))
                    .isInstanceOf(SQLTransientConnectionException.class)
                    .hasMessageContaining("a write on primary was refused")
                    .hasRootCauseInstanceOf(SQLException.class);
            other.rollback();
        } finally {
            executor.shutdown();
        }
    }
}
