package io.shadowjdbc.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.jr.ob.JSON;
import io.shadowjdbc.fixture.Postgres;
import io.shadowjdbc.fixture.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The contract over PostgreSQL, and what becomes of instances that lose it. */
@Tag("long")
class PostgresqlFleetControlTest extends FleetControlContract {
    private final TestDatabase database = Postgres.database();

    @AfterEach
    void dropDatabase() {
        database.close();
    }

    @Override
    SharedControlStore follow(ProviderSwitch providers, String name, SharedControlStore.Listener listener) {
        return SharedControlStore.ofPostgresql(
                new Provider("postgresql", database.url(), new Properties()), providers, name, SOON, listener);
    }

    @Override
    FleetControl operator() {
        return FleetControl.of("postgresql", database::connect);
    }

    @Override
    void kill(Instance instance) throws Exception {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TEMP TABLE was AS SELECT * FROM shadow.instance WHERE name = '" + instance.name + "'");
            instance.store.close();
            statement.execute("INSERT INTO shadow.instance SELECT * FROM was");
        }
    }

    @Test
    void anInstanceWhoseProcessHasEndedOnThisMachineIsForgotten() throws Exception {
        open("one");
        Instance dead = open("dead");
        kill(dead);
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        ProcessIdentity identity = new ProcessIdentity(ProcessIdentity.current().machine(), ended.pid(), 1);
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            assertThat(operatorState().instances()).hasSize(2);
            statement.execute("UPDATE shadow.instance SET process = '" + JSON.std.asString(identity.toJson())
                    + "' WHERE name = 'dead'");
        }

        assertThat(operatorState().instances()).extracting(InstanceStatus::name).containsExactly("one");
        fence(SOON);
        control.awaitDrained(SOON);
    }

    private void cutConnections() throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname ="
                    + " current_database() AND application_name = 'shadow-control'");
        }
    }

    @Test
    void aCutConnectionIsOpenedAgainAndTheFlagFollowed() throws Exception {
        Instance one = open("one");
        for (int i = 0; i < 3; i++) {
            cutConnections();
            fence(SOON);
            control.awaitDrained(SOON);
            cutConnections();
            control.abort();
            await(() -> one.phase() == Phase.OPEN);
            control.close();
        }
    }

    @Test
    void anInstanceThatLosesTheStoreWhileFencedStaysFencedPastTheDeadline() throws Exception {
        Instance one = open("one");
        fence(Duration.ofSeconds(2));
        control.awaitDrained(SOON);
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER TABLE shadow.control RENAME COLUMN epoch TO away");
            LockSupport.parkNanos(Duration.ofSeconds(3).toNanos());

            assertThat(one.phase()).isEqualTo(Phase.FENCED);
            assertThatThrownBy(one.providers::awaitOpen)
                    .isInstanceOf(SQLTransientConnectionException.class)
                    .hasMessageContaining("without it nobody may write");

            statement.execute("ALTER TABLE shadow.control RENAME COLUMN away TO epoch");
        }
        await(() -> one.phase() == Phase.OPEN);
        assertThat(one.active()).isEqualTo("sqlite");
    }

    @Test
    void anInstanceThatLosesTheStoreWhileOpenGoesOn() throws Exception {
        Instance one = open("one");
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER SCHEMA shadow RENAME TO away");
            cutConnections();
            LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());

            assertThat(one.phase()).isEqualTo(Phase.OPEN);
            assertThatCode(one.providers::awaitOpen).doesNotThrowAnyException();
        }
    }

    @Test
    void aLoginThatMayNotIsToldWhatToGrant() throws Exception {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            String role = "poor_" + database.name();
            statement.execute("CREATE ROLE " + role + " LOGIN PASSWORD 'poor'");
            statement.execute("REVOKE CREATE ON DATABASE " + database.name() + " FROM PUBLIC");
            try (FleetControl poor = FleetControl.of(
                    "postgresql",
                    () -> java.sql.DriverManager.getConnection(database.url().replaceAll("\\?.*", ""), role, "poor"))) {
                assertThatThrownBy(poor::state)
                        .isInstanceOf(ControlException.class)
                        .hasMessageContaining("GRANT SELECT, INSERT, UPDATE, DELETE ON shadow.control");
            } finally {
                statement.execute("DROP ROLE " + role);
            }
        }
    }
}
