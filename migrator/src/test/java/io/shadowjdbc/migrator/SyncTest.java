package io.shadowjdbc.migrator;

import static org.assertj.core.api.Assertions.assertThat;

import io.shadowjdbc.sync.SyncRound;
import java.nio.file.Path;
import java.sql.Connection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the sync carries from SQLite to PostgreSQL and back, hazard by hazard; both sides are compared by the verifier. */
class SyncTest {
    @TempDir
    Path directory;

    private SyncedPair pair(String schema) throws Exception {
        return SyncedPair.of(directory, schema);
    }

    /** After these writes to SQLite the sides differ, and after one round they do not. */
    private static void carries(SyncedPair pair, String... writes) throws Exception {
        pair.write(writes);
        assertThat(pair.differences()).as("before the round").isNotEmpty();
        pair.forward().round();
        assertThat(pair.differences()).as("after the round").isEmpty();
    }

    /** After these writes to PostgreSQL the sides differ, and after one round they do not. */
    private static void carriesBack(SyncedPair pair, String... writes) throws Exception {
        pair.writePostgresql(writes);
        assertThat(pair.differences()).as("before the round").isNotEmpty();
        pair.reverse().round();
        assertThat(pair.differences()).as("after the round").isEmpty();
    }

    @Test
    void carriesInsertsUpdatesAndDeletes() throws Exception {
        try (SyncedPair pair =
                pair("CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT); INSERT INTO t VALUES (1,'x'),(2,'y'),(3,'z')")) {
            carries(
                    pair,
                    "INSERT INTO t VALUES (4, 'new')",
                    "UPDATE t SET a = 'changed' WHERE id = 2",
                    "DELETE FROM t WHERE id = 1");
            SyncRound again = pair.forward().round();
            assertThat(again.isEmpty()).isTrue();
            pair.reverse();
            carriesBack(
                    pair,
                    "INSERT INTO t VALUES (5, 'pg')",
                    "UPDATE t SET id = 9, a = 'moved' WHERE id = 2",
                    "DELETE FROM t WHERE id = 3");
        }
    }

    @Test
    void notesRowsThatReplaceDeletesByAnyUniqueKey() throws Exception {
        try (SyncedPair pair = pair("""
                CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT UNIQUE, b TEXT COLLATE NOCASE UNIQUE, c INTEGER, d INTEGER,
                  e TEXT NOT NULL DEFAULT 'std' UNIQUE, g AS (c * 2) UNIQUE);
                CREATE UNIQUE INDEX t_cd ON t (c, d);
                CREATE UNIQUE INDEX t_low ON t (lower(a || '!'));
                CREATE UNIQUE INDEX t_part ON t (d) WHERE c > 100;
                INSERT INTO t (id, a, b, c, d, e) VALUES (1,'a1','B1',1,1,'e1'),(2,'a2','B2',2,2,'e2'),(3,'a3','B3',3,3,'e3'),
                  (4,'a4','B4',4,4,'e4'),(5,'A5','B5',5,5,'e5'),(6,'a6','B6',106,6,'e6'),(7,'a7','B7',7,7,'std'),
                  (8,'a8','B8',8,8,'e8'),(9,'a9','B9',9,9,'e9')""")) {
            carries(pair, "INSERT OR REPLACE INTO t (id, a, b, c, d, e) VALUES (20, 'a1', 'x20', 20, 20, 'e20')");
            carries(pair, "INSERT OR REPLACE INTO t (id, a, b, c, d, e) VALUES (21, 'a21', 'b2', 21, 21, 'e21')");
            carries(pair, "INSERT OR REPLACE INTO t (id, a, b, c, d, e) VALUES (22, 'a22', 'x22', 3, 3, 'e22')");
            carries(pair, "INSERT OR REPLACE INTO t (id, a, b, c, d, e) VALUES (24, 'a5', 'x24', 24, 24, 'e24')");
            carries(pair, "INSERT OR REPLACE INTO t (id, a, b, c, d, e) VALUES (25, 'a25', 'x25', 125, 6, 'e25')");
            carries(pair, "INSERT OR REPLACE INTO t (id, a, b, c, d, e) VALUES (26, 'a26', 'x26', 26, 26, NULL)");
            carries(pair, "UPDATE OR REPLACE t SET a = 'a9' WHERE id = 8");
            carries(pair, "REPLACE INTO t (id, a, b, c, d, e) VALUES (30, 'a4', 'b26', 20, 20, 'e24')");
        }
    }
}
