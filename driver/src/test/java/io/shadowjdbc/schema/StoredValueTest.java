package io.shadowjdbc.schema;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values are read as SQLite keeps them and ordered as SQLite orders them: SQLite itself is asked. */
class StoredValueTest {

    @Test
    void storageClassesAreKeptApart() throws SQLException {
        assertThat(read("SELECT NULL, 1, 9223372036854775807, 1.0, -9e999, '1', '', x'', x'00ff'"))
                .usingElementComparator((left, right) -> StoredValue.same(left, right) ? 0 : 1)
                .containsExactly(
                        null, 1L, Long.MAX_VALUE, 1.0, Double.NEGATIVE_INFINITY, "1", "", new byte[0], new byte[] {0, -1
                        });
    }

    @Test
    void textKeepsEveryByteEvenWhereItIsNoUtf8() throws SQLException {
        byte[] latin1 = "Zürich\0é\u00ED\u00A0\u0080".getBytes(ISO_8859_1);
        try (Connection sqlite = DriverManager.getConnection("jdbc:sqlite::memory:");
                PreparedStatement statement = sqlite.prepareStatement("SELECT CAST(? AS TEXT), '\uFFFD'")) {
            statement.setBytes(1, latin1);
            try (ResultSet row = statement.executeQuery()) {
                Object invalid = StoredValue.read(row, 1);
                assertThat(invalid).isInstanceOf(String.class);
                assertThat(RawText.toBytes((String) invalid)).isEqualTo(latin1);
                assertThat(StoredValue.read(row, 2)).isEqualTo("\uFFFD");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16le", "UTF-16be"})
    void textOfUtf16DatabasesIsReadToo(String encoding) throws SQLException {
        try (Connection sqlite = DriverManager.getConnection("jdbc:sqlite::memory:");
                Statement statement = sqlite.createStatement()) {
            statement.execute("PRAGMA encoding = '" + encoding + "'");
            statement.execute("CREATE TABLE t (a TEXT)");
            statement.execute("INSERT INTO t VALUES ('Zürich \uFFFD 😀')");
            try (ResultSet row = statement.executeQuery("SELECT a FROM t")) {
                assertThat(StoredValue.read(row, 1)).isEqualTo("Zürich \uFFFD 😀");
            }
        }
    }

    @Test
    void orderIsTheOrderOfSqlite() throws SQLException {
        List<Object> ordered = new ArrayList<>();
        try (Connection sqlite = DriverManager.getConnection("jdbc:sqlite::memory:");
                Statement statement = sqlite.createStatement()) {
            statement.execute("CREATE TABLE t (v)");
            statement.execute(
                    "INSERT INTO t VALUES (NULL), (1), (-1), (0.5), (9007199254740993), (9007199254740992.0), (1e19),"
                            + " (9223372036854775807), (-9e999), (9e999), (''), ('a'), ('B'), ('ab'), ('é'), ('\uFFFD'), ('😀'), (x''), (x'80'), (x'7f')");
            try (ResultSet row = statement.executeQuery("SELECT v FROM t ORDER BY v, rowid")) {
                while (row.next()) {
                    ordered.add(StoredValue.read(row, 1));
                }
            }
        }
        List<Object> sorted = new ArrayList<>(ordered);
        Collections.reverse(sorted);
        sorted.sort(StoredValue::compare);
        assertThat(sorted).containsExactlyElementsOf(ordered);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "INTEGER,'12'",
                "INTEGER,' 12 '",
                "INTEGER,'1e3'",
                "INTEGER,'1.5'",
                "INTEGER,'0x10'",
                "INTEGER,'abc'",
                "INTEGER,''",
                "INTEGER,'99999999999999999999'",
                "INTEGER,2.0",
                "INTEGER,2.5",
                "INTEGER,1e300",
                "NUMERIC,'.5'",
                "NUMERIC,'5.'",
                "NUMERIC,'+5'",
                "NUMERIC,'1e'",
                "NUMERIC,'9223372036854775807'",
                "NUMERIC,9.2233720368547758e18",
                "REAL,5",
                "REAL,'5'",
                "REAL,'x'",
                "REAL,9223372036854775807",
                "TEXT,5",
                "TEXT,0.1",
                "TEXT,1e15",
                "TEXT,123456789012345.0",
                "TEXT,1e-5",
                "TEXT,0.0001",
                "TEXT,-2.5e-300",
                "TEXT,1e100",
                "TEXT,3.0",
                "TEXT,0.30000000000000004",
                "TEXT,9e999",
                "BLOB,5",
                "BLOB,'5'",
                "INTEGER,x'31'"
            })
    void affinityIsAppliedAsSqliteAppliesIt(String affinity, String literal) throws SQLException {
        try (Connection sqlite = DriverManager.getConnection("jdbc:sqlite::memory:");
                Statement statement = sqlite.createStatement()) {
            statement.execute("CREATE TABLE t (bare, v " + affinity + ")");
            statement.execute("INSERT INTO t VALUES (" + literal + ", " + literal + ")");
            try (ResultSet row = statement.executeQuery("SELECT bare, v FROM t")) {
                Object stored = StoredValue.read(row, 2);
                Object applied = Affinity.valueOf(affinity).apply(StoredValue.read(row, 1));
                assertThat(StoredValue.same(applied, stored))
                        .as("SQLite stores %s, got %s", stored, applied)
                        .isTrue();
            }
        }
    }

    @Test
    void decimalsAreWrittenAsSqliteWritesThem() throws SQLException {
        Random random = new Random(7);
        try (Connection sqlite = DriverManager.getConnection("jdbc:sqlite::memory:");
                PreparedStatement statement = sqlite.prepareStatement("SELECT CAST(? AS TEXT)")) {
            for (int i = 0; i < 20_000; i++) {
                double value = random.nextInt(-10_000_000, 10_000_000) / 1000.0;
                statement.setDouble(1, value);
                try (ResultSet row = statement.executeQuery()) {
                    assertThat(RealText.cast(value)).isEqualTo(row.getString(1));
                }
            }
        }
    }

    @Test
    void realsOfAnySizeReadBackTheSame() {
        // with 17 digits SQLite's own last digit is not always the nearest: the number is what counts
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                assertThat(Double.parseDouble(RealText.literal(value))).isEqualTo(value);
            }
        }
    }

    private static List<Object> read(String sql) throws SQLException {
        try (Connection sqlite = DriverManager.getConnection("jdbc:sqlite::memory:");
                Statement statement = sqlite.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            List<Object> values = new ArrayList<>();
            for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                values.add(StoredValue.read(row, i));
            }
            return values;
        }
    }
}
