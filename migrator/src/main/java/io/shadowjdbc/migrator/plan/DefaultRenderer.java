package io.shadowjdbc.migrator.plan;

import io.shadowjdbc.dialect.TableExpressions;
import io.shadowjdbc.dialect.UntranslatableException;
import io.shadowjdbc.schema.Codec;
import io.shadowjdbc.schema.CodecException;
import io.shadowjdbc.schema.ColumnMap;
import io.shadowjdbc.schema.IsoCodec;
import io.shadowjdbc.schema.IsoFormat;
import io.shadowjdbc.schema.SqliteColumn;
import io.shadowjdbc.schema.StoredValue;
import io.shadowjdbc.schema.TableMap;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Writes a column's DEFAULT for PostgreSQL. SQLite itself is asked for the value of a constant; the current time in a
 * column of times is written as a person would; any other expression is the dialect's.
 */
final class DefaultRenderer {
    private static final Pattern CONSTANT = Pattern.compile(
            "[+-]?\\s*\\d[\\d.eE+xX_a-fA-F-]*|[+-]?\\s*\\.\\d+([eE][+-]?\\d+)?|'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|[xX]'[0-9a-fA-F]*'|true|false|null",
            Pattern.CASE_INSENSITIVE);
    private static final String NOW = "(statement_timestamp() AT TIME ZONE 'UTC')";

    private DefaultRenderer() {}

    /**
     * The DEFAULT clause's expression.
     *
     * @throws UntranslatableException where there is no equal
     */
    static String render(SqliteColumn column, ColumnMap mapped, TableMap table) throws UntranslatableException {
        String sql = withoutParentheses(column.defaultSql());
        Codec codec = mapped.codec();
        try {
            if (CONSTANT.matcher(sql).matches()) {
                return PostgresqlLiteral.of(codec, column.affinity().apply(value(sql)));
            }
        } catch (SQLException | CodecException e) {
            // the dialect says what is wrong with it
            return TableExpressions.defaultValue(column.defaultSql(), mapped, table);
        }
        Optional<String> now = now(sql, codec);
        return now.isPresent() ? now.get() : TableExpressions.defaultValue(column.defaultSql(), mapped, table);
    }

    private static Optional<String> now(String sql, Codec codec) {
        return switch (sql.toLowerCase(Locale.ROOT).replaceAll("\\s", "")) {
            case "current_timestamp", "datetime('now')" -> now(codec, "YYYY-MM-DD HH:MM:SS");
            case "current_date", "date('now')" -> now(codec, "YYYY-MM-DD");
            case "strftime('%y-%m-%dt%h:%m:%fz','now')" ->
                sql.contains("%Y-%m-%dT%H:%M:%fZ") ? now(codec, "YYYY-MM-DDTHH:MM:SS.SSSZ") : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static String withoutParentheses(String sql) {
        String inner = sql.strip();
        while (inner.startsWith("(") && inner.endsWith(")") && inner.indexOf('(', 1) < 0) {
            inner = inner.substring(1, inner.length() - 1).strip();
        }
        return inner.startsWith("(") && inner.endsWith("))")
                ? inner.substring(1, inner.length() - 1).strip()
                : inner;
    }

    private static Object value(String sql) throws SQLException {
        try (Connection memory = DriverManager.getConnection("jdbc:sqlite::memory:");
                Statement statement = memory.createStatement();
                ResultSet row = statement.executeQuery("SELECT " + sql)) {
            row.next();
            return StoredValue.read(row, 1);
        }
    }

    private static Optional<String> now(Codec codec, String pattern) {
        if (!(codec instanceof IsoCodec iso) || !iso.format().equals(IsoFormat.ofPattern(pattern))) {
            return Optional.empty();
        }
        int precision = iso.format().fraction();
        return Optional.of(
                iso.format().isDate()
                        ? NOW + "::date"
                        : "date_trunc('" + (precision == 0 ? "second" : "milliseconds") + "', " + NOW + ")");
    }
}
