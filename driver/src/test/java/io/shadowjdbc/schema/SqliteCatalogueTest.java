package io.shadowjdbc.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.Collation;
import org.sqlite.Function;

/** What SQLite's catalogue says of tables, also where only its parser knows. */
class SqliteCatalogueTest {

    @Test
    void kindsOfKeysAreToldApart() throws SQLException {
        assertThat(table("CREATE TABLE t (a INTEGER PRIMARY KEY, b UNIQUE)"))
                .returns("a", SqliteTable::integerKey)
                .returns(false, SqliteTable::autoincrement)
                .returns(List.of(List.of("b")), SqliteTable::uniqueKeys);
        assertThat(table("CREATE TABLE t (a INTEGER PRIMARY KEY AUTOINCREMENT)"))
                .returns(true, SqliteTable::autoincrement);
        assertThat(table("CREATE TABLE t (a INT PRIMARY KEY /* AUTOINCREMENT */)"))
                .as("INT is no alias of the rowid")
                .returns(null, SqliteTable::integerKey)
                .returns(false, SqliteTable::autoincrement)
                .returns(List.of("a"), SqliteTable::primaryKey);
        assertThat(table("CREATE TABLE t (a INTEGER PRIMARY KEY DESC)"))
                .as("nor is INTEGER PRIMARY KEY DESC, by an old mistake that SQLite keeps")
                .returns(null, SqliteTable::integerKey);
        assertThat(table("CREATE TABLE t (a, b, PRIMARY KEY (b, a)) WITHOUT ROWID"))
                .returns(List.of("b", "a"), SqliteTable::primaryKey)
                .returns(true, SqliteTable::withoutRowid);
        assertThat(table(
                        "CREATE TABLE t (a TEXT, b)",
                        "CREATE UNIQUE INDEX i ON t (a) WHERE b",
                        "CREATE UNIQUE INDEX j ON t (lower(a))"))
                .as("partial and expression indexes are no keys")
                .returns(List.of(), SqliteTable::uniqueKeys);
    }

    @Test
    void columnsCarryTypeCollationAndGeneration() throws SQLException {
        SqliteTable table =
                table("CREATE TABLE t (a TEXT COLLATE NOCASE, b VARCHAR(9) NOT NULL DEFAULT 'x', c TEXT COLLATE BINARY,"
                        + " d AS (a || b), e INT AS (1) STORED, \"f \"\"g\" COLLATE RTRIM)");
        assertThat(table.columns())
                .extracting(SqliteColumn::collation)
                .containsExactly("NOCASE", "BINARY", "BINARY", "BINARY", "BINARY", "RTRIM");
        assertThat(table.columns())
                .extracting(SqliteColumn::generation)
                .containsExactly(
                        SqliteColumn.Generation.NONE,
                        SqliteColumn.Generation.NONE,
                        SqliteColumn.Generation.NONE,
                        SqliteColumn.Generation.VIRTUAL,
                        SqliteColumn.Generation.STORED,
                        SqliteColumn.Generation.NONE);
        assertThat(table.columns().get(1).notNull()).isTrue();
        assertThat(table.columns().get(1).defaultSql()).isEqualTo("'x'");
        assertThat(table.columns().get(5).name()).isEqualTo("f \"g");
    }

    @Test
    void anyOfAStrictTableHasNoAffinity() throws SQLException {
        assertThat(table("CREATE TABLE t (a ANY) STRICT").columns().get(0).affinity())
                .isEqualTo(Affinity.BLOB);
        assertThat(table("CREATE TABLE t (a ANY)").columns().get(0).affinity()).isEqualTo(Affinity.NUMERIC);
    }

    @Test
    void functionsAndCollationsOfTheApplicationDoNotStopTheReading(@TempDir Path dir) throws SQLException {
        String url = "jdbc:sqlite:" + dir.resolve("app.sqlite");
        try (Connection application = DriverManager.getConnection(url);
                Statement statement = application.createStatement()) {
            Collation.create(application, "german", new Collation() {
                @Override
                protected int xCompare(String left, String right) {
                    return left.compareToIgnoreCase(right);
                }
            });
            Function.create(
                    application,
                    "valid",
                    new Function() {
                        @Override
                        protected void xFunc() throws SQLException {
                            result(1);
                        }
                    },
                    1,
                    Function.FLAG_DETERMINISTIC);
            statement.execute(
                    "CREATE TABLE t (a INTEGER PRIMARY KEY AUTOINCREMENT, b TEXT COLLATE german CHECK (valid(b)))");
        }
        try (Connection sqlite = DriverManager.getConnection(url)) {
            SqliteTable table = new SqliteCatalogue(sqlite).tables().get(0);
            assertThat(table.autoincrement()).isTrue();
            assertThat(table.columns().get(1).collation()).isEqualTo("german");
        }
    }

    private static SqliteTable table(String... script) throws SQLException {
        try (Connection sqlite = DriverManager.getConnection("jdbc:sqlite::memory:");
                Statement statement = sqlite.createStatement()) {
            for (String sql : script) {
                statement.execute(sql);
            }
            return new SqliteCatalogue(sqlite).tables().get(0);
        }
    }
}
