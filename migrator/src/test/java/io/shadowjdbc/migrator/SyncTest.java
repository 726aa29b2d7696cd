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

    @Test
    void notesRowsThatCascadesChange() throws Exception {
        try (SyncedPair pair = pair("""
                CREATE TABLE p (id INTEGER PRIMARY KEY, u TEXT UNIQUE, up INTEGER REFERENCES p ON DELETE CASCADE);
                CREATE TABLE c (id INTEGER PRIMARY KEY, p INTEGER REFERENCES p ON DELETE CASCADE ON UPDATE CASCADE);
                CREATE TABLE n (id INTEGER PRIMARY KEY, p INTEGER REFERENCES p ON DELETE SET NULL);
                INSERT INTO p VALUES (1,'a',NULL),(2,'b',1),(3,'c',2),(4,'d',NULL),(5,'e',NULL);
                INSERT INTO c VALUES (1,1),(2,3),(3,4),(4,5); INSERT INTO n VALUES (1,1),(2,4)""")) {
            carries(pair, "PRAGMA foreign_keys = ON", "DELETE FROM p WHERE id = 1");
            carries(pair, "PRAGMA foreign_keys = ON", "UPDATE OR IGNORE c SET p = NULL WHERE id = 3");
            carries(pair, "PRAGMA foreign_keys = ON", "INSERT OR REPLACE INTO p VALUES (6, 'e', NULL)");
            pair.reverse();
            pair.writePostgresql(
                    "INSERT INTO p VALUES (60, 'x', NULL), (61, 'y', 60)", "INSERT INTO c VALUES (60, 61)");
            pair.reverse().round();
            carriesBack(pair, "DELETE FROM p WHERE id = 60");
        }
    }

    @Test
    void bringsValuesThatSwapAndParentsThatComeAndGo() throws Exception {
        try (SyncedPair pair = pair("""
                CREATE TABLE p (id INTEGER PRIMARY KEY, u TEXT UNIQUE, next INTEGER REFERENCES p);
                CREATE TABLE c (id INTEGER PRIMARY KEY, p INTEGER NOT NULL REFERENCES p ON DELETE CASCADE);
                INSERT INTO p VALUES (1,'a',2),(2,'b',1),(3,'c',3); INSERT INTO c VALUES (1,1),(2,2),(3,3)""")) {
            String[] swap = {
                "UPDATE p SET u = 'tmp' WHERE id = 1",
                "UPDATE p SET u = 'a' WHERE id = 2",
                "UPDATE p SET u = 'b' WHERE id = 1",
            };
            carries(pair, swap);
            carries(
                    pair,
                    "PRAGMA foreign_keys = ON",
                    "INSERT INTO p VALUES (4, 'd', 4)",
                    "UPDATE c SET p = 4 WHERE id = 3",
                    "DELETE FROM p WHERE id = 3",
                    "UPDATE p SET u = 'c' WHERE id = 4");
            pair.reverse();
            carriesBack(
                    pair,
                    "UPDATE p SET u = 'tmp' WHERE id = 1",
                    "UPDATE p SET u = 'b' WHERE id = 2",
                    "UPDATE p SET u = 'a' WHERE id = 1");
            carriesBack(
                    pair,
                    "INSERT INTO p VALUES (5, 'e', NULL)",
                    "UPDATE c SET p = 5 WHERE p = 4",
                    "DELETE FROM p WHERE id = 4",
                    "UPDATE p SET u = 'd' WHERE id = 5");
        }
    }

    @Test
    void bringsTablesOfEveryKindOfKey() throws Exception {
        try (SyncedPair pair = pair("""
                CREATE TABLE w (a TEXT, b INTEGER, v, PRIMARY KEY (a, b)) WITHOUT ROWID;
                CREATE TABLE nc (code TEXT COLLATE NOCASE PRIMARY KEY, v INTEGER);
                CREATE TABLE txt (id TEXT PRIMARY KEY, v REAL);
                CREATE TABLE nul (a TEXT, b INTEGER, v TEXT, PRIMARY KEY (a, b));
                CREATE TABLE uni (a TEXT NOT NULL UNIQUE, v BLOB);
                CREATE TABLE loose (k BLOB PRIMARY KEY, v);
                CREATE TABLE bag (a INTEGER, b TEXT, c REAL);
                INSERT INTO w VALUES ('x',1,'v'),('x',2,'w'); INSERT INTO nc VALUES ('One',1),('two',2);
                INSERT INTO txt VALUES ('a',1.5),('b',2); INSERT INTO nul VALUES ('a',NULL,'1'),('a',NULL,'2'),(NULL,NULL,'3'),('b',1,'4');
                INSERT INTO uni VALUES ('u',x'00ff'); INSERT INTO loose VALUES (1,'i'),('t','t'),(x'01','b'),(2.5,'r');
                INSERT INTO bag VALUES (1,'a',1.5),(1,'a',1.5),(2,NULL,NULL),(NULL,NULL,NULL)""")) {
            carries(
                    pair,
                    "UPDATE w SET b = 3, v = 'z' WHERE b = 2",
                    "DELETE FROM w WHERE b = 1",
                    "INSERT OR REPLACE INTO w VALUES ('x', 3, 'q')");
            carries(
                    pair,
                    "UPDATE nc SET code = 'ONE' WHERE code = 'one'",
                    "INSERT OR REPLACE INTO nc VALUES ('TWO', 22)",
                    "INSERT INTO nc VALUES ('tHree', 3)");
            carries(
                    pair,
                    "UPDATE txt SET id = 'c' WHERE id = 'a'",
                    "INSERT OR REPLACE INTO txt VALUES ('b', 9.25)",
                    "INSERT OR REPLACE INTO txt (rowid, id, v) VALUES (1, 'rowid', 0)");
            carries(
                    pair,
                    "UPDATE nul SET v = 'x' WHERE v = '2'",
                    "DELETE FROM nul WHERE v = '3'",
                    "INSERT INTO nul VALUES ('a', NULL, '9'), (NULL, 5, '5')",
                    "UPDATE nul SET b = NULL WHERE a = 'b'");
            carries(
                    pair,
                    "INSERT OR REPLACE INTO uni VALUES ('u', x'01')",
                    "INSERT INTO uni VALUES ('v', NULL)",
                    "UPDATE uni SET a = 'w' WHERE a = 'v'");
            carries(
                    pair,
                    "UPDATE loose SET k = 1.0 WHERE k = 1",
                    "DELETE FROM loose WHERE k = x'01'",
                    "INSERT OR REPLACE INTO loose VALUES (2.5, 'again')");
            carries(
                    pair,
                    "DELETE FROM bag WHERE rowid = 1",
                    "INSERT INTO bag VALUES (2, NULL, NULL), (3, 'n', 0.1)",
                    "UPDATE bag SET a = 7 WHERE a IS NULL");
            pair.reverse();
            carriesBack(pair, "UPDATE w SET b = 4 WHERE b = 3", "INSERT INTO w SELECT 'y', 1, v FROM w");
            carriesBack(pair, "DELETE FROM nc WHERE code = 'ONE'", "UPDATE nc SET code = 'Two' WHERE code = 'TWO'");
            carriesBack(pair, "UPDATE txt SET id = 'd' WHERE id = 'c'", "DELETE FROM txt WHERE id = 'b'");
            carriesBack(
                    pair, "UPDATE nul SET v = 'pg' WHERE b IS NULL", "DELETE FROM nul WHERE a IS NULL AND b IS NULL");
            carriesBack(pair, "UPDATE uni SET v = NULL", "UPDATE uni SET a = a || '!'");
            carriesBack(
                    pair,
                    "UPDATE loose SET v = (SELECT v FROM loose ORDER BY k LIMIT 1)",
                    "DELETE FROM loose WHERE k = (SELECT max(k) FROM loose)");
            carriesBack(
                    pair,
                    "UPDATE bag SET b = 'same'",
                    "INSERT INTO bag SELECT * FROM bag LIMIT 2",
                    "DELETE FROM bag WHERE a = 1");
        }
    }

    @Test
    void bringsTruncation() throws Exception {
        try (SyncedPair pair = pair("""
                CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT); CREATE TABLE b (a TEXT);
                INSERT INTO t VALUES (1,'x'),(2,'y'); INSERT INTO b VALUES ('x'),('x'),(NULL)""")) {
            carries(pair, "DELETE FROM t", "DELETE FROM b", "INSERT INTO b VALUES ('after')");
            pair.reverse();
            pair.writePostgresql("INSERT INTO t (a) VALUES ('p'), ('q')");
            pair.reverse().round();
            carriesBack(pair, "TRUNCATE t", "TRUNCATE b", "INSERT INTO b VALUES ('z'), ('z')");
        }
    }

    @Test
    void effectsOfTriggersArriveOnce() throws Exception {
        try (SyncedPair pair = pair("""
                CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER, n INTEGER DEFAULT 0);
                CREATE TABLE log (id INTEGER PRIMARY KEY, x TEXT);
                CREATE TRIGGER t_ins AFTER INSERT ON t BEGIN INSERT INTO log (x) VALUES ('ins ' || NEW.id); END;
                CREATE TRIGGER t_upd AFTER UPDATE OF a ON t BEGIN INSERT INTO log (x) VALUES ('upd ' || NEW.id); UPDATE t SET n = n + 1 WHERE id = NEW.id; END;
                CREATE TRIGGER t_del BEFORE DELETE ON t BEGIN INSERT INTO log (x) VALUES ('del ' || OLD.id); END;
                INSERT INTO t (a) VALUES (1), (2), (3)""")) {
            carries(pair, "INSERT INTO t (a) VALUES (4)", "UPDATE t SET a = a + 10", "DELETE FROM t WHERE id = 2");
            pair.reverse();
            carriesBack(pair, "INSERT INTO t (a) VALUES (5)", "UPDATE t SET a = a + 10", "DELETE FROM t WHERE id = 3");
            try (Connection sqlite = pair.sqlite()) {
                assertThat(
                                Sql.rows(
                                        sqlite,
                                        "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND name LIKE 't\\_%' ESCAPE '\\' ORDER BY rowid"))
                        .as("the application's triggers, in their order")
                        .containsExactly("t_ins", "t_upd", "t_del");
            }
            carries(pair, "UPDATE t SET a = a + 100");
        }
    }

    @Test
    void bringsGeneratedColumnsAndLeavesThemToTheirDatabase() throws Exception {
        try (SyncedPair pair = pair("""
                CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER, twice AS (a * 2), label TEXT AS ('n' || a) STORED, more AS (twice + 1));
                INSERT INTO t (a) VALUES (1), (2)""")) {
            carries(pair, "UPDATE t SET a = 5 WHERE id = 1", "INSERT INTO t (a) VALUES (9)");
            pair.reverse();
            carriesBack(pair, "UPDATE t SET a = 6 WHERE id = 1", "INSERT INTO t (a) VALUES (10)");
        }
    }

    @Test
    void theWritersConnectionNoticesNothing() throws Exception {
        try (SyncedPair pair =
                        pair("CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT UNIQUE); INSERT INTO t VALUES (41, 'x')");
                Connection sqlite = pair.sqlite();
                var insert = sqlite.prepareStatement(
                        "INSERT OR REPLACE INTO t (a) VALUES (?)", java.sql.Statement.RETURN_GENERATED_KEYS)) {
            for (int i = 0; i < 3; i++) {
                insert.setString(1, i == 0 ? "x" : "y" + i);
                assertThat(insert.executeUpdate()).isEqualTo(1);
                try (var keys = insert.getGeneratedKeys()) {
                    assertThat(keys.next()).isTrue();
                    assertThat(keys.getLong(1)).isEqualTo(42 + i);
                }
                assertThat(Sql.one(sqlite, "SELECT last_insert_rowid(), changes()"))
                        .isEqualTo(42 + i + "|1");
            }
        }
    }

    @Test
    void bringsVirtualTablesAsAWhole() throws Exception {
        try (SyncedPair pair = pair("""
                CREATE VIRTUAL TABLE f USING fts5(title, body); CREATE VIRTUAL TABLE r USING rtree(id, x1, x2);
                INSERT INTO f VALUES ('one', 'first text'), ('two', 'second text'); INSERT INTO r VALUES (1, 0.5, 1.5)""")) {
            carries(pair, "UPDATE f SET body = 'changed' WHERE title = 'one'", "DELETE FROM f WHERE title = 'two'");
            carries(pair, "INSERT INTO r VALUES (2, 3, 4)", "DELETE FROM r WHERE id = 1");
        }
    }

    @Test
    void bringsKeysThatAreUuidsOnPostgresql() throws Exception {
        try (SyncedPair pair = SyncedPair.of(
                directory,
                "CREATE TABLE p (id INTEGER PRIMARY KEY, a TEXT); CREATE TABLE c (id INTEGER PRIMARY KEY AUTOINCREMENT, p INTEGER REFERENCES p);"
                        + " INSERT INTO p VALUES (1, 'a'), (2, 'b'); INSERT INTO c (p) VALUES (1), (2)",
                "--keys=uuid")) {
            carries(
                    pair,
                    "INSERT INTO p (a) VALUES ('c')",
                    "UPDATE p SET id = 9 WHERE id = 1",
                    "UPDATE c SET p = 9 WHERE p = 1");
            pair.reverse();
            carriesBack(
                    pair,
                    "INSERT INTO p (a) VALUES ('d')",
                    "UPDATE c SET p = (SELECT id FROM p WHERE a = 'd')",
                    "DELETE FROM p WHERE a = 'b'");
            try (Connection postgresql = pair.postgresql()) {
                assertThat(Sql.one(postgresql, "SELECT pg_typeof(p) FROM c LIMIT 1"))
                        .isEqualTo("uuid");
            }
        }
    }

    @Test
    void theLastRoundSetsSequencesToWhatWasEverGivenOut() throws Exception {
        try (SyncedPair pair = pair("CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT)")) {
            pair.write("INSERT INTO t (id, a) VALUES (50, 'x')", "DELETE FROM t");
            pair.forward().lastRound();
            pair.reverse();
            try (Connection postgresql = pair.postgresql()) {
                assertThat(Sql.one(postgresql, "INSERT INTO t (a) VALUES ('next') RETURNING id"))
                        .isEqualTo("51");
                Sql.run(postgresql, "INSERT INTO t (a) VALUES ('y'), ('z')", "DELETE FROM t");
            }
            pair.reverse().lastRound();
            try (Connection sqlite = pair.sqlite()) {
                assertThat(Sql.one(sqlite, "INSERT INTO t (a) VALUES ('next') RETURNING id"))
                        .isEqualTo("54");
            }
        }
    }

    @Test
    void joinsACopyThatIsMadeWhileTheApplicationWrites() throws Exception {
        Path file = Sql.sqlite(
                directory.resolve("busy.sqlite"),
                "PRAGMA journal_mode = WAL",
                "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT)",
                "CREATE TABLE bag (a TEXT)",
                "INSERT INTO t VALUES (1, 'a')",
                "INSERT INTO bag VALUES ('a')");
        try (SyncedPair pair = SyncedPair.whileItIsWritten(
                file,
                connection -> Sql.run(
                        connection,
                        "INSERT INTO t (a) VALUES (hex(randomblob(4)))",
                        "DELETE FROM t WHERE id % 7 = abs(random() % 7)",
                        "UPDATE t SET a = a || '.' WHERE id % 5 = abs(random() % 5) AND length(a) < 60",
                        "INSERT INTO bag VALUES (abs(random() % 9))",
                        "DELETE FROM bag WHERE a = abs(random() % 11)"))) {
            assertThat(pair.differences())
                    .as("between the copy and the first round")
                    .isNotEmpty();
            pair.forward().round();
            assertThat(pair.differences()).isEmpty();
        }
    }
}
