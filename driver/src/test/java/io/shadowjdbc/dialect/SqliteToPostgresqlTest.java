package io.shadowjdbc.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.shadowjdbc.schema.ColumnMap;
import io.shadowjdbc.schema.SchemaMap;
import io.shadowjdbc.schema.TableMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqliteToPostgresqlTest {
    private static final SchemaMap RICH = SampleShop.map(true);

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            SELECT Name FROM USERS WHERE id = ?              | SELECT "Users"."Name" AS "name" FROM "Users" WHERE "Users"."Id" = ?
            SELECT id FROM users WHERE active                | SELECT "Users"."Id" AS "id" FROM "Users" WHERE "Users"."Active"
            SELECT id FROM users WHERE active = 0            | SELECT "Users"."Id" AS "id" FROM "Users" WHERE "Users"."Active" = FALSE
            SELECT "Id" FROM "Order" ORDER BY "Total" DESC   | SELECT "Order"."Id" FROM "Order" ORDER BY "Order"."Total" DESC NULLS LAST
            SELECT key FROM settings ORDER BY key            | SELECT "settings"."key" FROM "settings" ORDER BY "settings"."key" COLLATE "C"
            UPDATE users SET birthday = '2024-02-29'         | UPDATE "Users" SET "Birthday" = DATE '2024-02-29'
            BEGIN IMMEDIATE                                  | BEGIN /* IMMEDIATE */
            ROLLBACK TO x                                    | ROLLBACK TO SAVEPOINT "x"
            """)
    void keepsSimpleStatementsSimple(String sqlite, String postgresql) {
        assertThat(translated(sqlite).sql()).isEqualTo(postgresql);
    }

    @Test
    void mapsEachMarkToTheApplicationsParameter() {
        Translation.Translated translated =
                translated("SELECT id FROM users WHERE age > ?2 AND name = ?1 AND age < ?2");

        assertThat(translated.parameters())
                .extracting(Translation.Parameter::source)
                .containsExactly(2, 1, 2);
    }

    @Test
    void namesTheColumnsThatResultColumnsShow() {
        Translation.Translated translated =
                translated("SELECT created_at, max(birthday), count(*) FROM users GROUP BY id");

        assertThat(translated.columns())
                .extracting(Translation.ResultColumn::label)
                .containsExactly("created_at", "max(birthday)", "count(*)");
        assertThat(translated.columns().get(0).column().sqliteName()).isEqualTo("created_at");
        assertThat(translated.columns().get(1).codec()).isEqualTo(TestCodec.DATE);
        assertThat(translated.columns().get(2).column()).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SELECT * FROM nowhere               | 14 | table nowhere, which the schema map does not know
            SELECT id, soundex(name) FROM users | 11 | function soundex()
            SELECT id FROM users WHERE          | 26 | SQL that SQLite's grammar does not know
            PRAGMA integrity_check              | 0  | PRAGMA integrity_check
            """)
    void refusesWithConstructPositionAndAdvice(String sql, int position, String construct) {
        Translation.Untranslatable refusal = (Translation.Untranslatable) SqliteToPostgresql.translate(sql, RICH);

        assertThat(refusal.position()).isEqualTo(position);
        assertThat(refusal.construct()).startsWith(construct);
        assertThat(refusal.advice()).endsWith(".");
    }

    @Test
    void replacesByAKeyThatHasItsDefault() {
        assertThat(translated("REPLACE INTO settings (value) VALUES ('x')").sql())
                .endsWith("ON CONFLICT (\"key\") DO UPDATE SET \"value\" = EXCLUDED.\"value\","
                        + " \"updated\" = EXCLUDED.\"updated\"");
        // the integer key is the next one, and a key that is left null is equal to none
        assertThat(translated("REPLACE INTO users (name, created_at) VALUES ('x', 1)")
                        .sql())
                .doesNotContain("CONFLICT");
    }

    @Test
    void refusesToReplaceByAFoldedKeyThatHasItsDefault() {
        Translation.Untranslatable refusal = (Translation.Untranslatable)
                SqliteToPostgresql.translate("REPLACE INTO settings (value) VALUES ('x')", withFoldedKey());

        assertThat(refusal.construct()).startsWith("INSERT OR REPLACE that leaves key of a unique key to its default");
    }

    /** {@code settings} with a key of collation NOCASE. */
    private static SchemaMap withFoldedKey() {
        TableMap settings = RICH.table("settings").orElseThrow();
        List<ColumnMap> columns = new ArrayList<>(settings.columns());
        ColumnMap key = columns.get(0);
        columns.set(
                0,
                new ColumnMap(
                        key.sqliteName(),
                        key.postgresqlName(),
                        key.declaredType(),
                        key.affinity(),
                        "NOCASE",
                        true,
                        false,
                        key.codec(),
                        "test"));
        TableMap folded =
                new TableMap("settings", "public", "settings", columns, settings.primaryKey(), List.of(), null, false);
        return new SchemaMap(List.of(folded), Map.of());
    }

    @Test
    void leavesPragmasAndTheCatalogueToSqliteItself() {
        assertThat(SqliteToPostgresql.translate("PRAGMA busy_timeout = 5000", RICH))
                .isEqualTo(new Translation.Local("busy_timeout", "5000"));
        assertThat(SqliteToPostgresql.translate("SELECT sql FROM sqlite_master", RICH))
                .isEqualTo(new Translation.Local(null, null));
        assertThat(SqliteToPostgresql.translate("SELECT m.name FROM sqlite_master m, users", RICH))
                .isInstanceOf(Translation.Untranslatable.class);
    }

    @Test
    void translatesAScriptThatGivesNoRows() {
        assertThat(translated("DELETE FROM settings; BEGIN; COMMIT").sql())
                .isEqualTo("DELETE FROM \"settings\";\nBEGIN;\nCOMMIT");
        assertThat(SqliteToPostgresql.translate("DELETE FROM settings; SELECT 1", RICH))
                .isInstanceOf(Translation.Untranslatable.class);
    }

    @Test
    void leavesNoMarkInTheTextWhateverTheTextHolds() {
        assertThat(SqliteToPostgresql.translate("SELECT '\uFFFE0;' FROM users", RICH))
                .isInstanceOf(Translation.Untranslatable.class);
        assertThat(translated("SELECT '?', \"a?b\" FROM users WHERE name = ?").parameters())
                .hasSize(1);
    }

    @Test
    void survivesTheDeepestStatementThatParses() {
        String nested = "SELECT " + "(1 + ".repeat(90) + "1" + ")".repeat(90);
        String chain = "SELECT 1" + " || 'x'".repeat(900);
        String conditions = "SELECT id FROM users WHERE id = 1" + " OR id = 2".repeat(900);

        for (String sql : List.of(nested, chain, conditions)) {
            assertThat(SqliteToPostgresql.translate(sql, RICH)).isInstanceOf(Translation.Translated.class);
        }
    }

    @Test
    void givesEveryThreadTheSame() throws Exception {
        String sql =
                "SELECT u.name, ? || o.\"Note\" FROM users u JOIN \"Order\" o ON o.\"UserId\" = u.id WHERE o.\"Paid\" = ?";
        String expected = translated(sql).sql();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<String>> results = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            results.add(threads.submit(() -> translated(sql).sql()));
        }
        for (Future<String> result : results) {
            assertThat(result.get()).isEqualTo(expected);
        }
        threads.shutdown();
    }

    private static Translation.Translated translated(String sql) {
        return (Translation.Translated) SqliteToPostgresql.translate(sql, RICH);
    }
}
