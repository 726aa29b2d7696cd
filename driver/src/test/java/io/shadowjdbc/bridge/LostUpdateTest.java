package io.shadowjdbc.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.shadowjdbc.fixture.Postgres;
import io.shadowjdbc.fixture.TestDatabase;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Two transactions read a balance, compute and write it: one of the two must not overwrite the other. */
class LostUpdateTest {
    @TempDir
    Path directory;

    private String url(TestDatabase database) {
        return "jdbc:shadow:sqlite:" + directory.resolve("absent.db")
                + "?shadow.provider=postgresql&shadow.mirror.rate=0&shadow.parity.dir="
                + URLEncoder.encode(directory.resolve("parity").toString(), StandardCharsets.UTF_8)
                + "&shadow.secondary.url=" + URLEncoder.encode(database.url(), StandardCharsets.UTF_8);
    }

    private static void createAccount(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE account (id INTEGER PRIMARY KEY, balance INTEGER)");
            statement.execute("INSERT INTO account VALUES (1, 100)");
        }
    }

    @Test
    void theSecondOfTwoTransactionsIsToldThatTheDatabaseIsBusy() throws Exception {
        try (TestDatabase database = Postgres.database();
                Connection one = DriverManager.getConnection(url(database));
                Connection other = DriverManager.getConnection(url(database))) {
            createAccount(one);

            SQLException refusal = interleave(one, other);

            assertThat((Throwable) refusal).isInstanceOf(SQLiteException.class);
            assertThat(((SQLiteException) refusal).getResultCode()).isEqualTo(SQLiteErrorCode.SQLITE_BUSY);
            assertThat(balance(one)).isEqualTo(110);
        }
    }

    /** The same steps lose the first update under READ COMMITTED, so the test above would see it lost. */
    @Test
    void underReadCommittedTheSameStepsLoseAnUpdate() throws Exception {
        try (TestDatabase database = Postgres.database();
                Connection one = database.connect();
                Connection other = database.connect()) {
            createAccount(one);

            assertThat((Throwable) interleave(one, other)).isNull();
            assertThat(balance(one)).isEqualTo(120);
        }
    }

    /** Both read, then one adds 10 and commits, then the other adds 20; gives what that one is refused with. */
    private static SQLException interleave(Connection one, Connection other) throws SQLException {
        one.setAutoCommit(false);
        other.setAutoCommit(false);
        int first = balance(one);
        int second = balance(other);
        set(one, first + 10);
        one.commit();
        try {
            set(other, second + 20);
            other.commit();
            return null;
        } catch (SQLException e) {
            other.rollback();
            return e;
        }
    }

    private static int balance(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT balance FROM account WHERE id = 1")) {
            row.next();
            return row.getInt(1);
        }
    }

    private static void set(Connection connection, int balance) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE account SET balance = " + balance + " WHERE id = 1");
        }
    }
}
