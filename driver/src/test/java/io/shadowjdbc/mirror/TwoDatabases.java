package io.shadowjdbc.mirror;

import io.shadowjdbc.fixture.Postgres;
import io.shadowjdbc.fixture.TestDatabase;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A SQLite file that an application works on, another database beside it, and a directory for parity files. */
final class TwoDatabases implements AutoCloseable {
    private final Path directory;
    private final String otherUrl;
    private final TestDatabase postgresql;

    private TwoDatabases(Path directory, String otherUrl, TestDatabase postgresql) {
        this.directory = directory;
        this.otherUrl = otherUrl;
        this.postgresql = postgresql;
    }

    /** The other one is SQLite too, and takes the same statements. */
    static TwoDatabases bothSqlite(Path directory, String... statements) throws SQLException {
        TwoDatabases both = new TwoDatabases(directory, "jdbc:sqlite:" + directory.resolve("other.db"), null);
        both.onActive(statements);
        both.onOther(statements);
        return both;
    }

    /** The other one is PostgreSQL, and empty. */
    static TwoDatabases sqliteAndPostgresql(Path directory) {
        TestDatabase database = Postgres.database();
        return new TwoDatabases(directory, database.url(), database);
    }

    void onActive(String... statements) throws SQLException {
        run("jdbc:sqlite:" + active(), statements);
    }

    void onOther(String... statements) throws SQLException {
        run(otherUrl, statements);
    }

    private static void run(String url, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private Path active() {
        return directory.resolve("active.db");
    }

    Connection connectToActive() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + active() + "?busy_timeout=10000");
    }

    Connection connectToOther() throws SQLException {
        return DriverManager.getConnection(otherUrl);
    }

    /**
     * A connection through the driver.
     *
     * @param settings without their prefix {@code shadow.}, as {@code mirror.rate=1}
     */
    Connection connect(String... settings) throws SQLException {
        StringBuilder url = new StringBuilder("jdbc:shadow:sqlite:")
                .append(active())
                .append("?busy_timeout=10000&shadow.secondary.url=")
                .append(URLEncoder.encode(otherUrl, StandardCharsets.UTF_8))
                .append("&shadow.parity.dir=")
                .append(directory.resolve("parity"));
        for (String setting : settings) {
            int end = setting.indexOf('=');
            url.append("&shadow.")
                    .append(setting, 0, end + 1)
                    .append(URLEncoder.encode(setting.substring(end + 1), StandardCharsets.UTF_8)
                            .replace("+", "%20"));
        }
        return DriverManager.getConnection(url.toString());
    }

    /** Lines of parity files that fit, once there is one; none if there is none within ten seconds. */
    List<String> events(Predicate<String> fits) throws IOException, InterruptedException {
        for (int tries = 0; tries < 200; tries++) {
            List<String> found = new ArrayList<>();
            try (Stream<Path> files = Files.list(directory.resolve("parity"))) {
                for (Path file : files.toList()) {
                    Files.readAllLines(file).stream().filter(fits).forEach(found::add);
                }
            }
            if (!found.isEmpty()) {
                return found;
            }
            Thread.sleep(50);
        }
        return List.of();
    }

    @Override
    public void close() {
        if (postgresql != null) {
            postgresql.close();
        }
    }
}
