package io.shadowjdbc.dialect;

import io.shadowjdbc.schema.Affinity;
import io.shadowjdbc.schema.Codec;
import io.shadowjdbc.schema.ColumnMap;
import io.shadowjdbc.schema.SchemaMap;
import io.shadowjdbc.schema.TableMap;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A small shop with columns of every kind, the same on both sides. PostgreSQL has it plain (each column as SQLite stores
 * it) or rich (each column in the type that a person would choose).
 */
final class SampleShop {
    private record Column(String name, String declared, Codec plain, Codec rich) {}

    private static final List<String> SQLITE = List.of(
            """
            CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT UNIQUE, age INTEGER, score REAL,
              active BOOLEAN NOT NULL DEFAULT 1, created_at DATETIME NOT NULL, birthday DATE, profile TEXT,
              balance NUMERIC(10,2), code TEXT COLLATE NOCASE, avatar BLOB)""",
            """
            CREATE TABLE "Order" ("Id" TEXT NOT NULL PRIMARY KEY, "UserId" INTEGER REFERENCES users(id),
              "PlacedAt" DATETIME NOT NULL, "Total" REAL, "Paid" BOOLEAN, "Note" TEXT)""",
            """
            CREATE TABLE "OrderItem" ("OrderId" TEXT NOT NULL, "Line" INTEGER NOT NULL, "Sku" TEXT NOT NULL,
              "Quantity" INTEGER NOT NULL CHECK ("Quantity" > 0), "Price" NUMERIC(10,2) NOT NULL,
              PRIMARY KEY ("OrderId", "Line"))""",
            "CREATE TABLE settings (key TEXT NOT NULL PRIMARY KEY, value TEXT, updated INTEGER)",
            "CREATE TABLE numbers (n INTEGER, x REAL, t TEXT)");

    private static final Map<String, String> VIEWS = Map.of(
            "active_users",
            "CREATE VIEW active_users AS SELECT id, name, active, created_at, birthday, balance, code FROM users WHERE active",
            "OrderTotals",
            """
            CREATE VIEW "OrderTotals" (oid, total, placed) AS
            SELECT o."Id", sum(i."Price" * i."Quantity"), o."PlacedAt"
            FROM "Order" o JOIN "OrderItem" i ON i."OrderId" = o."Id" GROUP BY o."Id\"""",
            "view_of_view",
            "CREATE VIEW view_of_view AS SELECT count(*), max(total) FROM ordertotals");

    private static final List<String> KEYS = List.of("id", "Id", "OrderId,Line", "key", "");

    private static final List<List<Column>> COLUMNS = List.of(
            List.of(
                    new Column("id", "INTEGER", TestCodec.BIGINT, TestCodec.BIGINT),
                    new Column("name", "TEXT", TestCodec.TEXT, TestCodec.TEXT),
                    new Column("email", "TEXT", TestCodec.TEXT, TestCodec.TEXT),
                    new Column("age", "INTEGER", TestCodec.BIGINT, TestCodec.INTEGER),
                    new Column("score", "REAL", TestCodec.DOUBLE, TestCodec.DOUBLE),
                    new Column("active", "BOOLEAN", TestCodec.BIGINT, TestCodec.BOOLEAN),
                    new Column("created_at", "DATETIME", TestCodec.BIGINT, TestCodec.EPOCH_MS),
                    new Column("birthday", "DATE", TestCodec.TEXT, TestCodec.DATE),
                    new Column("profile", "TEXT", TestCodec.TEXT, TestCodec.JSON),
                    new Column("balance", "NUMERIC(10,2)", TestCodec.NUMBER, TestCodec.NUMERIC),
                    new Column("code", "TEXT", TestCodec.TEXT, TestCodec.TEXT),
                    new Column("avatar", "BLOB", TestCodec.BYTEA, TestCodec.BYTEA)),
            List.of(
                    new Column("Id", "TEXT", TestCodec.TEXT, TestCodec.UUID_LOWER),
                    new Column("UserId", "INTEGER", TestCodec.BIGINT, TestCodec.BIGINT),
                    new Column("PlacedAt", "DATETIME", TestCodec.TEXT, TestCodec.ISO),
                    new Column("Total", "REAL", TestCodec.DOUBLE, TestCodec.DOUBLE),
                    new Column("Paid", "BOOLEAN", TestCodec.BIGINT, TestCodec.BOOLEAN),
                    new Column("Note", "TEXT", TestCodec.TEXT, TestCodec.TEXT)),
            List.of(
                    new Column("OrderId", "TEXT", TestCodec.TEXT, TestCodec.UUID_LOWER),
                    new Column("Line", "INTEGER", TestCodec.BIGINT, TestCodec.INTEGER),
                    new Column("Sku", "TEXT", TestCodec.TEXT, TestCodec.TEXT),
                    new Column("Quantity", "INTEGER", TestCodec.BIGINT, TestCodec.INTEGER),
                    new Column("Price", "NUMERIC(10,2)", TestCodec.NUMBER, TestCodec.NUMERIC)),
            List.of(
                    new Column("key", "TEXT", TestCodec.TEXT, TestCodec.TEXT),
                    new Column("value", "TEXT", TestCodec.TEXT, TestCodec.TEXT),
                    new Column("updated", "INTEGER", TestCodec.BIGINT, TestCodec.BIGINT)),
            List.of(
                    new Column("n", "INTEGER", TestCodec.BIGINT, TestCodec.BIGINT),
                    new Column("x", "REAL", TestCodec.DOUBLE, TestCodec.DOUBLE),
                    new Column("t", "TEXT", TestCodec.TEXT, TestCodec.TEXT)));

    private static final List<String> NAMES = List.of("users", "Order", "OrderItem", "settings", "numbers");

    private static final List<String> ROWS = List.of(
            """
            INSERT INTO users VALUES
              (1,'Ada','ada@x.org',36,9.5,1,1700000000000,'1987-12-10','{"lang":"en","tags":["a","b"],"n":5,"deep":{"x":1.5}}',10.50,'AbC',X'00FF10'),
              (2,'bob','bob@x.org',NULL,7.25,0,1700000001500,NULL,'{"lang":"de","tags":[],"n":null}',20,'abd',NULL),
              (3,'Çelik',NULL,25,NULL,1,1600000000000,'1999-01-01',NULL,0.99,'ABE',X''),
              (4,'Zoe','zoe@y.com',25,3.0,1,1650000000000,'2000-02-29','{"lang": "en" , "flag":true, "quote":"a\\"b"}',NULL,NULL,NULL),
              (5,'ann','Ann@Y.com',61,0.1,0,1500000000000,'1963-05-05','[1,2,{"k":"v"}]',-3.25,'xyz  ',X'41')""",
            """
            INSERT INTO "Order" VALUES
              ('0a000000-0000-4000-8000-000000000001',1,'2024-01-15 10:00:00',31.5,1,NULL),
              ('0a000000-0000-4000-8000-000000000002',1,'2024-02-01 00:00:00',12.0,0,'50% off'),
              ('0b000000-0000-4000-8000-000000000003',2,'2024-02-29 23:59:59',99.99,1,'under_score'),
              ('0c000000-0000-4000-8000-000000000004',3,'2023-12-31 12:30:45',5.25,NULL,'Rush! Ärger'),
              ('0d000000-0000-4000-8000-000000000005',NULL,'2024-01-15 10:00:01',0.0,0,'')""",
            """
            INSERT INTO "OrderItem" VALUES
              ('0a000000-0000-4000-8000-000000000001',1,'A-1',2,10.25),
              ('0a000000-0000-4000-8000-000000000001',2,'B-2',1,11),
              ('0a000000-0000-4000-8000-000000000002',1,'A-1',3,4),
              ('0b000000-0000-4000-8000-000000000003',1,'C-3',1,99.99),
              ('0c000000-0000-4000-8000-000000000004',1,'a-1',5,1.05)""",
            "INSERT INTO settings VALUES ('theme','dark',1),('limit','25',2),('empty','',NULL),('none',NULL,3)",
            """
            INSERT INTO numbers VALUES
              (1,1.5,'12'),(2,-2.5,'3.5abc'),(3,0.0,'abc'),(NULL,NULL,NULL),(-7,1e15,' 42 '),(7,2.675,'1e2'),
              (9007199254740993,123456789.125,'0x10'),(0,-0.001,'')""");

    private SampleShop() {}

    /** The tables' names as SQLite spells them. */
    static List<String> tables() {
        return NAMES;
    }

    static void createSqlite(Connection sqlite) throws SQLException {
        try (Statement statement = sqlite.createStatement()) {
            for (String sql : SQLITE) {
                statement.executeUpdate(sql);
            }
            for (String sql : ROWS) {
                statement.executeUpdate(sql);
            }
            for (String sql : VIEWS.values()) {
                statement.executeUpdate(sql);
            }
        }
    }

    /** PostgreSQL's tables with SQLite's rows, by the codecs. */
    static void createPostgresql(Connection postgresql, Connection sqlite, boolean rich) throws Exception {
        SchemaMap map = map(rich);
        try (Statement statement = postgresql.createStatement()) {
            for (TableMap table : map.tables()) {
                statement.execute(ddl(table));
            }
            statement.execute("ALTER TABLE \"Users\" ADD UNIQUE (\"Email\")");
            statement.execute("ALTER TABLE \"OrderItem\" ADD CHECK (\"Quantity\" > 0)");
            statement.execute("ALTER TABLE \"Order\" ADD FOREIGN KEY (\"UserId\") REFERENCES \"Users\" (\"Id\")");
        }
        for (TableMap table : map.tables()) {
            copy(table, sqlite, postgresql);
        }
        try (Statement statement = postgresql.createStatement()) {
            statement.execute("SELECT setval(pg_get_serial_sequence('\"Users\"', 'Id'), 5)");
        }
    }

    private static String ddl(TableMap table) {
        String columns = table.columns().stream()
                .map(column -> '"' + column.postgresqlName() + "\" "
                        + column.codec().postgresqlType()
                        + (column.sqliteName().equals(table.integerKey())
                                ? " GENERATED BY DEFAULT AS IDENTITY"
                                : column.notNull() ? " NOT NULL" : "")
                        + (column.sqliteName().equals("active")
                                ? column.codec() == TestCodec.BOOLEAN ? " DEFAULT TRUE" : " DEFAULT 1"
                                : ""))
                .collect(Collectors.joining(", "));
        String key = table.primaryKey().isEmpty()
                ? ""
                : ", PRIMARY KEY ("
                        + table.primaryKey().stream()
                                .map(name ->
                                        '"' + table.column(name).orElseThrow().postgresqlName() + '"')
                                .collect(Collectors.joining(", "))
                        + ")";
        return "CREATE TABLE \"" + table.postgresqlName() + "\" (" + columns + key + ")";
    }

    private static void copy(TableMap table, Connection sqlite, Connection postgresql) throws Exception {
        String marks = table.columns().stream().map(column -> "?").collect(Collectors.joining(", "));
        try (Statement read = sqlite.createStatement();
                ResultSet rows = read.executeQuery("SELECT * FROM \"" + table.sqliteName() + '"');
                PreparedStatement write = postgresql.prepareStatement(
                        "INSERT INTO \"" + table.postgresqlName() + "\" VALUES (" + marks + ")")) {
            while (rows.next()) {
                for (int i = 0; i < table.columns().size(); i++) {
                    Codec codec = table.columns().get(i).codec();
                    codec.bind(write, i + 1, stored(rows.getObject(i + 1)));
                }
                write.executeUpdate();
            }
        }
    }

    /** What sqlite-jdbc's getObject gives, as a stored value. */
    static Object stored(Object value) {
        return value instanceof Integer number ? (Object) (long) number : value;
    }

    /** The map of both sides; PostgreSQL spells the names of {@code users} with capitals. */
    static SchemaMap map(boolean rich) {
        List<TableMap> tables = new ArrayList<>();
        for (int i = 0; i < NAMES.size(); i++) {
            String name = NAMES.get(i);
            boolean users = name.equals("users");
            List<String> key =
                    KEYS.get(i).isEmpty() ? List.of() : List.of(KEYS.get(i).split(","));
            List<ColumnMap> columns = new ArrayList<>();
            for (Column column : COLUMNS.get(i)) {
                boolean notNull = SQLITE.get(i).matches("(?s).*\"?\\b" + column.name() + "\"? [A-Z0-9(),]+ NOT NULL.*");
                columns.add(new ColumnMap(
                        column.name(),
                        users ? capital(column.name()) : column.name(),
                        column.declared(),
                        Affinity.ofDeclaredType(column.declared()),
                        column.name().equals("code") ? "NOCASE" : "BINARY",
                        notNull,
                        false,
                        rich ? column.rich() : column.plain(),
                        "test"));
            }
            tables.add(new TableMap(
                    name,
                    "public",
                    users ? "Users" : name,
                    columns,
                    key,
                    users ? List.of(List.of("email")) : List.of(),
                    users ? "id" : null,
                    false));
        }
        return new SchemaMap(tables, VIEWS);
    }

    private static String capital(String name) {
        return name.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + name.substring(1);
    }
}
