package io.shadowjdbc.dialect.postgresql;

import io.shadowjdbc.dialect.ast.Span;

/** What PostgreSQL must sort by to get SQLite's order. */
final class SortKeys {
    private SortKeys() {}

    /** The sort key of an expression, without direction. */
    static String text(Expressions expressions, Sql sql, Span span) {
        Sql value =
                sql.coded() && !differs(sql) ? sql : expressions.conversions().value(sql, span);
        if (value.coded()) {
            return value.operand();
        }
        return switch (value.kind()) {
            case TEXT ->
                Comparisons.collated(value, value.collation() == null ? "BINARY" : value.collation(), false, span);
            case DYNAMIC -> "shadow.sq_sortable(" + value.text() + ")";
            default -> value.operand();
        };
    }

    /** Whether the key differs from the expression itself, so that a position in the result can't stand for it. */
    static boolean differs(Sql sql) {
        if (sql.coded()) {
            boolean binary = sql.collation() == null || sql.collation().equals("BINARY");
            return !sql.form().numeric() && !(sql.form().ordered() && (binary || sql.kind() != Kind.TEXT));
        }
        return sql.kind() == Kind.TEXT || sql.kind() == Kind.DYNAMIC;
    }

    /** ASC or DESC and where nulls go, as short as may be. */
    static String direction(Sql sql, boolean descending, boolean nullsFirst) {
        String direction = descending ? " DESC" : "";
        if (!sql.nullable() || nullsFirst == descending) {
            return direction;
        }
        return direction + (nullsFirst ? " NULLS FIRST" : " NULLS LAST");
    }
}
