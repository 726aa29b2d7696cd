package io.shadowjdbc.dialect.postgresql;

import io.shadowjdbc.dialect.ast.Expr;
import io.shadowjdbc.dialect.ast.OrderTerm;
import io.shadowjdbc.dialect.ast.Statement;
import io.shadowjdbc.dialect.postgresql.Selects.Query;
import io.shadowjdbc.schema.TableMap;
import java.util.List;

/** Renders UPDATE and DELETE. */
final class Changes {
    private final Rendering rendering;
    private final Expressions expressions;
    private final Returning returning;

    Changes(Rendering rendering, Expressions expressions, Returning returning) {
        this.rendering = rendering;
        this.expressions = expressions;
        this.returning = returning;
    }

    Query update(Statement.Update update) {
        if (update.or() != null && !update.or().equals("ABORT")) {
            throw new Refusal(
                    "UPDATE OR " + update.or(),
                    update.span(),
                    "PostgreSQL's UPDATE fails as a whole; update without OR, or row by row.");
        }
        TableMap table = table(update.target());
        String prefix = prefix(update.target(), table);
        String with = expressions.selects().commonTables().enter(update.with(), rendering.outer());
        try {
            Scope scope = scope(update.target(), table, prefix);
            String from = "";
            if (update.from() != null) {
                from = " FROM " + expressions.selects().froms().render(update.from(), scope);
            }
            String sets = returning.sets(update.assignments(), table, scope);
            String where = where(
                    update.where(),
                    update.orderBy(),
                    update.limit(),
                    update.offset(),
                    scope,
                    table,
                    prefix,
                    update.from() == null);
            Query result = returning.render(update.returning(), table, update.target(), prefix);
            String text = with + "UPDATE " + target(update.target(), table) + " SET " + sets + from + where;
            return new Query(text + result.text(), result.outputs(), false);
        } finally {
            expressions.selects().commonTables().leave();
        }
    }

    Query delete(Statement.Delete delete) {
        TableMap table = table(delete.target());
        String prefix = prefix(delete.target(), table);
        String with = expressions.selects().commonTables().enter(delete.with(), rendering.outer());
        try {
            Scope scope = scope(delete.target(), table, prefix);
            String where = where(
                    delete.where(), delete.orderBy(), delete.limit(), delete.offset(), scope, table, prefix, true);
            Query result = returning.render(delete.returning(), table, delete.target(), prefix);
            String text = with + "DELETE FROM " + target(delete.target(), table) + where;
            return new Query(text + result.text(), result.outputs(), false);
        } finally {
            expressions.selects().commonTables().leave();
        }
    }

    private TableMap table(Statement.Target target) {
        return rendering.table(target.schema(), target.name(), target.span());
    }

    private static String prefix(Statement.Target target, TableMap table) {
        return Quote.name(target.alias() == null ? table.postgresqlName() : target.alias());
    }

    private static String target(Statement.Target target, TableMap table) {
        return Quote.table(table) + (target.alias() == null ? "" : " AS " + Quote.name(target.alias()));
    }

    private Scope scope(Statement.Target target, TableMap table, String prefix) {
        Scope scope = new Scope(rendering.outer());
        scope.sources().add(Scope.Source.of(table, target.alias() == null ? target.name() : target.alias(), prefix));
        return scope;
    }

    private String where(
            Expr where,
            List<OrderTerm> orderBy,
            Expr limit,
            Expr offset,
            Scope scope,
            TableMap table,
            String prefix,
            boolean single) {
        String condition = where == null ? "" : " WHERE " + expressions.condition(where, scope, true);
        if (SequenceTable.is(table.sqliteName())) {
            String own = SequenceTable.condition(rendering.map(), prefix + ".");
            condition = where == null
                    ? " WHERE " + own
                    : " WHERE (" + condition.substring(" WHERE ".length()) + ") AND " + own;
        }
        if (limit == null) {
            return condition;
        }
        if (!single) {
            throw new Refusal("UPDATE ... FROM with LIMIT", limit.span(), "Choose the rows in a subquery.");
        }
        String order = orderBy.isEmpty() ? "" : " ORDER BY " + Windows.order(expressions, orderBy, scope);
        return " WHERE " + prefix + ".ctid IN (SELECT " + prefix + ".ctid FROM " + Quote.table(table) + " AS " + prefix
                + condition + order + expressions.selects().limit(limit, offset) + ")";
    }
}
