package io.shadowjdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.shadowjdbc.fixture.Postgres;
import io.shadowjdbc.fixture.TestDatabase;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
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
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.postgresql.largeobject.LargeObject;
import org.postgresql.largeobject.LargeObjectManager;
import org.sqlite.Function;
import org.sqlite.SQLiteConnection;

/** What the drivers have beyond JDBC works through {@code unwrap}. */
class InnerObjectsTest {
    @TempDir
    Path directory;

    private TestDatabase database;

    @BeforeEach
    void createDatabase() {
        database = Postgres.database();
    }

    @AfterEach
    void dropDatabase() {
        database.close();
    }

    private Connection postgresql() throws SQLException {
        return DriverManager.getConnection(database.url().replaceFirst("jdbc:", "jdbc:shadow:"));
    }

    private Connection sqlite() throws SQLException {
        return DriverManager.getConnection("jdbc:shadow:sqlite:" + directory.resolve("app.db"));
    }

    @Test
    void copyGoesInAndOut() throws Exception {
        try (Connection connection = postgresql();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t (id INTEGER, v TEXT)");
            PGConnection inner = connection.unwrap(PGConnection.class);

            assertThat(inner.getCopyAPI().copyIn("COPY t FROM STDIN", new StringReader("1\tone\n2\ttwo\n")))
                    .isEqualTo(2);

            StringWriter out = new StringWriter();
            inner.getCopyAPI().copyOut("COPY (SELECT v FROM t ORDER BY id) TO STDOUT", out);
            assertThat(out).hasToString("one\ntwo\n");
        }
    }

    @Test
    void notificationsArrive() throws Exception {
        try (Connection listening = postgresql();
                Connection telling = postgresql();
                Statement listen = listening.createStatement();
                Statement tell = telling.createStatement()) {
            listen.execute("LISTEN news");
            tell.execute("NOTIFY news, 'it works'");

            PGNotification[] heard = listening.unwrap(PGConnection.class).getNotifications(10_000);

            assertThat(heard).hasSize(1);
            assertThat(heard[0].getParameter()).isEqualTo("it works");
        }
    }

    @Test
    void largeObjectsAreWrittenAndRead() throws Exception {
        try (Connection connection = postgresql()) {
            connection.setAutoCommit(false);
            LargeObjectManager manager = connection.unwrap(PGConnection.class).getLargeObjectAPI();
            long oid = manager.createLO();
            try (LargeObject object = manager.open(oid)) {
                object.write(new byte[] {1, 2, 3});
            }
            connection.commit();
            try (LargeObject object = manager.open(oid)) {
                assertThat(object.read(10)).containsExactly(1, 2, 3);
            }
            connection.commit();
        }
    }

    @Test
    void aSqliteDatabaseIsBackedUp() throws Exception {
        Path backup = directory.resolve("backup.db");
        try (Connection connection = sqlite();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t (id INTEGER)");
            statement.execute("INSERT INTO t VALUES (1)");
            statement.executeUpdate("backup to " + backup);
            assertThat(connection.unwrap(SQLiteConnection.class).getDatabase().backup("main", backup + "2", null))
                    .isZero();
        }
        for (String copy : new String[] {backup.toString(), backup + "2"}) {
            assertThat(Files.size(Path.of(copy))).isPositive();
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + copy);
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT count(*) FROM t")) {
                assertThat(row.getInt(1)).isEqualTo(1);
            }
        }
    }

    @Test
    void aFunctionOfTheApplicationIsCalledBySqlite() throws Exception {
        try (Connection connection = sqlite();
                Statement statement = connection.createStatement()) {
            Function.create(connection.unwrap(SQLiteConnection.class), "twice", new Function() {
                @Override
                protected void xFunc() throws SQLException {
                    result(2 * value_int(0));
                }
            });
            try (ResultSet row = statement.executeQuery("SELECT twice(21)")) {
                assertThat(row.getInt(1)).isEqualTo(42);
            }
        }
    }
}
