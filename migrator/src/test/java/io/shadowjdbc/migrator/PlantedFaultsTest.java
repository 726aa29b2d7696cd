package io.shadowjdbc.migrator;

import static org.assertj.core.api.Assertions.assertThat;

import io.shadowjdbc.fixture.Postgres;
import io.shadowjdbc.fixture.TestDatabase;
import io.shadowjdbc.migrator.plan.BadValues;
import io.shadowjdbc.migrator.plan.KeyKind;
import io.shadowjdbc.migrator.plan.MigrationPlan;
import io.shadowjdbc.migrator.plan.NamePolicy;
import io.shadowjdbc.migrator.plan.NulHandling;
import io.shadowjdbc.migrator.plan.PlanChoices;
import io.shadowjdbc.migrator.plan.Planner;
import io.shadowjdbc.migrator.source.SqliteSource;
import io.shadowjdbc.migrator.target.Copier;
import io.shadowjdbc.migrator.target.CopyProgress;
import io.shadowjdbc.migrator.target.PostgresqlTarget;
import io.shadowjdbc.migrator.target.SchemaCreator;
import io.shadowjdbc.migrator.verify.Difference;
import io.shadowjdbc.migrator.verify.TableResult;
import io.shadowjdbc.migrator.verify.Verifier;
import io.shadowjdbc.schema.Codec;
import io.shadowjdbc.schema.CodecException;
import io.shadowjdbc.schema.ColumnMap;
import io.shadowjdbc.schema.CopyFields;
import io.shadowjdbc.schema.SchemaMap;
import io.shadowjdbc.schema.TableMap;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The verifier finds what the copier does wrong. Half of these codecs err the same way there and back, so that what they
 * read is what SQLite has: only what PostgreSQL itself prints gives them away.
 */
class PlantedFaultsTest {
    private static final Verifier.Progress NO_PROGRESS = new Verifier.Progress() {
        @Override
        public void compared(String table, long rows) {}

        @Override
        public void done(TableResult result) {}
    };

    @TempDir
    private Path dir;

    private TestDatabase database;
    private PostgresqlTarget target;
    private SqliteSource source;

    @BeforeEach
    void open() throws SQLException {
        database = Postgres.database();
        target = PostgresqlTarget.parse(database.url(), null, "public");
        source = new SqliteSource(Sql.sqlite(
                dir.resolve("app.sqlite"),
                "CREATE TABLE t (id INTEGER PRIMARY KEY, n INTEGER, r REAL, d DECIMAL(10,2), s TEXT, b BLOB, ok BOOLEAN, ms DATETIME,"
                        + " iso DATETIME, day DATE, mixed INTEGER, raw TEXT, anything)",
                "INSERT INTO t VALUES (1, 5, 0.5, 9.95, 'Text', x'00ff', 1, 1700000000123, '2024-01-02 03:04:05.678', '2024-01-02', 'x', 'a' || char(0), 1)",
                "INSERT INTO t VALUES (2, -7, 1e300, 3, '', x'', 0, 1, '1999-12-31 23:59:59.999', '1999-12-31', 12, 'b', 'c')",
                "CREATE TABLE keyless (a INTEGER, s TEXT)",
                "INSERT INTO keyless VALUES (1, 'x'), (1, 'x'), (2, 'y')"));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @ParameterizedTest(name = "a codec of {0} that errs both ways")
    @CsvSource({"n", "r", "d", "s", "b", "ok", "ms", "iso", "day", "mixed", "raw"})
    void codecsThatErrTheSameWayInBothDirectionsAreFound(String column) throws Exception {
        MigrationPlan plan = copyWith("t", column, BothWays::new);

        List<Difference> differences = verify(plan.map()).get("t").differences();

        assertThat(differences)
                .isNotEmpty()
                .allSatisfy(difference -> assertThat(difference)
                        .returns(Difference.Kind.VALUE, Difference::kind)
                        .returns(column, Difference::column))
                .anySatisfy(difference -> assertThat(difference.detail()).contains("is not that value under codec"));
    }

    @Test
    void keysThatErrTheSameWayInBothDirectionsAreFound() throws Exception {
        source = new SqliteSource(Sql.sqlite(
                dir.resolve("keys.sqlite"),
                "CREATE TABLE t (id INTEGER PRIMARY KEY, up INTEGER REFERENCES t)",
                "INSERT INTO t VALUES (1, -1), (-1, 1), (2, NULL)"));
        PlanChoices keys = new PlanChoices(
                false, NamePolicy.QUOTED, BadValues.STOP, NulHandling.BYTEA, KeyKind.UUID, java.util.Map.of());
        assertThat(verify(copyWith(keys, "t", "up", codec -> codec).map())
                        .get("t")
                        .differences())
                .isEmpty();

        MigrationPlan plan = copyWith(keys, "t", "up", BothWays::new);

        assertThat(verify(plan.map()).get("t").differences())
                .hasSize(2)
                .allSatisfy(difference -> assertThat(difference)
                        .returns("up", Difference::column)
                        .matches(found -> found.detail().contains("is not that value under codec uuid-key:uuid:t")));
    }

    @Test
    void withoutAFaultNothingIsFound() throws Exception {
        MigrationPlan plan = copyWith("t", "n", codec -> codec);
        assertThat(verify(plan.map()).values())
                .allSatisfy(result -> assertThat(result.differences()).isEmpty());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "lost microseconds        | UPDATE t SET iso = date_trunc('second', iso) WHERE id = 1             | VALUE | iso",
                "a text cut short         | UPDATE t SET s = 'Tex' WHERE id = 1                                     | VALUE | s",
                "a text in another case   | UPDATE t SET s = 'text' WHERE id = 1                                    | VALUE | s",
                "a trailing space         | UPDATE t SET s = 'Text ' WHERE id = 1                                   | VALUE | s",
                "NULL for empty           | UPDATE t SET s = NULL WHERE id = 2                                      | VALUE | s",
                "one unit in the last place | UPDATE t SET r = 1.0000000000000002e300 WHERE id = 2                  | VALUE | r",
                "an hour of time zone     | UPDATE t SET ms = ms + interval '1 hour' WHERE id = 1                   | VALUE | ms",
                "the other truth          | UPDATE t SET ok = NOT ok WHERE id = 1                                   | VALUE | ok",
                "a byte lost              | UPDATE t SET b = '\\x00' WHERE id = 1                                   | VALUE | b",
                "a text without its NUL   | UPDATE t SET raw = '\\x61' WHERE id = 1                                 | VALUE | raw",
                "a cent                   | UPDATE t SET d = 9.96 WHERE id = 1                                      | VALUE | d",
                "columns exchanged        | UPDATE t SET n = id, id = n WHERE id = 1                                | MISSING_ROW | ",
                "a row dropped            | DELETE FROM t WHERE id = 2                                              | MISSING_ROW | ",
                "a row too many           | INSERT INTO t (id) VALUES (3)                                           | EXTRA_ROW | "
            })
    void whatDiffersIsLocated(String fault, String sql, Difference.Kind kind, String column) throws Exception {
        MigrationPlan plan = copyWith("t", "n", codec -> codec);
        change(sql);
        assertThat(verify(plan.map()).get("t").differences())
                .anySatisfy(difference -> assertThat(difference)
                        .returns(kind, Difference::kind)
                        .returns(column, Difference::column)
                        .matches(found -> found.key() != null));
    }

    @Test
    void tablesWithoutAKeyAreComparedAsMultisets() throws Exception {
        MigrationPlan plan = copyWith("t", "n", codec -> codec);

        change("UPDATE keyless SET s = 'z' WHERE a = 2");
        assertThat(verify(plan.map()).get("keyless").differences())
                .singleElement()
                .returns("rowid=3", Difference::key)
                .returns("s", Difference::column);

        change(
                "UPDATE keyless SET s = 'y' WHERE a = 2",
                "DELETE FROM keyless WHERE ctid = (SELECT min(ctid) FROM keyless WHERE a = 1)");
        assertThat(verify(plan.map()).get("keyless").differences())
                .as("one of two equal rows is missing")
                .singleElement()
                .returns(Difference.Kind.MISSING_ROW, Difference::kind);

        change("INSERT INTO keyless VALUES (1, 'x'), (2, 'y')");
        assertThat(verify(plan.map()).get("keyless").differences())
                .as("another is there twice")
                .singleElement()
                .returns(Difference.Kind.EXTRA_ROW, Difference::kind);
    }

    @Test
    void tablesAndColumnsThatWereLeftOutAreFound() throws Exception {
        MigrationPlan plan = copyWith("t", "n", codec -> codec);
        TableMap t = plan.map().table("t").orElseThrow();
        SchemaMap less = new SchemaMap(List.of(withColumns(
                t,
                t.columns().stream()
                        .filter(column -> !column.sqliteName().equals("s"))
                        .toList())));

        Map<String, TableResult> results = verify(less);

        assertThat(results.get("keyless").differences())
                .singleElement()
                .returns(Difference.Kind.STRUCTURE, Difference::kind);
        assertThat(results.get("t").differences()).singleElement().returns("s", Difference::column);

        change("DROP TABLE keyless");
        assertThat(verify(plan.map()).get("keyless").differences())
                .singleElement()
                .returns("the target does not have the table", Difference::detail);
    }

    @Test
    void aSequenceThatWouldGiveOutAKeyTwiceIsFound() throws Exception {
        MigrationPlan plan = copyWith("t", "n", codec -> codec);
        change("SELECT setval(pg_get_serial_sequence('t', 'id'), 1)");
        assertThat(verify(plan.map()).get("t").differences())
                .singleElement()
                .returns("its sequence is behind the highest key", Difference::detail);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "an index dropped        | DROP INDEX by_parent                                      | child  | index \"by_parent\" is missing",
                "an index not valid      | UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'by_parent'::regclass | child | index \"by_parent\" is not valid any more",
                "an index on other columns | DROP INDEX by_parent; CREATE INDEX by_parent ON child (id) | child | index \"by_parent\" was ",
                "a primary key dropped   | ALTER TABLE child DROP CONSTRAINT child_pkey             | child  | key \"child_pkey\" is missing",
                "a foreign key dropped   | ALTER TABLE child DROP CONSTRAINT child_parent_id_fkey   | child  | foreign key \"child_parent_id_fkey\" is missing",
                "a foreign key not valid | UPDATE pg_constraint SET convalidated = false WHERE conname = 'child_parent_id_fkey' | child | foreign key \"child_parent_id_fkey\" is not valid any more",
                "an enum's check widened | ALTER TABLE parent DROP CONSTRAINT parent_check; ALTER TABLE parent ADD CONSTRAINT parent_check CHECK (kind IN ('a', 'b', 'c')) | parent | check \"parent_check\" was CHECK",
                "an orphan more          | DELETE FROM parent WHERE id = 2                          | loose  | SQLite counts 1 rows without a parent, PostgreSQL 2",
                "a view dropped          | DROP VIEW pairs                                          | pairs  | view \"pairs\" is missing",
                "a view that joins less  | CREATE OR REPLACE VIEW pairs AS SELECT c.id, p.kind FROM child c JOIN parent p ON p.id = c.parent_id WHERE c.id > 1 | pairs | view \"pairs\" was ",
                "a value that a view shows | UPDATE parent SET kind = 'b' WHERE id = 1                | pairs  | SQLite has TEXT",
                "a trigger dropped       | DROP TRIGGER noted ON child                             | child  | trigger function \"child_noted\" is missing",
                "a trigger switched off  | ALTER TABLE child DISABLE TRIGGER noted                 | child  | trigger function \"child_noted\" is not valid any more",
                "a trigger's function changed | CREATE OR REPLACE FUNCTION child_noted() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END' | child | trigger function \"child_noted\" was ",
                "a view's trigger dropped | DROP TRIGGER pair_gone ON pairs                         | pairs  | trigger function \"pairs_pair_gone\" is missing",
                "rows that a view loses  | DELETE FROM child WHERE id = 1                           | pairs  | the view has 2 rows on SQLite, 1 on PostgreSQL"
            })
    void whatBelongsToATableIsLookedAt(String fault, String sql, String object, String detail) throws Exception {
        source = new SqliteSource(Sql.sqlite(
                dir.resolve("related.sqlite"),
                "CREATE TABLE parent (id INTEGER PRIMARY KEY, kind TEXT CHECK (kind IN ('a', 'b')))",
                "INSERT INTO parent VALUES (1, 'a'), (2, 'b')",
                "CREATE TABLE child (id INTEGER PRIMARY KEY, parent_id INTEGER REFERENCES parent(id))",
                "CREATE INDEX by_parent ON child (parent_id)",
                "INSERT INTO child VALUES (1, 1), (2, 1)",
                "CREATE TABLE loose (id INTEGER PRIMARY KEY, parent_id INTEGER REFERENCES parent(id))",
                "INSERT INTO loose VALUES (1, 2), (2, 99)",
                "CREATE TRIGGER noted AFTER INSERT ON child BEGIN INSERT INTO loose (parent_id) VALUES (NEW.parent_id); END",
                "CREATE VIEW pairs AS SELECT c.id, p.kind FROM child c JOIN parent p ON p.id = c.parent_id",
                "CREATE TRIGGER pair_gone INSTEAD OF DELETE ON pairs BEGIN DELETE FROM child WHERE id = OLD.id; END"));
        MigrationPlan plan = copyWith("child", "id", codec -> codec);
        assertThat(verify(plan.map()).values())
                .hasSize(4)
                .allSatisfy(result -> assertThat(result.differences()).isEmpty());

        change("SET session_replication_role = replica", "SET allow_system_table_mods = on", sql);

        assertThat(verify(plan.map()).get(object).differences())
                .anySatisfy(difference -> assertThat(difference.detail()).contains(detail));
    }

    @Test
    void differencesAreCountedBeyondThoseThatAreKept() throws Exception {
        source = new SqliteSource(
                Sql.sqlite(
                        dir.resolve("many.sqlite"),
                        "CREATE TABLE t (id INTEGER PRIMARY KEY, n INTEGER)",
                        "INSERT INTO t WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) SELECT i, i FROM n"));
        MigrationPlan plan = copyWith("t", "n", codec -> codec);
        change("UPDATE t SET n = n + 1");
        TableResult result = verify(plan.map()).get("t");
        assertThat(result.found()).isEqualTo(5_000);
        assertThat(result.differences()).hasSize(100);
        assertThat(new Verifier(source, target, plan.map(), 1, 7, false, NO_PROGRESS)
                        .verify()
                        .get(0)
                        .differences())
                .as("as many as are asked for")
                .hasSize(7);
    }

    /** Copies with one codec put in another's place. */
    private MigrationPlan copyWith(String table, String column, UnaryOperator<Codec> replacement) throws Exception {
        return copyWith(PlanChoices.NONE, table, column, replacement);
    }

    private MigrationPlan copyWith(PlanChoices choices, String table, String column, UnaryOperator<Codec> replacement)
            throws Exception {
        MigrationPlan sound = Planner.plan(source, "public", choices, null, new Planner.Progress() {
            @Override
            public void table(String name) {}

            @Override
            public void rows(long rows) {}
        });
        List<TableMap> tables = sound.map().tables().stream()
                .map(map -> !map.sqliteName().equals(table)
                        ? map
                        : withColumns(
                                map,
                                map.columns().stream()
                                        .map(old -> old.sqliteName().equals(column)
                                                ? withCodec(old, replacement.apply(old.codec()))
                                                : old)
                                        .toList()))
                .toList();
        MigrationPlan plan = new MigrationPlan(
                sound.source(),
                sound.schema(),
                new SchemaMap(tables),
                sound.views(),
                sound.census(),
                sound.ddl(),
                sound.notes(),
                sound.existing(),
                sound.fits());
        SchemaCreator.create(plan, target, true);
        new Copier(plan, source, target, 1, new CopyProgress() {
                    @Override
                    public void copied(String name, long rows, long bytes) {}

                    @Override
                    public void done(String name) {}

                    @Override
                    public void phase(String text) {}
                })
                .copy(false);
        return plan;
    }

    private static TableMap withColumns(TableMap map, List<ColumnMap> columns) {
        return new TableMap(
                map.sqliteName(),
                map.postgresqlSchema(),
                map.postgresqlName(),
                columns,
                map.primaryKey(),
                map.uniqueKeys(),
                map.integerKey(),
                map.withoutRowid());
    }

    private static ColumnMap withCodec(ColumnMap old, Codec codec) {
        return new ColumnMap(
                old.sqliteName(),
                old.postgresqlName(),
                old.declaredType(),
                old.affinity(),
                old.collation(),
                old.notNull(),
                old.generated(),
                codec,
                old.reason());
    }

    private Map<String, TableResult> verify(SchemaMap map) throws Exception {
        return new Verifier(source, target, map, 1, NO_PROGRESS)
                .verify().stream().collect(java.util.stream.Collectors.toMap(TableResult::table, result -> result));
    }

    private void change(String... statements) throws SQLException {
        try (Connection connection = database.connect()) {
            Sql.run(connection, statements);
        }
    }

    /** A codec that takes every value for another on the way there, and back for the first on the way back. */
    private record BothWays(Codec sound) implements Codec {
        private static final Map<Object, Object> TEXTS = Map.of(
                "Text", "tEXT",
                "", "+",
                "x", "X",
                "a\0", "A\0",
                "b", "B",
                "2024-01-02", "2024-11-02",
                "1999-12-31", "1999-12-30",
                "2024-01-02 03:04:05.678", "2024-01-02 04:04:05.678",
                "1999-12-31 23:59:59.999", "1999-12-31 23:59:59.000");

        private Object wrong(Object stored) {
            return stored instanceof String ? TEXTS.get(stored) : otherNumberOrBlob(stored);
        }

        private Object backAgain(Object decoded) {
            return decoded instanceof String
                    ? TEXTS.entrySet().stream()
                            .filter(entry -> entry.getValue().equals(decoded))
                            .findFirst()
                            .orElseThrow()
                            .getKey()
                    : otherNumberOrBlob(decoded);
        }

        /** Its own inverse. */
        private Object otherNumberOrBlob(Object value) {
            if (value instanceof Long number) {
                return sound.name().startsWith("boolean") ? (Object) (1 - number) : (Object) (-number);
            }
            if (value instanceof byte[] bytes) {
                byte[] other = bytes.clone();
                for (int i = 0; i < other.length; i++) {
                    other[i] ^= 1;
                }
                return other;
            }
            return value instanceof Double number ? (Object) (-number) : value;
        }

        @Override
        public String name() {
            return sound.name();
        }

        @Override
        public String postgresqlType() {
            return sound.postgresqlType();
        }

        @Override
        public boolean fits(Object stored) {
            return true;
        }

        @Override
        public void encode(Object stored, CopyFields out) throws CodecException {
            sound.encode(wrong(stored), out);
        }

        @Override
        public void bind(PreparedStatement statement, int index, Object stored) throws SQLException, CodecException {
            sound.bind(statement, index, wrong(stored));
        }

        @Override
        public Object decode(ResultSet row, int column) throws SQLException {
            return backAgain(sound.decode(row, column));
        }
    }
}
