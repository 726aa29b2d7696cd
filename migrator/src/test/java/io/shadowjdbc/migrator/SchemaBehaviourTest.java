package io.shadowjdbc.migrator;

import static org.assertj.core.api.Assertions.assertThat;

import io.shadowjdbc.fixture.Postgres;
import io.shadowjdbc.fixture.TestDatabase;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.SQLiteException;

/**
 * A schema behaves on PostgreSQL as on SQLite: the same statements, run by the driver on the migrated database and by
 * sqlite-jdbc on the original one, give the same counts and errors and leave the same rows.
 */
class SchemaBehaviourTest {
    @TempDir
    private Path dir;

    @ParameterizedTest
    @EnumSource(SchemaCase.class)
    void theSameStatementsEndAlike(SchemaCase schema) throws Exception {
        compare(schema, "--names=quoted");
    }

    @ParameterizedTest
    @ValueSource(strings = {"KEYS", "TRIGGERS_THAT_LOG", "FOREIGN_KEYS", "NAMES"})
    void soTheyDoUnderFoldedNames(String schema) throws Exception {
        compare(SchemaCase.valueOf(schema), "--names=folded");
    }

    @ParameterizedTest
    @EnumSource(SchemaCase.class)
    void soTheyDoWithKeysThatAreUuids(SchemaCase schema) throws Exception {
        compare(schema, "--keys=uuid");
    }

    @Test
    void rowsThatAreCopiedAgainFireNoTriggers() throws Exception {
        Path source = script(dir.resolve("app.db"), SchemaCase.TRIGGERS_THAT_LOG.schema());
        try (TestDatabase target = Postgres.database()) {
            Cli.run("migrate", source, target.url(), dir.resolve("runs")).exits(0);
            Cli.run("copy", source, target.url(), dir.resolve("runs"), "--replace")
                    .exits(0);

            assertThat(Cli.run("verify", source, target.url(), dir.resolve("runs"))
                            .exits(0)
                            .json())
                    .containsEntry("differences", 0);
            try (Connection connection = target.connect()) {
                assertThat(Sql.one(
                                connection,
                                "SELECT count(*) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
                                        + " WHERE NOT tgisinternal AND relnamespace = 'public'::regnamespace"))
                        .isEqualTo("4");
            }
        }
    }

    private void compare(SchemaCase schema, String option) throws Exception {
        Path source = script(dir.resolve("app.db"), schema.schema());
        Path twin = Files.copy(source, dir.resolve("twin.db"));
        try (TestDatabase target = Postgres.database()) {
            Cli.Outcome outcome = Cli.run("migrate", source, target.url(), dir.resolve("runs"), option)
                    .exits(0);
            assertThat(outcome.json().get("problems")).asList().isEmpty();
            assertThat(outcome.out()).doesNotContain("not created on PostgreSQL");
            try (Connection sqlite = DriverManager.getConnection("jdbc:sqlite:" + twin + "?foreign_keys=on");
                    Connection postgresql = DriverManager.getConnection(activeUrl(source, target.url()))) {
                for (String sql : schema.statements()) {
                    assertThat(outcome(postgresql, sql))
                            .as(
                                    "%s%n%s",
                                    sql, Files.readString(outcome.directory().resolve("schema.sql")))
                            .isEqualTo(outcome(sqlite, sql));
                }
                for (String query : queries(sqlite)) {
                    assertThat(Sql.rows(postgresql, query))
                            .as(
                                    "%s%n%s",
                                    query, Files.readString(outcome.directory().resolve("schema.sql")))
                            .isEqualTo(Sql.rows(sqlite, query));
                }
            }
        }
    }

    private static Path script(Path file, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
            return file;
        }
    }

    /** The application's connection while PostgreSQL is active. */
    private String activeUrl(Path source, String target) {
        return "jdbc:shadow:sqlite:" + source + "?shadow.provider=postgresql&shadow.mirror.rate=0&shadow.secondary.url="
                + URLEncoder.encode(target, StandardCharsets.UTF_8) + "&shadow.instance=" + dir.getFileName()
                + "&shadow.parity.dir="
                + URLEncoder.encode(dir.resolve("parity").toString(), StandardCharsets.UTF_8);
    }

    private static String outcome(Connection connection, String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            // sqlite-jdbc gives COMMIT the count of the statement before it
            return sql.equals("COMMIT") ? "done" : statement.getUpdateCount() + " rows";
        } catch (SQLException e) {
            return e instanceof SQLiteException sqlite
                    ? sqlite.getResultCode() + message(sqlite)
                    : "not SQLite's: " + e.getMessage();
        }
    }

    /** The application's own words, and the constraint's name. */
    private static String message(SQLiteException e) {
        return Stream.of("stop", "positive")
                .filter(e.getMessage()::contains)
                .toList()
                .toString();
    }

    private static List<String> queries(Connection sqlite) throws SQLException {
        List<String> queries = new ArrayList<>();
        for (String table : Sql.rows(
                sqlite, "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite%'")) {
            int columns = Integer.parseInt(
                    Sql.one(sqlite, "SELECT count(*) FROM pragma_table_xinfo('" + table + "') WHERE hidden <> 1"));
            List<String> order = new ArrayList<>();
            for (int i = 1; i <= columns; i++) {
                order.add(Integer.toString(i));
            }
            queries.add("SELECT * FROM \"" + table + "\" ORDER BY " + String.join(", ", order));
        }
        return queries;
    }
}
