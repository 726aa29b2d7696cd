package io.shadowjdbc.dialect.postgresql;

import io.shadowjdbc.dialect.ast.OrderTerm;
import io.shadowjdbc.dialect.ast.Window;
import java.util.ArrayList;
import java.util.List;

/** Renders windows. */
final class Windows {
    private Windows() {}

    static String render(Expressions expressions, Window window, Scope scope) {
        if (window.reference()) {
            return Quote.name(window.name());
        }
        List<String> parts = new ArrayList<>();
        if (window.name() != null) {
            parts.add(Quote.name(window.name()));
        }
        if (!window.partitionBy().isEmpty()) {
            List<String> partition = window.partitionBy().stream()
                    .map(expr -> {
                        Sql sql = Cores.comparable(expressions, expressions.render(expr, scope), expr.span());
                        return sql.kind() == Kind.TEXT && !sql.coded() && sql.collation() != null
                                ? Comparisons.collated(sql, sql.collation(), true, expr.span())
                                : sql.text();
                    })
                    .toList();
            parts.add("PARTITION BY " + String.join(", ", partition));
        }
        if (!window.orderBy().isEmpty()) {
            parts.add("ORDER BY " + order(expressions, window.orderBy(), scope));
        }
        if (window.frame() != null) {
            parts.add(frame(expressions, window.frame(), scope));
        }
        return "(" + String.join(" ", parts) + ")";
    }

    /** Whether rows that were in a frame are not in a later one of the same partition. */
    static boolean movesOn(Window window, Scope scope) {
        if (window.frame() != null) {
            return !window.frame().start().words().equals("UNBOUNDED PRECEDING");
        }
        return window.name() != null
                && scope.windows().stream()
                        .filter(named -> named.name().equalsIgnoreCase(window.name()))
                        .anyMatch(named -> movesOn(named.window(), scope));
    }

    /** Terms of ORDER BY inside a window or an aggregate. */
    static String order(Expressions expressions, List<OrderTerm> terms, Scope scope) {
        List<String> keys = new ArrayList<>();
        for (OrderTerm term : terms) {
            Sql sql = expressions.render(term.expr(), scope);
            keys.add(SortKeys.text(expressions, sql, term.expr().span())
                    + SortKeys.direction(sql, term.descending(), term.putsNullsFirst()));
        }
        return String.join(", ", keys);
    }

    private static String frame(Expressions expressions, Window.Frame frame, Scope scope) {
        String text = frame.unit() + " ";
        if (frame.end() == null) {
            text += bound(expressions, frame.start(), scope);
        } else {
            text += "BETWEEN " + bound(expressions, frame.start(), scope) + " AND "
                    + bound(expressions, frame.end(), scope);
        }
        return frame.exclude() == null ? text : text + " EXCLUDE " + frame.exclude();
    }

    private static String bound(Expressions expressions, Window.Bound bound, Scope scope) {
        if (bound.offset() == null) {
            return bound.words();
        }
        Sql offset = expressions
                .conversions()
                .number(
                        expressions.render(bound.offset(), scope),
                        bound.offset().span());
        return offset.text() + " " + bound.words();
    }
}
