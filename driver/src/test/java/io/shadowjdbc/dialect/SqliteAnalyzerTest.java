package io.shadowjdbc.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.shadowjdbc.schema.SchemaMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqliteAnalyzerTest {
    private static final SchemaMap MAP = SampleShop.map(false);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SELECT 1                                             | SELECT
            WITH a AS (SELECT 1) SELECT * FROM a                 | SELECT
            VALUES (1)                                           | SELECT
            WITH a AS (SELECT 1) INSERT INTO t SELECT * FROM a   | INSERT
            REPLACE INTO t VALUES (1)                            | INSERT
            UPDATE t SET a = 1                                   | UPDATE
            DELETE FROM t                                        | DELETE
            CREATE TABLE t (a)                                   | DDL
            ALTER TABLE t ADD COLUMN b                           | DDL
            begin immediate                                      | BEGIN
            END                                                  | COMMIT
            ROLLBACK                                             | ROLLBACK
            ROLLBACK TRANSACTION TO SAVEPOINT a                  | ROLLBACK_TO
            SAVEPOINT a                                          | SAVEPOINT
            RELEASE a                                            | RELEASE
            PRAGMA foreign_keys                                  | PRAGMA
            EXPLAIN SELECT 1                                     | EXPLAIN
            ATTACH 'x' AS y                                      | ATTACH
            VACUUM                                               | MAINTENANCE
            SELECT 1; SELECT 2                                   | SCRIPT
            -- nothing                                           | EMPTY
            SELECT FROM WHERE                                    | UNKNOWN
            COMMIT AND CHAIN                                     | COMMIT
            """)
    void saysWhatAStatementDoes(String sql, StatementKind kind) {
        assertThat(SqliteAnalyzer.analyze(sql, MAP).kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SELECT id FROM users                                                    | NONE
            SELECT id FROM users ORDER BY id                                        | TOTAL
            SELECT id AS x FROM users ORDER BY x DESC                               | TOTAL
            SELECT name, id FROM users ORDER BY 2                                   | TOTAL
            SELECT name FROM users ORDER BY rowid                                   | TOTAL
            SELECT id FROM users ORDER BY name                                      | PARTIAL
            SELECT id FROM users ORDER BY name, id                                  | TOTAL
            SELECT id FROM users ORDER BY email                                     | PARTIAL
            SELECT id FROM users ORDER BY id + 1                                    | PARTIAL
            SELECT * FROM users WHERE id = ?                                        | TOTAL
            SELECT * FROM users WHERE id = ? AND age > 5                            | TOTAL
            SELECT * FROM users WHERE id = ? OR age > 5                             | NONE
            SELECT * FROM users WHERE id > ?                                        | NONE
            SELECT * FROM "OrderItem" WHERE "OrderId" = ? ORDER BY "Line"           | TOTAL
            SELECT * FROM "OrderItem" WHERE "OrderId" = ?                           | NONE
            SELECT * FROM "OrderItem" ORDER BY "OrderId"                            | PARTIAL
            SELECT count(*) FROM users                                              | TOTAL
            SELECT age, count(*) FROM users GROUP BY age                            | NONE
            SELECT age, count(*) FROM users GROUP BY age ORDER BY age               | TOTAL
            SELECT age, count(*) c FROM users GROUP BY age ORDER BY c               | PARTIAL
            SELECT DISTINCT age FROM users ORDER BY age                             | TOTAL
            SELECT u.id FROM users u JOIN "Order" o ON o."UserId" = u.id ORDER BY u.id | PARTIAL
            SELECT u.id FROM users u JOIN "Order" o ON o."UserId" = u.id ORDER BY o."Id" | TOTAL
            SELECT u.id FROM "Order" o LEFT JOIN users u ON o."UserId" = u.id ORDER BY o."Id" | TOTAL
            SELECT u.id FROM users u LEFT JOIN "Order" o ON o."UserId" = u.id ORDER BY o."Id" | PARTIAL
            SELECT id FROM users UNION SELECT 1 ORDER BY 1                          | PARTIAL
            SELECT x FROM unknown ORDER BY x                                        | PARTIAL
            """)
    void saysHowFarRowsAreOrdered(String sql, Ordering ordering) {
        assertThat(SqliteAnalyzer.analyze(sql, MAP).ordering()).isEqualTo(ordering);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT random()",
                "SELECT CURRENT_TIMESTAMP",
                "SELECT date('now')",
                "SELECT datetime()",
                "SELECT strftime('%Y')",
                "SELECT id FROM users WHERE created_at > unixepoch('now') * 1000",
                "SELECT last_insert_rowid()",
                "INSERT INTO settings SELECT 'k', (SELECT max(changes()) FROM users), 1"
            })
    void knowsWhatMayChangeWithoutAWrite(String sql) {
        assertThat(SqliteAnalyzer.analyze(sql, MAP).deterministic()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT 'now'", "SELECT date(birthday) FROM users", "SELECT strftime('%Y', '2024-01-01')"})
    void knowsWhatDoesNot(String sql) {
        assertThat(SqliteAnalyzer.analyze(sql, MAP).deterministic()).isTrue();
    }

    @Test
    void namesTheTablesAsTheCatalogueDoes() {
        Analysis analysis = SqliteAnalyzer.analyze(
                "WITH t AS (SELECT * FROM USERS) SELECT * FROM t, \"order\" WHERE EXISTS (SELECT 1 FROM Unknown)", MAP);

        assertThat(analysis.tables()).containsExactly("users", "Order", "Unknown");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            select  a from t where b=5             | SELECT a FROM t WHERE b = ?
            SELECT a FROM t WHERE b = -2.5e3 -- x  | SELECT a FROM t WHERE b = ?
            SELECT a FROM t WHERE b IN (1, 2, 3)   | SELECT a FROM t WHERE b IN (?)
            SELECT a FROM t WHERE b in (?,?)       | SELECT a FROM t WHERE b IN (?)
            insert into t values (1,'a'),(2,'b')   | INSERT INTO t VALUES (?, ?)
            SELECT count( * ), max ( a ) FROM t ;  | SELECT count(*), max(a) FROM t
            SELECT a - 1, -1 FROM "T"              | SELECT a - ?, ? FROM "T"
            SELECT a::text FROM s.t WHERE x = $1   | SELECT a :: text FROM s.t WHERE x = ?
            SELECT 'open                           | SELECT ?
            SELECT a, b FROM t order by 2 desc, 1 /* x */ | SELECT a, b FROM t ORDER BY 2 DESC, 1
            SELECT max(b) FROM t GROUP BY 1 LIMIT 5, 6 | SELECT max(b) FROM t GROUP BY 1 LIMIT ?, ?
            SELECT a FROM t ORDER BY a + 1, 2 + b  | SELECT a FROM t ORDER BY a + ?, ? + b
            SELECT a FROM t ORDER BY max(a, 1), 1  | SELECT a FROM t ORDER BY max(a, ?), 1
            SELECT a FROM (SELECT a FROM t ORDER BY 1), 5 | SELECT a FROM (SELECT a FROM t ORDER BY 1), ?
            """)
    void bringsTextsOfOneShapeToOneText(String sql, String normalized) {
        assertThat(SqliteAnalyzer.analyze(sql, MAP).normalized()).isEqualTo(normalized);
    }

    @Test
    void readsTheHintOfAComment() {
        assertThat(SqliteAnalyzer.analyze("/* shadow: skip */ SELECT 1", MAP).hint())
                .isEqualTo("skip");
        assertThat(SqliteAnalyzer.analyze("SELECT 1 -- shadow:always", MAP).hint())
                .isEqualTo("always");
        assertThat(SqliteAnalyzer.analyze("SELECT '/* shadow: skip */'", MAP).hint())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            SELECT a::int FROM t FOR UPDATE                        | SELECT | true
            INSERT INTO t VALUES (ARRAY[1]) RETURNING id           | INSERT | true
            UPDATE t SET a = '{}'::jsonb                           | UPDATE | false
            WITH x AS (DELETE FROM t RETURNING *) SELECT * FROM x  | DELETE | true
            CREATE EXTENSION citext                                | DDL    | false
            SHOW server_version                                    | PRAGMA | true
            START TRANSACTION ISOLATION LEVEL SERIALIZABLE         | BEGIN  | false
            """)
    void judgesPostgresqlsOwnTextsByTheirWords(String sql, StatementKind kind, boolean rows) {
        Analysis analysis = SqliteAnalyzer.analyze(sql, Dialect.POSTGRESQL, MAP);

        assertThat(analysis.kind()).isEqualTo(kind);
        assertThat(analysis.returnsRows()).isEqualTo(rows);
    }

    @Test
    void knowsLimits() {
        assertThat(SqliteAnalyzer.analyze("SELECT 1 LIMIT 5", MAP).limited()).isTrue();
        assertThat(SqliteAnalyzer.analyze("SELECT (SELECT 1 LIMIT 1)", MAP).limited())
                .isFalse();
    }
}
