package io.shadowjdbc.migrator;

import static org.assertj.core.api.Assertions.assertThat;

import io.shadowjdbc.sync.Sync;
import io.shadowjdbc.sync.SyncSide;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sync that dies before any of its steps: the next one goes on, and nothing is lost or there twice. */
class SyncCrashTest {
    @TempDir
    Path directory;

    /** Lets so many steps through, then cuts both connections: what a kill leaves to the databases. */
    private static final class Countdown {
        private final AtomicInteger left;

        Countdown(int steps) {
            left = new AtomicInteger(steps);
        }

        SyncSide side(SyncSide side) {
            return new SyncSide(side.kind(), () -> {
                Connection connection = side.connector().open();
                return proxy(Connection.class, connection, connection);
            });
        }

        private <T> T proxy(Class<T> type, T object, Connection connection) {
            return type.cast(Proxy.newProxyInstance(
                    type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                        if (method.getName().startsWith("execute")
                                || method.getName().equals("commit")) {
                            if (left.getAndDecrement() <= 0) {
                                connection.close();
                                throw new SQLException("the sync is dead", "08006");
                            }
                        }
                        try {
                            Object result = method.invoke(object, arguments);
                            if (result instanceof PreparedStatement statement) {
                                return proxy(PreparedStatement.class, statement, connection);
                            }
                            return result instanceof Statement statement
                                    ? proxy(Statement.class, statement, connection)
                                    : result;
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    }));
        }

        boolean reached() {
            return left.get() < 0;
        }
    }

    @Test
    void goesOnAfterADeathAtAnyStep() throws Exception {
        try (SyncedPair pair = SyncedPair.of(directory, """
                CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT UNIQUE); CREATE TABLE bag (a INTEGER);
                CREATE TRIGGER log AFTER INSERT ON t BEGIN INSERT INTO bag VALUES (1); END;
                INSERT INTO t VALUES (1,'a'),(2,'b'); INSERT INTO bag VALUES (1),(1)""")) {
            int forward = dieAtEveryStep(pair, true);
            pair.forward().lastRound();
            pair.forward().close();
            pair.reverse().close();
            int reverse = dieAtEveryStep(pair, false);
            assertThat(forward).as("steps of a round").isGreaterThan(10);
            assertThat(reverse).as("steps of a round back").isGreaterThan(10);
            assertThat(pair.differences()).isEmpty();
        }
    }

    private static int dieAtEveryStep(SyncedPair pair, boolean forward) throws Exception {
        for (int steps = 0; ; steps++) {
            String[] writes = {
                // a round's steps must not grow with the rounds
                "DELETE FROM bag",
                "INSERT INTO t (a) VALUES ('n" + forward + steps + "')",
                "UPDATE t SET a = a || '.' WHERE id = 2",
                "DELETE FROM t WHERE a = 'n" + forward + (steps - 3) + "'",
                "INSERT INTO bag VALUES (" + steps % 3 + ")",
            };
            if (forward) {
                pair.write(writes);
            } else {
                pair.writePostgresql(writes);
            }
            Countdown countdown = new Countdown(steps);
            SyncSide sqlite = countdown.side(pair.sqliteSide());
            SyncSide postgresql = countdown.side(pair.postgresqlSide());
            try (Sync sync =
                    forward ? new Sync(sqlite, postgresql, pair.map) : new Sync(postgresql, sqlite, pair.map)) {
                sync.round();
            } catch (SQLException e) {
                assertThat(countdown.reached())
                        .as("only the planned death: %s", e)
                        .isTrue();
            }
            try (Sync sync = forward
                    ? new Sync(pair.sqliteSide(), pair.postgresqlSide(), pair.map)
                    : new Sync(pair.postgresqlSide(), pair.sqliteSide(), pair.map)) {
                sync.round();
                assertThat(sync.lag().rows()).isZero();
            }
            try (Connection here = pair.sqlite();
                    Connection there = pair.postgresql()) {
                for (String query : new String[] {
                    "SELECT id, a FROM t ORDER BY id", "SELECT a, count(*) FROM bag GROUP BY a ORDER BY a"
                }) {
                    assertThat(Sql.rows(there, query))
                            .as("after a death at step %s", steps)
                            .isEqualTo(Sql.rows(here, query));
                }
            }
            assertThat(steps).as("a round ends at some time").isLessThan(200);
            if (!countdown.reached()) {
                return steps;
            }
        }
    }
}
