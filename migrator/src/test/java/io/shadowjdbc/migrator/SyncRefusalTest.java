package io.shadowjdbc.migrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shadowjdbc.config.DatabaseKind;
import io.shadowjdbc.sync.Sync;
import io.shadowjdbc.sync.SyncBusyException;
import io.shadowjdbc.sync.SyncException;
import io.shadowjdbc.sync.SyncProgress;
import io.shadowjdbc.sync.SyncSide;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the sync stops: it says what is in the way and what to do, and has changed nothing. */
class SyncRefusalTest {
    private static final String TABLE =
            "CREATE TABLE t (id INTEGER PRIMARY KEY, n INTEGER, s TEXT); INSERT INTO t VALUES (1, 5, 'x')";

    @TempDir
    Path directory;

    @Test
    void stopsWhenATableIsAlteredOnSqlite() throws Exception {
        try (SyncedPair pair = SyncedPair.of(directory, TABLE)) {
            pair.forward().round();
            pair.write("CREATE INDEX harmless ON t (n)", "INSERT INTO t VALUES (2, 5, 'y')", "ANALYZE");
            pair.forward().round();
            assertThat(pair.differences()).isEmpty();
            pair.write("ALTER TABLE t ADD COLUMN extra TEXT", "UPDATE t SET n = 6");
            assertThatThrownBy(() -> pair.forward().round())
                    .isInstanceOf(SyncException.class)
                    .hasMessageContaining("table \"t\" was altered on SQLite");
        }
    }

    @Test
    void stopsWhenATableIsCreatedOrAUniqueIndexOrATriggerOfOursIsLost() throws Exception {
        for (String change : new String[] {
            "CREATE TABLE more (id INTEGER PRIMARY KEY)",
            "CREATE UNIQUE INDEX t_s ON t (s)",
            "DROP TRIGGER _shadow_update_t"
        }) {
            try (SyncedPair pair = SyncedPair.of(java.nio.file.Files.createTempDirectory(directory, "x"), TABLE)) {
                pair.forward().round();
                pair.write(change);
                assertThatThrownBy(() -> pair.forward().round())
                        .as(change)
                        .isInstanceOf(SyncException.class)
                        .hasMessageContaining(
                                change.contains("more") ? "table \"more\" was created" : "table \"t\" was altered");
            }
        }
    }

    @Test
    void stopsWhenATableIsAlteredOnPostgresql() throws Exception {
        try (SyncedPair pair = SyncedPair.of(directory, TABLE)) {
            pair.reverse().round();
            pair.writePostgresql("ALTER TABLE t ADD COLUMN extra text", "INSERT INTO t (n, extra) VALUES (1, 'lost?')");
            assertThatThrownBy(() -> pair.reverse().lastRound())
                    .isInstanceOf(SyncException.class)
                    .hasMessageContaining("table public.t was altered on PostgreSQL");
        }
    }

    /** As a fence asks for; the sink of rows is in the middle of a table then. */
    @Test
    void aRoundThatIsGivenUpHasChangedNothingAndIsRepeated() throws Exception {
        SyncProgress givesUp = (notes, deleted, written) -> {
            if (written > 0) {
                throw new SyncBusyException("given up");
            }
        };
        try (SyncedPair pair = SyncedPair.of(directory, TABLE)) {
            pair.write("WITH RECURSIVE i(x) AS (SELECT 2 UNION ALL SELECT x + 1 FROM i WHERE x < 15000)"
                    + " INSERT INTO t SELECT x, x, NULL FROM i");
            giveUp(pair, pair.forward(), givesUp, pair.postgresql());
            pair.reverse().round();
            pair.writePostgresql("UPDATE t SET n = -n");
            giveUp(pair, pair.reverse(), givesUp, pair.sqlite());
        }
    }

    private static void giveUp(SyncedPair pair, Sync sync, SyncProgress givesUp, Connection target) throws Exception {
        String content = "SELECT count(*), sum(n) FROM t";
        try (target) {
            String before = Sql.rows(target, content).toString();
            assertThatThrownBy(() -> sync.tellingProgressTo(givesUp).round()).hasMessage("given up");
            assertThat(Sql.rows(target, content)).hasToString(before);

            sync.tellingProgressTo(SyncProgress.NONE).round();
            assertThat(Sql.rows(target, content).toString()).isNotEqualTo(before);
            assertThat(pair.differences()).isEmpty();
        }
    }

    @Test
    void oneSyncADirection() throws Exception {
        try (SyncedPair pair = SyncedPair.of(directory, TABLE);
                Sync second = new Sync(pair.sqliteSide(), pair.postgresqlSide(), pair.map)) {
            pair.forward().round();
            assertThatThrownBy(second::round)
                    .isInstanceOf(SyncException.class)
                    .hasMessageContaining("another sync to postgresql is at work");
            pair.forward().close();
            assertThat(second.round().isEmpty()).isTrue();
        }
    }

    @Test
    void aCopyWithoutTheNotesIsNoBeginning() throws Exception {
        try (SyncedPair pair = SyncedPair.of(directory, TABLE)) {
            Path other = Sql.sqlite(
                    directory.resolve("other.sqlite"), "CREATE TABLE t (id INTEGER PRIMARY KEY, n INTEGER, s TEXT)");
            SyncSide side =
                    new SyncSide(DatabaseKind.SQLITE, () -> DriverManager.getConnection("jdbc:sqlite:" + other));
            try (Sync sync = new Sync(side, pair.postgresqlSide(), pair.map)) {
                assertThatThrownBy(sync::round).hasMessageContaining("no notes are installed on sqlite");
                sync.install();
                assertThatThrownBy(sync::round)
                        .isInstanceOf(SyncException.class)
                        .hasMessageContaining("postgresql was not made from a backup that holds these notes");
            }
        }
    }

    @Test
    void namesTheCellThatTheOtherSideCantHold() throws Exception {
        try (SyncedPair pair = SyncedPair.of(directory, TABLE)) {
            pair.write("INSERT INTO t VALUES (7, 'not a number', 'ok')", "INSERT INTO t VALUES (8, 1, 'ok')");
            assertThatThrownBy(() -> pair.forward().round())
                    .isInstanceOf(SyncException.class)
                    .hasMessageContaining("table \"t\", row id = 7, column \"n\": TEXT of 12 bytes does not fit")
                    .hasMessageNotContaining("not a number");
            try (Connection postgresql = pair.postgresql()) {
                assertThat(Sql.one(postgresql, "SELECT count(*) FROM t"))
                        .as("nothing of the round is there")
                        .isEqualTo("1");
            }
            pair.write("UPDATE t SET n = 3 WHERE id = 7");
            pair.forward().round();
            assertThat(pair.differences()).isEmpty();
        }
    }

    @Test
    void namesTheCellThatSqliteCantGiveBack() throws Exception {
        try (SyncedPair pair = SyncedPair.of(
                directory,
                "CREATE TABLE t (id INTEGER PRIMARY KEY, r REAL, b BOOLEAN); INSERT INTO t VALUES (1, 1.5, 1)")) {
            pair.reverse();
            pair.writePostgresql("INSERT INTO t (id, r) VALUES (9, 'NaN')");
            assertThatThrownBy(() -> pair.reverse().round())
                    .isInstanceOf(SyncException.class)
                    .hasMessageContaining("table \"t\", row id = 9, column \"r\"");
            pair.writePostgresql("DELETE FROM t WHERE id = 9");
            pair.reverse().round();
            assertThat(pair.differences()).isEmpty();
        }
    }
}
