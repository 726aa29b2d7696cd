package io.shadowjdbc.dialect.ast;

import java.util.List;

/** What stands after FROM. */
public sealed interface From {
    Span span();

    /**
     * A table, view, CTE or table-valued function.
     *
     * @param schema null where not given
     * @param alias null where not given
     * @param arguments null unless it is a table-valued function
     */
    record Table(Span span, String schema, String name, String alias, List<Expr> arguments) implements From {}

    /**
     * A query in parentheses.
     *
     * @param alias null where not given
     */
    record Subquery(Span span, Select select, String alias) implements From {}

    /**
     * A join; a comma is a CROSS join.
     *
     * @param type INNER, LEFT, RIGHT, FULL or CROSS
     * @param on null where not given
     * @param using empty where not given
     */
    record Join(Span span, From left, String type, boolean natural, From right, Expr on, List<String> using)
            implements From {}

    /** A join in parentheses. */
    record Parens(Span span, From inner) implements From {}
}
