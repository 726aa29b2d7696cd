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
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A read that fails leaves its transaction as it was, as on SQLite, wherever it stands between writes and savepoints. */
class ReadSavepointTest {
    /** Fails when it runs, on both sides: not before, as an unknown name does. */
    private static final String FAILS = "SELECT abs(-9223372036854775807 - id) FROM t WHERE id = 1";

    @TempDir
    private Path directory;

    private TestDatabase database;
    private Connection connection;

    @BeforeEach
    void open() throws Exception {
        database = Postgres.database();
        connection = DriverManager.getConnection("jdbc:shadow:sqlite:" + directory.resolve("absent.db")
                + "?shadow.provider=postgresql&shadow.mirror.rate=0&shadow.parity.dir="
                + encoded(directory.resolve("parity").toString()) + "&shadow.secondary.url="
                + encoded(database.url()));
        execute("CREATE TABLE t (id INTEGER PRIMARY KEY, n INTEGER)");
        execute("INSERT INTO t VALUES (1, 0)");
        connection.setAutoCommit(false);
    }

    @AfterEach
    void close() throws Exception {
        connection.close();
        database.close();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private int read() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT n FROM t WHERE id = 1")) {
            row.next();
            return row.getInt(1);
        }
    }

    private void write(int n) throws SQLException {
        execute("UPDATE t SET n = " + n);
    }

    private void failToRead() {
        assertThatThrownBy(() -> execute(FAILS)).isInstanceOf(SQLException.class);
    }

    @Test
    void firstOfATransaction() throws Exception {
        failToRead();
        write(1);
        connection.commit();

        assertThat(read()).isEqualTo(1);
    }

    @Test
    void afterAWriteAfterARead() throws Exception {
        read();
        write(1);
        failToRead();
        assertThat(read()).isEqualTo(1);
        write(2);
        failToRead();
        failToRead();
        connection.commit();

        assertThat(read()).isEqualTo(2);
    }

    @Test
    void afterAWriteThatFails() throws Exception {
        read();
        write(1);
        assertThatThrownBy(() -> execute("INSERT INTO t VALUES (1, 5)")).hasMessageContaining("UNIQUE");
        failToRead();
        connection.commit();

        assertThat(read()).isEqualTo(1);
    }

    @Test
    void afterABatch() throws Exception {
        read();
        try (PreparedStatement statement = connection.prepareStatement("UPDATE t SET n = n + ?")) {
            statement.setInt(1, 2);
            statement.addBatch();
            statement.setInt(1, 3);
            statement.addBatch();
            statement.executeBatch();
        }
        failToRead();

        assertThat(read()).isEqualTo(5);
    }

    @Test
    void afterDdl() throws Exception {
        read();
        execute("ALTER TABLE t ADD COLUMN more TEXT DEFAULT 'x'");
        failToRead();
        execute("UPDATE t SET more = 'y', n = 4");
        connection.commit();

        assertThat(read()).isEqualTo(4);
    }

    @Test
    void betweenSavepointsOfTheApplication() throws Exception {
        read();
        write(1);
        Savepoint outer = connection.setSavepoint();
        read();
        write(2);
        failToRead();
        execute("SAVEPOINT inner_one");
        failToRead();
        write(3);
        read();
        execute("ROLLBACK TO inner_one");
        failToRead();
        assertThat(read()).isEqualTo(2);
        execute("RELEASE inner_one");
        failToRead();
        connection.rollback(outer);
        assertThat(read()).isEqualTo(1);
        failToRead();
        connection.commit();

        assertThat(read()).isEqualTo(1);
    }

    @Test
    void inATransactionThatCameAsText() throws Exception {
        connection.setAutoCommit(true);
        execute("BEGIN IMMEDIATE");
        write(1);
        failToRead();
        write(2);
        failToRead();
        execute("COMMIT");
        assertThat(read()).isEqualTo(2);

        execute("BEGIN");
        read();
        write(3);
        failToRead();
        execute("ROLLBACK");
        assertThat(read()).isEqualTo(2);
    }

    @Test
    void aRunningResultGoesOnAfterAnotherReadFails() throws Exception {
        execute("INSERT INTO t VALUES (2, 0), (3, 0)");
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT id FROM t ORDER BY id")) {
            assertThat(rows.next()).isTrue();
            failToRead();
            write(7);
            failToRead();
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isEqualTo(2);
        }
        assertThat(read()).isEqualTo(7);
    }

    @Test
    void keepsWhatManyReadsAndWritesInTurnDid() throws Exception {
        for (int i = 1; i <= 200; i++) {
            write(i);
            assertThat(read()).isEqualTo(i);
            if (i % 10 == 0) {
                failToRead();
            }
        }
        connection.commit();

        assertThat(read()).isEqualTo(200);
    }
}
