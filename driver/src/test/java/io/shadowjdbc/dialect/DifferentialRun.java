package io.shadowjdbc.dialect;

import io.shadowjdbc.schema.Codec;
import io.shadowjdbc.schema.CodecException;
import io.shadowjdbc.schema.SchemaMap;
import io.shadowjdbc.schema.TableMap;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Runs a statement on SQLite and, translated, on PostgreSQL, and undoes what it did. */
final class DifferentialRun {
    private static final double TOLERANCE = 1e-9;

    enum Kind {
        IDENTICAL,
        REFUSED,
        /** PostgreSQL raises an error where SQLite does not. */
        ERROR,
        DIFFERENT
    }

    /** @param detail what to read when it is not as expected */
    record Outcome(Kind kind, String detail) {}

    /** What a statement gave: labels and rows, or an update count; and what the tables hold after a change. */
    private record Result(List<String> labels, List<List<Object>> rows, int count, List<List<Object>> after) {}

    private final Connection sqlite;
    private final Connection postgresql;
    private final SchemaMap map;

    DifferentialRun(Connection sqlite, Connection postgresql, SchemaMap map) {
        this.sqlite = sqlite;
        this.postgresql = postgresql;
        this.map = map;
    }

    Outcome run(CorpusStatement statement) throws SQLException {
        Translation translation = SqliteToPostgresql.translate(statement.sql(), map);
        if (translation instanceof Translation.Untranslatable reason) {
            return new Outcome(Kind.REFUSED, reason.construct() + " @" + reason.position());
        }
        Result expected = null;
        String error = null;
        try {
            expected = onSqlite(statement);
        } catch (SQLException e) {
            error = e.getMessage();
        } finally {
            sqlite.rollback();
        }
        if (translation instanceof Translation.Answered answered) {
            boolean same = expected != null
                    && expected.labels().equals(answered.labels())
                    && equal(expected.rows(), answered.rows());
            return new Outcome(same ? Kind.IDENTICAL : Kind.DIFFERENT, "SQLite: " + expected + "\n    " + answered);
        }
        Translation.Translated translated = (Translation.Translated) translation;
        try {
            Result actual = onPostgresql(translated, statement);
            if (expected == null) {
                return new Outcome(
                        Kind.DIFFERENT, "SQLite fails: " + error + "\n    " + translated.sql() + "\n    " + actual);
            }
            boolean sorted = SqliteAnalyzer.analyze(statement.sql(), map).ordering() != Ordering.NONE;
            return compare(expected, actual, sorted, translated);
        } catch (SQLException | CodecException e) {
            return error == null
                    ? new Outcome(Kind.ERROR, translated.sql() + "\n    " + e.getMessage())
                    : new Outcome(Kind.IDENTICAL, "both fail");
        } finally {
            postgresql.rollback();
            restartSequence();
        }
    }

    /** Sequences do not roll back. */
    private void restartSequence() throws SQLException {
        try (Statement statement = postgresql.createStatement()) {
            statement.execute("SELECT setval(pg_get_serial_sequence('\"Users\"', 'Id'), 5)");
        }
        postgresql.commit();
    }

    private static Outcome compare(Result expected, Result actual, boolean sorted, Translation.Translated translated) {
        List<List<Object>> left = sorted ? expected.rows() : sort(expected.rows());
        List<List<Object>> right = sorted ? actual.rows() : sort(actual.rows());
        boolean same = expected.labels().equals(actual.labels())
                && equal(left, right)
                && expected.count() == actual.count()
                && equal(sort(expected.after()), sort(actual.after()));
        if (same) {
            return new Outcome(Kind.IDENTICAL, "");
        }
        return new Outcome(
                Kind.DIFFERENT,
                translated.sql() + "\n    SQLite:     " + show(expected) + "\n    PostgreSQL: " + show(actual));
    }

    private static String show(Result result) {
        return result.labels() + " " + text(result.rows()) + " " + result.count() + " " + text(result.after());
    }

    private static String text(List<List<Object>> rows) {
        return rows.stream()
                .map(row -> row.stream().map(DifferentialRun::text).collect(Collectors.joining(", ", "(", ")")))
                .collect(Collectors.joining(" "));
    }

    private static String text(Object value) {
        if (value instanceof byte[] bytes) {
            return Arrays.toString(bytes);
        }
        return value == null ? "NULL" : value.getClass().getSimpleName().charAt(0) + ":" + value;
    }

    private static List<List<Object>> sort(List<List<Object>> rows) {
        List<List<Object>> sorted = new ArrayList<>(rows);
        sorted.sort((a, b) -> text(Collections.singletonList(a)).compareTo(text(Collections.singletonList(b))));
        return sorted;
    }

    private static boolean equal(List<List<Object>> left, List<List<Object>> right) {
        if (left.size() != right.size()) {
            return false;
        }
        for (int r = 0; r < left.size(); r++) {
            if (left.get(r).size() != right.get(r).size()) {
                return false;
            }
            for (int c = 0; c < left.get(r).size(); c++) {
                if (!same(left.get(r).get(c), right.get(r).get(c))) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean same(Object a, Object b) {
        if (a instanceof Double x && b instanceof Double y) {
            return x.equals(y) || Math.abs(x - y) <= TOLERANCE * Math.max(Math.abs(x), Math.abs(y));
        }
        return (a instanceof byte[] x && b instanceof byte[] y) ? Arrays.equals(x, y) : Objects.equals(a, b);
    }

    private Result onSqlite(CorpusStatement statement) throws SQLException {
        try (PreparedStatement prepared = sqlite.prepareStatement(statement.sql())) {
            for (int i = 0; i < statement.parameters().size(); i++) {
                prepared.setObject(i + 1, statement.parameters().get(i));
            }
            boolean hasRows = prepared.execute();
            List<String> labels = new ArrayList<>();
            List<List<Object>> rows = new ArrayList<>();
            int count = hasRows ? -1 : prepared.getUpdateCount();
            if (hasRows) {
                try (ResultSet result = prepared.getResultSet()) {
                    ResultSetMetaData data = result.getMetaData();
                    for (int i = 1; i <= data.getColumnCount(); i++) {
                        labels.add(data.getColumnLabel(i));
                    }
                    while (result.next()) {
                        List<Object> row = new ArrayList<>();
                        for (int i = 1; i <= labels.size(); i++) {
                            row.add(SampleShop.stored(result.getObject(i)));
                        }
                        rows.add(row);
                    }
                }
            }
            return new Result(labels, rows, count, isChange(statement) ? tables(sqlite, true) : List.of());
        }
    }

    private boolean isChange(CorpusStatement statement) {
        return SqliteAnalyzer.analyze(statement.sql(), map).kind().changesRows();
    }

    private Result onPostgresql(Translation.Translated translated, CorpusStatement statement)
            throws SQLException, CodecException {
        try (PreparedStatement prepared = postgresql.prepareStatement(translated.sql())) {
            for (int i = 0; i < translated.parameters().size(); i++) {
                Translation.Parameter parameter = translated.parameters().get(i);
                int source = parameter.source();
                Object value = source < 0
                        ? (Object) 0L
                        : source <= statement.parameters().size()
                                ? statement.parameters().get(source - 1)
                                : null;
                bind(prepared, i + 1, parameter.codec(), value);
            }
            boolean hasRows = prepared.execute();
            List<String> labels = new ArrayList<>();
            List<List<Object>> rows = new ArrayList<>();
            int count = hasRows ? -1 : prepared.getUpdateCount();
            if (hasRows) {
                try (ResultSet result = prepared.getResultSet()) {
                    translated.columns().forEach(column -> labels.add(column.label()));
                    while (result.next()) {
                        List<Object> row = new ArrayList<>();
                        for (int i = 0; i < labels.size(); i++) {
                            row.add(translated.columns().get(i).codec().decode(result, i + 1));
                        }
                        rows.add(row);
                    }
                }
            }
            return new Result(labels, rows, count, isChange(statement) ? tables(postgresql, false) : List.of());
        }
    }

    /** As the driver binds: by the codec, or by the value's storage class. */
    private static void bind(PreparedStatement prepared, int index, Codec codec, Object value)
            throws SQLException, CodecException {
        if (codec != null) {
            codec.bind(prepared, index, value);
        } else if (value == null) {
            prepared.setNull(index, Types.OTHER);
        } else {
            prepared.setObject(index, value);
        }
    }

    /** Everything in the tables, as stored values. */
    private List<List<Object>> tables(Connection connection, boolean ofSqlite) throws SQLException {
        List<List<Object>> rows = new ArrayList<>();
        for (TableMap table : map.tables()) {
            String name = ofSqlite ? table.sqliteName() : table.postgresqlName();
            try (Statement statement = connection.createStatement();
                    ResultSet result = statement.executeQuery("SELECT * FROM \"" + name + '"')) {
                while (result.next()) {
                    List<Object> row = new ArrayList<>(List.of(table.sqliteName()));
                    for (int i = 0; i < table.columns().size(); i++) {
                        row.add(
                                ofSqlite
                                        ? SampleShop.stored(result.getObject(i + 1))
                                        : table.columns().get(i).codec().decode(result, i + 1));
                    }
                    rows.add(row);
                }
            }
        }
        return rows;
    }
}
