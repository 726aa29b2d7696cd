package io.shadowjdbc.migrator;

import java.util.List;

/** Schemas with some rows, and statements that try them. */
enum SchemaCase {
    CHECKS("""
            CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER, b REAL, c TEXT, d TEXT COLLATE NOCASE, e NUMERIC, f BOOLEAN, g DATETIME,
              CONSTRAINT positive CHECK (a > 0), CHECK (b BETWEEN 0 AND 100 OR c IS NULL), CHECK (length(c) <= 5),
              CHECK (c GLOB '[a-z]*'), CHECK (d IN ('red', 'Green')), CHECK (typeof(e) <> 'text'), CHECK (f = 1 OR a % 2 = 0),
              CHECK (substr(c, 1, 1) <> 'x' AND c NOT LIKE '%!'), CHECK (g >= '2020-01-01'), CHECK (coalesce(a, 1)),
              CHECK (CASE WHEN a > 50 THEN b > 50 ELSE 1 END), CHECK (upper(c) <> 'NO'), CHECK (e / 3 < 10), CHECK (instr(c, 'q') = 0));
            INSERT INTO t VALUES (1, 2, 1.5, 'abc', 'RED', 1.25, 0, '2024-01-02 03:04:05')""", """
            INSERT INTO t VALUES (2, 4, 2.5, 'abc', 'green', 2, 0, '2025-01-02 03:04:05')
            INSERT INTO t (id, a) VALUES (11, 0)
            INSERT INTO t (id, a) VALUES (12, NULL)
            INSERT INTO t (id, a, b, c) VALUES (13, 2, 101, 'abc')
            INSERT INTO t (id, a, b) VALUES (14, 2, 101)
            INSERT INTO t (id, a, c) VALUES (15, 2, 'abcdef')
            INSERT INTO t (id, a, c) VALUES (16, 2, 'Abc')
            INSERT INTO t (id, a, d) VALUES (17, 2, 'GREEN')
            INSERT INTO t (id, a, d) VALUES (18, 2, 'blue')
            INSERT INTO t (id, a, f) VALUES (19, 3, 0)
            INSERT INTO t (id, a, f) VALUES (20, 3, 1)
            INSERT INTO t (id, a, f) VALUES (21, 3, NULL)
            INSERT INTO t (id, a, c) VALUES (22, 2, 'xyz')
            INSERT INTO t (id, a, c) VALUES (23, 2, 'ab!')
            INSERT INTO t (id, a, g) VALUES (24, 2, '2019-12-31 23:59:59')
            INSERT INTO t (id, a, g) VALUES (25, 2, '2020-01-01 00:00:00')
            INSERT INTO t (id, a, b) VALUES (26, 60, 20)
            INSERT INTO t (id, a, b) VALUES (27, 60, 70)
            INSERT INTO t (id, a, c) VALUES (28, 2, 'no')
            INSERT INTO t (id, a, e) VALUES (29, 2, 30)
            INSERT INTO t (id, a, e) VALUES (30, 2, 29.5)
            INSERT INTO t (id, a, c) VALUES (31, 2, 'aqb')
            UPDATE t SET a = a - 2"""),
    DEFAULTS("""
            CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER DEFAULT (1 + 2), b TEXT DEFAULT ('x' || 'y'), c TEXT DEFAULT bare,
              d REAL DEFAULT (abs(-1.5)), e TEXT DEFAULT (upper('q') || length('abc')), f INTEGER DEFAULT TRUE, g TEXT DEFAULT (hex('a')),
              h TEXT DEFAULT (CASE WHEN 1 THEN 'one' ELSE 'none' END), i INTEGER DEFAULT -5, j TEXT DEFAULT 12, k BLOB DEFAULT x'00ff',
              l NUMERIC DEFAULT '1.50', m TEXT DEFAULT NULL, n BOOLEAN DEFAULT 0, o DATETIME DEFAULT '2024-01-01 00:00:00');
            INSERT INTO t (id) VALUES (1)""", """
            INSERT INTO t DEFAULT VALUES
            INSERT INTO t (a) VALUES (NULL)
            INSERT INTO t (m) VALUES ('x')"""),
    GENERATED("""
            CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER, b TEXT, at DATETIME, twice AS (a * 2), label TEXT AS (b || '-' || a) STORED,
              more INTEGER AS (twice + 1), day TEXT AS (date(at)), short TEXT AS (substr(upper(b), 1, 2)) VIRTUAL, flag AS (a > 1));
            INSERT INTO t (a, b, at) VALUES (1, 'abc', '2024-05-06 07:08:09'), (2, NULL, NULL)""", """
            INSERT INTO t (a, b, at) VALUES (3, 'xyz', '2025-01-01 00:00:00')
            INSERT INTO t (a) VALUES (NULL)
            UPDATE t SET a = a + 10, at = '2023-12-31 23:59:59' WHERE id = 1
            INSERT INTO t (a, twice) VALUES (1, 2)"""),
    KEYS("""
            CREATE TABLE Pair (A INTEGER, B TEXT, V TEXT, PRIMARY KEY (A, B));
            CREATE TABLE Word (Word TEXT PRIMARY KEY, N INTEGER UNIQUE) WITHOUT ROWID;
            CREATE TABLE Auto (Id INTEGER PRIMARY KEY AUTOINCREMENT, X TEXT UNIQUE);
            CREATE TABLE Plain (Id INTEGER PRIMARY KEY, X TEXT NOT NULL DEFAULT 'x');
            CREATE TABLE Emptied (Id INTEGER PRIMARY KEY AUTOINCREMENT, X);
            CREATE TABLE Fresh (Id INTEGER PRIMARY KEY AUTOINCREMENT, X TEXT);
            CREATE TABLE Strict (Id INTEGER PRIMARY KEY, N INT, R REAL, T TEXT, B BLOB, A ANY) STRICT;
            INSERT INTO Pair VALUES (1, 'a', 'x'), (1, 'b', 'y');
            INSERT INTO Word VALUES ('w', 1);
            INSERT INTO Auto (X) VALUES ('a'), ('b'), ('c');
            DELETE FROM Auto WHERE Id > 1;
            INSERT INTO Plain (X) VALUES ('a'), ('b'), ('c');
            DELETE FROM Plain WHERE Id = 3;
            INSERT INTO Emptied (Id, X) VALUES (7, 'gone');
            DELETE FROM Emptied;
            INSERT INTO Strict VALUES (1, 2, 3, 't', x'01', 'any')""", """
            INSERT INTO Pair VALUES (1, 'a', 'z')
            INSERT INTO Pair VALUES (2, 'a', 'z')
            INSERT OR IGNORE INTO Pair VALUES (2, 'a', 'zz')
            INSERT OR REPLACE INTO Pair VALUES (2, 'a', 'zzz')
            INSERT INTO Word VALUES ('w', 2)
            INSERT INTO Word VALUES ('v', 1)
            INSERT INTO Word VALUES ('v', NULL)
            INSERT INTO Word VALUES ('u', NULL)
            INSERT INTO Word VALUES (NULL, 5)
            INSERT INTO Auto (X) VALUES ('d')
            INSERT INTO Auto (X) VALUES ('e')
            INSERT INTO Auto (X) VALUES ('a')
            INSERT INTO Plain (X) VALUES ('d')
            INSERT INTO Plain DEFAULT VALUES
            INSERT INTO Plain (X) VALUES (NULL)
            INSERT INTO Emptied (X) VALUES ('next')
            INSERT INTO Fresh (X) VALUES ('first')
            INSERT INTO Strict VALUES (2, 3, 4.5, 'u', x'02', 'more')
            UPDATE Pair SET B = 'a'"""),
    COLLATIONS("""
            CREATE TABLE n (id INTEGER PRIMARY KEY, mail TEXT COLLATE NOCASE UNIQUE, x TEXT);
            CREATE TABLE k (code TEXT COLLATE NOCASE PRIMARY KEY, v INTEGER);
            CREATE TABLE r (id INTEGER PRIMARY KEY, pad TEXT COLLATE RTRIM, other TEXT);
            CREATE UNIQUE INDEX r_pad ON r (pad);
            CREATE UNIQUE INDEX r_other ON r (other COLLATE NOCASE);
            CREATE INDEX n_x ON n (x COLLATE NOCASE DESC, mail);
            INSERT INTO n VALUES (1, 'Ann@x', 'b'), (2, 'bob@x', 'A'), (3, NULL, NULL), (4, 'É@x', 'C');
            INSERT INTO k VALUES ('One', 1);
            INSERT INTO r VALUES (1, 'a ', 'Q')""", """
            INSERT INTO n (id, mail) VALUES (5, 'ANN@X')
            INSERT INTO n (id, mail) VALUES (6, 'é@x')
            INSERT INTO n (id, mail) VALUES (7, NULL)
            INSERT INTO n (id, mail) VALUES (8, 'carl@x')
            UPDATE n SET x = 'found' WHERE mail = 'BOB@x'
            INSERT INTO k VALUES ('ONE', 2)
            INSERT INTO k VALUES ('two', 2)
            DELETE FROM k WHERE code = 'TWO'
            INSERT INTO r (id, pad, other) VALUES (2, 'a', 'z')
            INSERT INTO r (id, pad, other) VALUES (3, ' a', 'z')
            INSERT INTO r (id, pad, other) VALUES (4, 'b', 'q')
            INSERT INTO r (id, pad, other) VALUES (5, 'A', 'Y')"""),
    PARTIAL_UNIQUE("""
            CREATE TABLE t (id INTEGER PRIMARY KEY, owner INTEGER, active BOOLEAN, name TEXT, gone DATETIME);
            CREATE UNIQUE INDEX one_active ON t (owner) WHERE active = 1;
            CREATE UNIQUE INDEX one_name ON t (lower(name)) WHERE gone IS NULL;
            CREATE UNIQUE INDEX one_sum ON t (owner + length(name));
            INSERT INTO t VALUES (1, 1, 1, 'A', NULL), (2, 1, 0, 'Bb', NULL), (3, 12, 1, 'a', '2024-01-01 00:00:00')""", """
            INSERT INTO t VALUES (4, 1, 1, 'cccc', NULL)
            INSERT INTO t VALUES (4, 1, 0, 'cccc', NULL)
            INSERT INTO t VALUES (5, 3, 0, 'BB', NULL)
            INSERT INTO t VALUES (5, 3, 0, 'BB', '2024-01-01 00:00:00')
            INSERT INTO t VALUES (6, 2, 0, 'x', NULL)
            INSERT INTO t VALUES (6, 20, 0, 'x', NULL)
            UPDATE t SET active = 1 WHERE id = 2
            UPDATE t SET gone = NULL WHERE id = 3"""),
    FOREIGN_KEYS("""
            CREATE TABLE Author (Id INTEGER PRIMARY KEY, Name TEXT UNIQUE, Boss INTEGER REFERENCES Author ON DELETE SET NULL);
            CREATE TABLE Book (Id INTEGER PRIMARY KEY, Author INTEGER REFERENCES Author (Id) ON DELETE CASCADE ON UPDATE CASCADE, Title TEXT);
            CREATE TABLE Quote (Id INTEGER PRIMARY KEY, Who TEXT DEFAULT 'nobody' REFERENCES Author (Name) MATCH FULL ON DELETE SET DEFAULT ON UPDATE CASCADE);
            CREATE TABLE Code (Id INTEGER PRIMARY KEY, A INTEGER, B INTEGER);
            CREATE UNIQUE INDEX Code_AB ON Code (A, B);
            CREATE TABLE Uses (A INTEGER, B INTEGER, FOREIGN KEY (B, A) REFERENCES Code (B, A) ON DELETE RESTRICT);
            CREATE TABLE Egg (Id INTEGER PRIMARY KEY, Hen INTEGER REFERENCES Hen DEFERRABLE INITIALLY DEFERRED);
            CREATE TABLE Hen (Id INTEGER PRIMARY KEY, Egg INTEGER NOT NULL REFERENCES Egg DEFERRABLE INITIALLY DEFERRED);
            INSERT INTO Author VALUES (1, 'nobody', NULL), (2, 'Ann', 1), (3, 'Bob', 2);
            INSERT INTO Book VALUES (1, 2, 'x'), (2, 3, 'y'), (3, NULL, 'z');
            INSERT INTO Quote VALUES (1, 'Ann'), (2, NULL), (3, 'Bob');
            INSERT INTO Code VALUES (1, 1, 2), (2, 3, 4);
            INSERT INTO Uses VALUES (1, 2), (NULL, 9)""", """
            INSERT INTO Book VALUES (4, 9, 'q')
            INSERT INTO Uses VALUES (1, 3)
            INSERT INTO Uses VALUES (5, NULL)
            DELETE FROM Code WHERE Id = 1
            DELETE FROM Code WHERE Id = 2
            UPDATE Author SET Id = 22, Name = 'Anna' WHERE Id = 2
            UPDATE Author SET Boss = NULL WHERE Id = 3
            DELETE FROM Author WHERE Id = 3
            DELETE FROM Author WHERE Id = 1
            INSERT INTO Hen VALUES (1, 1)
            BEGIN
            INSERT INTO Hen VALUES (1, 1)
            INSERT INTO Egg VALUES (1, 1)
            COMMIT
            DELETE FROM Egg"""),
    TRIGGERS_THAT_LOG("""
            CREATE TABLE Item (Id INTEGER PRIMARY KEY, Name TEXT NOT NULL, Price REAL, Active BOOLEAN DEFAULT 1, Changed DATETIME);
            CREATE TABLE Log (Id INTEGER PRIMARY KEY AUTOINCREMENT, What TEXT, Item INTEGER, Was TEXT, Now TEXT);
            CREATE TABLE Total (Name TEXT PRIMARY KEY, N INTEGER);
            CREATE TRIGGER Item_Insert AFTER INSERT ON Item BEGIN
              INSERT INTO Log (What, Item, Now) VALUES ('insert', NEW.Id, NEW.Name || '/' || coalesce(NEW.Price, 'none'));
              INSERT INTO Total VALUES (NEW.Name, 1) ON CONFLICT (Name) DO UPDATE SET N = N + excluded.N;
            END;
            CREATE TRIGGER Item_Price AFTER UPDATE OF Price ON Item WHEN OLD.Price IS NOT NEW.Price BEGIN
              INSERT INTO Log (What, Item, Was, Now) SELECT 'price', i.Id, OLD.Price, i.Price FROM Item i WHERE i.Id = NEW.Id;
              UPDATE Item SET Changed = '2024-01-01 00:00:00' WHERE Id = NEW.Id AND Changed IS NULL;
            END;
            CREATE TRIGGER Item_Delete BEFORE DELETE ON Item FOR EACH ROW WHEN OLD.Active BEGIN
              DELETE FROM Total WHERE Name = OLD.Name AND N <= 1;
              UPDATE Total SET N = N - 1 WHERE Name = OLD.Name;
              INSERT OR REPLACE INTO Log (Id, What, Item) VALUES (1000, 'delete', OLD.Id);
            END;
            CREATE TRIGGER "odd; name" AFTER UPDATE OF Name, Active ON Item BEGIN
              INSERT INTO Log (What, Item, Was, Now) VALUES (CASE WHEN NEW.Active THEN 'on' ELSE 'off' END, NEW.Id, OLD.Name, NEW.Name);
            END;
            INSERT INTO Item (Name, Price, Changed) VALUES ('a', 1.5, '2023-01-01 00:00:00'), ('b', NULL, NULL)""", """
            INSERT INTO Item (Name, Price) VALUES ('c', 2.25)
            INSERT INTO Item (Name) VALUES ('c')
            UPDATE Item SET Price = 5
            UPDATE Item SET Price = 5 WHERE Id = 1
            UPDATE Item SET Price = NULL WHERE Id = 2
            UPDATE Item SET Name = 'd', Active = 0 WHERE Id = 1
            DELETE FROM Item WHERE Id = 1
            DELETE FROM Item WHERE Name = 'c'
            INSERT INTO Item (Name) VALUES (NULL)"""),
    TRIGGERS_THAT_REFUSE("""
            CREATE TABLE t (id INTEGER PRIMARY KEY, n INTEGER, s TEXT);
            CREATE TABLE closed (n INTEGER);
            CREATE TRIGGER no_negative BEFORE INSERT ON t BEGIN
              SELECT CASE WHEN NEW.n < 0 THEN RAISE(ABORT, 'stop: negative') WHEN NEW.n = 13 THEN RAISE(IGNORE) END;
            END;
            CREATE TRIGGER no_delete BEFORE DELETE ON t WHEN OLD.s = 'keep' BEGIN SELECT RAISE(IGNORE); END;
            CREATE TRIGGER no_closed AFTER UPDATE ON t BEGIN
              SELECT RAISE(ABORT, 'stop: closed') FROM closed WHERE closed.n = NEW.n;
              SELECT RAISE(ROLLBACK, 'stop: rolled back') WHERE NEW.n = 99;
            END;
            INSERT INTO t VALUES (1, 1, 'a'), (2, 2, 'keep'), (3, 3, NULL);
            INSERT INTO closed VALUES (7)""", """
            INSERT INTO t (id, n) VALUES (4, -1)
            INSERT INTO t (id, n) VALUES (4, 13)
            INSERT INTO t (id, n) VALUES (4, 14)
            INSERT INTO t (id, n) SELECT id + 10, n + 11 FROM t
            DELETE FROM t WHERE id IN (1, 2)
            UPDATE t SET n = 7 WHERE id = 3
            UPDATE t SET n = 8 WHERE id = 3
            UPDATE t SET n = 99 WHERE id = 3"""),
    TRIGGERS_THAT_CALL_EACH_OTHER("""
            CREATE TABLE a (id INTEGER PRIMARY KEY, n INTEGER);
            CREATE TABLE b (id INTEGER PRIMARY KEY, n INTEGER);
            CREATE TABLE log (id INTEGER PRIMARY KEY, t TEXT);
            CREATE TRIGGER a_again AFTER UPDATE ON a WHEN NEW.n < 10 BEGIN UPDATE a SET n = n + 1 WHERE id = NEW.id; END;
            CREATE TRIGGER a_to_b AFTER INSERT ON a BEGIN INSERT INTO b (n) VALUES (NEW.n + 1); END;
            CREATE TRIGGER b_to_a AFTER INSERT ON b WHEN NEW.n < 5 BEGIN INSERT INTO a (n) VALUES (NEW.n + 1); END;
            CREATE TRIGGER z_first AFTER DELETE ON a BEGIN INSERT INTO log (t) VALUES ('first ' || OLD.n); END;
            CREATE TRIGGER b_second AFTER DELETE ON a BEGIN INSERT INTO log (t) VALUES ('second ' || OLD.n); END;
            CREATE TRIGGER m_third AFTER DELETE ON a BEGIN INSERT INTO log (t) VALUES ('third ' || OLD.n); END;
            INSERT INTO log (t) VALUES ('old')""", """
            INSERT INTO a (n) VALUES (1)
            INSERT INTO a (n) VALUES (1)
            UPDATE a SET n = 2 WHERE id = 1
            UPDATE a SET n = 3
            DELETE FROM a WHERE id = 1"""),
    TRIGGERS_AND_FOREIGN_KEYS("""
            CREATE TABLE P (Id INTEGER PRIMARY KEY, N INTEGER DEFAULT 0);
            CREATE TABLE C (Id INTEGER PRIMARY KEY, P INTEGER REFERENCES P ON DELETE CASCADE);
            CREATE TABLE Log (T TEXT);
            CREATE TRIGGER C_Gone AFTER DELETE ON C BEGIN INSERT INTO Log (T) VALUES ('child ' || OLD.Id); END;
            CREATE TRIGGER P_Gone AFTER DELETE ON P BEGIN
              INSERT INTO Log (T) SELECT 'parent of ' || count(*) FROM C WHERE C.P = OLD.Id;
            END;
            INSERT INTO P VALUES (1, 0), (2, 0);
            INSERT INTO C VALUES (1, 1), (2, 1), (3, 2)""", """
            DELETE FROM P WHERE Id = 1
            DELETE FROM C
            DELETE FROM P"""),
    TRIGGERS_OF_VIEWS("""
            CREATE TABLE person (id INTEGER PRIMARY KEY, first TEXT, last TEXT);
            CREATE VIEW people AS SELECT id, first || ' ' || last AS name, last FROM person;
            CREATE TRIGGER people_insert INSTEAD OF INSERT ON people BEGIN
              INSERT INTO person (first, last) VALUES (substr(NEW.name, 1, instr(NEW.name, ' ') - 1), substr(NEW.name, instr(NEW.name, ' ') + 1));
            END;
            CREATE TRIGGER people_update INSTEAD OF UPDATE ON people BEGIN UPDATE person SET last = NEW.last WHERE id = OLD.id; END;
            CREATE TRIGGER people_delete INSTEAD OF DELETE ON people BEGIN DELETE FROM person WHERE id = OLD.id; END;
            INSERT INTO person (first, last) VALUES ('Ann', 'Lee'), ('Bob', 'Ray')""", """
            INSERT INTO people (name) VALUES ('Carl May')
            UPDATE people SET last = 'Moe' WHERE name = 'Ann Lee'
            DELETE FROM people WHERE last = 'Ray'"""),
    NAMES("""
            CREATE TABLE "Order" ("User" INTEGER PRIMARY KEY, "Group By" TEXT, "xMin" INTEGER, "select" TEXT, [say "hi"] TEXT);
            CREATE TABLE "a long name of a table that goes on and on, for more than sixty-three bytes" ("Id" INTEGER PRIMARY KEY,
              "a long name of a column that goes on and on, for more than sixty-three bytes 1" TEXT,
              "a long name of a column that goes on and on, for more than sixty-three bytes 2" TEXT);
            CREATE INDEX "By Group" ON "Order" ("Group By");
            INSERT INTO "Order" VALUES (1, 'g', 2, 's', 'h');
            INSERT INTO "a long name of a table that goes on and on, for more than sixty-three bytes" VALUES (1, 'x', 'y')""", """
            INSERT INTO "order" ("group by", XMIN) VALUES ('k', 5)
            UPDATE "Order" SET "SELECT" = 'q', [say "hi"] = 'bye' WHERE "user" = 2
            UPDATE "a long name of a table that goes on and on, for more than sixty-three bytes" SET "a long name of a column that goes on and on, for more than sixty-three bytes 2" = 'z'
            INSERT INTO "Order" ("user") VALUES (1)""");

    private final String schema;
    private final String statements;

    SchemaCase(String schema, String statements) {
        this.schema = schema;
        this.statements = statements;
    }

    /** The whole schema and its rows, as one script. */
    String schema() {
        return schema;
    }

    List<String> statements() {
        return statements.lines().toList();
    }
}
