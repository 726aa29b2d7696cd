package io.shadowjdbc.migrator;

import static org.assertj.core.api.Assertions.assertThat;

import io.shadowjdbc.fixture.Postgres;
import io.shadowjdbc.fixture.TestDatabase;
import io.shadowjdbc.schema.FileSettings;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The numbers in the file's header that an application reads and sets with PRAGMA. */
class FileSettingsTest {
    @TempDir
    private Path dir;

    private Connection application(Path file, TestDatabase database) throws SQLException {
        return DriverManager.getConnection("jdbc:shadow:sqlite:" + file
                + "?shadow.provider=postgresql&shadow.mirror.rate=0&shadow.parity.dir="
                + encoded(dir.resolve("parity").toString()) + "&shadow.secondary.url=" + encoded(database.url()));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Test
    void comeOverWithTheRowsAndBackAgain() throws Exception {
        Path source = Sql.sqlite(
                dir.resolve("app.db"),
                "CREATE TABLE t (id INTEGER PRIMARY KEY)",
                "INSERT INTO t VALUES (1)",
                "PRAGMA user_version = 42",
                "PRAGMA application_id = 77");
        try (TestDatabase database = Postgres.database()) {
            Cli.run("migrate", source, database.url(), dir.resolve("runs")).exits(0);
            try (Connection connection = application(source, database)) {
                assertThat(Sql.rows(connection, "PRAGMA user_version")).containsExactly("42");
                assertThat(Sql.rows(connection, "PRAGMA application_id")).containsExactly("77");
                Sql.run(connection, "PRAGMA user_version = 43");
                assertThat(Sql.rows(connection, "PRAGMA user_version")).containsExactly("43");
            }
            try (Connection sqlite = DriverManager.getConnection("jdbc:sqlite:" + source);
                    Connection postgresql = database.connect()) {
                assertThat(Sql.rows(sqlite, "PRAGMA user_version")).containsExactly("42");
                FileSettings.toSqlite(postgresql, sqlite);
                assertThat(Sql.rows(sqlite, "PRAGMA user_version")).containsExactly("43");
                assertThat(Sql.rows(sqlite, "PRAGMA application_id")).containsExactly("77");
            }
        }
    }

    @Test
    void startAtZeroWhereTheApplicationMakesItsTablesOnPostgresql() throws Exception {
        try (TestDatabase database = Postgres.database();
                Connection connection = application(dir.resolve("absent.db"), database)) {
            assertThat(Sql.rows(connection, "PRAGMA user_version")).containsExactly("0");
            Sql.run(connection, "CREATE TABLE t (id INTEGER PRIMARY KEY)");
            assertThat(Sql.rows(connection, "PRAGMA user_version")).containsExactly("0");
            Sql.run(connection, "PRAGMA user_version = 3", "CREATE TABLE u (id INTEGER PRIMARY KEY)");
            assertThat(Sql.rows(connection, "PRAGMA user_version")).containsExactly("3");
            assertThat(Sql.rows(connection, "PRAGMA application_id")).containsExactly("0");
        }
    }
}
