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
import java.util.ArrayList;
import java.util.List;

/** A SQLite file, the PostgreSQL database that it was migrated to, and the syncs between them. */
final class SyncedPair implements AutoCloseable {
    final TestDatabase database = Postgres.database();
    final Path file;
    final SchemaMap map;
    private final Sync forward;
    private final Sync reverse;
    private boolean back;

    private SyncedPair(Path directory, String schema, String keys) throws Exception {
        file = directory.resolve("app.sqlite");
        try (Connection sqlite = sqlite()) {
            Sql.run(sqlite, "PRAGMA journal_mode = WAL");
            sqlite.createStatement().executeUpdate(schema);
        }
        Cli.run("sync", file, database.url(), directory.resolve("runs"), "--install-only")
                .exits(0);
        Cli.run("migrate", file, database.url(), directory.resolve("runs"), "--jobs=1", "--keys=" + keys)
                .exits(0);
        try (Connection postgresql = database.connect()) {
            map = SchemaMapStore.load(postgresql).orElseThrow();
        }
        forward = new Sync(sqliteSide(), postgresqlSide(), map);
        reverse = new Sync(postgresqlSide(), sqliteSide(), map);
    }

    /** Makes the SQLite file by this script, installs the notes and migrates it. */
    static SyncedPair of(Path directory, String schema) throws Exception {
        return new SyncedPair(directory, schema, "integer");
    }

    /** The same with integer keys as UUIDs on PostgreSQL. */
    static SyncedPair withUuids(Path directory, String schema) throws Exception {
        return new SyncedPair(directory, schema, "uuid");
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
