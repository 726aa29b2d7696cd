package io.shadowjdbc.dialect.ast;

import java.util.List;

/**
 * A whole SELECT with its WITH, ORDER BY and LIMIT; also VALUES.
 *
 * @param limit null where there is none
 * @param offset null where there is none
 * @param offsetFirst whether it was written {@code LIMIT offset, limit}
 */
public record Select(
        Span span, With with, Body body, List<OrderTerm> orderBy, Expr limit, Expr offset, boolean offsetFirst) {

    /** One SELECT, VALUES, or two bodies with a set operator between them. */
    public sealed interface Body {
        Span span();
    }

    /**
     * SELECT ... FROM ... WHERE ... GROUP BY ... HAVING ... WINDOW.
     *
     * @param from null where there is none
     * @param where null where there is none
     * @param having null where there is none
     */
    public record Core(
            Span span,
            boolean distinct,
            List<Item> items,
            From from,
            Expr where,
            List<Expr> groupBy,
            Expr having,
            List<Window.Named> windows)
            implements Body {}

    public record Values(Span span, List<List<Expr>> rows) implements Body {}

    /**
     * Two bodies with a set operator between them; all operators bind equally, to the left.
     *
     * @param operator UNION, UNION ALL, INTERSECT or EXCEPT; all bind equally, to the left
     */
    public record Compound(Span span, Body left, String operator, Body right) implements Body {}

    /** What stands between SELECT and FROM. */
    public sealed interface Item {
        Span span();
    }

    /**
     * {@code *}, or {@code table.*}.
     *
     * @param table null for {@code *}
     */
    public record Star(Span span, String table) implements Item {}

    /**
     * An expression with its alias.
     *
     * @param alias null where not given
     */
    public record Column(Span span, Expr expr, String alias) implements Item {}

    /** WITH; empty where there is none. */
    public record With(boolean recursive, List<Cte> ctes) {
        public static final With NONE = new With(false, List.of());
    }

    /**
     * A common table expression.
     *
     * @param columns empty where not given
     * @param materialized null where not given
     */
    public record Cte(Span span, String name, List<String> columns, Boolean materialized, Select select) {}
}
