package io.shadowjdbc.migrator;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.sqlite.SQLiteException;

/** A database whose integer keys are of every kind, and what an application asks of it and does to it. */
final class KeyCase {
    private static final String[] SCHEMA = {
        "CREATE TABLE Node (Id INTEGER PRIMARY KEY, Parent INTEGER REFERENCES Node ON DELETE CASCADE ON UPDATE CASCADE,"
                + " Name TEXT, CHECK (Parent IS NULL OR Parent <> Id))",
        "CREATE TABLE Person (Id INTEGER PRIMARY KEY AUTOINCREMENT, Name TEXT NOT NULL UNIQUE,"
                + " Team INTEGER REFERENCES Team DEFERRABLE INITIALLY DEFERRED)",
        "CREATE TABLE Team (Id INTEGER PRIMARY KEY, Lead INTEGER REFERENCES Person DEFERRABLE INITIALLY DEFERRED)",
        "CREATE TABLE Profile (PersonId INTEGER PRIMARY KEY REFERENCES Person ON DELETE CASCADE ON UPDATE CASCADE,"
                + " Bio TEXT, Next INTEGER AS (PersonId + 1))",
        "CREATE TABLE Avatar (ProfileId REFERENCES Profile ON DELETE CASCADE ON UPDATE CASCADE, N INTEGER, Url TEXT,"
                + " PRIMARY KEY (ProfileId, N))",
        "CREATE TABLE Mark (ProfileId INTEGER, N INTEGER, What TEXT,"
                + " FOREIGN KEY (ProfileId, N) REFERENCES Avatar ON DELETE CASCADE ON UPDATE CASCADE)",
        "CREATE TABLE Setting (Id INTEGER PRIMARY KEY, V TEXT) WITHOUT ROWID",
        "CREATE TABLE Emptied (Id INTEGER PRIMARY KEY AUTOINCREMENT, X TEXT)",
        "CREATE TABLE Fresh (Id INTEGER PRIMARY KEY, X TEXT)",
        "CREATE TABLE Loose (Id INTEGER PRIMARY KEY, Ref INTEGER, Orphan INTEGER DEFAULT -1 REFERENCES Node)",
        "CREATE TABLE Log (What TEXT, Node INTEGER)",
        "CREATE INDEX Node_Parent ON Node (Parent DESC)",
        "CREATE INDEX Person_Team ON Person (Team) WHERE Team > 1",
        "CREATE INDEX Loose_Sum ON Loose (Orphan + Ref)",
        "CREATE VIEW Family AS SELECT c.Id, c.Name, p.Id AS ParentId, c.Id + 1 AS Later FROM Node c JOIN Node p ON p.Id = c.Parent",
        "CREATE TRIGGER Node_Gone AFTER DELETE ON Node BEGIN INSERT INTO Log VALUES ('gone ' || OLD.Id, OLD.Parent); END",
        "CREATE TRIGGER Node_New AFTER INSERT ON Node WHEN NEW.Id > 3 BEGIN INSERT INTO Log VALUES ('new ' || NEW.Id,"
                + " coalesce(NEW.Parent, -NEW.Id)); UPDATE Node SET Name = Name || '!' WHERE Id = NEW.Id; END",
        "INSERT INTO Node VALUES (-9223372036854775808, NULL, 'min'), (-1, -9223372036854775808, 'minus'), (0, -1, 'zero'),"
                + " (1, 0, 'one'), (2, 0, 'two'), (5, 2, 'five')",
        "INSERT INTO Person VALUES (1, 'Ann', 1), (2, 'Bob', 2), (3, 'Cy', NULL), (4611686018427387904, 'Far', 2)",
        "DELETE FROM Person WHERE Id = 3",
        "UPDATE sqlite_sequence SET seq = 40 WHERE name = 'Person'",
        "UPDATE Person SET Id = 7 WHERE Name = 'Far'",
        "INSERT INTO Team VALUES (1, 2), (2, NULL)",
        "INSERT INTO Profile (PersonId, Bio) VALUES (1, 'a'), (2, 'b')",
        "INSERT INTO Avatar VALUES (1, 1, 'x'), (1, 2, 'y'), (2, 1, 'z')",
        "INSERT INTO Mark VALUES (1, 2, 'seen'), (NULL, 3, 'none'), (2, 1, 'seen')",
        "INSERT INTO Setting VALUES (9223372036854775807, 'max'), (-9223372036854775808, 'min'), (0, 'zero'),"
                + " (4611686018427387904, 'two bits'), (-4611686018427387905, 'minus')",
        "INSERT INTO Emptied (Id, X) VALUES (41, 'gone')",
        "DELETE FROM Emptied",
        "INSERT INTO Loose VALUES (1, 1, 5), (2, 77, 999), (3, NULL, NULL), (4, 9223372036854775807, -9223372036854775808)"
    };

    /** Reads and writes in turn; what an entry gives must be the same on both databases. */
    private static final List<Step> SESSION = List.of(
            step("SELECT * FROM Node WHERE Id = ?", 1),
            step("SELECT * FROM Node WHERE Id = ?", "1"),
            step("SELECT * FROM Node WHERE Id = ?", 1.0),
            step("SELECT * FROM Node WHERE Id = ?", 1.5),
            step("SELECT * FROM Node WHERE Id = ?", "one"),
            step("SELECT * FROM Node WHERE Id = ?", new byte[] {1}),
            step("SELECT * FROM Node WHERE Id = ?", (Object) null),
            step("SELECT * FROM Node WHERE NOT Id = ? ORDER BY Id", 1.5),
            step("SELECT * FROM Node WHERE Id <> ? ORDER BY Id DESC", "x"),
            step("SELECT * FROM Node WHERE Id IS NOT ? ORDER BY Id", 2.5),
            step("SELECT * FROM Node WHERE Id > ? ORDER BY Id", 1.5),
            step("SELECT * FROM Node WHERE Id >= ? ORDER BY Id", 1.5),
            step("SELECT * FROM Node WHERE Id < ? ORDER BY Id", -0.5),
            step("SELECT * FROM Node WHERE Id <= ? ORDER BY Id", -0.5),
            step("SELECT * FROM Node WHERE ? < Id ORDER BY Id", 1.5),
            step("SELECT * FROM Node WHERE Id < ? ORDER BY Id", 1e300),
            step("SELECT * FROM Node WHERE Id > ? ORDER BY Id", -1e300),
            step("SELECT * FROM Node WHERE Id > ? ORDER BY Id", "text"),
            step("SELECT * FROM Node WHERE Id <= ? ORDER BY Id", new byte[] {1}),
            step("SELECT * FROM Node WHERE Id > 1.5 AND Id < '6' ORDER BY Id"),
            step("SELECT * FROM Node WHERE Id < 'six' AND Id > -9223372036854775808 ORDER BY Id"),
            step("SELECT * FROM Node WHERE Id BETWEEN ? AND ? ORDER BY Id DESC LIMIT 3", -1, 2),
            step("SELECT Id, Parent FROM Node ORDER BY Parent, Id"),
            step("SELECT Id, Parent FROM Node ORDER BY Parent DESC, Id DESC LIMIT 2 OFFSET 1"),
            step("SELECT rowid, oid, _rowid_ FROM Node WHERE rowid IN (?, 2, '5', 2.5) ORDER BY rowid", 1),
            step("SELECT Id FROM Node WHERE Id NOT IN (?, 2.5, 5) ORDER BY Id", 1),
            step("SELECT Id + 1, Id * 2, -Id, Id % 2, Id / 2, abs(Id), Id || '!' FROM Node WHERE Id > -5 ORDER BY Id"),
            step("SELECT Id, CAST(Id AS TEXT), typeof(Id), typeof(Parent), length(Id), hex(Id) FROM Node ORDER BY Id"),
            step(
                    "SELECT printf('%d-%s', Id, Name), coalesce(Parent, 'none'), coalesce(Parent, Id), ifnull(Parent, 0) FROM Node ORDER BY Id"),
            step(
                    "SELECT CASE WHEN Id THEN 'yes' ELSE 'no' END, CASE Id WHEN 1 THEN Parent ELSE Id END, nullif(Id, 1) FROM Node ORDER BY Id"),
            step("SELECT min(Id), max(Id), count(Id), count(DISTINCT Parent), min(Parent), max(Parent) FROM Node"),
            step("SELECT max(Id) + 1, min(Id + 1), sum(Parent) FROM Node WHERE Id > 0"),
            step("SELECT min(Id), max(Id), sum(Id) FROM Fresh"),
            step(
                    "SELECT Parent, count(*), max(Id), total(Id) FROM Node GROUP BY Parent HAVING max(Id) > 0 ORDER BY Parent"),
            step("SELECT DISTINCT Parent FROM Node ORDER BY Parent"),
            step("SELECT c.Name, p.Name FROM Node c LEFT JOIN Node p ON p.Id = c.Parent ORDER BY c.Id"),
            step(
                    "SELECT p.Name, a.Url, m.What FROM Person p JOIN Profile f ON f.PersonId = p.Id"
                            + " JOIN Avatar a ON a.ProfileId = f.PersonId LEFT JOIN Mark m ON m.ProfileId = a.ProfileId AND m.N = a.N ORDER BY p.Id, a.N"),
            step("SELECT l.Id, n.Name FROM Loose l JOIN Node n ON n.Id = l.Ref ORDER BY l.Id"),
            step("SELECT l.Id, n.Name FROM Loose l JOIN Node n ON l.Ref > n.Id ORDER BY l.Id, n.Id"),
            step("SELECT n.Id, p.Id FROM Node n JOIN Person p ON p.Id = n.Id ORDER BY 1"),
            step("SELECT Id FROM Node WHERE Id IN (SELECT Id FROM Person) ORDER BY Id"),
            step("SELECT Id FROM Node WHERE Id NOT IN (SELECT Team FROM Person WHERE Team IS NOT NULL) ORDER BY Id"),
            step("SELECT Id FROM Node WHERE Parent IN (SELECT Id FROM Node WHERE Name LIKE '%o') ORDER BY Id"),
            step("SELECT Id FROM Node n WHERE EXISTS (SELECT 1 FROM Node c WHERE c.Parent = n.Id) ORDER BY Id"),
            step("SELECT * FROM Node WHERE Id = (SELECT max(Id) FROM Node)"),
            step("SELECT Id FROM Node UNION SELECT Id FROM Person ORDER BY 1"),
            step("SELECT Id FROM Node UNION ALL SELECT Ref FROM Loose ORDER BY 1"),
            step("SELECT Id FROM Node INTERSECT SELECT Parent FROM Node ORDER BY 1"),
            step(
                    "WITH RECURSIVE up(Id, Parent, Depth) AS (SELECT Id, Parent, 0 FROM Node WHERE Id = ? UNION ALL"
                            + " SELECT n.Id, n.Parent, Depth + 1 FROM Node n JOIN up ON n.Id = up.Parent) SELECT * FROM up ORDER BY Depth",
                    5),
            step(
                    "SELECT Id, row_number() OVER (ORDER BY Id), lag(Id) OVER (ORDER BY Id), max(Parent) OVER (ORDER BY Id) FROM Node ORDER BY Id"),
            step("SELECT max(Id, Parent), min(Id, 3) FROM Node WHERE Parent IS NOT NULL ORDER BY Id"),
            step(
                    "SELECT (Id, Parent) = (1, 0), (Id, Parent) > (?, ?) FROM Node WHERE Parent IS NOT NULL ORDER BY Id",
                    1,
                    0),
            step("SELECT json_object('id', Id, 'parent', Parent), json_array(Id) FROM Node ORDER BY Id"),
            step("SELECT Id FROM Node WHERE Id LIKE '%1' ORDER BY Id"),
            step("SELECT * FROM Family WHERE ParentId = ? ORDER BY Id", 0),
            step("SELECT ParentId, Later FROM Family WHERE Later > 1 ORDER BY Id"),
            step("SELECT Id, V FROM Setting ORDER BY Id"),
            step("SELECT V FROM Setting WHERE Id = ?", Long.MAX_VALUE),
            step("SELECT V FROM Setting WHERE Id > ? ORDER BY Id", 4611686018427387903L),
            step("SELECT V FROM Setting WHERE Id > 4611686018427387903 OR Id = -9223372036854775808 ORDER BY Id"),
            step("SELECT PersonId, Next FROM Profile WHERE Next = ?", 2),
            step("SELECT Orphan FROM Loose WHERE Orphan + Ref = 6"),
            step("INSERT INTO Node (Name) VALUES ('six')"),
            step("SELECT last_insert_rowid()"),
            step("SELECT * FROM Node WHERE Id = last_insert_rowid()"),
            step("INSERT INTO Node (Parent, Name) VALUES (last_insert_rowid(), ?)", "seven"),
            step("INSERT INTO Node (Id, Parent, Name) VALUES (?, ?, 'twenty')", 20, "6"),
            step("INSERT INTO Node (Id, Name) VALUES (?, 'next')", (Object) null),
            step("INSERT INTO Node VALUES (NULL, 20, 'next')"),
            step(
                    "INSERT INTO Node (Name, Parent) SELECT Name || '+', Id FROM Node WHERE Id BETWEEN 1 AND 2 ORDER BY Id"),
            step("INSERT INTO Node (Id, Name) SELECT Id + 100, 'hundred' FROM Node WHERE Id = 1"),
            step("INSERT INTO Node (Id, Name) VALUES (1, 'twice')"),
            step("INSERT INTO Node (Id, Parent) VALUES (200, 12345)"),
            step(
                    "INSERT INTO Node (Id, Parent, Name) VALUES (1, 0, 'uno') ON CONFLICT (Id) DO UPDATE SET Name = excluded.Name || Id, Parent = excluded.Parent RETURNING *"),
            step(
                    "INSERT INTO Node (Id, Name) VALUES (300, 'new') ON CONFLICT (Id) DO UPDATE SET Name = 'old' RETURNING Id, Id + 1, Name"),
            step("INSERT OR IGNORE INTO Node (Id, Name) VALUES (300, 'again')"),
            step("INSERT OR REPLACE INTO Setting VALUES (0, 'replaced') RETURNING *"),
            step("INSERT INTO Node (Name) VALUES ('ret') RETURNING Id, rowid, Parent"),
            step("SELECT Id, Parent, Name FROM Node ORDER BY Id"),
            step("SELECT * FROM Log ORDER BY What, Node"),
            step("INSERT INTO Person (Name) VALUES ('Dee')"),
            step("INSERT INTO Person (Name) VALUES ('Ann')"),
            step("INSERT INTO Emptied (X) VALUES ('after 41')"),
            step("INSERT INTO Fresh (X) VALUES ('first')"),
            step("INSERT INTO Fresh DEFAULT VALUES"),
            step("INSERT INTO Fresh (Id) VALUES (-5)"),
            step("INSERT INTO Fresh (X) VALUES ('third')"),
            step("INSERT INTO Loose (Ref) VALUES (8)"),
            step("INSERT INTO Setting VALUES (NULL, 'x')"),
            step("SELECT Id, X FROM Emptied UNION ALL SELECT Id, X FROM Fresh ORDER BY 1"),
            step("UPDATE Node SET Parent = ? WHERE Id = ?", 5, 1),
            step("UPDATE Node SET Parent = Id WHERE Id = 1"),
            step("UPDATE Node SET Parent = Parent - 3 WHERE Id = 1"),
            step("UPDATE Node SET Parent = (SELECT max(Id) FROM Node) WHERE Name = 'five'"),
            step("UPDATE Node SET Id = Id + 1000 WHERE Id = 300"),
            step("UPDATE Node SET Id = 50 WHERE Id = 20"),
            step("UPDATE Node SET rowid = 51 WHERE oid = 50 RETURNING rowid"),
            step("UPDATE Person SET Id = 70 WHERE Id = 2"),
            step("SELECT * FROM Mark ORDER BY What, ProfileId"),
            step("SELECT * FROM Avatar ORDER BY ProfileId, N"),
            step("DELETE FROM Person WHERE Id = 70"),
            step("DELETE FROM Node WHERE Id = 51"),
            step("DELETE FROM Node WHERE Id IN (SELECT Id FROM Node WHERE Id > 1000)"),
            step("DELETE FROM Node WHERE Parent = -1"),
            step("SELECT * FROM Node ORDER BY Id"),
            step("SELECT * FROM Person ORDER BY Id"),
            step("SELECT * FROM Profile ORDER BY PersonId"),
            step("SELECT * FROM Avatar ORDER BY 1, 2"),
            step("SELECT * FROM Mark ORDER BY 1, 2"),
            step("SELECT * FROM Loose ORDER BY Id"),
            step("SELECT * FROM Setting ORDER BY Id"),
            step("SELECT * FROM Log ORDER BY What, Node"));

    private KeyCase() {}

    /**
     * A statement with its parameters.
     *
     * @param parameters in order; may hold nulls
     */
    record Step(String sql, List<Object> parameters) {
        boolean isRead() {
            return sql.startsWith("SELECT") || sql.startsWith("WITH");
        }

        /** What a run of it gives: rows as its getters see them, counts and keys, or SQLite's error code. */
        List<String> run(Connection connection) throws SQLException {
            List<String> seen = new ArrayList<>();
            try (PreparedStatement statement = connection.prepareStatement(sql, Statement.RETURN_GENERATED_KEYS)) {
                for (int i = 0; i < parameters.size(); i++) {
                    statement.setObject(i + 1, parameters.get(i));
                }
                if (statement.execute()) {
                    rows(statement.getResultSet(), seen);
                } else {
                    seen.add(statement.getUpdateCount() + " rows");
                    if (sql.startsWith("INSERT") && statement.getUpdateCount() > 0) {
                        rows(statement.getGeneratedKeys(), seen);
                    }
                }
            } catch (SQLiteException e) {
                seen.add(e.getResultCode().toString());
            }
            return seen;
        }

        private static void rows(ResultSet rows, List<String> seen) throws SQLException {
            try (rows) {
                int columns = rows.getMetaData().getColumnCount();
                while (rows.next()) {
                    for (int i = 1; i <= columns; i++) {
                        Object value = rows.getObject(i);
                        seen.add((value == null ? "null" : value.getClass().getSimpleName() + " " + value) + " "
                                + rows.getString(i) + " " + rows.getInt(i) + " " + rows.getLong(i) + " "
                                + rows.getDouble(i) + " " + rows.wasNull());
                    }
                }
            }
        }
    }

    private static Step step(String sql, Object... parameters) {
        List<Object> list = new ArrayList<>();
        for (Object parameter : parameters) {
            list.add(parameter);
        }
        return new Step(sql, list);
    }

    static List<Step> session() {
        return SESSION;
    }

    /** The whole database as one script. */
    static String script() {
        return String.join(";\n", SCHEMA);
    }

    static Path database(Path file) throws SQLException {
        return Sql.sqlite(file, SCHEMA);
    }
}
