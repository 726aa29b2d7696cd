package io.shadowjdbc.migrator;

import static org.assertj.core.api.Assertions.assertThat;

import io.shadowjdbc.dialect.SqliteToPostgresql;
import io.shadowjdbc.dialect.Translation;
import io.shadowjdbc.fixture.Postgres;
import io.shadowjdbc.fixture.TestDatabase;
import io.shadowjdbc.schema.SchemaMapStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Translated statements use the indexes that the migrator made of SQLite's: both are of one form. */
class IndexUseTest {
    @TempDir
    private static Path dir;

    private static TestDatabase database;

    @BeforeAll
    static void migrate() throws Exception {
        database = Postgres.database();
        Path source = Sql.sqlite(
                dir.resolve("app.db"),
                "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT, mail TEXT COLLATE NOCASE, pad TEXT COLLATE RTRIM,"
                        + " at DATETIME, n INTEGER, m INTEGER NOT NULL, active BOOLEAN, price REAL, ms DATETIME, kind TEXT)",
                "CREATE INDEX by_lower ON t (lower(name))",
                "CREATE INDEX by_mail ON t (mail)",
                "CREATE INDEX by_pad ON t (pad)",
                "CREATE INDEX by_day ON t (date(at))",
                "CREATE INDEX by_month ON t (strftime('%Y-%m', at))",
                "CREATE INDEX by_year ON t (substr(at, 1, 4))",
                "CREATE INDEX by_sum ON t (n + m)",
                "CREATE INDEX by_n ON t (n DESC, m)",
                "CREATE INDEX by_kind ON t (kind) WHERE active = 1",
                "CREATE INDEX by_price ON t (price) WHERE kind = 'sold' AND n IS NOT NULL",
                "CREATE INDEX by_kind_nocase ON t (kind COLLATE NOCASE DESC)",
                "CREATE INDEX by_ms ON t (ms)",
                "INSERT INTO t VALUES (1, 'A', 'a@x', 'p', '2024-01-01 00:00:00', 1, 2, 1, 1.5, 1700000000000, 'sold')");
        Cli.run("migrate", source, database.url(), dir.resolve("runs")).exits(0);
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SELECT id FROM t WHERE lower(name) = ?                                   | by_lower
            SELECT id FROM t WHERE lower(name) = 'x'                                 | by_lower
            SELECT id FROM t ORDER BY lower(name) LIMIT 3                            | by_lower
            SELECT id FROM t WHERE mail = ?                                          | by_mail
            SELECT mail FROM t ORDER BY mail LIMIT 3                                 | by_mail
            SELECT id FROM t WHERE mail LIKE 'a%'                                    | by_mail
            SELECT id FROM t WHERE pad = ?                                           | by_pad
            SELECT id FROM t WHERE date(at) = ?                                      | by_day
            SELECT id FROM t WHERE date(at) >= '2024-01-01' ORDER BY date(at)        | by_day
            SELECT id FROM t WHERE strftime('%Y-%m', at) = '2024-01'                 | by_month
            SELECT id FROM t WHERE substr(at, 1, 4) = '2024'                         | by_year
            SELECT id FROM t WHERE n + m = 3                                         | by_sum
            SELECT id FROM t ORDER BY n DESC, m LIMIT 5                              | by_n
            SELECT id FROM t ORDER BY n, m DESC LIMIT 5                              | by_n
            SELECT id FROM t WHERE n = ? AND m > 1                                   | by_n
            SELECT id FROM t WHERE active = 1 AND kind = ?                           | by_kind
            SELECT id FROM t WHERE kind = 'sold' AND n IS NOT NULL AND price > 1     | by_price
            SELECT id FROM t ORDER BY kind COLLATE NOCASE DESC LIMIT 3               | by_kind_nocase
            SELECT id FROM t WHERE ms > 1600000000000                                | by_ms
            """)
    void serves(String sql, String index) throws Exception {
        try (Connection connection = database.connect()) {
            Sql.run(connection, "SET enable_seqscan = off", "SET enable_bitmapscan = off", "SET enable_sort = off");
            Translation.Translated translated = (Translation.Translated) SqliteToPostgresql.translate(
                    sql, SchemaMapStore.load(connection).orElseThrow());
            StringBuilder plan = new StringBuilder();
            try (PreparedStatement statement = connection.prepareStatement("EXPLAIN " + translated.sql())) {
                for (int i = 0; i < translated.parameters().size(); i++) {
                    statement.setObject(i + 1, "5", java.sql.Types.OTHER);
                }
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        plan.append(row.getString(1)).append('\n');
                    }
                }
            }
            assertThat(plan.toString())
                    .as(translated.sql())
                    .contains("using " + index + " ")
                    .doesNotContain("Sort");
        }
    }
}
