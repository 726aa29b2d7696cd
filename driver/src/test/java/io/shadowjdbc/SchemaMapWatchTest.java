package io.shadowjdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.shadowjdbc.fixture.Postgres;
import io.shadowjdbc.fixture.TestDatabase;
import io.shadowjdbc.schema.SchemaMap;
import io.shadowjdbc.schema.SchemaMapDeriver;
import io.shadowjdbc.schema.SchemaMapStore;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaMapWatchTest {
    /** Closing waits for workers and pools, which an interrupt would cut short. */
    @Test
    void mayBeClosedByItsOwnThreadWithoutInterruptingIt() throws Exception {
        AtomicReference<SchemaMapWatch> watch = new AtomicReference<>();
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        watch.set(new SchemaMapWatch(Optional.empty(), List.of(), (map, helpers) -> {}, () -> {
            watch.get().close();
            interrupted.complete(Thread.currentThread().isInterrupted());
            return true;
        }));

        watch.get().start();

        assertThat(interrupted.get(10, TimeUnit.SECONDS)).isFalse();
    }

    /** The tables may be made and filled while nobody looks: who goes to PostgreSQL then must see them at once. */
    @Test
    void isLookedAtAgainAfterEachChangeOfProvider(@TempDir Path directory) throws SQLException {
        String file = "jdbc:sqlite:" + directory.resolve("app.db");
        try (TestDatabase postgresql = Postgres.database();
                Connection sqlite = DriverManager.getConnection(file);
                Connection application = DriverManager.getConnection("jdbc:shadow:sqlite:"
                        + directory.resolve("app.db") + "?shadow.provider=postgresql&shadow.mirror.rate=0"
                        + "&shadow.parity.dir="
                        + encoded(directory.resolve("parity").toString())
                        + "&shadow.secondary.url=" + encoded(postgresql.url()))) {
            assertThat(tables(application)).isEmpty();
            Shadow.of(application).flip("sqlite");

            execute(sqlite, "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT)");
            try (Connection target = postgresql.connect()) {
                execute(target, "CREATE TABLE t (id bigint PRIMARY KEY, name text)");
            }
            Shadow.of(application).flip("postgresql");

            assertThat(tables(application)).containsExactly("t");
        }
    }

    /** It is looked at when the fence comes already, but what happens behind the fence counts too. */
    @Test
    void isLookedAtAgainWhereItWasStoredWhileFenced(@TempDir Path directory) throws Exception {
        String file = "jdbc:sqlite:" + directory.resolve("app.db");
        try (TestDatabase postgresql = Postgres.database();
                Connection sqlite = DriverManager.getConnection(file);
                Connection target = postgresql.connect()) {
            execute(sqlite, "CREATE TABLE t (id INTEGER PRIMARY KEY)");
            execute(target, "CREATE TABLE t (id bigint PRIMARY KEY)");
            SchemaMapStore.save(derived(sqlite, target), target);
            try (Connection application = DriverManager.getConnection("jdbc:shadow:sqlite:"
                    + directory.resolve("app.db") + "?shadow.mirror.rate=0&shadow.parity.dir="
                    + encoded(directory.resolve("parity").toString()) + "&shadow.secondary.url="
                    + encoded(postgresql.url()))) {
                assertThat(tables(application)).containsExactly("t");
                Shadow.of(application).fence();
                // the look at the fence comes before what follows, mostly
                Thread.sleep(300);
                execute(sqlite, "CREATE TABLE u (id INTEGER PRIMARY KEY)");
                execute(target, "CREATE TABLE u (id bigint PRIMARY KEY)");
                SchemaMapStore.save(derived(sqlite, target), target);

                Shadow.of(application).flip("postgresql");

                assertThat(tables(application)).containsExactly("t", "u");
            }
        }
    }

    private static SchemaMap derived(Connection sqlite, Connection target) throws SQLException {
        return SchemaMapDeriver.derive(sqlite, target, "public");
    }

    private static List<String> tables(Connection connection) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT name FROM sqlite_master WHERE type = 'table'")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
