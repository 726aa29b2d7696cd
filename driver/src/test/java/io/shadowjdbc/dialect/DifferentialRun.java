package io.shadowjdbc.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.shadowjdbc.schema.SchemaMap;
import io.shadowjdbc.schema.TableMap;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * Runs a statement on SQLite and, through the driver's bridge, on PostgreSQL, compares what an application sees, and undoes
 * what it did.
 */
final class DifferentialRun {
    private static final double TOLERANCE = 1e-9;
    private static final Pattern REAL = Pattern.compile("-?[0-9]+\\.[0-9]+(?:[eE][-+]?[0-9]+)?");
    private static final int GETTERS = 8;
    private static final int ATTEMPTS = 10;
    private static final Object UNKNOWN = new Object();
    private static final String REFUSAL = "no PostgreSQL counterpart: ";

    enum Kind {
        IDENTICAL,
        /** Refused with what, where and what to write instead. */
        REFUSED,
        /** PostgreSQL raises an error where SQLite does not, or another one. */
        ERROR,
        DIFFERENT
    }

    /**
     * @param detail what to read when it is not as expected
     * @param isMisfit whether the error says that a column can't hold the value which a statement assigns to it
     */
    record Outcome(Kind kind, String detail, boolean isMisfit) {
        Outcome(Kind kind, String detail) {
            this(kind, detail, false);
        }
    }

    /**
     * What a statement gave.
     *
     * @param count the update count, -1 where there are rows
     * @param key what the connection gives as generated key afterwards, null but for INSERT
     * @param after what the tables hold after a change
     * @param error the exception instead of all that, or null
     */
    private record Result(
            List<String> labels,
            List<List<Object>> rows,
            int count,
            Object key,
            List<List<Object>> after,
            SQLException error) {}

    /** A parameter that is set through another method than {@code setObject}. */
    @FunctionalInterface
    interface Binding {
        void bind(PreparedStatement statement, int index) throws SQLException;
    }

    private final Connection sqlite;
    private final Connection bridged;
    private final SchemaMap map;
    private final boolean everyGetter;

    /** Whether a statement has failed on one side only, so that last_insert_rowid() may differ until the next insertion. */
    private boolean keysDiffer;

    /** @param bridged speaks SQLite's SQL to PostgreSQL; both without auto-commit */
    DifferentialRun(Connection sqlite, Connection bridged, SchemaMap map) {
        this(sqlite, bridged, map, false);
    }

    private DifferentialRun(Connection sqlite, Connection bridged, SchemaMap map, boolean everyGetter) {
        this.sqlite = sqlite;
        this.bridged = bridged;
        this.map = map;
        this.everyGetter = everyGetter;
        // the rows that both sides begin with were inserted on SQLite's connection
        this.keysDiffer = everyGetter;
    }

    /** Reads each cell as text and as numbers too. */
    static DifferentialRun throughEveryGetter(Connection sqlite, Connection bridged, SchemaMap map) {
        return new DifferentialRun(sqlite, bridged, map, true);
    }

    /**
     * Runs the statement on both sides. Transactions of others on the server, of any database, may leave a gap in the keys, as
     * the documentation says: an insertion that differs is run again, and a difference of another cause stays.
     */
    Outcome run(CorpusStatement statement) throws SQLException {
        Outcome outcome = once(statement);
        for (int i = 1; i < ATTEMPTS && outcome.kind() == Kind.DIFFERENT && inserts(statement); i++) {
            outcome = once(statement);
        }
        return outcome;
    }

    private boolean inserts(CorpusStatement statement) {
        return SqliteAnalyzer.analyze(statement.sql(), map).kind() == StatementKind.INSERT;
    }

    private Outcome once(CorpusStatement statement) throws SQLException {
        Result actual = observed(bridged, statement);
        // what is refused need not run: it may write files
        boolean refused = actual.error() != null
                && String.valueOf(actual.error().getMessage()).contains(REFUSAL);
        Result expected = refused ? actual : observed(sqlite, statement);
        Outcome outcome = compare(statement, expected, actual);
        if (outcome.kind() != Kind.IDENTICAL || expected.error() != null) {
            // SQLite's last_insert_rowid() remembers rows of a statement that has failed
            keysDiffer = true;
        } else if (expected.key() != null && expected.key().equals(actual.key())) {
            keysDiffer = false;
        }
        return outcome;
    }

    /** The key after an insertion, where it is known: one that inserts nothing leaves that of an earlier one. */
    private boolean sameKey(Result expected, Result actual) {
        return keysDiffer || actual.key() == UNKNOWN || Objects.equals(expected.key(), actual.key());
    }

    private Outcome compare(CorpusStatement statement, Result expected, Result actual) {
        if (actual.error() != null) {
            String message = String.valueOf(actual.error().getMessage());
            if (message.contains(REFUSAL)) {
                return new Outcome(Kind.REFUSED, message.substring(message.indexOf(REFUSAL) + REFUSAL.length()));
            }
            return sameError(expected.error(), actual.error())
                    ? new Outcome(Kind.IDENTICAL, "")
                    : new Outcome(
                            Kind.ERROR,
                            sql(statement) + "\n    SQLite:     " + show(expected) + "\n    PostgreSQL: "
                                    + show(actual),
                            isMisfit(statement, actual.error()));
        }
        boolean sorted = SqliteAnalyzer.analyze(statement.sql(), map).ordering() != Ordering.NONE;
        List<List<Object>> left = sorted ? expected.rows() : sort(expected.rows());
        List<List<Object>> right = sorted ? actual.rows() : sort(actual.rows());
        boolean same = expected.error() == null
                && expected.labels().equals(actual.labels())
                && equal(left, right)
                && expected.count() == actual.count()
                && sameKey(expected, actual)
                && equal(sort(expected.after()), sort(actual.after()));
        return same
                ? new Outcome(Kind.IDENTICAL, "")
                : new Outcome(
                        Kind.DIFFERENT,
                        sql(statement) + "\n    SQLite:     " + show(expected) + "\n    PostgreSQL: " + show(actual));
    }

    private String sql(CorpusStatement statement) {
        return SqliteToPostgresql.translate(statement.sql(), map) instanceof Translation.Translated translated
                ? translated.sql()
                : "";
    }

    private boolean isMisfit(CorpusStatement statement, SQLException error) {
        return SqliteAnalyzer.analyze(statement.sql(), map).kind().changesRows()
                && error instanceof SQLiteException sqlite
                && sqlite.getResultCode() == SQLiteErrorCode.SQLITE_MISMATCH;
    }

    private boolean sameError(SQLException expected, SQLException actual) {
        if (expected == null || expected.getClass() != actual.getClass()) {
            return false;
        }
        boolean sameCode = expected.getErrorCode() == actual.getErrorCode()
                && Objects.equals(expected.getSQLState(), actual.getSQLState());
        boolean sameResult = !(expected instanceof SQLiteException ours && actual instanceof SQLiteException theirs)
                || ours.getResultCode() == theirs.getResultCode();
        return (sameCode && sameResult && Objects.equals(expected.getMessage(), actual.getMessage()))
                || (everyGetter && isOfKey(expected) && isOfKey(actual));
    }

    /** Which key is named where a row breaks several is open. */
    private static boolean isOfKey(SQLException error) {
        return String.valueOf(error.getMessage()).contains("(UNIQUE constraint failed: ");
    }

    private Result observed(Connection connection, CorpusStatement statement) throws SQLException {
        try (PreparedStatement prepared = connection.prepareStatement(statement.sql())) {
            for (int i = 0; i < statement.parameters().size(); i++) {
                if (statement.parameters().get(i) instanceof Binding binding) {
                    binding.bind(prepared, i + 1);
                } else {
                    prepared.setObject(i + 1, statement.parameters().get(i));
                }
            }
            boolean hasRows = prepared.execute();
            int count = hasRows ? -1 : prepared.getUpdateCount();
            List<String> labels = new ArrayList<>();
            List<List<Object>> rows = new ArrayList<>();
            if (hasRows) {
                read(prepared, labels, rows);
            }
            StatementKind kind = SqliteAnalyzer.analyze(statement.sql(), map).kind();
            Object key = kind == StatementKind.INSERT && hasKey(statement) ? key(connection) : null;
            List<List<Object>> after = kind.changesRows() ? tables(connection) : List.of();
            // the count of a statement that changes no rows is that of the one before it
            return new Result(labels, rows, kind.changesRows() || hasRows ? count : 0, key, after, null);
        } catch (SQLException e) {
            return new Result(List.of(), List.of(), 0, null, List.of(), e);
        } finally {
            connection.rollback();
        }
    }

    private void read(PreparedStatement prepared, List<String> labels, List<List<Object>> rows) throws SQLException {
        try (ResultSet result = prepared.getResultSet()) {
            ResultSetMetaData data = result.getMetaData();
            for (int i = 1; i <= data.getColumnCount(); i++) {
                labels.add(data.getColumnLabel(i));
            }
            while (result.next()) {
                List<Object> row = new ArrayList<>();
                for (int i = 1; i <= labels.size(); i++) {
                    row.add(result.getObject(i));
                    if (everyGetter) {
                        row.add(result.getString(i));
                        // the last digit of a real may decide what whole number it is cut to
                        boolean real = row.get(row.size() - 2) instanceof Double;
                        row.add(real ? null : result.getLong(i));
                        row.add(real ? null : result.getInt(i));
                        row.add(result.getDouble(i));
                        row.add(result.getBoolean(i));
                        row.add(result.wasNull());
                        row.add(result.getBytes(i));
                    }
                }
                rows.add(row);
            }
        }
    }

    /** Whether the table's rowid is a column, so that PostgreSQL has it too. */
    private boolean hasKey(CorpusStatement statement) {
        return SqliteAnalyzer.analyze(statement.sql(), map).tables().stream()
                .limit(1)
                .anyMatch(name -> map.table(name).map(TableMap::integerKey).isPresent());
    }

    private static Object key(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT last_insert_rowid()")) {
            return row.next() ? row.getObject(1) : null;
        } catch (SQLException e) {
            if (String.valueOf(e.getMessage()).contains(REFUSAL)) {
                // of a statement before this one, whose table's rowid is no column
                return UNKNOWN;
            }
            throw e;
        }
    }

    /** Everything in the tables. */
    private List<List<Object>> tables(Connection connection) throws SQLException {
        List<List<Object>> rows = new ArrayList<>();
        for (TableMap table : map.tables()) {
            try (Statement statement = connection.createStatement();
                    ResultSet result = statement.executeQuery("SELECT * FROM \"" + table.sqliteName() + '"')) {
                while (result.next()) {
                    List<Object> row = new ArrayList<>(List.of(table.sqliteName()));
                    for (int i = 0; i < table.columns().size(); i++) {
                        row.add(result.getObject(i + 1));
                    }
                    rows.add(row);
                }
            }
        }
        return rows;
    }

    private String show(Result result) {
        return result.error() != null
                ? String.valueOf(result.error())
                : result.labels() + " " + shown(result.rows()) + " " + result.count() + " key " + result.key() + " "
                        + text(result.after());
    }

    private String shown(List<List<Object>> rows) {
        // the first of what the getters gave
        return text(
                everyGetter
                        ? rows.stream()
                                .map(row -> (List<Object>) IntStream.range(0, row.size())
                                        .filter(i -> i % GETTERS == 0)
                                        .mapToObj(row::get)
                                        .collect(Collectors.toList()))
                                .toList()
                        : rows);
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
        if (value instanceof Double real) {
            // zero has no sign where a number went through numeric
            return "D:" + (real + 0.0);
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
        if (a instanceof byte[] x && b instanceof byte[] y) {
            return Arrays.equals(x, y) || sameReal(new String(x, UTF_8), new String(y, UTF_8));
        }
        return Objects.equals(a, b) || (a instanceof String x && b instanceof String y && sameReal(x, y));
    }

    /** Whether both are texts of the same real number but for the last digit. */
    private static boolean sameReal(String a, String b) {
        return REAL.matcher(a).matches() && REAL.matcher(b).matches() && same(Double.valueOf(a), Double.valueOf(b));
    }
}
