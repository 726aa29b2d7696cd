package io.shadowjdbc.dialect.postgresql;

import io.shadowjdbc.dialect.ast.Expr;
import io.shadowjdbc.dialect.ast.Span;
import java.util.List;
import java.util.Locale;

/** Finds what a name stands for, as SQLite looks for it: columns, aliases of the result, outer queries, a string. */
final class Columns {
    private final Expressions expressions;

    Columns(Expressions expressions) {
        this.expressions = expressions;
    }

    Sql resolve(Expr.ColumnRef ref, Scope innermost) {
        if (ref.schema() != null && !ref.schema().equalsIgnoreCase("main")) {
            throw new Refusal("schema " + ref.schema(), ref.span(), "Use tables of the main database only.");
        }
        for (Scope scope = innermost; scope != null; scope = scope.parent()) {
            Sql found = ref.table() == null ? unqualified(ref, scope) : qualified(ref, scope);
            if (found != null) {
                return found;
            }
        }
        if (ref.table() == null) {
            if (ref.doubleQuoted()) {
                return Expressions.string(ref.column(), ref.span());
            }
            Sql truth = ref.quoted() ? null : Expressions.truth(ref.column());
            if (truth != null) {
                return truth;
            }
        }
        String name = ref.table() == null ? ref.column() : ref.table() + "." + ref.column();
        String advice = Expressions.isRowid(ref.column())
                ? "Only a table with an INTEGER PRIMARY KEY has its rowid on PostgreSQL; use a column."
                : "No table of the statement has it; check its spelling.";
        throw new Refusal("column " + name, ref.span(), advice);
    }

    private Sql qualified(Expr.ColumnRef ref, Scope scope) {
        Scope.Source source = scope.source(ref.table());
        if (source == null) {
            return null;
        }
        Scope.Column column = source.column(ref.column());
        return column == null ? null : use(column, ref, scope);
    }

    private Sql unqualified(Expr.ColumnRef ref, Scope scope) {
        List<Scope.Column> found = scope.columns(ref.column());
        if (found.size() > 1) {
            throw new Refusal(
                    "column " + ref.column() + " of several tables", ref.span(), "Write the table before the column.");
        }
        if (found.size() == 1) {
            return use(found.get(0), ref, scope);
        }
        Expr alias = scope.aliases().get(ref.column().toLowerCase(Locale.ROOT));
        return alias == null || alias == ref ? null : expressions.render(alias, scope);
    }

    private Sql use(Scope.Column column, Expr.ColumnRef ref, Scope scope) {
        Scope.Grouping grouping = scope.grouping();
        Sql sql = column.sql();
        if (sql.kind() == Kind.NULL) {
            return sql;
        }
        if (grouping == null || grouping.keys.contains(sql.text()) || dependsOnKey(sql, scope, grouping)) {
            return sql;
        }
        return bare(sql, ref, ref.span(), scope, grouping);
    }

    /** Whether PostgreSQL itself knows that the grouping decides the column: its table's primary key is grouped by. */
    private static boolean dependsOnKey(Sql sql, Scope scope, Scope.Grouping grouping) {
        for (Scope.Source source : scope.sources()) {
            boolean own = source.table() != null
                    && source.columns().stream().anyMatch(column -> column.sql().equals(sql));
            if (own && !source.table().primaryKey().isEmpty()) {
                return source.table().primaryKey().stream()
                        .allMatch(key -> source.column(key) != null
                                && grouping.keys.contains(
                                        source.column(key).sql().text()));
            }
        }
        return false;
    }

    /** A column that is not grouped by: allowed where a key decides it, or where it is of the row of min() or max(). */
    private Sql bare(Sql sql, Expr.ColumnRef ref, Span span, Scope scope, Scope.Grouping grouping) {
        if (grouping.closure != null && grouping.closure.decides(ref)) {
            return sql.withText("(array_agg(" + sql.text() + "))[1]", true).withNullable(true);
        }
        if (grouping.extreme != null) {
            Expr argument = grouping.extreme.arguments().get(0);
            scope.enterAggregate();
            Sql key = expressions.render(argument, scope);
            scope.leaveAggregate();
            boolean descending = grouping.extreme.name().equalsIgnoreCase("max");
            String order = SortKeys.text(expressions, key, argument.span())
                    + (descending ? " DESC NULLS LAST" : " ASC NULLS LAST");
            return sql.withText("(array_agg(" + sql.text() + " ORDER BY " + order + "))[1]", true)
                    .withNullable(true);
        }
        throw new Refusal(
                "column " + ref.column() + " in a grouped query, which GROUP BY does not decide",
                span,
                "SQLite takes it from an arbitrary row; add it to GROUP BY or put it in min() or max().");
    }
}
