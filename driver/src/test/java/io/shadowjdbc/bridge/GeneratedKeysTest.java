package io.shadowjdbc.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The keys of new rows while PostgreSQL is active and several connections write: SQLite's, unless others need them. */
class GeneratedKeysTest {
    @TempDir
    Path directory;

    private TestDatabase database;
    private Connection one;
    private Connection other;

    @BeforeEach
    void open() throws SQLException {
        database = Postgres.database();
        String url = "jdbc:shadow:sqlite:" + directory.resolve("absent.db")
                + "?shadow.provider=postgresql&shadow.mirror.rate=0&shadow.parity.dir="
                + URLEncoder.encode(directory.resolve("parity").toString(), StandardCharsets.UTF_8)
                + "&shadow.secondary.url=" + URLEncoder.encode(database.url(), StandardCharsets.UTF_8);
        one = DriverManager.getConnection(url);
        other = DriverManager.getConnection(url);
        try (Statement statement = one.createStatement()) {
            statement.execute("CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT UNIQUE)");
        }
        insert(one, "Ann");
    }

    @AfterEach
    void close() throws SQLException {
        one.close();
        other.close();
        database.close();
    }

    private static long insert(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(
                    "INSERT INTO person (name) VALUES ('" + name + "')", Statement.RETURN_GENERATED_KEYS);
            try (ResultSet keys = statement.getGeneratedKeys()) {
                keys.next();
                return keys.getLong(1);
            }
        }
    }

    private static void failToInsert(Connection connection) {
        assertThatThrownBy(() -> insert(connection, "Ann")).hasMessageContaining("UNIQUE constraint failed");
    }

    @Test
    void aKeyThatWasGivenInVainIsGivenToTheNextRow() throws SQLException {
        failToInsert(one);
        assertThat(insert(one, "Bob")).isEqualTo(2);
    }

    @Test
    void soItIsInsideATransaction() throws SQLException {
        one.setAutoCommit(false);
        assertThat(insert(one, "Bob")).isEqualTo(2);
        failToInsert(one);
        assertThat(insert(one, "Cid")).isEqualTo(3);
        one.commit();
        assertThat(insert(other, "Dan")).isEqualTo(4);
    }

    @Test
    void keysThatOthersHaveTakenSinceTheTransactionBeganAreNotGivenASecondTime() throws SQLException {
        one.setAutoCommit(false);
        try (Statement statement = one.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM person")) {
            assertThat(row.next()).isTrue();
        }
        assertThat(insert(other, "Bob")).isEqualTo(2);
        failToInsert(one);
        assertThat(insert(one, "Cid")).isGreaterThan(2);
        one.commit();
    }

    /** Here the other transaction had begun before the snapshot was taken, and committed after it. */
    @Test
    void norAreThoseOfATransactionThatWasOpenAtThatTime() throws SQLException {
        other.setAutoCommit(false);
        assertThat(insert(other, "Bob")).isEqualTo(2);
        one.setAutoCommit(false);
        try (Statement statement = one.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM person")) {
            assertThat(row.next()).isTrue();
        }
        other.commit();
        failToInsert(one);
        assertThat(insert(one, "Cid")).isGreaterThan(2);
        one.commit();
    }

    @Test
    void theWordAutoincrementDeclaresNothingInACommentANameOrAText() throws SQLException {
        assertThat(keyAfterDeletion("plain", "INTEGER PRIMARY KEY")).isEqualTo(2);
        assertThat(keyAfterDeletion("declared", "INTEGER PRIMARY KEY AUTOINCREMENT"))
                .isEqualTo(3);
        assertThat(keyAfterDeletion("commented", "INTEGER PRIMARY KEY /* no AUTOINCREMENT */"))
                .isEqualTo(2);
        assertThat(keyAfterDeletion("named", "INTEGER PRIMARY KEY, \"autoincrement\" TEXT DEFAULT 'AUTOINCREMENT'"))
                .isEqualTo(2);
    }

    /** The key of a row that comes after the second and last one was deleted. */
    private long keyAfterDeletion(String table, String key) throws SQLException {
        try (Statement statement = one.createStatement()) {
            statement.execute("CREATE TABLE " + table + " (id " + key + ", x INTEGER)");
            statement.executeUpdate("INSERT INTO " + table + " (x) VALUES (1), (2)");
            statement.executeUpdate("DELETE FROM " + table + " WHERE id = 2");
            statement.executeUpdate("INSERT INTO " + table + " (x) VALUES (3)");
            try (ResultSet keys = statement.getGeneratedKeys()) {
                keys.next();
                return keys.getLong(1);
            }
        }
    }
}
