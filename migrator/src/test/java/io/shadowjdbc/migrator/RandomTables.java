package io.shadowjdbc.migrator;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Random tables with every kind of constraint, and random writes to them in the SQL of either database. */
final class RandomTables {
    private RandomTables() {}

    /** How rows are told apart. */
    enum Key {
        INTEGER("k INTEGER PRIMARY KEY"),
        AUTOINCREMENT("k INTEGER PRIMARY KEY AUTOINCREMENT"),
        TEXT("k TEXT PRIMARY KEY"),
        NOCASE("k TEXT COLLATE NOCASE PRIMARY KEY"),
        WITHOUT_ROWID("k TEXT, k2 INTEGER", "PRIMARY KEY (k, k2)"),
        NULLABLE("k TEXT, k2 INTEGER", "PRIMARY KEY (k, k2)"),
        REAL("k REAL PRIMARY KEY"),
        BYTES("k BLOB PRIMARY KEY"),
        ANY_WITHOUT_ROWID("k NUMERIC NOT NULL", "PRIMARY KEY (k)"),
        UNIQUE("k TEXT NOT NULL UNIQUE"),
        NONE("k TEXT");

        private final String columns;
        private final String constraint;

        Key(String columns) {
            this(columns, null);
        }

        Key(String columns, String constraint) {
            this.columns = columns;
            this.constraint = constraint;
        }

        boolean isNumber() {
            return this == INTEGER || this == AUTOINCREMENT;
        }

        boolean isPair() {
            return this == WITHOUT_ROWID || this == NULLABLE;
        }

        boolean isWithoutRowid() {
            return this == WITHOUT_ROWID || this == ANY_WITHOUT_ROWID;
        }

        /** The type of a column that refers to it; null where it is not plainly an integer or text. */
        private String columnType() {
            return isNumber() ? "INTEGER" : this == TEXT || this == UNIQUE ? "TEXT" : null;
        }

        /** Whether one column alone can be referred to. */
        boolean canBeParent() {
            return this != NOCASE && this != NONE && !isPair() && columnType() != null;
        }
    }

    /** What a table has besides its key; each is there or not. */
    enum Feature {
        UNIQUE_A,
        UNIQUE_PAIR,
        UNIQUE_NOCASE,
        UNIQUE_DEFAULT,
        UNIQUE_EXPRESSION,
        UNIQUE_PARTIAL,
        UNIQUE_GENERATED,
        UNIQUE_DESCENDING,
        CHECK,
        REFERS_TO_OTHER,
        REFERS_TO_ITSELF,
        LOGGING_TRIGGER,
        COUNTING_TRIGGER
    }

    private static final List<String> ACTIONS = List.of(
            "ON DELETE CASCADE ON UPDATE CASCADE",
            "ON DELETE SET NULL",
            "ON DELETE RESTRICT",
            "ON DELETE SET DEFAULT ON UPDATE SET NULL",
            "ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED",
            "",
            "DEFERRABLE INITIALLY DEFERRED");

    /**
     * A table.
     *
     * @param action of its foreign key
     */
    record Table(Key key, List<Feature> features, int action) {
        boolean has(Feature feature) {
            return features.contains(feature);
        }

        private String script(int number, Table other) {
            String name = "t" + number;
            List<String> parts = new ArrayList<>(List.of(
                    key.columns,
                    "a INTEGER" + (has(Feature.UNIQUE_A) ? " UNIQUE" : ""),
                    "b TEXT" + (has(Feature.UNIQUE_NOCASE) ? " COLLATE NOCASE UNIQUE" : ""),
                    "c REAL",
                    "d BLOB",
                    "e TEXT NOT NULL DEFAULT 'std'" + (has(Feature.UNIQUE_DEFAULT) ? " UNIQUE" : ""),
                    "n INTEGER NOT NULL DEFAULT 0",
                    "g AS (a * 2) STORED" + (has(Feature.UNIQUE_GENERATED) ? " UNIQUE" : "")));
            if (refersTo(other)) {
                parts.add(
                        "p " + other.key.columnType() + " REFERENCES t" + (number - 1) + "(k) " + ACTIONS.get(action));
            } else if (refersToItself()) {
                parts.add("p " + key.columnType() + " REFERENCES " + name + "(k) " + ACTIONS.get(action));
            } else {
                parts.add("p INTEGER");
            }
            if (key.constraint != null) {
                parts.add(key.constraint);
            }
            if (has(Feature.UNIQUE_PAIR)) {
                parts.add("UNIQUE (a, e)");
            }
            if (has(Feature.CHECK)) {
                parts.add("CHECK (a < 8)");
            }
            StringBuilder script = new StringBuilder("CREATE TABLE " + name + " (" + String.join(", ", parts) + ")"
                    + (key.isWithoutRowid() ? " WITHOUT ROWID" : "") + ";\n");
            if (has(Feature.UNIQUE_EXPRESSION)) {
                script.append("CREATE UNIQUE INDEX " + name + "_x ON " + name + " (lower(e || coalesce(b, '-')));\n");
            }
            if (has(Feature.UNIQUE_PARTIAL)) {
                script.append("CREATE UNIQUE INDEX " + name + "_w ON " + name + " (b) WHERE a > 3;\n");
            }
            if (has(Feature.UNIQUE_DESCENDING)) {
                script.append("CREATE UNIQUE INDEX " + name + "_d ON " + name + " (e DESC, c);\n");
            }
            if (has(Feature.LOGGING_TRIGGER)) {
                script.append("CREATE TRIGGER " + name + "_l AFTER DELETE ON " + name
                        + " BEGIN INSERT INTO log (x) VALUES ('" + name + "'); END;\n");
            }
            if (has(Feature.COUNTING_TRIGGER)) {
                script.append("CREATE TRIGGER " + name + "_c AFTER UPDATE OF b ON " + name + " BEGIN UPDATE " + name
                        + " SET n = n + 1 WHERE e = NEW.e; END;\n");
            }
            String key1 = keyValue(this, 1, true);
            String values = "1, 'B one', 1.5, x'00ff', 'e one', 0, NULL);\n";
            script.append("INSERT INTO " + name + " (" + keyColumns() + ", a, b, c, d, e, n, p) VALUES (" + key1
                    + (key.isPair() ? ", 1" : "") + ", " + values);
            if (key == Key.NULLABLE) {
                script.append("INSERT INTO " + name + " (k, k2, a, e) VALUES (NULL, NULL, 2, 'e two');\n");
            }
            return script.toString();
        }

        private boolean refersTo(Table other) {
            return has(Feature.REFERS_TO_OTHER) && other != null && other.key.canBeParent();
        }

        private boolean refersToItself() {
            return has(Feature.REFERS_TO_ITSELF) && key.canBeParent();
        }

        String keyColumns() {
            return key.isPair() ? "k, k2" : "k";
        }
    }

    /** Tables; each may refer to the one before it. */
    record Schema(List<Table> tables) {
        String script() {
            StringBuilder script = new StringBuilder(
                    "CREATE TABLE log (id INTEGER PRIMARY KEY, x TEXT);\nINSERT INTO log (x) VALUES ('first');\n");
            for (int i = 0; i < tables.size(); i++) {
                script.append(tables.get(i).script(i, i == 0 ? null : tables.get(i - 1)));
            }
            return script.toString();
        }

        @Override
        public String toString() {
            return script();
        }
    }

    /** What a write does. */
    enum Verb {
        INSERT,
        REPLACE,
        INSERT_IGNORE,
        UPSERT,
        SET_A,
        SET_B,
        SET_KEY,
        SET_PARENT,
        REPLACING_UPDATE,
        REPLACING_KEY,
        REPLACING_SWAP,
        INSERT_SELECT,
        DELETE,
        DELETE_SOME,
        DELETE_ALL
    }

    /** One write; its numbers choose a table, rows and values out of few, so that writes meet. */
    record Write(Verb verb, int table, int x, int y, int z) {}

    /**
     * Writes of one connection.
     *
     * @param foreignKeys whether SQLite keeps foreign keys, which PostgreSQL always does
     * @param recursive SQLite's {@code recursive_triggers}
     * @param transaction whether they are one transaction
     * @param keep whether that is committed
     * @param savepoint the write before which, in a transaction, a savepoint is set, to which is rolled back after the last
     *     one; beyond the writes there is none
     */
    record Batch(
            List<Write> writes,
            boolean foreignKeys,
            boolean recursive,
            boolean transaction,
            boolean keep,
            int savepoint) {}

    static Arbitrary<Schema> schemas() {
        Arbitrary<Table> table = Combinators.combine(
                        Arbitraries.of(Key.values()),
                        Arbitraries.of(Feature.values()).set().ofMaxSize(6).map(List::copyOf),
                        Arbitraries.integers().between(0, ACTIONS.size() - 1))
                .as(Table::new);
        return table.list().ofMinSize(3).ofMaxSize(8).map(Schema::new);
    }

    static Arbitrary<List<Batch>> batches() {
        Arbitrary<Integer> number = Arbitraries.integers().between(0, 9);
        Arbitrary<Write> write = Combinators.combine(Arbitraries.of(Verb.values()), number, number, number, number)
                .as(Write::new);
        Arbitrary<Boolean> coin = Arbitraries.of(true, false);
        return Combinators.combine(
                        write.list().ofMinSize(1).ofMaxSize(24),
                        coin,
                        coin,
                        coin,
                        Arbitraries.of(true, true, false),
                        Arbitraries.integers().between(0, 40))
                .as(Batch::new)
                .list()
                .ofMinSize(3)
                .ofMaxSize(9);
    }

    /** The write in SQL. */
    static String sql(Schema schema, Write write, boolean sqlite) {
        int number = write.table() % schema.tables().size();
        Table table = schema.tables().get(number);
        String name = "t" + number;
        String key = keyValue(table, write.x(), sqlite);
        String keys = table.key().isPair() ? key + ", " + (write.y() % 3) : key;
        String where = " WHERE k = " + key;
        String columns = "(" + table.keyColumns() + ", a, b, c, e)";
        String values = "VALUES (" + keys + ", " + write.y() + ", " + text(write.z()) + ", " + write.y() + ".25, "
                + (sqlite && write.verb() == Verb.REPLACE && write.z() == 9 ? "NULL" : "'e" + write.z() + "'") + ")";
        return switch (write.verb()) {
            case INSERT -> "INSERT INTO " + name + " " + columns + " " + values;
            case REPLACE ->
                sqlite
                        ? "INSERT OR REPLACE INTO " + name + " " + columns + " " + values
                        : "INSERT INTO " + name + " " + columns + " " + values;
            case INSERT_IGNORE ->
                sqlite
                        ? "INSERT OR IGNORE INTO " + name + " " + columns + " " + values
                        : "INSERT INTO " + name + " " + columns + " " + values + " ON CONFLICT DO NOTHING";
            case UPSERT ->
                "INSERT INTO " + name + " " + columns + " " + values
                        + (table.key() == Key.NONE
                                ? ""
                                : " ON CONFLICT (" + table.keyColumns() + ") DO UPDATE SET b = excluded.b, c = -1.5");
            case SET_A -> "UPDATE " + name + " SET a = " + (write.y() == 9 ? "NULL" : write.y() + "") + where;
            case SET_B ->
                "UPDATE " + name + " SET b = " + text(write.z()) + ", d = " + bytes(sqlite, write.y()) + where;
            case SET_KEY -> "UPDATE " + name + " SET k = " + keyValue(table, write.y(), sqlite) + where;
            case SET_PARENT -> "UPDATE " + name + " SET p = " + parent(schema, number, write.y(), sqlite) + where;
            case REPLACING_UPDATE ->
                "UPDATE " + (sqlite ? "OR REPLACE " : "") + name + " SET a = " + write.y() + ", e = 'e" + write.z()
                        + "'" + where;
            case REPLACING_KEY ->
                "UPDATE " + (sqlite ? "OR REPLACE " : "") + name + " SET k = " + keyValue(table, write.y(), sqlite)
                        + where;
            case REPLACING_SWAP ->
                "UPDATE " + (sqlite ? "OR REPLACE " : "") + name + " SET e = e || '-', a = a + 1 WHERE a >= "
                        + write.y();
            case INSERT_SELECT ->
                "INSERT " + (sqlite ? "OR REPLACE " : "") + "INTO " + name + " (" + table.keyColumns() + ", a, b, e)"
                        + " SELECT " + keys + ", a + 1, b, 'copy ' || e FROM " + name + " WHERE a = " + write.z()
                        + " LIMIT 1";
            case DELETE -> "DELETE FROM " + name + where;
            case DELETE_SOME -> "DELETE FROM " + name + " WHERE a % 3 = " + (write.y() % 3);
            case DELETE_ALL -> sqlite || write.y() > 4 ? "DELETE FROM " + name : "TRUNCATE " + name + " CASCADE";
        };
    }

    private static String keyValue(Table table, int number, boolean sqlite) {
        if (table.key().isNumber()) {
            return String.valueOf(number % 7 + 1);
        }
        if (table.key() == Key.REAL) {
            return number % 7 + (number % 2 == 0 ? ".5" : ".0");
        }
        if (table.key() == Key.ANY_WITHOUT_ROWID) {
            return number % 3 == 0 ? number + "" : number % 3 == 1 ? number + ".5" : number + ".0";
        }
        if (table.key() == Key.BYTES) {
            return bytes(sqlite, number % 7);
        }
        if (table.key() == Key.NULLABLE && number == 9) {
            return "NULL";
        }
        return number % 2 == 0 ? "'key " + number % 6 + "'" : "'KEY " + (number - 1) % 6 + "'";
    }

    private static String parent(Schema schema, int number, int value, boolean sqlite) {
        Table table = schema.tables().get(number);
        Table other = number == 0 ? null : schema.tables().get(number - 1);
        return table.refersTo(other)
                ? keyValue(other, value, sqlite)
                : table.refersToItself() ? keyValue(table, value, sqlite) : String.valueOf(value);
    }

    private static String text(int number) {
        return number == 0 ? "NULL" : (number % 2 == 0 ? "'b" : "'B") + number / 2 + "'";
    }

    private static String bytes(boolean sqlite, int number) {
        return sqlite ? "x'0" + number + "ff'" : "'\\x0" + number + "ff'::bytea";
    }
}
