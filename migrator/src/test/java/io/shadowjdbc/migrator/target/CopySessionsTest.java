package io.shadowjdbc.migrator.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shadowjdbc.fixture.Postgres;
import io.shadowjdbc.fixture.TestDatabase;
import io.shadowjdbc.migrator.GateClosedException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Only one run works on a schema. */
class CopySessionsTest {
    private TestDatabase database;
    private PostgresqlTarget target;

    @BeforeEach
    void create() {
        database = Postgres.database();
        target = PostgresqlTarget.parse(database.url(), null, "public");
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void asLongAsASessionOfARunIsThereAnotherRunIsRefused() throws Exception {
        CopySessions first = CopySessions.begin(target, Duration.ZERO);
        CopySessions.Session session = first.open();
        first.close();
        Connection left = session.connection();
        assertThatThrownBy(() -> CopySessions.begin(target, Duration.ZERO))
                .as("as a COPY that goes on though its migrator was killed")
                .isInstanceOf(GateClosedException.class)
                .hasMessageContaining("another run of the migrator works on schema public")
                .hasMessageContaining("session ");
        left.close();

        CopySessions.begin(target, Duration.ofSeconds(10)).close();
    }

    @Test
    void anotherSchemaIsAnotherMatter() throws Exception {
        try (CopySessions first = CopySessions.begin(target, Duration.ZERO);
                CopySessions second =
                        CopySessions.begin(PostgresqlTarget.parse(database.url(), null, "other"), Duration.ZERO)) {
            assertThat(first.target()).isNotEqualTo(second.target());
        }
    }

    @Test
    void sessionsAreLentAgain() throws Exception {
        try (CopySessions sessions = CopySessions.begin(target, Duration.ZERO)) {
            Connection lent;
            try (CopySessions.Session session = sessions.open();
                    Statement statement = session.connection().createStatement()) {
                lent = session.connection();
                lent.setAutoCommit(false);
                statement.execute("CREATE TABLE t ()");
            }
            try (CopySessions.Session session = sessions.open();
                    Statement statement = session.connection().createStatement();
                    ResultSet row = statement.executeQuery("SELECT to_regclass('t') IS NULL")) {
                assertThat(session.connection()).isSameAs(lent);
                assertThat(lent.getAutoCommit()).isTrue();
                row.next();
                assertThat(row.getBoolean(1))
                        .as("what was not committed is undone")
                        .isTrue();
            }
        }
    }
}
