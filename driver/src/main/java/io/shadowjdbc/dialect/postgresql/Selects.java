package io.shadowjdbc.dialect.postgresql;

import io.shadowjdbc.dialect.ast.Expr;
import io.shadowjdbc.dialect.ast.Select;
import io.shadowjdbc.dialect.ast.Span;
import java.util.ArrayList;
import java.util.List;

/** Renders whole queries: WITH, set operations, VALUES, ORDER BY and LIMIT of what has no FROM of its own. */
final class Selects {
    /**
     * A column of a query's result.
     *
     * @param label as SQLite names it
     * @param name as PostgreSQL's text names it: unique within the query
     */
    record Output(String label, String name, Sql sql) {}

    /** @param atMostOneRow whether it can't give more than one row */
    record Query(String text, List<Output> outputs, boolean atMostOneRow) {}

    /** Turns the value of a result column into what a table's column stores. */
    @FunctionalInterface
    interface Assigner {
        String assign(int column, Sql value, Span span);
    }

    private final Rendering rendering;
    private final Expressions expressions;
    private final Cores cores;
    private final SetOperations sets;
    private final CommonTables commonTables;

    Selects(Rendering rendering, Expressions expressions) {
        this.rendering = rendering;
        this.expressions = expressions;
        this.cores = new Cores(rendering, expressions, this);
        this.sets = new SetOperations(rendering, expressions, cores);
        this.commonTables = new CommonTables(rendering, expressions, this);
    }

    CommonTables commonTables() {
        return commonTables;
    }

    /** A part of a set operation, or a whole one. */
    Query set(Select.Body body, Scope parent) {
        return sets.set(body, parent).query();
    }

    Froms froms() {
        return cores.froms();
    }

    /** A query inside another statement. */
    Query inner(Select select, Scope parent) {
        return render(select, parent, false);
    }

    /** The statement's own query: its columns in types that the result may show. */
    Query outer(Select select) {
        return render(select, rendering.outer(), true);
    }

    /** The query whose rows INSERT stores. */
    Query assigned(Select select, int columns, Assigner assigner) {
        Query query;
        if (select.body() instanceof Select.Core core && !core.distinct()) {
            String with = commonTables.enter(select.with(), rendering.outer());
            try {
                query = cores.assigned(core, select.orderBy(), assigner);
                String text = with + query.text() + limit(select.limit(), select.offset());
                query = new Query(text, query.outputs(), false);
            } finally {
                commonTables.leave();
            }
        } else {
            Query inner = inner(select, rendering.outer());
            List<String> items = new ArrayList<>();
            for (int i = 0; i < inner.outputs().size(); i++) {
                Output output = inner.outputs().get(i);
                Sql sql = output.sql().withText(Quote.name(output.name()), true).withoutConstant();
                items.add(assigner.assign(i, sql, select.span()));
            }
            String text =
                    "SELECT " + String.join(", ", items) + " FROM (" + inner.text() + ") AS " + rendering.newAlias();
            query = new Query(text, inner.outputs(), false);
        }
        if (query.outputs().size() != columns) {
            throw new Refusal(
                    query.outputs().size() + " values for " + columns + " columns",
                    select.span(),
                    "Give each column one value.");
        }
        return query;
    }

    /** RETURNING with the blank before it. */
    Query returning(List<Select.Item> items, Scope scope) {
        return cores.returning(items, scope);
    }

    private Query render(Select select, Scope parent, boolean outermost) {
        String with = commonTables.enter(select.with(), parent);
        try {
            Query query = body(select, parent, outermost);
            return new Query(with + query.text(), query.outputs(), query.atMostOneRow());
        } finally {
            commonTables.leave();
        }
    }

    private Query body(Select select, Scope parent, boolean outermost) {
        String limit = limit(select.limit(), select.offset());
        if (select.body() instanceof Select.Core core) {
            Query query = cores.render(core, select.orderBy(), parent, outermost);
            return new Query(query.text() + limit, query.outputs(), query.atMostOneRow() || isOne(select.limit()));
        }
        SetOperations.Part part = sets.set(select.body(), parent);
        Query query = part.query();
        boolean one = query.atMostOneRow() || isOne(select.limit());
        if (outermost
                && query.outputs().stream()
                        .anyMatch(output -> output.sql().kind() == Kind.BOOLEAN
                                && output.sql().column() == null)) {
            query = sets.wrap(query, "", true);
        }
        if (select.orderBy().isEmpty()) {
            return new Query(query.text() + limit, query.outputs(), one);
        }
        return sets.ordered(query, part.collations(), select, limit, one);
    }

    private static boolean isOne(Expr limit) {
        return limit != null
                && limit.bare() instanceof Expr.Literal literal
                && (literal.value().equals("1") || literal.value().equals("0"));
    }

    /** LIMIT and OFFSET with the blank before them; a negative limit is none, a negative offset is 0. */
    String limit(Expr limit, Expr offset) {
        StringBuilder text = new StringBuilder();
        Scope scope = new Scope(rendering.outer());
        if (limit != null) {
            Sql count = whole(limit, scope);
            if (count.constant() instanceof Long constant) {
                text.append(constant < 0 ? "" : " LIMIT " + constant);
            } else {
                text.append(" LIMIT NULLIF(GREATEST(").append(count.text()).append(", -1), -1)");
            }
        }
        if (offset != null) {
            Sql count = whole(offset, scope);
            if (count.constant() instanceof Long constant) {
                text.append(constant <= 0 ? "" : " OFFSET " + constant);
            } else {
                text.append(" OFFSET GREATEST(").append(count.text()).append(", 0)");
            }
        }
        return text.toString();
    }

    private Sql whole(Expr expr, Scope scope) {
        Sql sql = expressions.render(expr, scope);
        if (sql.isConstant() && !(sql.constant() instanceof Long)) {
            throw new Refusal("LIMIT by something that is no whole number", expr.span(), "Write a whole number.");
        }
        return expressions.conversions().whole(sql, expr.span());
    }
}
