package io.shadowjdbc.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.shadowjdbc.fixture.Postgres;
import io.shadowjdbc.fixture.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HelperFunctionsTest {
    private static TestDatabase database;

    @BeforeAll
    static void createDatabase() {
        database = Postgres.database();
    }

    @AfterAll
    static void dropDatabase() {
        database.close();
    }

    @Test
    void severalSessionsMayInstallAtOnceAndAgain() throws Exception {
        try (TestDatabase fresh = Postgres.database()) {
            ExecutorService threads = Executors.newFixedThreadPool(6);
            List<Future<Boolean>> installed = new ArrayList<>();
            Callable<Boolean> install = () -> {
                try (Connection connection = fresh.connect()) {
                    HelperFunctions.install(connection);
                    return HelperFunctions.isInstalled(connection);
                }
            };
            for (int i = 0; i < 6; i++) {
                installed.add(threads.submit(install));
            }
            for (Future<Boolean> one : installed) {
                assertThat(one.get()).isTrue();
            }
            threads.shutdown();
        }
    }

    @Test
    void everyCallInItsOwnScriptIsQualified() {
        Matcher call = Pattern.compile("(?<![.\\w])sq_\\w+\\(").matcher(HelperFunctions.script());

        assertThat(call.find() ? call.group() : "").isEmpty();
    }

    @Test
    void whatPostgresqlDoesNotTakeForImmutableIsKnown() throws Exception {
        String query = "SELECT p.proname, bool_and(p.provolatile = 'i') FROM pg_proc p"
                + " JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = 'shadow' AND p.prokind = 'f' GROUP BY 1";
        int mutable = 0;
        try (Connection connection = indexed();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                assertThat(TableExpressions.isImmutable("shadow." + row.getString(1) + "(x)"))
                        .as(row.getString(1))
                        .isEqualTo(row.getBoolean(2));
                mutable += row.getBoolean(2) ? 0 : 1;
            }
        }
        assertThat(mutable).isPositive();
        assertThat(TableExpressions.isImmutable("'to_char(' || \"sq_random(\"")).isTrue();
        assertThat(TableExpressions.isImmutable("upper(to_char(\"at\", 'YYYY'))"))
                .isFalse();
    }

    /** The plan of a translated statement, with sequential scans made as dear as they are on a large table. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SELECT name FROM users WHERE id = 5                                  | Index Scan using "Users_pkey"
            SELECT name FROM users WHERE email = 'a@b'                           | Index Scan using "Users_Email_key"
            SELECT email FROM users WHERE email > 'a' ORDER BY email LIMIT 5     | Index
            SELECT name FROM users WHERE id IN (1, 2)                            | "Users_pkey"
            SELECT id FROM users ORDER BY id LIMIT 5                             | Index
            SELECT name FROM users WHERE created_at >= 1700000000000             | users_created
            SELECT name FROM users WHERE birthday >= '2000-01'                   | users_birthday
            SELECT name FROM users WHERE active = 1 AND code = 'x'               | users_active_code
            SELECT name FROM users WHERE name LIKE 'ada%'                        | users_name
            UPDATE users SET age = 1 WHERE id = 5                                | "Users_pkey"
            """)
    void indexesServeTranslatedStatements(String sql, String plan) throws Exception {
        try (Connection connection = indexed();
                Statement statement = connection.createStatement()) {
            Translation.Translated translated =
                    (Translation.Translated) SqliteToPostgresql.translate(sql, SampleShop.map(true));
            StringBuilder lines = new StringBuilder();
            try (ResultSet rows = statement.executeQuery("EXPLAIN " + translated.sql())) {
                while (rows.next()) {
                    lines.append(rows.getString(1)).append('\n');
                }
            }
            assertThat(lines.toString()).contains(plan).doesNotContain("Seq Scan");
        }
    }

    private static Connection indexed() throws SQLException {
        Connection connection = database.connect();
        try (Statement statement = connection.createStatement()) {
            HelperFunctions.install(connection);
            statement.execute("""
                    CREATE TABLE IF NOT EXISTS "Users" ("Id" bigint PRIMARY KEY, "Name" text COLLATE "C" NOT NULL,
                      "Email" text COLLATE "C" CONSTRAINT "Users_Email_key" UNIQUE, "Age" integer,
                      "Active" boolean NOT NULL, "Created_at" timestamp(3) NOT NULL, "Birthday" date, "Code" text COLLATE "C");
                    CREATE INDEX IF NOT EXISTS users_created ON "Users" ("Created_at");
                    CREATE INDEX IF NOT EXISTS users_birthday ON "Users" ("Birthday");
                    CREATE INDEX IF NOT EXISTS users_name ON "Users" (lower("Name" COLLATE "C"));
                    CREATE INDEX IF NOT EXISTS users_active_code ON "Users" ("Active", lower("Code" COLLATE "C"));
                    SET enable_seqscan = off""");
        }
        return connection;
    }
}
