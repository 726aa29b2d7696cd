package io.shadowjdbc.migrator.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.shadowjdbc.schema.SqliteCatalogue;
import io.shadowjdbc.schema.SqliteTable;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ranges hold every row once, whatever its rowid. */
class RowidSplitTest {
    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        connection = DriverManager.getConnection("jdbc:sqlite::memory:");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @Test
    void gapsAndExtremesDoNotMatter() throws Exception {
        List<Long> rowids =
                List.of(Long.MIN_VALUE, -5L, -4L, 0L, 1L, 1_000_000_000_000L, Long.MAX_VALUE - 1, Long.MAX_VALUE);
        SqliteTable table = table("CREATE TABLE t (id INTEGER PRIMARY KEY, a)");
        for (long rowid : rowids) {
            run("INSERT INTO t VALUES (" + rowid + ", 'x')");
        }
        for (long rows : LongStream.rangeClosed(1, rowids.size() + 1).toArray()) {
            List<RowidRange> ranges = RowidSplit.split(connection, table, rows);
            List<Long> read = new ArrayList<>();
            for (RowidRange range : ranges) {
                List<Long> inRange = read(table, range);
                assertThat(inRange).as("a range of %d", rows).isNotEmpty().hasSizeLessThanOrEqualTo((int) rows);
                read.addAll(inRange);
            }
            assertThat(read).as("ranges of %d rows", rows).isEqualTo(rowids);
        }
    }

    @Test
    void aTableThatFitsARangeStaysWhole() throws Exception {
        SqliteTable table = table("CREATE TABLE t (a)");
        assertThat(RowidSplit.split(connection, table, 10)).containsExactly(RowidRange.ALL);
        run("INSERT INTO t VALUES (1), (2)");
        assertThat(RowidSplit.split(connection, table, 2)).containsExactly(RowidRange.ALL);
        assertThat(RowidSplit.split(connection, table, 1)).hasSize(2);
    }

    @Test
    void whereTheRowidCannotBeReachedATableStaysWhole() throws Exception {
        SqliteTable without = table("CREATE TABLE t (a PRIMARY KEY) WITHOUT ROWID");
        run("INSERT INTO t VALUES (1), (2), (3)");
        assertThat(RowidSplit.split(connection, without, 1)).containsExactly(RowidRange.ALL);
        run("DROP TABLE t");
        SqliteTable hidden = table("CREATE TABLE t (rowid, _rowid_, oid)");
        run("INSERT INTO t VALUES (1, 1, 1), (2, 2, 2), (3, 3, 3)");
        assertThat(RowidSplit.split(connection, hidden, 1)).containsExactly(RowidRange.ALL);
        run("DROP TABLE t");
        SqliteTable partly = table("CREATE TABLE t (rowid, oid)");
        run("INSERT INTO t VALUES (9, 9), (9, 9)");
        assertThat(RowidSplit.split(connection, partly, 1))
                .as("_rowid_ reaches it")
                .hasSize(2);
    }

    @Test
    void bytesAreThoseOfTheTable() throws Exception {
        SqliteTable table = table("CREATE TABLE t (a)");
        run("INSERT INTO t VALUES (zeroblob(1000000))");
        assertThat(RowidSplit.bytes(connection, table)).isBetween(1_000_000L, 1_100_000L);
    }

    private SqliteTable table(String sql) throws SQLException {
        run(sql);
        return new SqliteCatalogue(connection).tables().get(0);
    }

    private List<Long> read(SqliteTable table, RowidRange range) throws SQLException {
        List<Long> values = new ArrayList<>();
        try (RowReader reader = RowReader.open(connection, table, table.columns(), range)) {
            while (reader.next()) {
                values.add((Long) reader.value(0));
            }
        }
        return values;
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
