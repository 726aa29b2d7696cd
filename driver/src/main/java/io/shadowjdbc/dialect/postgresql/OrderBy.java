package io.shadowjdbc.dialect.postgresql;

import io.shadowjdbc.dialect.ast.Expr;
import io.shadowjdbc.dialect.ast.OrderTerm;
import io.shadowjdbc.dialect.ast.Select;
import io.shadowjdbc.dialect.postgresql.Selects.Output;
import io.shadowjdbc.dialect.postgresql.Selects.Query;
import java.util.ArrayList;
import java.util.List;

/** Renders the ORDER BY of a SELECT, whose terms may be positions, aliases or expressions. */
final class OrderBy {
    private final Rendering rendering;
    private final Expressions expressions;

    OrderBy(Rendering rendering, Expressions expressions) {
        this.rendering = rendering;
        this.expressions = expressions;
    }

    Query order(Query query, Select.Core core, List<OrderTerm> orderBy, List<Output> items, Scope scope) {
        List<String> terms = new ArrayList<>();
        String alias = null;
        if (core.distinct() && orderBy.stream().anyMatch(term -> sortsDifferently(term, items, scope, core))) {
            alias = rendering.newAlias();
        }
        for (OrderTerm term : orderBy) {
            String key = key(term, core, items, scope, alias);
            if (key != null) {
                terms.add(key);
            }
        }
        if (terms.isEmpty()) {
            return query;
        }
        String order = " ORDER BY " + String.join(", ", terms);
        String text = alias == null ? query.text() + order : "SELECT * FROM (" + query.text() + ") AS " + alias + order;
        return new Query(text, query.outputs(), query.atMostOneRow());
    }

    private boolean sortsDifferently(OrderTerm term, List<Output> items, Scope scope, Select.Core core) {
        int position = position(term.expr().bare(), items, scope, core);
        Sql sql = position >= 0 ? items.get(position).sql() : expressions.render(term.expr(), scope);
        return SortKeys.differs(sql);
    }

    /** One term of ORDER BY; null where it is a constant, which sorts nothing. */
    private String key(OrderTerm term, Select.Core core, List<Output> items, Scope scope, String alias) {
        Expr expr = term.expr().bare();
        int position = position(expr, items, scope, core);
        Sql sql;
        boolean ofResult = alias != null || core.distinct();
        if (position >= 0) {
            Output output = items.get(position);
            sql = output.sql();
            if (sql.isConstant() || sql.isParameter() || sql.kind() == Kind.NULL) {
                return null;
            }
            boolean plain = sql.column() != null && sql.atomic();
            if (alias != null) {
                sql = sql.withText(alias + "." + Quote.name(output.name()), true);
            } else if ((ofResult || !plain) && !SortKeys.differs(sql)) {
                sql = sql.withText(Integer.toString(position + 1), true);
            }
        } else if (ofResult) {
            throw new Refusal(
                    "SELECT DISTINCT sorted by something that it does not select",
                    term.expr().span(),
                    "Select the expression too.");
        } else {
            sql = expressions.render(term.expr(), scope);
            if (sql.isConstant() || sql.isParameter() || sql.kind() == Kind.NULL) {
                return null;
            }
        }
        return SortKeys.text(expressions, sql, term.expr().span())
                + SortKeys.direction(sql, term.descending(), term.putsNullsFirst());
    }

    /** The result column that a term of ORDER BY means; -1 where it means none. */
    private int position(Expr expr, List<Output> items, Scope scope, Select.Core core) {
        if (expr instanceof Expr.Literal literal && literal.kind() == Expr.LiteralKind.INTEGER) {
            int position = literal.value().length() < 5 ? Integer.parseInt(literal.value()) : 0;
            if (position >= 1 && position <= items.size()) {
                return position - 1;
            }
            throw new Refusal(
                    "position " + literal.value() + ", which is no column of the result",
                    expr.span(),
                    "Write the column's name.");
        }
        if (expr instanceof Expr.ColumnRef ref && ref.table() == null) {
            int i = 0;
            for (Select.Item item : core.items()) {
                if (item instanceof Select.Star) {
                    break;
                }
                if (ref.column().equalsIgnoreCase(((Select.Column) item).alias())) {
                    return i;
                }
                i++;
            }
        }
        if (core.distinct()) {
            Sql sql = Cores.comparable(expressions, expressions.render(expr, scope), expr.span());
            for (int i = 0; i < items.size(); i++) {
                Sql item = items.get(i).sql();
                if (item.text().equals(sql.text()) || item.text().equals(sql.text() + "::int")) {
                    return i;
                }
            }
        }
        return -1;
    }
}
