package io.shadowjdbc.fence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shadowjdbc.config.DatabaseKind;
import io.shadowjdbc.fixture.Postgres;
import io.shadowjdbc.fixture.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** While a side is fenced, nobody but the holder of the pass writes there, by whatever way. */
@Tag("long")
class DataFenceTest {
    private static final String WHY = "postgresql's turn; switch --to sqlite goes back";
    private static final List<String> TABLES = List.of("account", "Odd \"Name'", "child");

    @TempDir
    Path directory;

    private TestDatabase database;
    private Connection tool;
    private Connection writer;

    private void open(DatabaseKind kind) throws SQLException {
        tool = connect(kind);
        writer = connect(kind);
        for (String sql : List.of(
                "CREATE TABLE account (id INTEGER PRIMARY KEY, balance INTEGER)",
                "CREATE TABLE \"Odd \"\"Name'\" (id INTEGER PRIMARY KEY)",
                "CREATE TABLE child (id INTEGER REFERENCES account ON DELETE CASCADE)",
                "CREATE VIEW rich AS SELECT * FROM account WHERE balance > 100",
                "INSERT INTO account VALUES (1, 10)",
                "INSERT INTO child VALUES (1)")) {
            FenceSql.execute(tool, sql);
        }
    }

    private Connection connect(DatabaseKind kind) throws SQLException {
        if (kind == DatabaseKind.SQLITE) {
            return DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("a.db") + "?foreign_keys=on");
        }
        if (database == null) {
            database = Postgres.database();
        }
        return database.connect();
    }

    @AfterEach
    void close() throws SQLException {
        tool.close();
        writer.close();
        if (database != null) {
            database.close();
        }
    }

    private void install(DatabaseKind kind) throws SQLException {
        List<String> names = kind == DatabaseKind.SQLITE
                ? List.of("ACCOUNT", "Odd \"Name'", "child", "rich")
                : List.of("public.account", "public.\"Odd \"\"Name'\"", "child", "rich");
        DataFence.install(tool, kind, names, WHY);
    }

    private void assertRefused(Connection connection, String sql) {
        assertThatThrownBy(() -> FenceSql.execute(connection, sql))
                .as(sql)
                .isInstanceOf(SQLException.class)
                .hasMessageContaining(DataFence.REFUSED)
                .hasMessageContaining(WHY);
    }

    @ParameterizedTest
    @EnumSource
    void everyKindOfWriteIsRefusedAndEveryReadGoesOn(DatabaseKind kind) throws SQLException {
        open(kind);
        install(kind);

        assertThat(DataFence.isInstalled(writer, kind)).isTrue();
        List<String> writes = new ArrayList<>(List.of(
                "INSERT INTO account VALUES (2, 20)",
                "UPDATE account SET balance = 0",
                "DELETE FROM account",
                "DELETE FROM child WHERE id = 1",
                "INSERT INTO \"Odd \"\"Name'\" VALUES (1)",
                "INSERT INTO account VALUES (1, 20) ON CONFLICT (id) DO UPDATE SET balance = 20"));
        writes.addAll(
                kind == DatabaseKind.SQLITE
                        ? List.of(
                                "INSERT OR IGNORE INTO account VALUES (3, 1)",
                                "INSERT OR REPLACE INTO account VALUES (1, 1)",
                                "UPDATE OR IGNORE account SET balance = 1")
                        : List.of(
                                "TRUNCATE account CASCADE",
                                "SET session_replication_role = replica; UPDATE account SET balance = 0",
                                "WITH gone AS (DELETE FROM child RETURNING 1) SELECT * FROM gone",
                                "COPY account FROM PROGRAM 'echo 5,5' CSV",
                                "UPDATE rich SET balance = 1"));
        writes.forEach(sql -> assertRefused(writer, sql));
        assertThat(FenceSql.strings(writer, "SELECT balance FROM account")).containsExactly("10");
        assertThat(FenceSql.strings(writer, "SELECT id FROM child")).containsExactly("1");
    }

    @ParameterizedTest
    @EnumSource
    void theHolderOfThePassWritesAndNobodyBesideHim(DatabaseKind kind) throws SQLException {
        open(kind);
        install(kind);

        tool.setAutoCommit(false);
        FencePass.take(tool, kind);
        FenceSql.execute(tool, "UPDATE account SET balance = 11");
        if (kind == DatabaseKind.POSTGRESQL) {
            // SQLite has one writer at a time
            assertRefused(writer, "INSERT INTO account VALUES (9, 9)");
        }
        FencePass.giveBack(tool, kind);
        tool.commit();

        assertRefused(tool, "UPDATE account SET balance = 12");
        tool.rollback();
        assertThat(FenceSql.strings(writer, "SELECT balance FROM account")).containsExactly("11");
    }

    @ParameterizedTest
    @EnumSource
    void isRemovedWithoutATrace(DatabaseKind kind) throws SQLException {
        open(kind);
        install(kind);
        install(kind);

        DataFence.remove(tool, kind);
        DataFence.remove(tool, kind);

        assertThat(DataFence.isInstalled(tool, kind)).isFalse();
        FenceSql.execute(writer, "UPDATE account SET balance = 12");
        assertThat(FenceSql.strings(
                        tool,
                        kind == DatabaseKind.SQLITE
                                ? "SELECT name FROM sqlite_master WHERE type = 'trigger' OR name LIKE '%fence%'"
                                : "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aFenceForATimeEndsByItselfUnlessItIsKept(DatabaseKind kind) throws Exception {
        open(kind);
        DataFence.install(tool, kind, TABLES, WHY, Instant.now().plus(Duration.ofSeconds(2)));
        assertRefused(writer, "UPDATE account SET balance = 12");
        Thread.sleep(3100);
        assertThat(DataFence.isInstalled(tool, kind)).isFalse();
        FenceSql.execute(writer, "UPDATE account SET balance = 13");

        DataFence.keep(tool, kind);
        assertRefused(writer, "UPDATE account SET balance = 14");
        DataFence.lift(tool, kind);
        FenceSql.execute(writer, "UPDATE account SET balance = 15");
    }

    @Test
    void aTransactionThatHasReadBeforeCanNotWriteAfterwards() throws SQLException {
        open(DatabaseKind.SQLITE);
        FenceSql.execute(tool, "PRAGMA journal_mode = WAL");
        writer.setAutoCommit(false);
        FenceSql.strings(writer, "SELECT balance FROM account");

        install(DatabaseKind.SQLITE);

        assertThatThrownBy(() -> FenceSql.execute(writer, "UPDATE account SET balance = 12"))
                .hasMessageContaining("SQLITE_BUSY");
    }

    @Test
    void holdsForAWriterWhoMayNotLookIntoOurSchemaAndForPartitions() throws SQLException {
        open(DatabaseKind.POSTGRESQL);
        FenceSql.execute(tool, "CREATE TABLE entry (id int, at int) PARTITION BY RANGE (at)");
        FenceSql.execute(tool, "CREATE TABLE entry_1 PARTITION OF entry FOR VALUES FROM (0) TO (10)");
        String role = "writer_" + database.name();
        FenceSql.execute(tool, "CREATE ROLE " + role);
        try {
            FenceSql.execute(tool, "GRANT ALL ON ALL TABLES IN SCHEMA public TO " + role);
            DataFence.install(tool, DatabaseKind.POSTGRESQL, List.of("account", "entry"), WHY);
            FenceSql.execute(writer, "SET ROLE " + role);
            assertRefused(writer, "UPDATE account SET balance = 12");
            assertRefused(writer, "INSERT INTO entry VALUES (1, 1)");
            assertRefused(writer, "INSERT INTO entry_1 VALUES (1, 1)");
            assertThatThrownBy(() -> FencePass.take(writer, DatabaseKind.POSTGRESQL))
                    .hasMessageContaining("permission denied");
        } finally {
            FenceSql.execute(writer, "RESET ROLE");
            FenceSql.execute(tool, "DROP OWNED BY " + role + "; DROP ROLE " + role);
        }
    }

    @Test
    void aVirtualTableIsLeftOut() throws SQLException {
        open(DatabaseKind.SQLITE);
        FenceSql.execute(tool, "CREATE VIRTUAL TABLE words USING fts5(text)");
        assertThatCode(() -> DataFence.install(tool, DatabaseKind.SQLITE, List.of("words", "account"), WHY))
                .doesNotThrowAnyException();
        assertRefused(writer, "DELETE FROM account");
    }

    @ParameterizedTest
    @EnumSource
    void hundredsOfTablesAndAThousandColumnsTakeSeconds(DatabaseKind kind) throws SQLException {
        open(kind);
        List<String> names = new ArrayList<>();
        tool.setAutoCommit(false);
        try (Statement statement = tool.createStatement()) {
            for (int i = 0; i < 500; i++) {
                names.add("t" + i);
                statement.execute("CREATE TABLE t" + i + " (id INTEGER PRIMARY KEY, x INTEGER)");
            }
            statement.execute("CREATE TABLE wide ("
                    + IntStream.range(0, 1500)
                            .mapToObj(i -> "c" + i + " INTEGER")
                            .collect(Collectors.joining(", ")) + ")");
            names.add("wide");
        }
        tool.commit();
        tool.setAutoCommit(true);

        long begin = System.nanoTime();
        DataFence.install(tool, kind, names, WHY);
        long installed = System.nanoTime();
        DataFence.install(tool, kind, names, WHY);
        DataFence.remove(tool, kind);
        long removed = System.nanoTime();

        System.out.printf(
                "fence over 501 tables of %s: installed in %d ms, again and removed in %d ms%n",
                kind, (installed - begin) / 1_000_000, (removed - installed) / 1_000_000);
        assertThat(installed - begin).isLessThan(Duration.ofSeconds(20).toNanos());
    }
}
