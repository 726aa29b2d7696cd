package io.shadowjdbc.migrator.plan;

import io.shadowjdbc.schema.AffinityTextCodec;
import io.shadowjdbc.schema.Codec;
import io.shadowjdbc.schema.CodecException;
import io.shadowjdbc.schema.IsoCodec;
import io.shadowjdbc.schema.IsoFormat;
import io.shadowjdbc.schema.SqliteColumn;
import io.shadowjdbc.schema.StoredValue;
import io.shadowjdbc.schema.TextCodec;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Writes a column's DEFAULT for PostgreSQL. SQLite itself is asked for the value of a constant; the current time is
 * written out in the column's own format. Other expressions have no sure equal here.
 */
final class DefaultRenderer {
    private static final Pattern CONSTANT = Pattern.compile(
            "[+-]?\\s*\\d[\\d.eE+xX_a-fA-F-]*|[+-]?\\s*\\.\\d+([eE][+-]?\\d+)?|'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|[xX]'[0-9a-fA-F]*'|true|false|null",
            Pattern.CASE_INSENSITIVE);
    private static final String NOW = "(statement_timestamp() AT TIME ZONE 'UTC')";

    private DefaultRenderer() {}

    /** The DEFAULT clause's expression, or empty where there is no sure equal. */
    static Optional<String> render(SqliteColumn column, Codec codec) {
        String sql = withoutParentheses(column.defaultSql());
        try {
            if (CONSTANT.matcher(sql).matches()) {
                return Optional.of(PostgresqlLiteral.of(codec, column.affinity().apply(value(sql))));
            }
        } catch (SQLException | CodecException e) {
            return Optional.empty();
        }
        return switch (sql.toLowerCase(Locale.ROOT).replaceAll("\\s", "")) {
            case "current_timestamp", "datetime('now')" -> now(codec, "YYYY-MM-DD HH24:MI:SS", "YYYY-MM-DD HH:MM:SS");
            case "current_date", "date('now')" -> now(codec, "YYYY-MM-DD", "YYYY-MM-DD");
            case "current_time", "time('now')" -> text(codec, "HH24:MI:SS");
            case "strftime('%y-%m-%dt%h:%m:%fz','now')" ->
                sql.contains("%Y-%m-%dT%H:%M:%fZ")
                        ? now(codec, "YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"", "YYYY-MM-DDTHH:MM:SS.SSSZ")
                        : Optional.empty();
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

    private static Optional<String> now(Codec codec, String toChar, String pattern) {
        if (codec instanceof IsoCodec iso && iso.format().equals(IsoFormat.ofPattern(pattern))) {
            int precision = iso.format().fraction();
            return Optional.of(
                    iso.format().isDate()
                            ? NOW + "::date"
                            : "date_trunc('" + (precision == 0 ? "second" : "milliseconds") + "', " + NOW + ")");
        }
        return text(codec, toChar);
    }

    private static Optional<String> text(Codec codec, String toChar) {
        return codec instanceof TextCodec || codec instanceof AffinityTextCodec
                ? Optional.of("to_char(" + NOW + ", " + PostgresqlLiteral.quote(toChar) + ")")
                : Optional.empty();
    }
}
