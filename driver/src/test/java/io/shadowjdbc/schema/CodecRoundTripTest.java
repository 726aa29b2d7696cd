package io.shadowjdbc.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shadowjdbc.fixture.Postgres;
import io.shadowjdbc.fixture.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Every value that a codec says fits comes back the same from a real PostgreSQL, by COPY and by a parameter. */
class CodecRoundTripTest {
    private static TestDatabase database;
    private static Connection connection;

    @BeforeAll
    static void open() throws SQLException {
        database = Postgres.database();
        connection = database.connect();
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TYPE \"Role: a\" AS ENUM ('ADMIN', 'USER')");
        }
    }

    @AfterAll
    static void close() throws SQLException {
        connection.close();
        database.close();
    }

    static Stream<Arguments> codecs() {
        String uuid = "6f0c3b1e-9a57-4c1f-8d2e-0123456789ab";
        return Stream.of(
                codec("integer:bigint", fit(Long.MIN_VALUE, -1L, 0L, Long.MAX_VALUE), unfit(1.0, "1", blob(1))),
                codec("integer:integer", fit(-2147483648L, 2147483647L), unfit(2147483648L, 1.5)),
                codec("integer:smallint", fit(-32768L, 32767L), unfit(32768L)),
                codec(
                        "uuid-key:uuid:order: a",
                        fit(Long.MIN_VALUE, -4611686018427387905L, -1L, 0L, 1L, 4611686018427387904L, Long.MAX_VALUE),
                        unfit(1.0, "1", blob(1))),
                codec(
                        "real:double precision",
                        fit(
                                0.1,
                                -0.0,
                                1e308,
                                Double.MIN_VALUE,
                                Double.POSITIVE_INFINITY,
                                Double.NEGATIVE_INFINITY,
                                5.0),
                        unfit(5L, "0.1", Double.NaN)),
                codec("real:real", fit(0.5, 1.5), unfit(0.1, 1e308)),
                codec(
                        "number:double precision",
                        fit(5L, 0.5, 9007199254740992L, 1e300),
                        unfit(5.0, 9007199254740993L, -0.0)),
                codec(
                        "decimal:numeric(10,2):NUMERIC",
                        fit(0L, 5L, 9.95, -0.01, 12345678.25, 99999999L, 13.86),
                        unfit(5.0, 0.001, 100000000L, 1e20, Double.POSITIVE_INFINITY, "9.95")),
                codec("decimal:numeric(10,2):REAL", fit(5.0, 0.0, 13.86), unfit(5L, -0.0)),
                codec(
                        "decimal:numeric:NUMERIC",
                        fit(Long.MIN_VALUE, Long.MAX_VALUE, 0.1, 1e308, 4.9e-324, 1e20, 0.30000000000000004),
                        unfit(5.0)),
                codec(
                        "text:text",
                        fit("", " ", "a\nb\t\\N", "Zürich 漢字 😀", "x".repeat(300_000), "\uFEFF", "'\""),
                        unfit("a\0b", "\uDC80", 1L, blob())),
                codec("text:character varying(3)", fit("", "abc", "😀😀😀"), unfit("abcd")),
                codec("text:character(3)", fit("abc", "a  "), unfit("a", "abcd")),
                codec("trimmed:character(3)", fit("abc", "a", "", " a"), unfit("a ", "abcd", "a\0", 1L)),
                codec(
                        "nul-escape:text",
                        fit("", "a\0b", "\0", "\u2400", "\u24000", "\0\u2400\0", "plain \\0"),
                        unfit("\uDC80", 1L, blob())),
                codec("time:time:HH:MM", fit("00:00", "23:59"), unfit("24:00", "9:30", "09:30:00", 930L)),
                codec("time:time(3):HH:MM:SS", fit("00:00:00", "23:59:59"), unfit("23:59:60", "12:00", "")),
                codec("time:time(3):HH:MM:SS.SSSSSS", fit("12:00:00.120000"), unfit("12:00:00.123456", "12:00:00.1")),
                codec("text:\"Role: a\"", fit("ADMIN", "USER"), unfit(1L)),
                codec("blob:bytea", fit(blob(), blob(0, 1, 255)), unfit("", 1L)),
                codec(
                        "raw-text:bytea",
                        fit("", "a\0b", "a\uDC80\uDCFFz", "\uDCED\uDCA0\uDC80", "😀"),
                        unfit(blob(1), 1L, "\uD800")),
                codec("boolean:boolean", fit(0L, 1L), unfit(2L, "true", 1.0)),
                codec(
                        "epoch-ms:timestamp(3)",
                        fit(0L, 1700000000123L, -1L, -62135596800000L, 9224318015999999L),
                        unfit(Long.MAX_VALUE, -62135596800001L, "2024-01-01", 1.5)),
                codec("epoch-ms:timestamptz(3)", fit(1700000000123L, -1L), unfit(Long.MIN_VALUE)),
                codec("epoch-ms:timestamp(0)", fit(1700000000000L), unfit(1700000000123L)),
                codec("epoch-s:timestamp(0)", fit(0L, 1700000000L, -1L), unfit(Long.MAX_VALUE)),
                codec(
                        "iso:date:YYYY-MM-DD",
                        fit("2024-02-29", "0001-01-01", "9999-12-31"),
                        unfit("2023-02-29", "0000-00-00", "2024-1-1", "2024-01-01 ", "+024-01-01")),
                codec(
                        "iso:timestamp(0):YYYY-MM-DD HH:MM:SS",
                        fit("2024-02-29 23:59:59", "1582-10-10 00:00:00", "0001-01-01 00:00:00"),
                        unfit("2024-02-29T23:59:59", "2024-02-29 24:00:00", "2024-02-29 23:59", "2024-02-29 23:59:60")),
                codec("iso:timestamp(0):YYYY-MM-DD HH:MM", fit("2024-02-29 23:59"), unfit("2024-02-29 23:59:00")),
                codec(
                        "iso:timestamp(3):YYYY-MM-DDTHH:MM:SS.SSSZ",
                        fit("2024-03-31T02:30:00.120Z", "1969-12-31T23:59:59.999Z"),
                        unfit("2024-03-31T02:30:00.12Z", "2024-03-31T02:30:00.120", "2024-03-31T02:30:00.120z")),
                codec(
                        "iso:timestamptz(6):YYYY-MM-DD HH:MM:SS.SSSSSS+00:00",
                        fit("2024-03-31 02:30:00.000001+00:00"),
                        unfit("2024-03-31 02:30:00.000001+01:00")),
                codec(
                        "uuid:uuid:lower",
                        fit(uuid),
                        unfit(uuid.toUpperCase(java.util.Locale.ROOT), uuid.replace("-", ""), "1-1-1-1-1")),
                codec("uuid:uuid:upper", fit(uuid.toUpperCase(java.util.Locale.ROOT)), unfit(uuid)),
                codec(
                        "json:json",
                        fit("{ \"b\":1,\"a\" : [1.50, null], \"a\":2 }", "null", "\"\\u0000\\ud800\"", " 1 "),
                        unfit("", "{a:1}", "{\"a\":1} x", "01", "\"\\x\"", "\"\t\"", "\uFEFF1", 1L, "[1,]", "NaN")),
                codec(
                        "json:jsonb",
                        fit("{\"b\": 1, \"aa\": [1.50, null, true]}", "\"\\\"\\\\\\n\\u0001é\"", "{}", "[]", "-0.5"),
                        unfit(
                                "{\"b\":1}",
                                "{\"aa\": 1, \"b\": 1}",
                                "1e5",
                                "\"\\u0000\"",
                                "\"\\u00e9\"",
                                "{\"a\": 1, \"a\": 1}")),
                codec(
                        "affinity:text:INTEGER",
                        fit(
                                5L,
                                Long.MIN_VALUE,
                                1.5,
                                0.1,
                                1e300,
                                "",
                                "five",
                                "0x10",
                                "1 2",
                                "0000-00-00",
                                Double.POSITIVE_INFINITY),
                        unfit("5", " 5", "1e3", "a\0", blob(1), 5.0)),
                codec(
                        "affinity:text:REAL",
                        fit(5.0, 0.1, -0.0, "five", 1e15, 123456789012345680.0),
                        unfit(5L, "5", ".5")),
                codec(
                        "any:bytea",
                        fit(
                                Long.MIN_VALUE,
                                5L,
                                -5L,
                                5.0,
                                -0.0,
                                -1.5,
                                "",
                                "5",
                                "a\0b",
                                "\uDCFF",
                                blob(),
                                blob(1, 2),
                                9007199254740993L),
                        unfit("\uD800")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("codecs")
    void valuesThatFitComeBackTheSame(String name, List<Object> fitting, List<Object> unfitting) throws Exception {
        Codec codec = Codecs.named(name);
        assertThat(codec.name()).isEqualTo(name);
        List<Object> values = new ArrayList<>(fitting);
        values.add(null);
        execute("DROP TABLE IF EXISTS cell");
        execute("CREATE TABLE cell (id int PRIMARY KEY, v " + codec.postgresqlType() + ")");

        for (Function<Object, StoredCell> reader : READERS) {
            copy(codec, values, reader);
            assertThat(read(codec))
                    .usingElementComparator(CodecRoundTripTest::order)
                    .containsExactlyElementsOf(values);
            execute("TRUNCATE cell");
        }
        insert(codec, values);
        assertThat(read(codec))
                .usingElementComparator(CodecRoundTripTest::order)
                .containsExactlyElementsOf(values);
        assertThat(values).allMatch(codec::fits);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("codecs")
    void cellsThatDoNotFitAreRefused(String name, List<Object> fitting, List<Object> unfitting) throws SQLException {
        Codec codec = Codecs.named(name);
        for (Object value : unfitting) {
            // no reader finds these in a file: halves of characters, and NaN
            if (value instanceof Double real ? real.isNaN() : "\uD800".equals(value)) {
                continue;
            }
            for (Function<Object, StoredCell> reader : READERS.subList(1, READERS.size())) {
                StoredCell cell = reader.apply(value);
                assertThat(codec.fits(cell)).as("%s in %s", value, name).isFalse();
                assertThatThrownBy(() -> codec.encode(cell, new CopyBuffer(null)))
                        .isInstanceOf(CodecException.class)
                        .hasMessageStartingWith(cell.describe());
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("codecs")
    void valuesThatDoNotFitAreRefusedAndNotShown(String name, List<Object> fitting, List<Object> unfitting)
            throws SQLException {
        Codec codec = Codecs.named(name);
        try (PreparedStatement statement = connection.prepareStatement("SELECT ?")) {
            for (Object value : unfitting) {
                assertThat(codec.fits(value)).as("%s in %s", value, name).isFalse();
                assertThatThrownBy(() -> codec.encode(value, new CopyBuffer(null)))
                        .isInstanceOf(CodecException.class)
                        .hasMessageContaining("does not fit codec " + name);
                assertThatThrownBy(() -> codec.bind(statement, 1, value)).isInstanceOf(CodecException.class);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("codecs")
    void boundParameterFindsTheCopiedValue(String name, List<Object> fitting, List<Object> unfitting) throws Exception {
        if (name.equals("json:json")) {
            return; // json has no equality
        }
        Codec codec = Codecs.named(name);
        execute("DROP TABLE IF EXISTS cell");
        execute("CREATE TABLE cell (id int PRIMARY KEY, v " + codec.postgresqlType() + ")");
        copy(codec, fitting);
        try (PreparedStatement statement = connection.prepareStatement("SELECT id FROM cell WHERE v = ? ORDER BY id")) {
            for (int i = 0; i < fitting.size(); i++) {
                codec.bind(statement, 1, fitting.get(i));
                try (ResultSet row = statement.executeQuery()) {
                    List<Integer> found = new ArrayList<>();
                    while (row.next()) {
                        found.add(row.getInt(1));
                    }
                    assertThat(found)
                            .as("rows equal to value %d of %s", i, name)
                            .contains(i);
                }
            }
        }
    }

    @Test
    void timesThatSqliteCouldNotWriteAreRefusedOnTheWayBack() throws SQLException {
        Codec codec = Codecs.named("epoch-ms:timestamp(6)");
        execute("DROP TABLE IF EXISTS cell");
        execute("CREATE TABLE cell (id int PRIMARY KEY, v timestamp(6))");
        execute("INSERT INTO cell VALUES (1, '2024-01-01 00:00:00.000001')");
        assertThatThrownBy(() -> read(codec))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("finer than milliseconds");
    }

    @Test
    void orderOfAnyIsTheOrderOfSqlite() throws Exception {
        List<Object> ordered = List.of(
                Long.MIN_VALUE,
                -1.5,
                -1L,
                0L,
                0.5,
                9007199254740992L,
                9007199254740993L,
                1e300,
                "",
                "B",
                "a",
                "é",
                blob(),
                blob(0));
        execute("DROP TABLE IF EXISTS cell");
        execute("CREATE TABLE cell (id int PRIMARY KEY, v bytea)");
        copy(Codecs.ANY, ordered);
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT id FROM cell ORDER BY v")) {
            for (int i = 0; row.next(); i++) {
                assertThat(row.getInt(1)).isEqualTo(i);
            }
        }
    }

    static Stream<Arguments> alterations() {
        return Stream.of(
                Arguments.of("nul-strip:text", "a\0b\0", "ab"),
                Arguments.of("nul-strip:text", "ab", "ab"),
                Arguments.of("json-value:jsonb", "{ \"b\":1.50,\"a\" : [ ],\"b\":2 }", "{\"a\": [], \"b\": 2}"),
                Arguments.of("json-value:jsonb", "\"\\u00e9\"", "\"é\""));
    }

    /** What comes back is what the codec says that it keeps, and that is kept as it is. */
    @ParameterizedTest
    @MethodSource("alterations")
    void whatIsKeptOfAnAlteredValueIsKnown(String name, Object stored, Object kept) throws Exception {
        Codec codec = Codecs.named(name);
        assertThat(codec.kept(stored)).isEqualTo(kept);
        assertThat(codec.kept(kept)).isEqualTo(kept);
        execute("DROP TABLE IF EXISTS cell");
        execute("CREATE TABLE cell (id int PRIMARY KEY, v " + codec.postgresqlType() + ")");
        copy(codec, List.of(stored));
        assertThat(read(codec)).containsExactly(kept);
        execute("TRUNCATE cell");
        insert(codec, List.of(stored));
        assertThat(read(codec)).containsExactly(kept);
    }

    private static Arguments codec(String name, List<Object> fitting, List<Object> unfitting) {
        return Arguments.of(name, fitting, unfitting);
    }

    private static List<Object> fit(Object... values) {
        return List.of(values);
    }

    private static List<Object> unfit(Object... values) {
        return List.of(values);
    }

    private static byte[] blob(int... bytes) {
        byte[] blob = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            blob[i] = (byte) bytes[i];
        }
        return blob;
    }

    private static int order(Object left, Object right) {
        return StoredValue.same(left, right) ? 0 : 1;
    }

    private static void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** How a value reaches the codec: as an object (null here), as a cell, as a piece of an array, in chunks. */
    private static final List<Function<Object, StoredCell>> READERS =
            Arrays.asList(null, CodecRoundTripTest::cell, CodecRoundTripTest::piece, CodecRoundTripTest::chunks);

    private static StoredCell cell(Object value) {
        StoredCell cell = new StoredCell();
        cell.set(value);
        return cell;
    }

    private static StoredCell piece(Object value) {
        StoredCell cell = cell(value);
        if (value instanceof String text) {
            byte[] bytes = RawText.toBytes(text);
            cell.setText(Arrays.copyOf(bytes, bytes.length + 1), 0, bytes.length);
        } else if (value instanceof byte[] blob) {
            cell.setBlob(Arrays.copyOf(blob, blob.length + 1), 0, blob.length);
        } else if (value instanceof Long integer) {
            cell.setInteger(integer);
        } else if (value instanceof Double real) {
            cell.setReal(real);
        }
        return cell;
    }

    private static StoredCell chunks(Object value) {
        StoredCell cell = piece(value);
        if (!(value instanceof byte[]) && (!(value instanceof String) || cell.length() < 1_000)) {
            return cell;
        }
        byte[] all = value instanceof String text ? RawText.toBytes(text) : (byte[]) value;
        cell.setLarge(cell.storageClass(), new LargeValue() {
            @Override
            public long length() {
                return all.length;
            }

            @Override
            public void read(Sink sink) throws SQLException {
                for (int i = 0; i < all.length; i += 1_000) {
                    sink.accept(all, i, Math.min(1_000, all.length - i));
                }
            }
        });
        return cell;
    }

    private static void copy(Codec codec, List<Object> values) throws Exception {
        copy(codec, values, null);
    }

    private static void copy(Codec codec, List<Object> values, Function<Object, StoredCell> reader) throws Exception {
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY cell FROM STDIN (FORMAT binary)");
        CopyBuffer buffer = new CopyBuffer(copy);
        for (int i = 0; i < values.size(); i++) {
            buffer.row(2);
            buffer.writeInt4(i);
            if (reader == null) {
                codec.encode(values.get(i), buffer);
            } else {
                codec.encode(reader.apply(values.get(i)), buffer);
            }
        }
        buffer.end();
        buffer.flush();
        assertThat(copy.endCopy()).isEqualTo(values.size());
    }

    private static void insert(Codec codec, List<Object> values) throws Exception {
        try (PreparedStatement statement = connection.prepareStatement("INSERT INTO cell VALUES (?, ?)")) {
            for (int i = 0; i < values.size(); i++) {
                statement.setInt(1, i);
                codec.bind(statement, 2, values.get(i));
                statement.executeUpdate();
            }
        }
    }

    private static List<Object> read(Codec codec) throws SQLException {
        List<Object> values = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT v FROM cell ORDER BY id")) {
            while (row.next()) {
                values.add(codec.decode(row, 1));
            }
        }
        return values;
    }
}
