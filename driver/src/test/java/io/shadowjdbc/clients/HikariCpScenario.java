package io.shadowjdbc.clients;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.postgresql.PGConnection;
import org.sqlite.SQLiteConnection;

/** HikariCP with the settings that touch a connection, and what it does to connections on its own. */
final class HikariCpScenario implements Scenario {
    private static final String BYPASS = "com.zaxxer.hikari.aliveBypassWindowMs";
    private static final Duration LEAK_THRESHOLD = Duration.ofSeconds(2);

    private final Database database;
    private final Product product;

    HikariCpScenario(Database database) {
        this.database = database;
        this.product = database.product();
    }

    @Override
    public List<Step> steps() {
        return List.of(
                new Step("create tables", this::createTables),
                new Step("defaults", this::defaults),
                new Step("configured connections", this::configuredConnections),
                new Step("uncommitted work on return", this::uncommittedWorkOnReturn),
                new Step("changed state on return", this::changedStateOnReturn),
                new Step("what is left open on return", this::leftOpenOnReturn),
                new Step("after a constraint error", this::afterAConstraintError),
                new Step("read-only pool", this::readOnlyPool),
                new Step("idle connections are asked", this::idleConnectionsAreAsked),
                new Step("a dead connection is replaced", this::deadConnectionIsReplaced),
                new Step("leak detection", this::leakDetection),
                new Step("exhausted pool", this::exhaustedPool),
                new Step("eviction", this::eviction),
                new Step("many threads", this::manyThreads),
                new Step("settings that can't be met", this::settingsThatCannotBeMet));
    }

    private HikariDataSource pool(Consumer<HikariConfig> settings) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.url());
        config.setPoolName("clients");
        config.setMaximumPoolSize(1);
        settings.accept(config);
        return new HikariDataSource(config);
    }

    private void createTables(Transcript transcript) throws SQLException {
        try (HikariDataSource pool = pool(config -> {})) {
            Bookshop.create(pool, product);
            transcript.saw("authors", value(pool, "SELECT count(*) FROM author"));
        }
    }

    private void defaults(Transcript transcript) throws SQLException {
        try (HikariDataSource pool = pool(config -> {});
                Connection connection = pool.getConnection()) {
            sawState(transcript, connection);
            transcript.saw("client info", connection.getClientInfo());
            DatabaseMetaData metaData = connection.getMetaData();
            transcript.saw("product", metaData.getDatabaseProductName() + " " + metaData.getDatabaseProductVersion());
            transcript.saw("driver", metaData.getDriverName() + " " + metaData.getDriverVersion());
            transcript.saw("url", metaData.getURL().replaceFirst("\\?.*", ""));
            transcript.saw("metadata knows the pool's connection", metaData.getConnection() == connection);
            try (Statement statement = connection.createStatement()) {
                transcript.saw("statement knows it too", statement.getConnection() == connection);
            }
        }
    }

    private void configuredConnections(Transcript transcript) throws SQLException {
        try (HikariDataSource pool = pool(config -> {
            config.setAutoCommit(false);
            config.setTransactionIsolation("TRANSACTION_SERIALIZABLE");
            config.setSchema(product.choose("main", "public"));
            config.setCatalog(product.choose("main", database.location()));
            config.setConnectionInitSql(
                    product.choose("PRAGMA cache_size = -1234", "SET application_name = 'bookshop'"));
            config.setConnectionTestQuery("SELECT 1");
            config.setValidationTimeout(1000);
            config.setKeepaliveTime(30_000);
            config.setMaxLifetime(60_000);
            config.setIsolateInternalQueries(true);
        })) {
            try (Connection connection = pool.getConnection()) {
                sawState(transcript, connection);
                transcript.saw("set at first", value(connection, initialised()));
                try (PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO author (name) VALUES (?)", Statement.RETURN_GENERATED_KEYS)) {
                    insert.setString(1, "Ursula");
                    transcript.saw("rows", insert.executeUpdate());
                    try (ResultSet keys = insert.getGeneratedKeys()) {
                        keys.next();
                        transcript.saw("key", keys.getObject(1));
                    }
                }
                connection.commit();
            }
            transcript.saw("committed", value(pool, "SELECT name FROM author"));
        }
    }

    private String initialised() {
        return product.choose("PRAGMA cache_size", "SHOW application_name");
    }

    private void uncommittedWorkOnReturn(Transcript transcript) throws SQLException {
        try (HikariDataSource pool = pool(config -> config.setAutoCommit(false))) {
            try (Connection connection = pool.getConnection()) {
                update(connection, "INSERT INTO author (name) VALUES ('forgotten')");
            }
            transcript.saw("rows", value(pool, "SELECT count(*) FROM author WHERE name = 'forgotten'"));
        }
        try (HikariDataSource pool = pool(config -> {})) {
            try (Connection connection = pool.getConnection()) {
                connection.setAutoCommit(false);
                update(connection, "INSERT INTO author (name) VALUES ('forgotten')");
                connection.setSavepoint("here");
                update(connection, "INSERT INTO author (name) VALUES ('forgotten too')");
            }
            transcript.saw("rows", value(pool, "SELECT count(*) FROM author WHERE name LIKE 'forgotten%'"));
            try (Connection connection = pool.getConnection()) {
                transcript.saw("auto-commit", connection.getAutoCommit());
            }
        }
    }

    private void changedStateOnReturn(Transcript transcript) throws SQLException {
        try (HikariDataSource pool = pool(config -> config.setSchema(product.choose("main", "public")))) {
            Connection pooled;
            try (Connection connection = pool.getConnection()) {
                pooled = pooled(connection);
                connection.setAutoCommit(false);
                connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
                transcript.tried("network timeout", () -> {
                    connection.setNetworkTimeout(Runnable::run, 12_345);
                    return connection.getNetworkTimeout();
                });
                transcript.tried("read-only", () -> {
                    connection.setReadOnly(true);
                    return connection.isReadOnly();
                });
                transcript.tried("schema", () -> {
                    connection.setSchema(product.choose("temp", "pg_catalog"));
                    return connection.getSchema();
                });
                connection.setHoldability(ResultSet.CLOSE_CURSORS_AT_COMMIT);
                connection.rollback();
            }
            try (Connection connection = pool.getConnection()) {
                sawState(transcript, connection);
                transcript.saw("it is the same connection", pooled(connection) == pooled);
                transcript.saw("it writes again", update(connection, "INSERT INTO author (name) VALUES ('again')"));
            }
        }
    }

    private void leftOpenOnReturn(Transcript transcript) throws SQLException {
        try (HikariDataSource pool = pool(config -> {})) {
            Connection connection = pool.getConnection();
            Statement statement = connection.createStatement();
            ResultSet rows = statement.executeQuery("SELECT id FROM author ORDER BY id");
            rows.next();
            connection.close();

            transcript.saw("connection closed", connection.isClosed());
            transcript.saw("statement closed", statement.isClosed());
            transcript.saw("rows closed", rows.isClosed());
            transcript.tried("statement", () -> connection.createStatement());
            transcript.tried("rows", rows::next);
            transcript.saw("others work", value(pool, "SELECT min(id) FROM author"));
        }
    }

    private void afterAConstraintError(Transcript transcript) throws SQLException {
        try (HikariDataSource pool = pool(config -> {})) {
            Connection pooled;
            try (Connection connection = pool.getConnection()) {
                pooled = pooled(connection);
                transcript.tried("unique", () -> update(connection, "INSERT INTO author (name) VALUES ('Ursula')"));
                transcript.tried(
                        "foreign key",
                        () -> update(connection, "INSERT INTO book (author_id, title) VALUES (99, 'nobody''s')"));
                transcript.tried("no such table", () -> update(connection, "DELETE FROM nowhere"));
            }
            transcript.saw("it is the same connection", lends(pool) == pooled);
            transcript.saw("connections", pool.getHikariPoolMXBean().getTotalConnections());
        }
    }

    private void readOnlyPool(Transcript transcript) throws SQLException {
        try (HikariDataSource pool = pool(config -> {
            config.setReadOnly(true);
            if (product == Product.SQLITE) {
                config.addDataSourceProperty("open_mode", "1");
            }
        })) {
            try (Connection connection = pool.getConnection()) {
                transcript.saw("read-only", connection.isReadOnly());
                transcript.saw("reads", value(connection, "SELECT name FROM author WHERE id = 1"));
                transcript.tried("writes", () -> update(connection, "INSERT INTO author (name) VALUES ('sneaked in')"));
            }
            transcript.saw("rows", value(pool, "SELECT count(*) FROM author WHERE name = 'sneaked in'"));
        }
    }

    /** What keepalive does to an idle connection every 30 seconds, done at each borrowing. */
    private void idleConnectionsAreAsked(Transcript transcript) throws SQLException {
        for (String query : new String[] {null, "SELECT 1"}) {
            try (HikariDataSource pool = alwaysAsking(config -> {
                config.setConnectionTestQuery(query);
                config.setKeepaliveTime(30_000);
            })) {
                Connection pooled = lends(pool);
                for (int i = 0; i < 5; i++) {
                    transcript.saw("it is the same connection", lends(pool) == pooled);
                }
                transcript.saw("connections", pool.getHikariPoolMXBean().getTotalConnections());
            }
        }
    }

    private HikariDataSource alwaysAsking(Consumer<HikariConfig> settings) {
        System.setProperty(BYPASS, "-1");
        try {
            return pool(settings);
        } finally {
            System.clearProperty(BYPASS);
        }
    }

    private void deadConnectionIsReplaced(Transcript transcript) throws Exception {
        try (HikariDataSource pool = alwaysAsking(config -> {})) {
            Connection pooled;
            Connection lent;
            int kills = 0;
            do {
                Transcript.Call kill;
                try (Connection connection = pool.getConnection()) {
                    pooled = pooled(connection);
                    kill = killer(connection);
                }
                kill.run();
                kills++;
                lent = lends(pool);
                // one that a flip has brought to the other database meanwhile is alive there
            } while (lent == pooled && kills < 100);
            transcript.saw("kills", kills);
            transcript.saw("it is another", lent != pooled);
            transcript.saw("it works", value(pool, "SELECT name FROM author WHERE id = 1"));
            transcript.saw("connections", pool.getHikariPoolMXBean().getTotalConnections());
        }
    }

    /** What ends a connection from outside, when it lies in the pool. */
    private Transcript.Call killer(Connection connection) throws SQLException {
        if (product == Product.SQLITE) {
            Connection physical = connection.isWrapperFor(SQLiteConnection.class)
                    ? connection.unwrap(SQLiteConnection.class)
                    : (Connection) connection.unwrap(PGConnection.class);
            return () -> {
                physical.close();
                return physical.isClosed();
            };
        }
        Object backend = value(connection, "SELECT pg_backend_pid()");
        return () -> {
            try (Connection other = database.dataSource().getConnection()) {
                return value(other, "SELECT pg_terminate_backend(" + backend + ", 5000)");
            }
        };
    }

    private void leakDetection(Transcript transcript) throws Exception {
        PrintStream before = System.err;
        ByteArrayOutputStream logged = new ByteArrayOutputStream();
        System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
        try (HikariDataSource pool = pool(config -> config.setLeakDetectionThreshold(LEAK_THRESHOLD.toMillis()));
                Connection connection = pool.getConnection()) {
            Thread.sleep(LEAK_THRESHOLD.plusMillis(300).toMillis());
            transcript.saw("it works on", value(connection, "SELECT name FROM author WHERE id = 1"));
            transcript.saw("valid", connection.isValid(10));
        } finally {
            System.setErr(before);
        }
        transcript.saw(
                "logged", logged.toString(StandardCharsets.UTF_8).contains("Connection leak detection triggered"));
    }

    private void exhaustedPool(Transcript transcript) throws SQLException {
        try (HikariDataSource pool = pool(config -> config.setConnectionTimeout(250))) {
            try (Connection connection = pool.getConnection()) {
                transcript.saw("valid", connection.isValid(10));
                try (Connection second = pool.getConnection()) {
                    transcript.saw("a second", second.isValid(1));
                } catch (SQLException e) {
                    transcript.saw("a second is refused", List.of(e.getClass(), String.valueOf(e.getSQLState())));
                }
            }
            transcript.saw("afterwards", value(pool, "SELECT min(id) FROM author"));
        }
    }

    private void eviction(Transcript transcript) throws SQLException {
        try (HikariDataSource pool = pool(config -> {})) {
            Connection connection = pool.getConnection();
            Connection pooled = pooled(connection);
            pool.evictConnection(connection);
            transcript.saw("evicted and closed", connection.isClosed());
            transcript.saw("it is another", lends(pool) != pooled);
            pool.getHikariPoolMXBean().softEvictConnections();
            transcript.saw("afterwards", value(pool, "SELECT min(id) FROM author"));
        }
    }

    private void manyThreads(Transcript transcript) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (HikariDataSource pool = pool(config -> config.setMaximumPoolSize(2))) {
            List<Future<Long>> sums = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                sums.add(threads.submit(() -> readOften(pool)));
            }
            for (Future<Long> sum : sums) {
                transcript.saw("sum of a thread", sum.get());
            }
            HikariPoolMXBean state = pool.getHikariPoolMXBean();
            transcript.saw("active", state.getActiveConnections());
        } finally {
            threads.shutdown();
        }
    }

    private static long readOften(HikariDataSource pool) throws SQLException {
        long sum = 0;
        for (int i = 0; i < 50; i++) {
            sum += ((Number) value(pool, "SELECT min(id) FROM author")).longValue();
        }
        return sum;
    }

    private void settingsThatCannotBeMet(Transcript transcript) {
        transcript.tried(
                "isolation",
                () -> statedBy(config -> config.setTransactionIsolation(
                        product.choose("TRANSACTION_REPEATABLE_READ", "TRANSACTION_NONE"))));
        transcript.tried(
                "first statement", () -> statedBy(config -> config.setConnectionInitSql("SELECT nonsense FROM")));
        transcript.tried(
                "test query", () -> statedBy(config -> config.setConnectionTestQuery("SELECT 1 FROM nowhere")));
    }

    private Object statedBy(Consumer<HikariConfig> settings) throws SQLException {
        try (HikariDataSource pool = pool(settings.andThen(config -> config.setInitializationFailTimeout(1)))) {
            return value(pool, "SELECT min(id) FROM author");
        }
    }

    private static void sawState(Transcript transcript, Connection connection) throws SQLException {
        transcript.saw("auto-commit", connection.getAutoCommit());
        transcript.saw("isolation", connection.getTransactionIsolation());
        transcript.saw("read-only", connection.isReadOnly());
        transcript.saw("catalog", connection.getCatalog());
        transcript.saw("schema", connection.getSchema());
        transcript.saw("holdability", connection.getHoldability());
        transcript.tried("network timeout", connection::getNetworkTimeout);
        transcript.saw("warnings", connection.getWarnings());
    }

    /** What the pool keeps: the driver's connection, which stays the same object when the provider changes below it. */
    private static Connection pooled(Connection lent) throws SQLException {
        return lent.unwrap(Connection.class);
    }

    private static Connection lends(HikariDataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            return pooled(connection);
        }
    }

    private static int update(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    private static Object value(HikariDataSource pool, String sql) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            return value(connection, sql);
        }
    }

    private static Object value(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getObject(1) : null;
        }
    }
}
