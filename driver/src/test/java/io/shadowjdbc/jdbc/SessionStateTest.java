package io.shadowjdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.shadowjdbc.Shadow;
import io.shadowjdbc.fixture.Postgres;
import io.shadowjdbc.fixture.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the application set on a connection or statement holds on whichever provider is active. */
class SessionStateTest {
    @TempDir
    Path directory;

    private static TestDatabase first;
    private static TestDatabase second;

    @BeforeAll
    static void createDatabases() throws SQLException {
        first = Postgres.database();
        second = Postgres.database();
        for (TestDatabase database : new TestDatabase[] {first, second}) {
            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE SCHEMA other CREATE TABLE t (id integer PRIMARY KEY, v text)");
                statement.execute("INSERT INTO other.t SELECT i, 'v' || i FROM generate_series(1, 5) i");
                statement.execute("CREATE TABLE t (id bigint PRIMARY KEY, v text)");
                statement.execute("INSERT INTO t SELECT i, 'v' || i FROM generate_series(1, 5) i");
            }
        }
    }

    @AfterAll
    static void dropDatabases() {
        first.close();
        second.close();
    }

    private Connection open(String url, String secondary) throws SQLException {
        return DriverManager.getConnection(url.replaceFirst("jdbc:", "jdbc:shadow:")
                + (url.contains("?") ? "&" : "?")
                + "shadow.mirror.rate=0&shadow.parity.dir=" + directory.resolve("parity") + "&shadow.secondary.url="
                + URLEncoder.encode(secondary, StandardCharsets.UTF_8));
    }

    private String sqlite(String name) throws SQLException {
        String url = "jdbc:sqlite:" + directory.resolve(name);
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT)");
            statement.execute("INSERT INTO t VALUES (1, 'v1'), (2, 'v2'), (3, 'v3'), (4, 'v4'), (5, 'v5')");
        }
        return url;
    }

    private static String only(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    @Test
    void everySettingOfAConnectionGoesAlongAndBack() throws Exception {
        Map<String, Class<?>> typeMap = new HashMap<>(Map.of("point", String.class));
        try (Connection connection = open(first.url(), second.url())) {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setHoldability(ResultSet.HOLD_CURSORS_OVER_COMMIT);
            connection.setSchema("other");
            connection.setClientInfo("ApplicationName", "the application");
            connection.setNetworkTimeout(Runnable::run, 12_345);
            connection.setTypeMap(typeMap);
            connection.setReadOnly(true);
            connection.setAutoCommit(false);

            for (String provider : new String[] {"secondary", "primary"}) {
                Shadow.of(connection).flip(provider);

                assertThat(only(connection, "SELECT current_database()"))
                        .isEqualTo(provider.equals("primary") ? first.name() : second.name());
                assertThat(only(connection, "SHOW transaction_isolation")).isEqualTo("repeatable read");
                assertThat(only(connection, "SHOW transaction_read_only")).isEqualTo("on");
                assertThat(only(connection, "SHOW search_path")).isEqualTo("other");
                assertThat(only(connection, "SHOW application_name")).isEqualTo("the application");
                assertThat(connection.getAutoCommit()).isFalse();
                assertThat(connection.isReadOnly()).isTrue();
                assertThat(connection.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_REPEATABLE_READ);
                assertThat(connection.getHoldability()).isEqualTo(ResultSet.HOLD_CURSORS_OVER_COMMIT);
                assertThat(connection.getSchema()).isEqualTo("other");
                assertThat(connection.getClientInfo("ApplicationName")).isEqualTo("the application");
                assertThat(connection.getNetworkTimeout()).isEqualTo(12_345);
                assertThat(connection.getTypeMap()).isEqualTo(typeMap);
                connection.commit();
            }
        }
    }

    /** A setting made while one provider is active holds on the other, also where that one was used before. */
    @Test
    void aSettingThatWasChangedMeanwhileGoesBackToo() throws Exception {
        try (Connection connection = open(first.url(), second.url())) {
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            Shadow.of(connection).flip("secondary");
            assertThat(only(connection, "SHOW transaction_read_only")).isEqualTo("on");
            connection.commit();
            connection.setReadOnly(false);
            connection.setSchema("other");
            connection.commit();
            Shadow.of(connection).flip("primary");
            assertThat(only(connection, "SHOW transaction_read_only")).isEqualTo("off");
            assertThat(only(connection, "SHOW search_path")).isEqualTo("other");
        }
    }

    @Test
    void everySettingOfAStatementGoesAlong() throws Exception {
        try (Connection connection = open(first.url(), second.url());
                PreparedStatement statement = connection.prepareStatement(
                        "SELECT v, repeat('x', 100) FROM t ORDER BY id",
                        ResultSet.TYPE_SCROLL_INSENSITIVE,
                        ResultSet.CONCUR_READ_ONLY)) {
            statement.setMaxRows(3);
            statement.setFetchSize(2);
            statement.setFetchDirection(ResultSet.FETCH_REVERSE);
            statement.setQueryTimeout(7);
            statement.setMaxFieldSize(5);
            statement.setEscapeProcessing(false);
            statement.setPoolable(false);
            statement.setCursorName("cursor_of_mine");
            statement.closeOnCompletion();

            Shadow.of(connection).flip("secondary");

            try (ResultSet rows = statement.executeQuery()) {
                int read = 0;
                while (rows.next()) {
                    read++;
                }
                assertThat(read).isEqualTo(3);
                assertThat(statement.getMaxRows()).isEqualTo(3);
                assertThat(statement.getFetchSize()).isEqualTo(2);
                assertThat(statement.getFetchDirection()).isEqualTo(ResultSet.FETCH_REVERSE);
                assertThat(statement.getQueryTimeout()).isEqualTo(7);
                assertThat(statement.getMaxFieldSize()).isEqualTo(5);
                assertThat(statement.isPoolable()).isFalse();
                assertThat(statement.getResultSetType()).isEqualTo(ResultSet.TYPE_SCROLL_INSENSITIVE);
                assertThat(statement.isCloseOnCompletion()).isTrue();
            }
            assertThat(statement.isClosed()).isTrue();
        }
    }

    @Test
    void whatIsSetOnSqliteHoldsOnPostgresqlAndBack() throws Exception {
        try (Connection connection = open(sqlite("app.db"), first.url());
                PreparedStatement statement = connection.prepareStatement("SELECT v FROM t WHERE id > ? ORDER BY id")) {
            Map<String, Class<?>> typeMap = new HashMap<>(Map.of("point", String.class));
            connection.setTypeMap(typeMap);
            connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            connection.setAutoCommit(false);
            statement.setMaxRows(2);
            statement.setQueryTimeout(9);
            statement.setInt(1, 1);

            for (String provider : new String[] {"postgresql", "sqlite"}) {
                Shadow.of(connection).flip(provider);

                try (ResultSet rows = statement.executeQuery()) {
                    StringBuilder read = new StringBuilder();
                    while (rows.next()) {
                        read.append(rows.getString(1));
                    }
                    assertThat(read.toString()).as(provider).isEqualTo("v2v3");
                }
                assertThat(connection.getAutoCommit()).isFalse();
                assertThat(connection.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_SERIALIZABLE);
                assertThat(connection.getTypeMap()).isEqualTo(typeMap);
                assertThat(statement.getMaxRows()).isEqualTo(2);
                assertThat(statement.getQueryTimeout()).isEqualTo(9);
                connection.rollback();
            }
        }
    }

    /** A stream can be read once; it is needed again where the statement is made again. */
    @Test
    void streamsThatWereSetBeforeTheFlipArriveAfterIt() throws Exception {
        try (Connection connection = open(sqlite("streams.db"), first.url());
                PreparedStatement insert = connection.prepareStatement("INSERT INTO t VALUES (?, ?)")) {
            insert.setInt(1, 6);
            insert.setCharacterStream(2, new StringReader("characters, cut"), 10);
            Shadow.of(connection).flip("postgresql");
            insert.executeUpdate();
            insert.setInt(1, 7);
            insert.setAsciiStream(2, new ByteArrayInputStream("ASCII".getBytes(StandardCharsets.US_ASCII)));
            insert.executeUpdate();

            assertThat(only(connection, "SELECT v FROM t WHERE id = 6")).isEqualTo("characters");
            assertThat(only(connection, "SELECT v FROM t WHERE id = 7")).isEqualTo("ASCII");
        }
    }

    @Test
    void whatIsSetOnSqliteHoldsOnTheOtherSqlite() throws Exception {
        try (Connection connection = open(sqlite("one.db"), sqlite("two.db"));
                Statement statement = connection.createStatement()) {
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_UNCOMMITTED);
            connection.setAutoCommit(false);
            statement.setMaxRows(1);

            Shadow.of(connection).flip("secondary");

            statement.executeUpdate("DELETE FROM t");
            connection.rollback();
            assertThat(only(connection, "SELECT count(*) FROM t")).isEqualTo("5");
            assertThat(only(connection, "PRAGMA read_uncommitted")).isEqualTo("1");
            assertThat(connection.getAutoCommit()).isFalse();
            assertThat(statement.getMaxRows()).isEqualTo(1);
        }
    }
}
