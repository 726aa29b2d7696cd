package io.shadowjdbc.migrator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Makes SQLite files of the kind that grew for years: each case is one file with one table or a few. */
public enum HostileFiles {
    TEXT_IN_INTEGER_COLUMNS(
            "CREATE TABLE t (id INTEGER PRIMARY KEY, n INTEGER, s SMALLINT, d DECIMAL(10,2), b BOOLEAN)",
            "INSERT INTO t VALUES (1, 5, 7, 9.95, 1), (2, 'five', 70000, '12,50', 'yes'), (3, '', -1, 1e300, 2),"
                    + " (4, 1.5, 'x', NULL, 0), (5, '0x10', 1, 5, 1), (6, ' 12', 2, 0.1, 1), (7, '1e3', 3, 3, 1)"),
    BLOB_IN_INTEGER_AND_TEXT_COLUMNS(
            "CREATE TABLE t (id INTEGER PRIMARY KEY, n INTEGER, s TEXT, r REAL)",
            "INSERT INTO t VALUES (1, 5, 'a', 1.5), (2, x'00ff', x'c3', x''), (3, NULL, '', 2)"),
    NUL_CHARACTERS(
            "CREATE TABLE t (id INTEGER PRIMARY KEY, s TEXT, k TEXT UNIQUE)",
            "INSERT INTO t VALUES (1, 'a' || char(0) || 'b', 'x'), (2, char(0), 'y' || char(0)), (3, 'plain', 'z')"),
    MIXED_DATE_FORMATS(
            "CREATE TABLE t (id INTEGER PRIMARY KEY, a DATETIME, b DATE, c TIMESTAMP, d DATETIME, e DATETIME, f DATETIME)",
            "INSERT INTO t VALUES (1, '2024-01-02 03:04:05', '2024-01-02', 1700000000123, '2024-01-02T03:04:05.678Z', 1700000000, '2024-01-02'),"
                    + " (2, '2024-01-02T03:04:05', '0000-00-00', 1700000000124, '2024-01-02T03:04:05.600Z', 1700000001, 1700000000123),"
                    + " (3, 1700000000, '02.01.2024', -1, '1969-12-31T23:59:59.999Z', 0, NULL), (4, '', NULL, NULL, NULL, NULL, '')"),
    ZERO_AND_IMPOSSIBLE_DATES(
            "CREATE TABLE t (id INTEGER PRIMARY KEY, a DATE, b DATETIME)",
            "INSERT INTO t VALUES (1, '2024-02-30', '2024-01-01 24:00:00'), (2, '2024-02-28', '2024-01-01 00:00:60')"),
    LIMITS_OF_NUMBERS(
            "CREATE TABLE t (id INTEGER PRIMARY KEY, n INTEGER, r REAL, x, d DECIMAL(20,5), f NUMERIC)",
            "INSERT INTO t VALUES (-9223372036854775808, 9223372036854775807, 1e308, -0.0, 12345678901234.12345, 0.1),"
                    + " (9223372036854775807, -9223372036854775808, 9e999, 5e-324, -1, 9007199254740993),"
                    + " (0, 9223372036854775808, -9e999, 0.30000000000000004, 0, 1e-300), (1, 0, -0.0, 1.0, 1e14, 1e20)"),
    VALUES_OF_EVERY_CLASS_IN_ONE_COLUMN(
            "CREATE TABLE t (id INTEGER PRIMARY KEY, x, y BLOB)",
            "INSERT INTO t VALUES (1, 1, 1), (2, 1.0, '1'), (3, '1', x'31'), (4, x'31', 1.0), (5, NULL, NULL), (6, '', x'')"),
    NAMES(
            "CREATE TABLE \"it's \"\"quoted\"\" 😀\" (\"a b\" INTEGER PRIMARY KEY, \"select\" TEXT, \"ünï\" TEXT, \"x\"\"y\" TEXT, \"ctid\" TEXT, \"\" TEXT)",
            "INSERT INTO \"it's \"\"quoted\"\" 😀\" VALUES (1, 'a', 'b', 'c', 'd', 'e')",
            "CREATE TABLE [user] ([Order] TEXT PRIMARY KEY, [group] INT)",
            "INSERT INTO user VALUES ('o', 1)",
            "CREATE TABLE " + "n".repeat(80) + "1 (" + "c".repeat(80) + "1 INTEGER, " + "c".repeat(80) + "2 INTEGER)",
            "CREATE TABLE " + "n".repeat(80) + "2 (" + "é".repeat(40) + " INTEGER)",
            "INSERT INTO " + "n".repeat(80) + "1 VALUES (1, 2)",
            "CREATE INDEX " + "i".repeat(80) + "1 ON " + "n".repeat(80) + "1 (" + "c".repeat(80) + "1)",
            "CREATE INDEX " + "i".repeat(80) + "2 ON " + "n".repeat(80) + "1 (" + "c".repeat(80) + "2)",
            "CREATE TABLE a_pkey (a INTEGER PRIMARY KEY)",
            "CREATE TABLE a (a INTEGER PRIMARY KEY)"),
    COMPOSITE_KEYS(
            "CREATE TABLE t (a TEXT, b INTEGER, c REAL, v TEXT, PRIMARY KEY (b, a, c))",
            "INSERT INTO t VALUES ('z', 1, 0.5, 'v'), ('Z', 1, 0.5, ''), ('é', 1, 1.5, NULL), ('a', -1, 0, 'x'), ('😀', 1, 1, 'y'), ('\uFF5E', 1, 1, 'z')"),
    WITHOUT_ROWID(
            "CREATE TABLE t (a TEXT, b BLOB, v, PRIMARY KEY (a, b)) WITHOUT ROWID",
            "INSERT INTO t VALUES ('a', x'00', 1), ('a', x'', 2), ('', x'ff', 3)"),
    STRICT_TABLES(
            "CREATE TABLE t (a INTEGER PRIMARY KEY, b ANY, c TEXT, d REAL, e BLOB, f INT) STRICT",
            "INSERT INTO t VALUES (1, '5', 'x', 1, x'01', 7), (2, 5, '', -0.0, x'', NULL), (3, 5.0, NULL, NULL, NULL, NULL)"),
    NULLS_IN_A_PRIMARY_KEY(
            "CREATE TABLE t (a TEXT PRIMARY KEY, v INTEGER)",
            "INSERT INTO t VALUES (NULL, 1), (NULL, 1), (NULL, 2), ('a', 3)",
            "CREATE TABLE u (a INT, b INT, v TEXT, PRIMARY KEY (a, b))",
            "INSERT INTO u VALUES (1, NULL, 'x'), (1, NULL, 'x'), (1, 1, 'y')"),
    TABLES_WITHOUT_KEYS(
            "CREATE TABLE t (a, b)",
            "INSERT INTO t VALUES (1, 'x'), (1, 'x'), (1, 'x'), (NULL, NULL), (NULL, NULL), (2, 'y')"),
    NOCASE(
            "CREATE TABLE t (name TEXT COLLATE NOCASE PRIMARY KEY, mail TEXT UNIQUE COLLATE NOCASE, pad TEXT COLLATE RTRIM)",
            "CREATE UNIQUE INDEX p ON t (pad)",
            "INSERT INTO t VALUES ('Anna', 'a@x', 'p'), ('ÄNNA', 'B@x', 'q '), ('änna', 'c@X', 'r')"),
    GENERATED_COLUMNS(
            "CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER, b TEXT, total AS (a * 2), label TEXT GENERATED ALWAYS AS (b || '!') STORED, odd AS (printf('%05d', a)), patch AS (json_patch('{}', '{}') || a))",
            "INSERT INTO t (id, a, b) VALUES (1, 2, 'x'), (2, NULL, 'y'), (3, 7, NULL)"),
    FOREIGN_KEYS(
            "CREATE TABLE node (id INTEGER PRIMARY KEY, up INTEGER REFERENCES node ON DELETE CASCADE)",
            "CREATE TABLE a (id INTEGER PRIMARY KEY, b_id INTEGER REFERENCES b(id) DEFERRABLE INITIALLY DEFERRED)",
            "CREATE TABLE b (id INTEGER PRIMARY KEY, a_id INTEGER, FOREIGN KEY (a_id) REFERENCES a(id) ON DELETE SET NULL ON UPDATE CASCADE)",
            "CREATE TABLE orphan (id INTEGER PRIMARY KEY, node_id INTEGER REFERENCES node(id), lost INTEGER REFERENCES nowhere(id))",
            "INSERT INTO node VALUES (1, NULL), (2, 1), (3, 3)",
            "INSERT INTO a VALUES (1, 1)",
            "INSERT INTO b VALUES (1, 1)",
            "INSERT INTO orphan VALUES (1, 1, NULL), (2, 99, 5)"),
    DEFAULTS_AND_CHECKS(
            "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT DEFAULT 'it''s', b INTEGER DEFAULT -5, c REAL DEFAULT 1e3, d BOOLEAN DEFAULT TRUE, e DATETIME DEFAULT CURRENT_TIMESTAMP,"
                    + " f TEXT DEFAULT (lower(hex(randomblob(4)))), g BLOB DEFAULT x'00ff', h TEXT DEFAULT \"dq\", i DEFAULT NULL, j DATE DEFAULT (date('now')),"
                    + " k INTEGER CHECK (k BETWEEN 0 AND 10), l TEXT CHECK (length(l) <= 5 AND l IN ('a', 'b')), m BOOLEAN CHECK (m IN (0, 1)),"
                    + " n TEXT CHECK (json_valid(n)) CHECK (n <> sqlite_version()), p TEXT DEFAULT (sqlite_version()), o TEXT CHECK (o LIKE '%@%'), CHECK (b < 0 OR a IS NOT NULL))",
            "INSERT INTO t (id, d, e, j, k, l, m, o) VALUES (1, 0, '2024-01-02 03:04:05', '2024-01-02', 5, 'a', 1, 'A@b'), (2, 1, NULL, NULL, NULL, NULL, NULL, NULL)"),
    INDEXES(
            "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b INTEGER, c TEXT COLLATE NOCASE, long TEXT)",
            "CREATE INDEX partial ON t (a) WHERE b > 0",
            "CREATE UNIQUE INDEX expression ON t (lower(a), b DESC)",
            "CREATE INDEX folded ON t (c, a COLLATE NOCASE)",
            "CREATE INDEX too_long ON t (long)",
            "CREATE INDEX patch ON t (json_patch('{}', '{}') || a)",
            "INSERT INTO t VALUES (1, 'x', 1, 'C', hex(zeroblob(5000))), (2, 'y', 0, 'c', ''), (3, NULL, NULL, NULL, NULL)"),
    AUTOINCREMENT(
            "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a)",
            "INSERT INTO t VALUES (100, 'x'), (1, 'y')",
            "DELETE FROM t WHERE id = 100",
            "CREATE TABLE empty (id INTEGER PRIMARY KEY AUTOINCREMENT)",
            "INSERT INTO empty VALUES (41)",
            "DELETE FROM empty",
            "CREATE TABLE plain (id INTEGER PRIMARY KEY)",
            "INSERT INTO plain VALUES (7)"),
    UUID_AND_JSON(
            "CREATE TABLE t (id UUID PRIMARY KEY, parent UUID REFERENCES t(id), up GUID, bad UUID, j JSON, k JSON)",
            "INSERT INTO t VALUES ('6f0c3b1e-9a57-4c1f-8d2e-0123456789ab', NULL, '6F0C3B1E-9A57-4C1F-8D2E-0123456789AB', 'none', '{ \"a\": 1 }', '{a:1}'),"
                    + " ('00000000-0000-0000-0000-000000000000', '6f0c3b1e-9a57-4c1f-8d2e-0123456789ab', NULL, NULL, '[1.0,1.00]', '[]')",
            "CREATE TABLE c (id INTEGER PRIMARY KEY, t_id TEXT REFERENCES t(id))",
            "INSERT INTO c VALUES (1, '6f0c3b1e-9a57-4c1f-8d2e-0123456789ab')"),
    VIEWS_AND_TRIGGERS(
            "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT)",
            "CREATE VIEW v AS SELECT id, upper(a) AS big FROM t WHERE id > 0",
            "CREATE VIEW over AS SELECT big || id AS both FROM v",
            "CREATE VIEW w AS SELECT sqlite_version() AS version FROM t",
            "CREATE TRIGGER h AFTER DELETE ON t BEGIN UPDATE t SET a = sqlite_version(); END",
            "CREATE TRIGGER g AFTER INSERT ON t BEGIN UPDATE t SET a = lower(a) WHERE id = new.id; END",
            "INSERT INTO t VALUES (1, 'X')"),
    FULL_TEXT_SEARCH(
            "CREATE VIRTUAL TABLE f USING fts5(title, body)",
            "INSERT INTO f VALUES ('one', 'the body'), ('two', 'another')",
            "CREATE TABLE t (id INTEGER PRIMARY KEY, words TEXT)",
            "CREATE VIRTUAL TABLE over USING fts5(words, content='t', content_rowid='id')",
            "CREATE VIRTUAL TABLE bare USING fts4(content=\"\", words)",
            "CREATE VIRTUAL TABLE vocabulary USING fts5vocab('f', 'row')",
            "CREATE VIRTUAL TABLE area USING rtree(id, x1, x2, y1, y2)",
            "INSERT INTO area VALUES (1, 1, 2, 3, 4.5)"),
    NO_ROWS_AT_ALL(
            "CREATE TABLE t (id INTEGER PRIMARY KEY, a, b BOOLEAN, c DATETIME, d NUMERIC, e DECIMAL(10,2), f BLOB, g JSON, h VARCHAR(10) NOT NULL DEFAULT '')"),
    UTF_16(
            "PRAGMA encoding = 'UTF-16le'",
            "CREATE TABLE t (k TEXT PRIMARY KEY, v TEXT)",
            "INSERT INTO t VALUES ('é', '😀'), ('a', ''), ('\uFFFD', NULL)"),
    INVALID_UTF_8("CREATE TABLE t (id INTEGER PRIMARY KEY, s TEXT, k TEXT UNIQUE)") {
        @Override
        void fill(Connection connection) throws SQLException {
            try (PreparedStatement insert =
                    connection.prepareStatement("INSERT INTO t VALUES (?, CAST(? AS TEXT), CAST(? AS TEXT))")) {
                List<byte[]> texts = List.of(
                        "Zürich".getBytes(ISO_8859_1),
                        new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
                        new byte[] {(byte) 0xC0, (byte) 0x80},
                        new byte[] {'o', 'k'});
                for (int i = 0; i < texts.size(); i++) {
                    insert.setInt(1, i);
                    insert.setBytes(2, texts.get(i));
                    insert.setBytes(3, texts.get(i));
                    insert.executeUpdate();
                }
            }
        }
    },
    MANY_COLUMNS("CREATE TABLE t (id INTEGER PRIMARY KEY, "
            + String.join(
                    ", ",
                    IntStream.range(0, 300).mapToObj(i -> "c" + i + " TEXT").toList()) + ")") {
        @Override
        void fill(Connection connection) throws SQLException {
            String values = String.join(
                    ", ", IntStream.range(0, 300).mapToObj(i -> "'v" + i + "'").toList());
            Sql.run(connection, "INSERT INTO t VALUES (1, " + values + ")", "INSERT INTO t (id) VALUES (2)");
        }
    },
    LARGE_VALUES(
            "CREATE TABLE t (id INTEGER PRIMARY KEY, b BLOB, s TEXT)",
            "INSERT INTO t VALUES (1, randomblob(20000000), hex(randomblob(2000000))), (2, zeroblob(0), '')");

    @SuppressWarnings("ImmutableEnumChecker") // it is: List.of
    private final List<String> statements;

    HostileFiles(String... statements) {
        this.statements = List.of(statements);
    }

    /** More than SQL text can say. */
    void fill(Connection connection) throws SQLException {}

    /** Makes the file. */
    public Path make(Path dir) throws SQLException {
        Path file = dir.resolve(name().toLowerCase(java.util.Locale.ROOT) + ".sqlite");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            List<String> all = new ArrayList<>(statements);
            Sql.run(connection, all.toArray(String[]::new));
            fill(connection);
        }
        return file;
    }
}
