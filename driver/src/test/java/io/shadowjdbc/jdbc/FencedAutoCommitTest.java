package io.shadowjdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shadowjdbc.Shadow;
import io.shadowjdbc.provider.SwitchListener;
import io.shadowjdbc.provider.SwitchState;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the application has said of auto-commit holds, though a connection that waits at a fence holds no transaction:
 * neither does a write commit itself that may be rolled back, nor is one left uncommitted that nobody will commit.
 */
class FencedAutoCommitTest {
    @TempDir
    Path directory;

    private Connection plain;
    private Connection connection;
    private Statement statement;
    private Shadow shadow;

    @BeforeEach
    void open() throws SQLException {
        for (String name : new String[] {"primary", "secondary"}) {
            try (Connection made = DriverManager.getConnection(plainUrl(name));
                    Statement create = made.createStatement()) {
                create.execute("CREATE TABLE t (side TEXT)");
                create.execute("INSERT INTO t VALUES ('" + name + "')");
            }
        }
        plain = DriverManager.getConnection(plainUrl("primary"));
        connection = connect();
        statement = connection.createStatement();
        shadow = Shadow.of(connection);
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        plain.close();
    }

    private String plainUrl(String name) {
        return "jdbc:sqlite:" + directory.resolve(name + ".db");
    }

    private Connection connect() throws SQLException {
        return connect("100");
    }

    private Connection connect(String busyTimeout) throws SQLException {
        return DriverManager.getConnection("jdbc:shadow:sqlite:" + directory.resolve("primary.db")
                + "?transaction_mode=IMMEDIATE&busy_timeout=" + busyTimeout + "&shadow.secondary.url="
                + plainUrl("secondary")
                + "&shadow.mirror.rate=0&shadow.fence.timeout=500ms&shadow.parity.dir=" + directory.resolve("parity"));
    }

    private static String side(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT side FROM t")) {
            row.next();
            return row.getString(1);
        }
    }

    private void change(Statement statement) throws SQLException {
        statement.executeUpdate("UPDATE t SET side = 'changed'");
    }

    private void assertOthersCanWrite() throws SQLException {
        try (Statement other = plain.createStatement()) {
            other.execute("PRAGMA busy_timeout = 100");
            other.executeUpdate("UPDATE t SET side = side");
        }
    }

    @Test
    void aWriteAfterATransactionThatWaitedTooLongCommitsItself() throws Exception {
        connection.setAutoCommit(false);
        shadow.fence();
        assertThatThrownBy(() -> change(statement)).isInstanceOf(SQLTransientConnectionException.class);
        assertThat(connection.getAutoCommit()).isFalse();
        connection.rollback();
        connection.setAutoCommit(true);
        shadow.open();

        change(statement);

        assertThat(side(plain)).isEqualTo("changed");
        assertOthersCanWrite();
    }

    @Test
    void aTransactionThatWaitedTooLongCanBeTriedAgain() throws Exception {
        connection.setAutoCommit(false);
        shadow.fence();
        assertThatThrownBy(() -> change(statement)).isInstanceOf(SQLTransientConnectionException.class);
        connection.commit();
        shadow.open();

        change(statement);

        assertThat(side(plain)).isEqualTo("primary");
        connection.commit();
        assertThat(side(plain)).isEqualTo("changed");
    }

    @Test
    void aTransactionThatBeginsWhileFencedTakesNoLockUntilTheFenceOpens() throws Exception {
        shadow.fence();
        connection.setAutoCommit(false);
        assertThat(connection.getAutoCommit()).isFalse();
        assertOthersCanWrite();
        shadow.open();

        assertThat(side(connection)).isEqualTo("primary");

        assertThatThrownBy(this::assertOthersCanWrite).hasMessageContaining("SQLITE_BUSY");
        connection.rollback();
    }

    /** The flip fails, for another transaction does not end: all is as it was before. */
    @Test
    void aTransactionThatBeganDuringAFlipThatFailedCanBeRolledBack() throws Exception {
        try (Connection busy = connect();
                Statement text = busy.createStatement()) {
            text.execute("BEGIN DEFERRED");
            assertThat(side(busy)).isEqualTo("primary");
            SwitchListener begins = new SwitchListener() {
                @Override
                public void fenced(SwitchState state) {
                    try {
                        connection.setAutoCommit(false);
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    }
                }
            };
            shadow.addListener(begins);
            assertThatThrownBy(() -> shadow.flip("secondary")).isInstanceOf(IllegalStateException.class);
            text.execute("COMMIT");

            change(statement);
            connection.rollback();

            assertThat(side(plain)).isEqualTo("primary");
        }
    }

    @Test
    void aCommitThatFailsLeavesItsTransactionOpen() throws Exception {
        statement.execute("PRAGMA foreign_keys = on");
        statement.execute("CREATE TABLE parent (id INTEGER PRIMARY KEY)");
        statement.execute("CREATE TABLE child (parent INTEGER REFERENCES parent DEFERRABLE INITIALLY DEFERRED)");
        connection.setAutoCommit(false);
        statement.executeUpdate("INSERT INTO child VALUES (1)");

        assertThatThrownBy(connection::commit).hasMessageContaining("SQLITE_CONSTRAINT_FOREIGNKEY");

        assertThat(connection.getAutoCommit()).isFalse();
        assertThatThrownBy(() -> shadow.flip("secondary")).hasMessageContaining("did not end");
        statement.executeUpdate("INSERT INTO parent VALUES (1)");
        connection.commit();
        change(statement);
        connection.rollback();
        try (Statement other = plain.createStatement();
                ResultSet row = other.executeQuery("SELECT count(*), (SELECT side FROM t) FROM child")) {
            assertThat(row.getInt(1)).isEqualTo(1);
            assertThat(row.getString(2)).isEqualTo("primary");
        }
    }

    /** sqlite-jdbc begins the next transaction within the commit, and waits for another writer there. */
    @Test
    void aCommitThatIsDoneHoldsNoFlipUpThoughItWaitsForTheNextTransactionsLock() throws Exception {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        AtomicBoolean locked = new AtomicBoolean();
        AtomicReference<Thread> committer = new AtomicReference<>();
        try (Connection patient = connect("20000");
                Statement writer = patient.createStatement();
                Statement other = plain.createStatement()) {
            patient.setAutoCommit(false);
            Future<?> committing = executor.submit(() -> {
                committer.set(Thread.currentThread());
                while (!locked.get()) {
                    change(writer);
                    patient.commit();
                }
                return null;
            });
            other.execute("PRAGMA busy_timeout = 0");
            // between a commit and the next transaction
            while (!locked.get()) {
                try {
                    other.execute("BEGIN IMMEDIATE");
                    locked.set(true);
                } catch (SQLException e) {
                    assertThat(e.getMessage()).contains("SQLITE_BUSY");
                }
            }

            // had it not begun to wait, it would see the fence and leave
            while (!waitsForTheNextTransactionsLock(committer.get())) {
                assertThat(committing.isDone()).isFalse();
                Thread.sleep(1);
            }

            Shadow.of(patient).flip("secondary");

            assertThat(committing.isDone()).isFalse();
            other.execute("ROLLBACK");
            committing.get();
            assertThat(side(patient)).isEqualTo("secondary");
        } finally {
            executor.shutdown();
        }
    }

    private static boolean waitsForTheNextTransactionsLock(Thread thread) {
        Set<String> methods = Arrays.stream(thread.getStackTrace())
                .map(StackTraceElement::getMethodName)
                .collect(Collectors.toSet());
        return methods.containsAll(Set.of("beginNext", "step"));
    }
}
