package io.shadowjdbc.migrator;

import static org.assertj.core.api.Assertions.assertThat;

import io.shadowjdbc.migrator.RandomTables.Batch;
import io.shadowjdbc.migrator.RandomTables.Schema;
import io.shadowjdbc.migrator.RandomTables.Write;
import io.shadowjdbc.sync.Sync;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;

/**
 * Random tables, random writes: after each round both sides hold the same rows, in both directions, and at each end the
 * verifier says so too. A failure prints tables, writes and seed. {@code -Djqwik.tries.default=5000} sets how many the soak tries.
 */
class SyncStateTest {
    @Property(tries = 10, shrinking = ShrinkingMode.OFF)
    void bothSidesAreEqualAfterEveryRound(
            @ForAll("schemas") Schema schema, @ForAll("batches") List<Batch> there, @ForAll("batches") List<Batch> back)
            throws Exception {
        thereAndBack(schema, there, back);
    }

    @Tag("soak")
    @Property(shrinking = ShrinkingMode.OFF)
    void bothSidesAreEqualAfterEveryRoundOfThousands(
            @ForAll("schemas") Schema schema, @ForAll("batches") List<Batch> there, @ForAll("batches") List<Batch> back)
            throws Exception {
        thereAndBack(schema, there, back);
    }

    @Provide
    Arbitrary<Schema> schemas() {
        return RandomTables.schemas();
    }

    @Provide
    Arbitrary<List<Batch>> batches() {
        return RandomTables.batches();
    }

    private static void thereAndBack(Schema schema, List<Batch> there, List<Batch> back) throws Exception {
        Path directory = Files.createTempDirectory("sync-state");
        try (SyncedPair pair = SyncedPair.of(directory, schema.script());
                Connection sqlite = pair.sqlite();
                Connection postgresql = pair.postgresql()) {
            for (Batch batch : there) {
                write(pair.sqlite(), schema, batch, true);
                pair.forward().round();
                assertThat(RowComparison.differences(sqlite, postgresql, pair.map))
                        .isEmpty();
            }
            pair.forward().lastRound();
            assertThat(pair.differences()).isEmpty();
            try (Sync reverse = pair.reverse()) {
                for (Batch batch : back) {
                    write(pair.postgresql(), schema, batch, false);
                    reverse.round();
                    assertThat(RowComparison.differences(sqlite, postgresql, pair.map))
                            .isEmpty();
                }
            }
            write(pair.sqlite(), schema, there.get(0), true);
            pair.forward().round();
            assertThat(pair.differences()).isEmpty();
        } finally {
            delete(directory);
        }
    }

    /** Statements that a constraint refuses change nothing, and so belong to it. */
    private static void write(Connection opened, Schema schema, Batch batch, boolean sqlite) throws SQLException {
        try (Connection connection = opened;
                Statement statement = connection.createStatement()) {
            if (sqlite) {
                statement.execute("PRAGMA foreign_keys = " + batch.foreignKeys());
                statement.execute("PRAGMA recursive_triggers = " + batch.recursive());
            }
            if (batch.transaction()) {
                statement.execute("BEGIN");
            }
            int done = 0;
            for (Write write : batch.writes()) {
                if (batch.transaction() && done++ == batch.savepoint()) {
                    statement.execute("SAVEPOINT part");
                }
                if (batch.transaction() && !sqlite) {
                    statement.execute("SAVEPOINT one");
                }
                try {
                    statement.execute(RandomTables.sql(schema, write, sqlite));
                } catch (SQLException e) {
                    if (batch.transaction() && !sqlite) {
                        statement.execute("ROLLBACK TO one");
                    }
                }
            }
            if (batch.transaction() && batch.savepoint() < done) {
                statement.execute("ROLLBACK TO part");
            }
            if (batch.transaction()) {
                try {
                    statement.execute(batch.keep() ? "COMMIT" : "ROLLBACK");
                } catch (SQLException e) {
                    // a deferred foreign key
                    if (sqlite) {
                        statement.execute("ROLLBACK");
                    }
                }
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
