package io.shadowjdbc.migrator;

import static org.assertj.core.api.Assertions.assertThat;

import io.shadowjdbc.dialect.SqliteToPostgresql;
import io.shadowjdbc.dialect.Translation;
import io.shadowjdbc.fixture.Postgres;
import io.shadowjdbc.fixture.TestDatabase;
import io.shadowjdbc.schema.SchemaMap;
import io.shadowjdbc.schema.SchemaMapStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.sql.Types;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Where SQLite's index serves a statement, PostgreSQL's own planner takes the migrated index for its translation: over
 * {@code rich}, a table of 20,000 rows whose values have types of their own there, and {@code plain}, the same in columns of
 * text and numbers.
 */
class QueryPlansTest {
    private static final String RICH = """
            CREATE TABLE rich (id INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT COLLATE NOCASE, code TEXT UNIQUE, at DATETIME,
              born DATE, price NUMERIC, active BOOLEAN, ref UUID, amount REAL, owner INTEGER REFERENCES rich (id), note TEXT)""";
    private static final String PLAIN = """
            CREATE TABLE plain (id INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT COLLATE NOCASE, code TEXT UNIQUE, at TEXT,
              born TEXT, price REAL, active INTEGER, ref TEXT, amount REAL, owner INTEGER REFERENCES plain (id), note TEXT)""";
    private static final String ROWS = """
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
            INSERT INTO {t} SELECT i, 'Name ' || (i % 200), 'User' || i || '@x.org', 'c' || i,
              datetime(1700000000 + i * 60, 'unixepoch'), date('1950-01-01', (i % 15000) || ' days'), i * 0.25, i % 2,
              printf('%08x-0000-4000-8000-000000000000', i), i * 0.5, CASE WHEN i > 1 THEN i / 2 END, 'Note ' || (i % 100) FROM n""";
    private static final String INDEXES = """
            CREATE INDEX {t}_name ON {t} (name, at DESC);
            CREATE INDEX {t}_email ON {t} (email);
            CREATE INDEX {t}_at ON {t} (at);
            CREATE INDEX {t}_born ON {t} (born);
            CREATE INDEX {t}_price ON {t} (price);
            CREATE INDEX {t}_active ON {t} (active, note);
            CREATE INDEX {t}_ref ON {t} (ref);
            CREATE INDEX {t}_amount ON {t} (amount);
            CREATE INDEX {t}_owner ON {t} (owner);
            CREATE INDEX {t}_lower ON {t} (lower(name))""";

    @TempDir
    private static Path dir;

    private static TestDatabase database;
    private static Connection connection;
    private static SchemaMap map;

    @BeforeAll
    static void migrate() throws Exception {
        database = Postgres.database();
        Path source = Sql.sqlite(
                dir.resolve("app.db"), RICH, PLAIN, ROWS.replace("{t}", "rich"), ROWS.replace("{t}", "plain"));
        try (Connection sqlite = DriverManager.getConnection("jdbc:sqlite:" + source)) {
            Sql.run(sqlite, INDEXES.replace("{t}", "rich").split(";"));
            Sql.run(sqlite, INDEXES.replace("{t}", "plain").split(";"));
        }
        Cli.run("migrate", source, database.url(), dir.resolve("runs")).exits(0);
        connection = database.connect();
        Sql.run(connection, "ANALYZE");
        map = SchemaMapStore.load(connection).orElseThrow();
    }

    @AfterAll
    static void drop() throws Exception {
        connection.close();
        database.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            SELECT * FROM {t} WHERE id = ?                                              | pkey      | 500
            SELECT * FROM {t} WHERE id = 500                                            | pkey      |
            SELECT * FROM {t} WHERE rowid = ?                                           | pkey      | 500
            SELECT * FROM {t} WHERE id IN (1, 2, ?)                                     | pkey      | 500
            SELECT * FROM {t} WHERE id BETWEEN ? AND 520                                | pkey      | 500
            SELECT max(id) FROM {t}                                                     | pkey      |
            SELECT * FROM {t} ORDER BY id LIMIT 100, 10                                 | pkey      |
            SELECT * FROM {t} ORDER BY id DESC LIMIT 10                                 | pkey      |
            SELECT * FROM {t} WHERE name = ?                                            | name      | Name 77
            SELECT * FROM {t} WHERE name IN ('Name 77', ?)                              | name      | Name 78
            SELECT * FROM {t} WHERE name >= 'Name 77' AND name < 'Name 78'              | name      |
            SELECT * FROM {t} WHERE name GLOB 'Name 177*'                               | name      |
            SELECT * FROM {t} WHERE name LIKE 'name 177%'                               | lower     |
            SELECT * FROM {t} WHERE lower(name) = ?                                     | lower     | name 77
            SELECT * FROM {t} ORDER BY name, at DESC LIMIT 10                           | name      |
            SELECT * FROM {t} WHERE name = 'Name 77' ORDER BY at DESC LIMIT 5           | name      |
            SELECT * FROM {t} WHERE email = 'USER77@X.ORG'                              | email     |
            SELECT * FROM {t} WHERE email = ?                                           | email     | USER77@X.ORG
            SELECT * FROM {t} WHERE email LIKE 'user77%'                                | email     |
            SELECT * FROM {t} ORDER BY email LIMIT 10                                   | email     |
            SELECT * FROM {t} WHERE code = ?                                            | code      | c77
            SELECT * FROM {t} WHERE at = '2023-11-15 00:00:20'                          | at        |
            SELECT * FROM {t} WHERE at > '2023-11-15' AND at < ?                        | at        | 2023-11-15 01:00:00
            SELECT * FROM {t} WHERE at BETWEEN '2023-11-15' AND '2023-11-15 02:00:00'   | at        |
            SELECT * FROM {t} ORDER BY at LIMIT 10                                      | at        |
            SELECT * FROM {t} ORDER BY at DESC LIMIT 10                                 | at        |
            SELECT min(at) FROM {t}                                                     | at        |
            SELECT * FROM {t} WHERE at > ? ORDER BY at, id LIMIT 20                     | at        | 2023-11-20 00:00:00
            SELECT * FROM {t} WHERE born = ?                                            | born      | 1963-05-05
            SELECT * FROM {t} WHERE born >= '1990-12' ORDER BY born LIMIT 10            | born      |
            SELECT * FROM {t} WHERE price = 19.25                                       | price     |
            SELECT * FROM {t} WHERE price > ? AND price < 20                            | price     | 19.25
            SELECT * FROM {t} ORDER BY price LIMIT 10                                   | price     |
            SELECT * FROM {t} WHERE active = 1 AND note = 'Note 7'                      | active    |
            SELECT * FROM {t} WHERE active = ? ORDER BY note LIMIT 10                   | active    | 0
            SELECT * FROM {t} WHERE ref = '0000004d-0000-4000-8000-000000000000'        | ref       |
            SELECT * FROM {t} WHERE ref = ?                                             | ref       | 0000004d-0000-4000-8000-000000000000
            SELECT * FROM {t} WHERE amount BETWEEN 10 AND 12.5                          | amount    |
            SELECT count(*) FROM {t} WHERE owner = ?                                    | owner     | 77
            SELECT * FROM {t} WHERE owner IS NULL                                       | owner     |
            SELECT c.name, p.name FROM {t} c JOIN {t} p ON p.id = c.owner WHERE c.id = ? | pkey     | 500
            SELECT p.name, c.name FROM {t} p LEFT JOIN {t} c ON c.owner = p.id WHERE p.id < 5 | owner |
            SELECT * FROM {t} WHERE id IN (SELECT owner FROM {t} WHERE code = 'c77')    | pkey      |
            SELECT * FROM {t} a WHERE id < 9 AND EXISTS (SELECT 1 FROM {t} b WHERE b.owner = a.id) | owner |
            UPDATE {t} SET note = 'x' WHERE id = ?                                      | pkey      | 500
            UPDATE {t} SET price = price + 1 WHERE code = ?                             | code      | c77
            DELETE FROM {t} WHERE ref = ?                                               | ref       | 0000004d-0000-4000-8000-000000000000
            INSERT INTO {t} (name, code) VALUES ('n', ?) ON CONFLICT (code) DO UPDATE SET note = 'x' | code | c77
            """)
    void anIndexServes(String statement, String index, String parameter) throws Exception {
        for (String table : new String[] {"rich", "plain"}) {
            Translation.Translated translated =
                    (Translation.Translated) SqliteToPostgresql.translate(statement.replace("{t}", table), map);
            assertThat(plan(translated, parameter))
                    .as(translated.sql())
                    .containsPattern("(using|on|Conflict Arbiter Indexes:) \"?" + table + "_(" + index + "|" + index
                            + "_key)\"?\\s")
                    .doesNotContain("Seq Scan")
                    // an incremental one sorts the rows that are equal in the index
                    .doesNotContainPattern("(?m)^(?:\\s*->\\s*)?Sort ");
        }
    }

    private static String plan(Translation.Translated translated, String parameter) throws Exception {
        StringBuilder plan = new StringBuilder();
        try (PreparedStatement statement = connection.prepareStatement("EXPLAIN " + translated.sql())) {
            for (int i = 0; i < translated.parameters().size(); i++) {
                Object value = parameter.matches("[0-9]+") ? (Object) Long.valueOf(parameter) : parameter;
                Translation.Parameter mark = translated.parameters().get(i);
                if (mark.codec() == null) {
                    statement.setObject(i + 1, value, Types.OTHER);
                } else {
                    mark.codec().bind(statement, i + 1, value);
                }
            }
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    plan.append(row.getString(1)).append('\n');
                }
            }
        }
        return plan.toString();
    }

    /** What the names of the tables promise. */
    @ParameterizedTest
    @CsvSource({"rich, timestamp without time zone, date, boolean, uuid", "plain, text, text, bigint, text"})
    void theTwoTablesHaveOtherTypes(String table, String at, String born, String active, String ref) throws Exception {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT string_agg(format_type(atttypid, NULL), ', ' ORDER BY attnum)"
                                + " FROM pg_attribute WHERE attrelid = '" + table + "'::regclass"
                                + " AND attname IN ('at', 'born', 'active', 'ref')")) {
            row.next();
            assertThat(row.getString(1)).isEqualTo(String.join(", ", at, born, active, ref));
        }
    }
}
