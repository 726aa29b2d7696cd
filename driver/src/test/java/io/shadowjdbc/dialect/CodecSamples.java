package io.shadowjdbc.dialect;

import io.shadowjdbc.schema.Affinity;
import io.shadowjdbc.schema.Codec;
import io.shadowjdbc.schema.Codecs;
import io.shadowjdbc.schema.ColumnMap;
import io.shadowjdbc.schema.SchemaMap;
import io.shadowjdbc.schema.StoredValue;
import io.shadowjdbc.schema.TableMap;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A table {@code samples} with a column of every codec that a plan may choose, as the driver itself knows it, and values
 * that the codec takes.
 */
final class CodecSamples {
    /**
     * A column.
     *
     * @param codec its name in a schema map
     * @param first a value, as a literal of SQLite, that a row of {@link #rows} holds
     * @param second another one, perhaps of no row
     * @param rows the values of the rows, as expressions of SQLite
     */
    record Column(String name, String declared, String codec, String first, String second, List<String> rows) {
        Column(String name, String declared, String codec, String first, String second, String... rows) {
            this(name, declared, codec, first, second, List.of(rows));
        }
    }

    private static final String UUID = "'1B4E28BA-2FA1-11D2-883F-0016D3CCA427'";
    private static final String OTHER_UUID = "'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11'";

    static final List<Column> COLUMNS = List.of(
            new Column("small", "INTEGER", "integer:smallint", "7", "100", "1", "-5", "NULL", "7", "7"),
            new Column("single", "REAL", "real:real", "0.5", "10.5", "1.5", "-2.25", "NULL", "0.5", "0.5"),
            new Column("number", "NUMERIC", "number:double precision", "2.5", "3", "1", "2.5", "NULL", "-3", "2.5"),
            new Column(
                    "money", "REAL", "decimal:numeric(10,2):REAL", "20.25", "21", "1.5", "20.25", "NULL", "0", "20.25"),
            new Column(
                    "price", "NUMERIC", "decimal:numeric(10,2):NUMERIC", "20.25", "21", "1", "20.25", "NULL", "0", "1"),
            new Column(
                    "seconds",
                    "DATETIME",
                    "epoch-s:timestamp(0)",
                    "1600000000",
                    "1700000000",
                    "1700000000",
                    "1600000000",
                    "NULL",
                    "0",
                    "-86400"),
            new Column(
                    "zoned",
                    "DATETIME",
                    "epoch-ms:timestamptz(3)",
                    "1600000000123",
                    "1700000000000",
                    "1700000000000",
                    "1600000000123",
                    "NULL",
                    "0",
                    "-1"),
            new Column(
                    "at",
                    "DATETIME",
                    "iso:timestamp(3):YYYY-MM-DD HH:MM:SS.SSS",
                    "'2024-02-29 10:00:00.120'",
                    "'2024-03-01 00:00:00.000'",
                    "'2024-02-29 10:00:00.120'",
                    "'1999-12-31 23:59:59.999'",
                    "NULL",
                    "'2024-03-01 00:00:00.000'",
                    "'2024-02-29 10:00:00.120'"),
            new Column(
                    "clock",
                    "TEXT",
                    "time:time(0):HH:MM:SS",
                    "'10:00:00'",
                    "'11:30:00'",
                    "'10:00:00'",
                    "'23:59:59'",
                    "NULL",
                    "'00:00:00'",
                    "'10:00:00'"),
            new Column(
                    "fine_clock",
                    "TEXT",
                    "time:time(3):HH:MM:SS.SSS",
                    "'10:00:00.500'",
                    "'11:30:00.000'",
                    "'10:00:00.500'",
                    "'23:59:59.999'",
                    "NULL",
                    "'00:00:00.001'",
                    "'10:00:00.500'"),
            new Column("token", "TEXT", "uuid:uuid:upper", UUID, OTHER_UUID, UUID, OTHER_UUID, "NULL", UUID, UUID),
            new Column(
                    "document",
                    "TEXT",
                    "json:json",
                    "'{\"a\":1}'",
                    "'[1, 2]'",
                    "'{\"a\":1}'",
                    "'[1,2,\"b\"]'",
                    "NULL",
                    "'\"text\"'",
                    "'{ \"a\" : 1 }'"),
            new Column(
                    "payload",
                    "TEXT",
                    "json:jsonb",
                    "'{\"a\": 1}'",
                    "'[1, 2]'",
                    "'{\"a\": 1}'",
                    "'[1, 2, \"b\"]'",
                    "NULL",
                    "'\"text\"'",
                    "'{\"a\": 1}'"),
            new Column(
                    "meaning",
                    "TEXT",
                    "json-value:jsonb",
                    "'{\"a\": 1}'",
                    "'[1, 2]'",
                    "'{\"a\": 1}'",
                    "'[1, 2, \"b\"]'",
                    "NULL",
                    "'\"text\"'",
                    "'{\"a\": 1}'"),
            new Column(
                    "padded", "TEXT", "trimmed:character(5)", "'ab'", "'abc'", "'ab'", "'abcde'", "NULL", "''", "'AB'"),
            new Column(
                    "fixed", "TEXT", "text:character(3)", "'ab '", "'abd'", "'ab '", "'abc'", "NULL", "'   '", "'AB '"),
            new Column(
                    "short",
                    "TEXT",
                    "text:character varying(5)",
                    "'ab'",
                    "'ab '",
                    "'ab'",
                    "'ab '",
                    "NULL",
                    "''",
                    "'1é'"),
            new Column("stripped", "TEXT", "nul-strip:text", "'ab'", "'b'", "'ab'", "'ABC'", "NULL", "''", "'1␀0é'"),
            new Column(
                    "escaped",
                    "TEXT",
                    "nul-escape:text",
                    "'ab'",
                    "'b'",
                    "'ab'",
                    "CAST(X'610062' AS TEXT)",
                    "NULL",
                    "'a␀0b'",
                    "'AB'"),
            new Column(
                    "raw",
                    "TEXT",
                    "raw-text:bytea",
                    "'ab'",
                    "'b'",
                    "'ab'",
                    "CAST(X'610062' AS TEXT)",
                    "NULL",
                    "'é1'",
                    "'AB'"),
            new Column(
                    "mixed_number",
                    "NUMERIC",
                    "affinity:text:NUMERIC",
                    "'abc'",
                    "12",
                    "1",
                    "2.5",
                    "NULL",
                    "'abc'",
                    "'12a'"),
            new Column(
                    "mixed_integer",
                    "INTEGER",
                    "affinity:text:INTEGER",
                    "12",
                    "'abc'",
                    "12",
                    "'x'",
                    "NULL",
                    "'abc'",
                    "2.5"),
            new Column(
                    "mixed_real", "REAL", "affinity:text:REAL", "12.0", "'abc'", "12", "'x'", "NULL", "'abc'", "2.5"),
            new Column("anything", "", "any:bytea", "1", "'a'", "1", "1.0", "NULL", "'a'", "-2.5"),
            new Column("blobs_too", "", "any:bytea", "X'41'", "'a'", "X'41'", "'A'", "NULL", "X''", "1"));

    private CodecSamples() {}

    static void createSqlite(Connection sqlite) throws SQLException {
        String columns = COLUMNS.stream()
                .map(column -> ", " + column.name() + " " + column.declared())
                .collect(Collectors.joining());
        try (Statement statement = sqlite.createStatement()) {
            statement.executeUpdate("CREATE TABLE samples (id INTEGER PRIMARY KEY" + columns + ")");
            for (int row = 0; row < COLUMNS.get(0).rows().size(); row++) {
                int at = row;
                statement.executeUpdate("INSERT INTO samples VALUES (" + (row + 1)
                        + COLUMNS.stream()
                                .map(column -> ", " + column.rows().get(at))
                                .collect(Collectors.joining())
                        + ")");
            }
        }
    }

    static SchemaMap map() {
        List<ColumnMap> columns = new ArrayList<>();
        columns.add(column("id", "INTEGER", Codecs.BIGINT));
        COLUMNS.forEach(column -> columns.add(column(column.name(), column.declared(), Codecs.named(column.codec()))));
        return new SchemaMap(
                List.of(new TableMap("samples", "public", "samples", columns, List.of("id"), List.of(), "id", false)));
    }

    private static ColumnMap column(String name, String declared, Codec codec) {
        return new ColumnMap(
                name, name, declared, Affinity.ofDeclaredType(declared), "BINARY", false, false, codec, "test");
    }

    /** PostgreSQL's table with SQLite's rows, by the codecs. */
    static void createPostgresql(Connection postgresql, Connection sqlite) throws Exception {
        List<ColumnMap> columns = map().tables().get(0).columns();
        try (Statement statement = postgresql.createStatement()) {
            statement.execute(columns.stream()
                    .map(column -> '"' + column.sqliteName() + "\" "
                            + column.codec().postgresqlType()
                            + (column.sqliteName().equals("id") ? " GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY" : ""))
                    .collect(Collectors.joining(", ", "CREATE TABLE samples (", ")")));
        }
        String marks = columns.stream().map(column -> "?").collect(Collectors.joining(", "));
        try (Statement read = sqlite.createStatement();
                ResultSet rows = read.executeQuery("SELECT * FROM samples");
                PreparedStatement write = postgresql.prepareStatement("INSERT INTO samples VALUES (" + marks + ")")) {
            while (rows.next()) {
                for (int i = 0; i < columns.size(); i++) {
                    columns.get(i).codec().bind(write, i + 1, StoredValue.read(rows, i + 1));
                }
                write.executeUpdate();
            }
        }
        try (Statement statement = postgresql.createStatement()) {
            statement.execute("SELECT setval(pg_get_serial_sequence('samples', 'id'), 5)");
        }
    }
}
