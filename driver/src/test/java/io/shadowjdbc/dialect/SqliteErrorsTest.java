package io.shadowjdbc.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.shadowjdbc.fixture.Postgres;
import io.shadowjdbc.fixture.TestDatabase;
import io.shadowjdbc.schema.SchemaMap;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.SQLiteException;

/** The same statement fails on both sides; the application sees the same exception. */
class SqliteErrorsTest {
    private static final SchemaMap MAP = SampleShop.map(true);

    private static TestDatabase database;
    private static Connection sqlite;
    private static Connection postgresql;

    @BeforeAll
    static void createBothSides() throws Exception {
        sqlite = DriverManager.getConnection("jdbc:sqlite::memory:?foreign_keys=true");
        SampleShop.createSqlite(sqlite);
        database = Postgres.database();
        postgresql = database.connect();
        HelperFunctions.install(postgresql);
        SampleShop.createPostgresql(postgresql, sqlite, true);
    }

    @AfterAll
    static void dropBothSides() throws Exception {
        postgresql.close();
        sqlite.close();
        database.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO users (id, name, created_at) VALUES (1, 'x', 1)",
                "INSERT INTO users (name, email, created_at) VALUES ('x', 'ada@x.org', 1)",
                "INSERT INTO users (name, created_at) VALUES (NULL, 1)",
                "INSERT INTO settings (key) VALUES ('theme')",
                "INSERT INTO \"OrderItem\" VALUES ('0a000000-0000-4000-8000-000000000001', 1, 's', 1, 1)",
                "UPDATE \"Order\" SET \"UserId\" = 99",
                "DELETE FROM users WHERE id = 1"
            })
    void isTheOneThatSqliteThrows(String sql) {
        SQLiteException expected = catchThrowableOfType(SQLiteException.class, () -> execute(sqlite, sql));
        SQLException raised = catchThrowableOfType(SQLException.class, () -> execute(postgresql, translated(sql)));

        SQLException actual = SqliteErrors.translate(raised, MAP);

        assertThat((Throwable) actual)
                .isExactlyInstanceOf(SQLiteException.class)
                .hasMessage(expected.getMessage());
        assertThat(actual.getErrorCode()).isEqualTo(expected.getErrorCode());
        assertThat(actual.getSQLState()).isEqualTo(expected.getSQLState());
        assertThat(((SQLiteException) actual).getResultCode()).isEqualTo(expected.getResultCode());
        assertThat((Throwable) actual).hasCause(raised);
    }

    @Test
    void namesTheCheckConstraint() {
        SQLException raised = catchThrowableOfType(
                SQLException.class, () -> execute(postgresql, "UPDATE \"OrderItem\" SET \"Quantity\" = 0"));

        SQLiteException actual = (SQLiteException) SqliteErrors.translate(raised, MAP);

        assertThat(actual.getResultCode().code).isEqualTo(275);
        assertThat(actual.getErrorCode()).isEqualTo(19);
        assertThat((Throwable) actual).hasMessageContaining("CHECK constraint failed: OrderItem_Quantity_check");
    }

    @Test
    void calledOffStatementIsInterrupted() {
        SQLException raised = catchThrowableOfType(
                SQLException.class,
                () -> execute(postgresql, "SET statement_timeout = 20; SELECT pg_sleep(5); RESET statement_timeout"));

        SQLiteException actual = (SQLiteException) SqliteErrors.translate(raised, MAP);

        assertThat(actual.getErrorCode()).isEqualTo(9);
    }

    @Test
    void conflictOfTwoTransactionsIsBusy() throws Exception {
        try (Connection first = database.connect();
                Connection second = database.connect()) {
            for (Connection connection : new Connection[] {first, second}) {
                connection.setAutoCommit(false);
                connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
                execute(connection, "SELECT sum(updated) FROM settings");
            }
            execute(first, "UPDATE settings SET updated = 10 WHERE key = 'theme'");
            first.commit();
            SQLException raised = catchThrowableOfType(
                    SQLException.class, () -> execute(second, "UPDATE settings SET updated = 11 WHERE key = 'theme'"));

            SQLiteException actual = (SQLiteException) SqliteErrors.translate(raised, MAP);

            assertThat(actual.getErrorCode()).isEqualTo(5);
            assertThat((Throwable) actual).hasMessage("[SQLITE_BUSY] The database file is locked (database is locked)");
        }
    }

    @Test
    void valueThatDoesNotFitIsNotRepeated() {
        SQLException raised =
                catchThrowableOfType(SQLException.class, () -> execute(postgresql, "SELECT CAST('hunter2' AS bigint)"));

        SQLException actual = SqliteErrors.translate(raised, MAP);

        assertThat(actual.getErrorCode()).isEqualTo(20);
        assertThat(actual.getMessage()).doesNotContain("hunter2").contains("22P02");
    }

    @Test
    void lostConnectionStaysWhatPoolsKnow() {
        SQLException lost = new SQLException("connection refused", "08001");

        assertThat((Throwable) SqliteErrors.translate(lost, MAP)).isSameAs(lost);
    }

    private static String translated(String sql) {
        return ((Translation.Translated) SqliteToPostgresql.translate(sql, MAP)).sql();
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
