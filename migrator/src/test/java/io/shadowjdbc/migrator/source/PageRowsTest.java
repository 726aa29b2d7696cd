package io.shadowjdbc.migrator.source;

import static io.shadowjdbc.schema.SqliteCatalogue.quote;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shadowjdbc.fixture.SqliteFiles;
import io.shadowjdbc.migrator.HostileFiles;
import io.shadowjdbc.migrator.Sql;
import io.shadowjdbc.schema.RawText;
import io.shadowjdbc.schema.SqliteCatalogue;
import io.shadowjdbc.schema.SqliteColumn;
import io.shadowjdbc.schema.SqliteTable;
import io.shadowjdbc.schema.StorageClass;
import io.shadowjdbc.schema.StoredCell;
import io.shadowjdbc.schema.StoredValue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read from pages is what SQLite itself gives: every row, value and order. */
class PageRowsTest {
    @TempDir
    private Path dir;

    @ParameterizedTest
    @EnumSource(HostileFiles.class)
    void readsHostileFilesAsSqliteDoes(HostileFiles file) throws SQLException {
        compare(file.make(dir), file.name());
    }

    @Test
    void readsSampleDatabasesAsSqliteDoes() throws Exception {
        assertThat(compare(SqliteFiles.chinook(dir), "chinook")).isGreaterThan(15_000);
        assertThat(compare(SqliteFiles.northwind(dir), "northwind")).isGreaterThan(3_000);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void readsRandomFilesAsSqliteDoes(long seed) throws SQLException {
        RandomDatabase database = new RandomDatabase(seed);
        Path file = database.make(dir);
        assertThat(compare(file, "seed " + seed + ": " + database.described())).isPositive();
    }

    /** Returns the rows compared. */
    private static long compare(Path file, String what) throws SQLException {
        long rows = 0;
        try (Connection connection = new SqliteSource(file).open()) {
            for (SqliteTable table : new SqliteCatalogue(connection).tables()) {
                List<SqliteColumn> stored = table.columns().stream()
                        .filter(column -> column.generation() != SqliteColumn.Generation.VIRTUAL)
                        .toList();
                if (table.virtual()) {
                    assertThat(PageRows.find(connection, table, stored, RowidRange.ALL))
                            .isEmpty();
                    continue;
                }
                String as = what + ", table " + table.name();
                rows += compare(connection, table, stored, RowidRange.ALL, as);
                compareOrdered(connection, table, stored, as);
                if (!table.withoutRowid()) {
                    compareRanges(connection, table, stored, as);
                }
            }
        }
        return rows;
    }

    private static void compareRanges(Connection connection, SqliteTable table, List<SqliteColumn> columns, String what)
            throws SQLException {
        String rowid = RowReader.rowidName(table);
        Long low = null;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT " + rowid + " FROM main." + quote(table.name())
                        + " ORDER BY " + rowid + " % 7, 1 LIMIT 5")) {
            while (row.next()) {
                Long high = row.getLong(1);
                compare(connection, table, columns, new RowidRange(low, high), what);
                compare(connection, table, columns, new RowidRange(high, null), what);
                low = high;
            }
        }
    }

    private static long compare(
            Connection connection, SqliteTable table, List<SqliteColumn> columns, RowidRange range, String what)
            throws SQLException {
        Optional<RowReader> pages = PageRows.find(connection, table, columns, range);
        assertThat(pages).as(what).isPresent();
        try (RowReader ours = pages.get();
                RowReader sqlite = new JdbcRows(connection, table, columns, range, List.of())) {
            return same(ours, sqlite, columns.size(), what + ", " + range);
        }
    }

    private static void compareOrdered(
            Connection connection, SqliteTable table, List<SqliteColumn> columns, String what) throws SQLException {
        List<List<String>> keys = new ArrayList<>(table.uniqueKeys());
        if (!table.primaryKey().isEmpty()) {
            keys.add(table.primaryKey());
        }
        for (List<String> key : keys) {
            try (RowReader ours = RowReader.openOrdered(connection, table, columns, key);
                    RowReader sqlite = new JdbcRows(connection, table, columns, RowidRange.ALL, key)) {
                same(ours, sqlite, columns.size(), what + " by " + key);
            }
        }
    }

    private static long same(RowReader ours, RowReader sqlite, int columns, String what) throws SQLException {
        long rows = 0;
        while (sqlite.next()) {
            assertThat(ours.next()).as("%s, row %s", what, sqlite.key()).isTrue();
            for (int i = 0; i < columns; i++) {
                Object wanted = sqlite.value(i);
                StoredCell cell = ours.cell(i);
                if (!cell.same(wanted) || cell.storageClass() != StorageClass.of(wanted)) {
                    throw new AssertionError(what + ", row " + sqlite.key() + ", column " + i + ": SQLite has "
                            + StoredValue.describe(wanted) + ", the pages " + cell.describe());
                }
                if (wanted instanceof String text) {
                    assertThat(cell.length()).isEqualTo(RawText.toBytes(text).length);
                }
            }
            assertThat(ours.key()).isEqualTo(sqlite.key());
            rows++;
        }
        assertThat(ours.next()).as(what + ": a row too many").isFalse();
        return rows;
    }

    @Test
    void readsNothingThatStillLiesInAWriteAheadLog() throws SQLException {
        Path file = Sql.sqlite(dir.resolve("wal.sqlite"), "CREATE TABLE t (a)", "PRAGMA journal_mode = WAL");
        try (Connection writer = java.sql.DriverManager.getConnection("jdbc:sqlite:" + file);
                Connection connection = new SqliteSource(file).open()) {
            Sql.run(writer, "INSERT INTO t VALUES (1)");
            SqliteTable table = new SqliteCatalogue(connection).tables().get(0);
            assertThat(PageRows.find(connection, table, table.columns(), RowidRange.ALL))
                    .isEmpty();
        }
    }

    /** Whatever is written over a byte: rows, or an error that names the page; never a hang, never another exception. */
    @Test
    @Timeout(120)
    void damagedPagesGiveAnErrorThatNamesThem() throws Exception {
        Path file = Sql.sqlite(
                dir.resolve("damaged.sqlite"),
                "PRAGMA page_size = 512",
                "CREATE TABLE t (id INTEGER PRIMARY KEY, s TEXT, b BLOB)",
                "INSERT INTO t WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300)"
                        + " SELECT i, 'text ' || i, zeroblob(i * 7 % 900) FROM n",
                "CREATE TABLE w (k TEXT PRIMARY KEY, b BLOB) WITHOUT ROWID",
                "INSERT INTO w SELECT s, b FROM t");
        byte[] sound = Files.readAllBytes(file);
        List<SqliteTable> tables;
        try (Connection connection = new SqliteSource(file).open()) {
            tables = new SqliteCatalogue(connection).tables();
        }
        Random random = new Random(11);
        int errors = 0;
        for (int i = 0; i < 1_500; i++) {
            // the first page tells SQLite itself where the tables are
            int at = 512 + random.nextInt(sound.length - 512);
            // the heads of pages are where damage matters most
            at = random.nextBoolean() ? at : at / 512 * 512 + random.nextInt(16);
            overwrite(file, at, (byte) random.nextInt(256));
            for (SqliteTable table : tables) {
                errors += readAll(file, table);
            }
            overwrite(file, at, sound[at]);
        }
        assertThat(errors).as("errors found").isGreaterThan(200);
        assertThat(tables).allSatisfy(table -> assertThat(readAll(file, table)).isZero());
    }

    /** Returns 1 if the table can't be read. */
    private static int readAll(Path file, SqliteTable table) throws SQLException {
        try (Connection connection = new SqliteSource(file).open();
                RowReader rows = PageRows.find(connection, table, table.columns(), RowidRange.ALL)
                        .orElseThrow()) {
            while (rows.next()) {}
            return 0;
        } catch (DamagedFileException e) {
            assertThat(e.getMessage()).contains(file.toString(), "table \"" + table.name() + "\", page ");
            return 1;
        }
    }

    private static void overwrite(Path file, int at, byte value) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {value}), at);
        }
    }

    @Test
    void aFileCutShortGivesAnErrorThatNamesThePage() throws Exception {
        Path file = Sql.sqlite(
                dir.resolve("short.sqlite"),
                "CREATE TABLE t (b BLOB)",
                "INSERT INTO t VALUES (zeroblob(100000)), (zeroblob(100000))");
        try (Connection connection = new SqliteSource(file).open()) {
            SqliteTable table = new SqliteCatalogue(connection).tables().get(0);
            try (RowReader rows = PageRows.find(connection, table, table.columns(), RowidRange.ALL)
                            .orElseThrow();
                    FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(channel.size() - 5_000);
                assertThatThrownBy(() -> {
                            while (rows.next()) {
                                rows.value(0);
                            }
                        })
                        .isInstanceOf(DamagedFileException.class)
                        .hasMessageContaining("the file ends before its end");
            }
        }
    }
}
