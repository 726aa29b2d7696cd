package io.shadowjdbc.dialect;

import io.shadowjdbc.schema.ColumnMap;
import io.shadowjdbc.schema.SchemaMap;
import io.shadowjdbc.schema.TableMap;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * Turns PostgreSQL's errors into those that sqlite-jdbc throws in the same case, with the same class, code and form of
 * message; PostgreSQL's own is the cause. Messages hold names and never values of rows. Static and safe for threads.
 *
 * <p>Lost connections (SQLState 08..., 57P01 to 57P05) stay as they are: pools close a connection by these states, and
 * SQLite has no error that would make them do so. A class whose pgjdbc is missing is never loaded here, since only
 * PostgreSQL's connections give errors to translate.
 */
public final class SqliteErrors {
    private static final String NO_COUNTERPART = "no PostgreSQL counterpart: ";

    private static final Pattern KEY = Pattern.compile("\\((.*)\\)=\\(", Pattern.DOTALL);

    /** A key of a NOCASE index, as PostgreSQL prints it, without quotes. */
    private static final Pattern FOLDED = Pattern.compile("lower\\(\\(*(.*?)\\)*(?:::text)? COLLATE C\\)");

    /** The helper that reads the arguments of JSON functions, in the context of an error. */
    private static final String JSON = "sq_json_of(";

    private SqliteErrors() {}

    /** What sqlite-jdbc would have thrown; the exception itself where it is SQLite's already, or a lost connection. */
    public static SQLException translate(SQLException error, SchemaMap map) {
        if (error instanceof SQLiteException || SqlStates.connectionIsLost(error)) {
            return error;
        }
        SQLException source = error;
        if (error instanceof BatchUpdateException && error.getNextException() != null) {
            // sqlite-jdbc throws the statement's own exception from a batch
            source = error.getNextException();
        }
        SQLiteException translated = translated(source, map);
        translated.initCause(error);
        for (Throwable suppressed : error.getSuppressed()) {
            translated.addSuppressed(suppressed);
        }
        return translated;
    }

    private static SQLiteException translated(SQLException error, SchemaMap map) {
        String state = error.getSQLState() == null ? "" : error.getSQLState();
        Optional<ServerErrorMessage> server = error instanceof PSQLException psql
                ? Optional.ofNullable(psql.getServerErrorMessage())
                : Optional.empty();
        switch (state) {
            case "23505", "23P01":
                return unique(server, map);
            case "23502":
                return exception(
                        SQLiteErrorCode.SQLITE_CONSTRAINT_NOTNULL,
                        "NOT NULL constraint failed: "
                                + server.map(at -> columnName(at, map)).orElse("?"));
            case "23503":
                return exception(SQLiteErrorCode.SQLITE_CONSTRAINT_FOREIGNKEY, "FOREIGN KEY constraint failed");
            case "23001":
                // SQLite's RESTRICT is a trigger
                return exception(SQLiteErrorCode.SQLITE_CONSTRAINT_TRIGGER, "FOREIGN KEY constraint failed");
            case "23514":
                return exception(
                        SQLiteErrorCode.SQLITE_CONSTRAINT_CHECK,
                        "CHECK constraint failed: "
                                + server.map(at -> CheckNames.of(at.getConstraint(), at.getTable(), map))
                                        .orElse("?"));
            case "23000":
                return exception(
                        SQLiteErrorCode.SQLITE_CONSTRAINT_TRIGGER,
                        server.map(ServerErrorMessage::getMessage).orElse("?"));
            case "40001", "40P01", "55P03":
                return exception(SQLiteErrorCode.SQLITE_BUSY, "database is locked");
            case "57014":
                return exception(SQLiteErrorCode.SQLITE_INTERRUPT, "interrupted");
            case "25006":
                return exception(SQLiteErrorCode.SQLITE_READONLY, "attempt to write a readonly database");
            case "53100":
                return exception(SQLiteErrorCode.SQLITE_FULL, "database or disk is full");
            default:
                return other(error, state, server);
        }
    }

    private static SQLiteException other(SQLException error, String state, Optional<ServerErrorMessage> server) {
        if (state.equals("22021") || state.equals("22P05")) {
            return exception(
                    SQLiteErrorCode.SQLITE_ERROR,
                    NO_COUNTERPART + "text with U+0000, or a blob as text that is no UTF-8; keep it in a blob");
        }
        if (state.equals("22003") && String.valueOf(error.getMessage()).contains("bigint out of range")) {
            return exception(
                    SQLiteErrorCode.SQLITE_ERROR,
                    NO_COUNTERPART + "an integer beyond 64 bits, which SQLite makes a REAL; CAST an operand AS REAL");
        }
        if (state.equals("22P02")
                && server.map(at -> String.valueOf(at.getWhere()).contains(JSON))
                        .orElse(false)) {
            return exception(SQLiteErrorCode.SQLITE_ERROR, "malformed JSON");
        }
        boolean misfit = error instanceof java.sql.SQLDataException || state.startsWith("22") || state.equals("42804");
        if (misfit) {
            // PostgreSQL's message may quote the value
            String column = server.map(ServerErrorMessage::getColumn)
                    .map(name -> " of column " + name)
                    .orElse("");
            String reason = server.isEmpty() ? ": " + error.getMessage() : column + ", SQLState " + state;
            return exception(SQLiteErrorCode.SQLITE_MISMATCH, "datatype mismatch" + reason);
        }
        String message = server.map(ServerErrorMessage::getMessage).orElse(error.getMessage());
        String text = switch (state) {
            case "SQ001" ->
                NO_COUNTERPART + "min() or max() of an INTEGER and a REAL that are equal, of which SQLite gives the"
                        + " first that it reads; CAST the values AS REAL";
            case "21000" ->
                NO_COUNTERPART + "two new rows of one statement for the same old row; insert them one at a time";
            case "42P01" -> "no such table: " + quoted(message);
            case "42703" -> "no such column: " + quoted(message);
            case "42883" -> "no such function: " + message;
            default -> message + " (SQLState " + state + ")";
        };
        return exception(SQLiteErrorCode.SQLITE_ERROR, text);
    }

    private static String quoted(String message) {
        Matcher matcher = Pattern.compile("\"([^\"]+)\"").matcher(message);
        return matcher.find() ? matcher.group(1) : message;
    }

    private static SQLiteException unique(Optional<ServerErrorMessage> server, SchemaMap map) {
        Optional<TableMap> table = server.flatMap(at -> table(at, map));
        List<String> columns = server.map(at -> keyColumns(at, table)).orElse(List.of());
        if (columns.isEmpty()) {
            String index = server.map(ServerErrorMessage::getConstraint).orElse("?");
            return exception(
                    SQLiteErrorCode.SQLITE_CONSTRAINT_UNIQUE, "UNIQUE constraint failed: index '" + index + "'");
        }
        List<String> primary = table.map(TableMap::primaryKey).orElse(List.of());
        boolean isPrimary = sameNames(primary, columns);
        List<String> ordered = isPrimary
                ? primary
                : table.map(TableMap::uniqueKeys).orElse(List.of()).stream()
                        .filter(key -> sameNames(key, columns))
                        .findFirst()
                        .orElse(columns);
        String name = table.map(TableMap::sqliteName)
                .orElseGet(() -> server.map(ServerErrorMessage::getTable).orElse("?"));
        List<String> qualified =
                ordered.stream().map(column -> name + "." + column).toList();
        return exception(
                isPrimary ? SQLiteErrorCode.SQLITE_CONSTRAINT_PRIMARYKEY : SQLiteErrorCode.SQLITE_CONSTRAINT_UNIQUE,
                "UNIQUE constraint failed: " + String.join(", ", qualified));
    }

    private static boolean sameNames(List<String> a, List<String> b) {
        return a.size() == b.size()
                && a.stream().allMatch(name -> b.stream().anyMatch(other -> other.equalsIgnoreCase(name)));
    }

    /** The key's columns as SQLite spells them, from the detail "Key (a, b)=(...) already exists."; empty for expressions. */
    private static List<String> keyColumns(ServerErrorMessage at, Optional<TableMap> table) {
        Matcher matcher = KEY.matcher(at.getDetail() == null ? "" : at.getDetail());
        if (!matcher.find()) {
            return List.of();
        }
        String list = matcher.group(1);
        int end = list.indexOf(")=(");
        List<String> columns = new ArrayList<>();
        for (String part : split(end < 0 ? list : list.substring(0, end))) {
            Optional<String> column = table.isPresent() ? keyColumn(table.get(), part) : Optional.of(part);
            if (column.isEmpty() || (table.isEmpty() && part.indexOf('(') >= 0)) {
                return List.of();
            }
            columns.add(column.get());
        }
        return columns;
    }

    /** The column of a key: its name alone, or in lower case where the column's own collation is NOCASE. */
    private static Optional<String> keyColumn(TableMap table, String part) {
        Matcher folded = FOLDED.matcher(part);
        if (!folded.matches()) {
            return sqliteName(table, part);
        }
        return sqliteName(table, folded.group(1))
                .filter(name ->
                        table.column(name).map(ColumnMap::collation).orElse("").equalsIgnoreCase("NOCASE"));
    }

    /** Names between commas, their quotes taken off. */
    private static List<String> split(String list) {
        List<String> names = new ArrayList<>();
        StringBuilder name = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < list.length(); i++) {
            char c = list.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                names.add(name.toString().trim());
                name.setLength(0);
            } else {
                name.append(c);
            }
        }
        names.add(name.toString().trim());
        return names;
    }

    private static Optional<TableMap> table(ServerErrorMessage at, SchemaMap map) {
        return map.tables().stream()
                .filter(table -> table.postgresqlName().equals(at.getTable())
                        && (at.getSchema() == null || table.postgresqlSchema().equals(at.getSchema())))
                .findFirst();
    }

    private static Optional<String> sqliteName(TableMap table, String postgresqlName) {
        return table.columns().stream()
                .filter(column -> column.postgresqlName().equals(postgresqlName))
                .map(ColumnMap::sqliteName)
                .findFirst();
    }

    private static String columnName(ServerErrorMessage at, SchemaMap map) {
        Optional<TableMap> table = table(at, map);
        String column =
                table.flatMap(known -> sqliteName(known, at.getColumn())).orElse(at.getColumn());
        return table.map(TableMap::sqliteName).orElse(at.getTable()) + "." + column;
    }

    /** As sqlite-jdbc words it: the code with its meaning, then SQLite's own message. */
    private static SQLiteException exception(SQLiteErrorCode code, String message) {
        return new SQLiteException(code + " (" + message + ")", code);
    }
}
