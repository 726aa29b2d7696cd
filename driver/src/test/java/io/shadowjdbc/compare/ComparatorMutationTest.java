package io.shadowjdbc.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.shadowjdbc.dialect.Analysis;
import io.shadowjdbc.dialect.SqliteAnalyzer;
import io.shadowjdbc.schema.Affinity;
import io.shadowjdbc.schema.Codecs;
import io.shadowjdbc.schema.ColumnMap;
import io.shadowjdbc.schema.SchemaMap;
import io.shadowjdbc.schema.TableMap;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Plants differences of every kind into one of two equal databases and has the comparator look at both: each must be
 * found, and its cause named. The seeds are fixed, so that a failure can be repeated.
 */
class ComparatorMutationTest {
    private static final int SEEDS = 12;
    private static final int ROWS = 40;
    private static final String TABLE =
            "CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT NOT NULL, town TEXT, price REAL,"
                    + " amount INTEGER, created TEXT, seen INTEGER, anything)";
    private static final String ALL = "SELECT id, name, town, price, amount, created, seen, anything FROM item";
    /** Of the rows with odd keys; the others have none. */
    private static final String[] TOWNS = {"Oslo", "Ähtäri", "bergen", "Zürich", "aachen", "Bonn"};

    private static final SchemaMap MAP = new SchemaMap(List.of(new TableMap(
            "item",
            "public",
            "item",
            Stream.of("id", "name", "town", "price", "amount", "created", "seen", "anything")
                    .map(ComparatorMutationTest::column)
                    .toList(),
            List.of("id"),
            List.of(),
            "id",
            false)));

    @TempDir
    Path directory;

    private Connection active;
    private Connection other;

    /**
     * A planted difference.
     *
     * @param sql what the application asks
     * @param otherSql what the other side makes of it, or null for the same
     * @param change what is done to the other side's row; {@code %d} stands for its key; null for nothing
     */
    private record Mutation(String kind, String sql, String otherSql, String change, Verdict verdict, Cause... causes) {
        static Mutation of(String kind, String change, Cause... causes) {
            return new Mutation(kind, ALL + " ORDER BY id", null, change, Verdict.MISMATCH, causes);
        }
    }

    /** How the application takes a value. */
    private enum Reading {
        BY_POSITION {
            @Override
            void read(ResultSet result, int column, ReadRecorder recorder) throws SQLException {
                recorder.take(Getter.OBJECT, column, result.getObject(column));
            }
        },
        BY_LABEL {
            @Override
            void read(ResultSet result, int column, ReadRecorder recorder) throws SQLException {
                String label = result.getMetaData().getColumnLabel(column);
                recorder.take(Getter.OBJECT, label, result.getObject(label));
            }
        },
        AS_TIMESTAMP {
            @Override
            void read(ResultSet result, int column, ReadRecorder recorder) throws SQLException {
                recorder.take(Getter.TIMESTAMP, column, result.getTimestamp(column));
            }
        };

        abstract void read(ResultSet result, int column, ReadRecorder recorder) throws SQLException;
    }

    private static ColumnMap column(String name) {
        return new ColumnMap(name, name, "", Affinity.BLOB, "BINARY", false, false, Codecs.ANY, "");
    }

    private static List<Mutation> mutations() {
        return List.of(
                Mutation.of("text", "UPDATE item SET name = 'another' WHERE id = %d", Cause.VALUE),
                Mutation.of("integer", "UPDATE item SET amount = amount + 1 WHERE id = %d", Cause.VALUE),
                Mutation.of("real", "UPDATE item SET price = price * 1.5 + 1 WHERE id = %d", Cause.VALUE),
                Mutation.of("text for an integer", "UPDATE item SET anything = '5' WHERE id = %d", Cause.TYPE),
                Mutation.of("real for an integer", "UPDATE item SET anything = 5.0 WHERE id = %d", Cause.TYPE),
                Mutation.of("NULL", "UPDATE item SET created = NULL WHERE id = %d", Cause.NULL),
                Mutation.of("empty for NULL", "UPDATE item SET town = '' WHERE id = %d", Cause.WHITESPACE),
                Mutation.of("trailing space", "UPDATE item SET name = name || ' ' WHERE id = %d", Cause.WHITESPACE),
                Mutation.of("case", "UPDATE item SET name = upper(name) WHERE id = %d", Cause.CASE),
                Mutation.of(
                        "Unicode form", "UPDATE item SET name = decomposed(name) WHERE id = %d", Cause.UNICODE_FORM),
                Mutation.of("one ulp", "UPDATE item SET price = ulp(price) WHERE id = %d", Cause.PRECISION),
                Mutation.of(
                        "lost milliseconds",
                        "UPDATE item SET created = substr(created, 1, 19) WHERE id = %d",
                        Cause.PRECISION),
                Mutation.of(
                        "time zone of a text",
                        "UPDATE item SET created = strftime('%%Y-%%m-%%d %%H:%%M:%%f', created, '+2 hours') WHERE id = %d",
                        Cause.TIME_ZONE),
                Mutation.of(
                        "time zone of epoch milliseconds",
                        "UPDATE item SET seen = seen - 3600000 WHERE id = %d",
                        Cause.TIME_ZONE),
                Mutation.of("missing row", "DELETE FROM item WHERE id = %d", Cause.MISSING_ROW),
                Mutation.of(
                        "extra row",
                        "INSERT INTO item SELECT id + 1000, 'extra' || id, town, price, amount, created, seen, anything"
                                + " FROM item WHERE id = %d",
                        Cause.EXTRA_ROW),
                new Mutation(
                        "duplicate row",
                        "SELECT name, town, price FROM item",
                        null,
                        "INSERT INTO item SELECT id + 1000, name, town, price, amount, created, seen, anything FROM item"
                                + " WHERE id = %d",
                        Verdict.MISMATCH,
                        Cause.DUPLICATE_ROW),
                new Mutation(
                        "value in rows of open order",
                        ALL,
                        ALL + " ORDER BY name",
                        "UPDATE item SET amount = amount + 1 WHERE id = %d",
                        Verdict.MISMATCH,
                        Cause.VALUE),
                new Mutation(
                        "order",
                        ALL + " ORDER BY amount, id",
                        ALL + " ORDER BY amount %% 7, id",
                        null,
                        Verdict.MISMATCH,
                        Cause.ORDER),
                new Mutation(
                        "order that leaves ties, broken between them",
                        "SELECT name, amount / 10 AS ten FROM item ORDER BY ten",
                        "SELECT name, amount / 10 AS ten FROM item ORDER BY id",
                        null,
                        Verdict.MISMATCH,
                        Cause.ORDER),
                new Mutation(
                        "order of NULLs",
                        ALL + " ORDER BY town, id",
                        ALL + " ORDER BY town NULLS LAST, id",
                        null,
                        Verdict.MISMATCH,
                        Cause.NULL_ORDER),
                new Mutation(
                        "collation",
                        ALL + " ORDER BY name, id",
                        ALL + " ORDER BY name COLLATE NOCASE, id",
                        null,
                        Verdict.MISMATCH,
                        Cause.COLLATION),
                new Mutation(
                        "ties",
                        "SELECT name, amount / 10 AS ten FROM item ORDER BY ten",
                        "SELECT name, amount / 10 AS ten FROM item ORDER BY ten, name DESC",
                        null,
                        Verdict.TIE_ORDER));
    }

    @BeforeEach
    void createTwoDatabases() throws SQLException {
        active = open("active.db");
        other = open("other.db");
    }

    @AfterEach
    void close() throws SQLException {
        active.close();
        other.close();
    }

    private Connection open(String name) throws SQLException {
        String url = "jdbc:sqlite:" + directory.resolve(name) + "?synchronous=OFF&journal_mode=MEMORY";
        Connection connection = DriverManager.getConnection(url);
        org.sqlite.Function.create(connection, "ulp", new org.sqlite.Function() {
            @Override
            protected void xFunc() throws SQLException {
                result(Math.nextUp(value_double(0)));
            }
        });
        org.sqlite.Function.create(connection, "decomposed", new org.sqlite.Function() {
            @Override
            protected void xFunc() throws SQLException {
                result(Normalizer.normalize(value_text(0), Normalizer.Form.NFD));
            }
        });
        return connection;
    }

    @Test
    void everyPlantedDifferenceIsFoundAndItsCauseNamed() throws SQLException {
        List<String> missed = new ArrayList<>();
        Map<String, Integer> wrongCause = new LinkedHashMap<>();
        int planted = 0;
        for (Mutation mutation : mutations()) {
            for (int seed = 0; seed < SEEDS; seed++) {
                planted++;
                ResultComparator.Result found = plantedAndCompared(mutation, seed);
                if (found.verdict() != mutation.verdict()) {
                    missed.add(mutation.kind() + ", seed " + seed + ": " + found);
                } else if (found.difference() != null
                        && !List.of(mutation.causes())
                                .contains(found.difference().cause())) {
                    wrongCause.merge(mutation.kind() + ": " + found.difference().cause(), 1, Integer::sum);
                }
            }
        }

        int wrong = wrongCause.values().stream().mapToInt(Integer::intValue).sum();
        System.out.println("comparator: " + planted + " planted, " + missed.size() + " missed, " + wrong
                + " with another cause " + wrongCause);
        assertThat(planted).isGreaterThanOrEqualTo(200);
        assertThat(missed).isEmpty();
        assertThat(wrongCause)
                .allSatisfy((what, times) -> assertThat(wrong * 20).isLessThanOrEqualTo(SEEDS * 23));
    }

    @Test
    void aGetterThatFailsOnTheOtherSideIsFoundAndItsCauseNamed() throws SQLException {
        fill(active, new Random(3));
        fill(other, new Random(3));
        try (Statement statement = other.createStatement()) {
            statement.execute("UPDATE item SET created = 'at noon' WHERE id = 9");
        }

        ResultComparator.Result found = compared(
                "SELECT created FROM item ORDER BY id",
                "SELECT created FROM item ORDER BY id",
                Reading.AS_TIMESTAMP,
                false);

        assertThat(found.verdict()).isEqualTo(Verdict.MISMATCH);
        assertThat(found.difference().cause()).isEqualTo(Cause.ERROR_CLASS);
        assertThat(found.difference().row()).isEqualTo(9);
    }

    @Test
    void equalDatabasesAgreeInEveryOrder() throws SQLException {
        for (Mutation mutation : mutations()) {
            fill(active, new Random(7));
            fill(other, new Random(7));
            assertThat(compared(mutation.sql(), mutation.sql()).verdict())
                    .as(mutation.sql())
                    .isEqualTo(Verdict.MATCH);
        }
    }

    @Test
    void computedRealsMayDifferInTheirLastDigits() throws SQLException {
        fill(active, new Random(1));
        fill(other, new Random(1));

        assertThat(compared("SELECT price AS p FROM item ORDER BY id", "SELECT ulp(price) AS p FROM item ORDER BY id")
                        .verdict())
                .isEqualTo(Verdict.MATCH_WITHIN_TOLERANCE);
    }

    private ResultComparator.Result plantedAndCompared(Mutation mutation, int seed) throws SQLException {
        fill(active, new Random(seed));
        fill(other, new Random(seed));
        if (mutation.change() != null) {
            try (Statement statement = other.createStatement()) {
                int row = (new Random(seed * 31L).nextInt(ROWS / 2) + 1) * 2;
                assertThat(statement.executeUpdate(String.format(mutation.change(), row)))
                        .isOne();
            }
        }
        String otherSql = mutation.otherSql() == null
                ? mutation.sql()
                : mutation.otherSql().replace("%%", "%");
        Reading reading = seed % 2 == 0 ? Reading.BY_POSITION : Reading.BY_LABEL;
        return compared(mutation.sql(), otherSql, reading, mutation.kind().equals("one ulp"));
    }

    private ResultComparator.Result compared(String sql, String otherSql) throws SQLException {
        return compared(sql, otherSql, Reading.BY_POSITION, false);
    }

    private ResultComparator.Result compared(String sql, String otherSql, Reading reading, boolean stored)
            throws SQLException {
        Analysis analysis = SqliteAnalyzer.analyze(sql, MAP);
        ReadRecorder seen = recorded(sql, reading);
        try (PreparedStatement statement = other.prepareStatement(otherSql);
                ResultSet result = statement.executeQuery()) {
            Verdict atOnce = ResultComparator.compare(analysis, seen, Replay.replay(seen, result));
            if (atOnce != null) {
                return ResultComparator.Result.of(atOnce);
            }
        }
        return new ResultComparator(1e-9)
                .compare(
                        analysis,
                        cells(active, sql, seen, analysis, stored),
                        cells(other, otherSql, seen, analysis, stored));
    }

    /** Reads each column, as an application does. */
    private ReadRecorder recorded(String sql, Reading reading) throws SQLException {
        ReadRecorder recorder = new ReadRecorder(1000, RowShape.EMPTY);
        try (PreparedStatement statement = active.prepareStatement(sql);
                ResultSet result = statement.executeQuery()) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                recorder.moved(true);
                for (int column = 1; column <= columns; column++) {
                    reading.read(result, column, recorder);
                }
            }
            recorder.moved(false);
            recorder.endRows();
        }
        return recorder;
    }

    private static Cells cells(Connection connection, String sql, ReadRecorder seen, Analysis analysis, boolean stored)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet result = statement.executeQuery()) {
            return Cells.read(seen, result, 1000, analysis.sortColumns().positions(), position -> !stored);
        }
    }

    private static void fill(Connection connection, Random random) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS item");
            statement.execute(TABLE);
        }
        connection.setAutoCommit(false);
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO item VALUES (?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (int id = 1; id <= ROWS; id++) {
                insert.setInt(1, id);
                insert.setString(
                        2, (random.nextBoolean() ? "Möbel " : "möbel ") + (char) ('a' + random.nextInt(26)) + id);
                insert.setString(3, id % 2 == 0 ? null : TOWNS[random.nextInt(TOWNS.length)]);
                insert.setDouble(4, random.nextInt(1, 100_000) / 100.0);
                insert.setInt(5, random.nextInt(1, 100));
                insert.setString(
                        6,
                        String.format("2026-03-%02d 10:%02d:00.%03d", 1 + id % 28, id % 60, 1 + random.nextInt(999)));
                insert.setLong(7, 1_700_000_000_000L + random.nextInt(1_000_000));
                insert.setInt(8, 5);
                insert.addBatch();
            }
            insert.executeBatch();
        }
        connection.commit();
        connection.setAutoCommit(true);
    }
}
