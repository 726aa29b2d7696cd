package io.shadowjdbc.migrator;

import static org.assertj.core.api.Assertions.assertThat;

import io.shadowjdbc.config.DatabaseKind;
import io.shadowjdbc.fixture.Postgres;
import io.shadowjdbc.fixture.TestDatabase;
import io.shadowjdbc.migrator.source.SqliteSource;
import io.shadowjdbc.migrator.target.PostgresqlTarget;
import io.shadowjdbc.migrator.verify.Difference;
import io.shadowjdbc.migrator.verify.TableResult;
import io.shadowjdbc.migrator.verify.Verifier;
import io.shadowjdbc.schema.SchemaMap;
import io.shadowjdbc.schema.SchemaMapStore;
import io.shadowjdbc.sync.Sync;
import io.shadowjdbc.sync.SyncException;
import io.shadowjdbc.sync.SyncSide;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;

/** A SQLite file, the PostgreSQL database that it was migrated to, and the syncs between them. */
final class SyncedPair implements AutoCloseable {
    final TestDatabase database = Postgres.database();
    final Path file;
    final SchemaMap map;
    private final Sync forward;
    private final Sync reverse;
    private boolean back;

    private SyncedPair(Path file, Path runs, Application application, String... options) throws Exception {
        this.file = file;
        AtomicBoolean end = new AtomicBoolean();
        FutureTask<Integer> writing = new FutureTask<>(() -> {
            int writes = 0;
            try (Connection connection = sqlite()) {
                for (; application != null && !end.get(); writes++) {
                    application.write(connection);
                }
            }
            return writes;
        });
        Cli.run("sync", file, database.url(), runs, "--install-only").exits(0);
        new Thread(writing).start();
        Cli.run("migrate", file, database.url(), runs, options).exits(0);
        end.set(true);
        assertThat(writing.get()).isGreaterThanOrEqualTo(application == null ? 0 : 1);
        try (Connection postgresql = database.connect()) {
            map = SchemaMapStore.load(postgresql).orElseThrow();
        }
        forward = new Sync(sqliteSide(), postgresqlSide(), map);
        reverse = new Sync(postgresqlSide(), sqliteSide(), map);
    }

    /** Makes the SQLite file by this script, installs the notes and migrates it. */
    static SyncedPair of(Path directory, String schema, String... options) throws Exception {
        Path file = directory.resolve("app.sqlite");
        try (Connection sqlite = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = sqlite.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
            statement.executeUpdate(schema);
        }
        return new SyncedPair(file, directory.resolve("runs"), null, options);
    }

    /** The same of a file that is there, while an application writes to it from before the copy until after it. */
    static SyncedPair whileItIsWritten(Path file, Application application) throws Exception {
        return new SyncedPair(file, file.resolveSibling("runs"), application);
    }

    /** Writes once. */
    interface Application {
        void write(Connection connection) throws SQLException;
    }

    SyncSide sqliteSide() {
        return new SyncSide(DatabaseKind.SQLITE, this::sqlite);
    }

    SyncSide postgresqlSide() {
        return new SyncSide(DatabaseKind.POSTGRESQL, this::postgresql);
    }

    /** A connection as the application opens it. */
    Connection sqlite() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file);
    }

    Connection postgresql() throws SQLException {
        return database.connect();
    }

    Sync forward() {
        return forward;
    }

    /** The way back, begun where both sides are equal. */
    Sync reverse() throws SQLException, SyncException {
        if (!back) {
            back = true;
            reverse.install();
            reverse.trust();
        }
        return reverse;
    }

    /** Writes to SQLite with one connection. */
    SyncedPair write(String... statements) throws SQLException {
        try (Connection connection = sqlite()) {
            Sql.run(connection, statements);
        }
        return this;
    }

    /** Writes to PostgreSQL with one connection. */
    SyncedPair writePostgresql(String... statements) throws SQLException {
        try (Connection connection = postgresql()) {
            Sql.run(connection, statements);
        }
        return this;
    }

    /** What the verifier finds between the two sides. */
    List<String> differences() throws Exception {
        PostgresqlTarget target = PostgresqlTarget.parse(database.url(), null, "public");
        List<String> found = new ArrayList<>();
        for (TableResult result : new Verifier(new SqliteSource(file), target, map, 1, new Silence()).verify()) {
            for (Difference difference : result.differences()) {
                // keys that PostgreSQL's own writers gave are theirs to answer for
                if (!difference.toString().contains("its sequence is behind") || !back) {
                    found.add(difference.toString());
                }
            }
            assertThat(result.found()).isEqualTo(result.differences().size());
        }
        return found;
    }

    private static final class Silence implements Verifier.Progress {
        @Override
        public void compared(String table, long rows) {}

        @Override
        public void done(TableResult result) {}
    }

    @Override
    public void close() throws SQLException {
        forward.close();
        reverse.close();
        database.close();
    }
}
