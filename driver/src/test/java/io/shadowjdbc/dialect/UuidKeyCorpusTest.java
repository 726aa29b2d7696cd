package io.shadowjdbc.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.shadowjdbc.fixture.Postgres;
import io.shadowjdbc.fixture.TestDatabase;
import io.shadowjdbc.schema.Codec;
import io.shadowjdbc.schema.Definition;
import io.shadowjdbc.schema.SchemaMap;
import io.shadowjdbc.schema.TableMap;
import io.shadowjdbc.schema.UuidKeyCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs the corpus of {@link DialectCorpusTest} where the users' integer keys, and what refers to them, are UUIDs on
 * PostgreSQL: each statement gives the same, or is refused, as without.
 */
class UuidKeyCorpusTest {
    private static final Path CORPUS = Path.of("src/test/resources/io/shadowjdbc/dialect/corpus");
    private static final Codec KEY = new UuidKeyCodec("users");

    private static SampleSides.Side side;
    private static Connection sqlite;

    @BeforeAll
    static void createBothSides() throws Exception {
        sqlite = DriverManager.getConnection("jdbc:sqlite::memory:?foreign_keys=true");
        SampleShop.createSqlite(sqlite);
        sqlite.setAutoCommit(false);
        TestDatabase database = Postgres.database();
        try (Connection postgresql = database.connect()) {
            createPostgresql(postgresql);
        }
        side = SampleSides.side(database, withUuids(SampleShop.map(true)).withDefinitions(Definition.read(sqlite)));
    }

    private static void createPostgresql(Connection postgresql) throws Exception {
        HelperFunctions.install(postgresql);
        SampleShop.createPostgresql(postgresql, sqlite, true);
        try (Statement statement = postgresql.createStatement()) {
            statement.execute("ALTER TABLE \"Order\" DROP CONSTRAINT \"Order_UserId_fkey\"");
            statement.execute("ALTER TABLE \"Users\" ALTER \"Id\" DROP IDENTITY");
            statement.execute(
                    "ALTER TABLE \"Users\" ALTER \"Id\" TYPE uuid USING " + TableExpressions.heldKey("\"Id\"", KEY));
            statement.execute("CREATE SEQUENCE users_id OWNED BY \"Users\".\"Id\"");
            statement.execute("ALTER TABLE \"Users\" ALTER \"Id\" SET DEFAULT "
                    + TableExpressions.heldKey("nextval('users_id')", KEY));
            statement.execute("SELECT setval('users_id', 5)");
            statement.execute("ALTER TABLE \"Order\" ALTER \"UserId\" TYPE uuid USING "
                    + TableExpressions.heldKey("\"UserId\"", KEY)
                    + ", ADD FOREIGN KEY (\"UserId\") REFERENCES \"Users\" (\"Id\")");
        }
    }

    @AfterAll
    static void dropBothSides() throws Exception {
        side.close();
        sqlite.close();
    }

    static Stream<String> files() throws IOException {
        try (Stream<Path> files = Files.list(CORPUS)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void givesWhatSqliteGives(String file) throws Exception {
        DifferentialRun run = new DifferentialRun(sqlite, side.connection(), side.map());
        List<String> findings = new ArrayList<>();
        for (CorpusStatement statement : CorpusStatement.read(CORPUS.resolve(file))) {
            DifferentialRun.Outcome outcome = run.run(statement);
            if (outcome.kind() != statement.expected()) {
                findings.add(outcome.kind() + ": " + statement.sql() + "\n    " + outcome.detail());
            }
        }
        assertThat(findings).isEmpty();
    }

    private static SchemaMap withUuids(SchemaMap rich) {
        LinkedHashMap<String, String> views = new LinkedHashMap<>();
        for (String view : List.of("active_users", "OrderTotals", "view_of_view")) {
            views.put(view, rich.view(view).orElseThrow());
        }
        return new SchemaMap(
                rich.tables().stream().map(UuidKeyCorpusTest::withUuids).toList(), views);
    }

    private static TableMap withUuids(TableMap table) {
        return table.withColumns(column ->
                column.sqliteName().equals("UserId") || column.sqliteName().equals(table.integerKey())
                        ? column.withCodec(KEY)
                        : column);
    }
}
