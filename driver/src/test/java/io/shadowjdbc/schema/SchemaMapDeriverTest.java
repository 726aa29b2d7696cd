package io.shadowjdbc.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shadowjdbc.fixture.Postgres;
import io.shadowjdbc.fixture.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A target that an ORM's own migration made, and the SQLite database that is to fill it. */
class SchemaMapDeriverTest {
    private TestDatabase database;
    private Connection postgresql;
    private Connection sqlite;

    @BeforeEach
    void open() throws SQLException {
        database = Postgres.database();
        postgresql = database.connect();
        sqlite = DriverManager.getConnection("jdbc:sqlite::memory:");
    }

    @AfterEach
    void close() throws SQLException {
        sqlite.close();
        postgresql.close();
        database.close();
    }

    @Test
    void codecsFollowTheExistingTypesAndTheValues() throws SQLException {
        run(sqlite, """
                CREATE TABLE Host (id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE COLLATE NOCASE, active BOOLEAN,
                  seen DATETIME, made DATETIME, day DATE, price DECIMAL, load REAL, meta TEXT, role TEXT, raw BLOB, gone TEXT,
                  double_id INTEGER GENERATED ALWAYS AS (id * 2) VIRTUAL);
                INSERT INTO Host VALUES (1, '6f0c3b1e-9a57-4c1f-8d2e-0123456789ab', 1, 1700000000123, '2024-01-02T03:04:05.678Z',
                  '2024-01-02', 9.5, 0.5, '{"a": 1}', 'ADMIN', x'00', 'x')""");
        run(postgresql, """
                CREATE TYPE "Role" AS ENUM ('ADMIN', 'USER');
                CREATE TABLE "host" ("ID" bigserial PRIMARY KEY, key uuid, active boolean, seen timestamp(3), made timestamptz(3), day date,
                  price numeric(10,2), load double precision, meta jsonb, role "Role", raw bytea, double_id bigint)""");

        SchemaMap map = SchemaMapDeriver.derive(sqlite, postgresql, "public");

        TableMap host = map.table("HOST").orElseThrow();
        assertThat(host.postgresqlName()).isEqualTo("host");
        assertThat(host.integerKey()).isEqualTo("id");
        assertThat(host.primaryKey()).containsExactly("id");
        assertThat(host.uniqueKeys()).containsExactly(List.of("key"));
        assertThat(host.column("id").orElseThrow().postgresqlName()).isEqualTo("ID");
        assertThat(host.column("key").orElseThrow().collation()).isEqualTo("NOCASE");
        assertThat(host.column("double_id").orElseThrow().generated()).isTrue();
        assertThat(host.column("gone")).as("a column that PostgreSQL lacks").isEmpty();
        assertThat(host.columns())
                .extracting(column -> column.codec().name())
                .containsExactly(
                        "integer:bigint",
                        "uuid:uuid:lower",
                        "boolean:boolean",
                        "epoch-ms:timestamp(3)",
                        "iso:timestamptz(3):YYYY-MM-DDTHH:MM:SS.SSSZ",
                        "iso:date:YYYY-MM-DD",
                        "decimal:numeric(10,2):NUMERIC",
                        "real:double precision",
                        "json:jsonb",
                        "text:\"Role\"",
                        "blob:bytea",
                        "integer:bigint");
        assertThat(host.column("seen").orElseThrow().reason()).contains("timestamp(3)");
    }

    @Test
    void viewsAreMatchedToo() throws SQLException {
        run(sqlite, """
                CREATE TABLE t (id INTEGER PRIMARY KEY, price REAL);
                CREATE VIEW total AS SELECT count(*) AS n, sum(price) AS price FROM t;
                CREATE VIEW broken AS SELECT * FROM nowhere;
                INSERT INTO t VALUES (1, 0.5)""");
        run(postgresql, """
                CREATE TABLE t (id bigint PRIMARY KEY, price double precision);
                CREATE VIEW total AS SELECT count(*) AS n, sum(price) AS price FROM t""");

        TableMap view = SchemaMapDeriver.derive(sqlite, postgresql, "public")
                .table("total")
                .orElseThrow();

        assertThat(view.view()).isTrue();
        assertThat(view.columns())
                .extracting(column -> column.codec().name())
                .containsExactly("integer:bigint", "number:double precision");
    }

    @Test
    void mapsComeBackFromFileAndTarget(@TempDir Path dir) throws SQLException, IOException {
        run(sqlite, "CREATE TABLE \"a \"\"b\" (\"x y\" TEXT, n INTEGER, PRIMARY KEY (n, \"x y\")) WITHOUT ROWID");
        run(postgresql, "CREATE TABLE \"a \"\"b\" (\"x y\" text, n bigint)");
        SchemaMap map = SchemaMapDeriver.derive(sqlite, postgresql, "public");
        assertThat(map.tables()).hasSize(1);
        Path file = dir.resolve("map.json");

        SchemaMapFile.write(map, file);
        assertThat(SchemaMapFile.read(file).tables()).isEqualTo(map.tables());

        assertThat(SchemaMapStore.load(postgresql)).isEmpty();
        SchemaMapStore.save(SchemaMap.empty(), postgresql);
        SchemaMapStore.save(map, postgresql);
        assertThat(SchemaMapStore.load(postgresql).orElseThrow().tables()).isEqualTo(map.tables());
    }

    @Test
    void aMapOfAnUnknownFormatIsRefusedByName(@TempDir Path dir) throws IOException {
        Path file = dir.resolve("map.json");
        Files.writeString(file, "{\"format\": 99, \"tables\": []}");
        assertThatThrownBy(() -> SchemaMapFile.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("expected format 1, got 99");
        Files.writeString(file, "not json");
        assertThatThrownBy(() -> SchemaMapFile.read(file)).hasMessageContaining("not JSON");
        assertThatThrownBy(() -> Codecs.named("teleport:text")).hasMessageContaining("\"teleport:text\"");
    }

    private static void run(Connection connection, String script) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : script.split(";\\s*\n", -1)) {
                statement.execute(sql);
            }
        }
    }
}
