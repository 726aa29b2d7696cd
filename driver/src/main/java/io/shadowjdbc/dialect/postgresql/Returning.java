package io.shadowjdbc.dialect.postgresql;

import io.shadowjdbc.dialect.ast.Expr;
import io.shadowjdbc.dialect.ast.Select;
import io.shadowjdbc.dialect.ast.Span;
import io.shadowjdbc.dialect.ast.Statement;
import io.shadowjdbc.dialect.postgresql.Selects.Query;
import io.shadowjdbc.schema.ColumnMap;
import io.shadowjdbc.schema.TableMap;
import java.util.ArrayList;
import java.util.List;

/** What INSERT, UPDATE and DELETE share: SET and RETURNING. */
final class Returning {
    private final Expressions expressions;
    private final Assignments assignments;

    Returning(Expressions expressions, Assignments assignments) {
        this.expressions = expressions;
        this.assignments = assignments;
    }

    static ColumnMap column(TableMap table, String name, Span span) {
        if (table.column(name).isEmpty() && Expressions.isRowid(name) && table.integerKey() != null) {
            return table.column(table.integerKey()).orElseThrow();
        }
        return table.column(name)
                .orElseThrow(() -> new Refusal(
                        "column " + table.sqliteName() + "." + name, span, "The table has none of that name."));
    }

    /** RETURNING with the blank before it; empty where there is none. */
    Query render(List<Select.Item> items, TableMap table, Statement.Target target, String prefix) {
        if (items.isEmpty()) {
            return new Query("", List.of(), false);
        }
        Scope scope = new Scope(null);
        scope.sources().add(Scope.Source.of(table, target.alias() == null ? target.name() : target.alias(), prefix));
        return expressions.selects().returning(items, scope);
    }

    /** The list after SET. */
    String sets(List<Statement.Assignment> list, TableMap table, Scope scope) {
        List<String> sets = new ArrayList<>();
        for (Statement.Assignment assignment : list) {
            List<ColumnMap> columns = assignment.columns().stream()
                    .map(name -> column(table, name, assignment.span()))
                    .toList();
            if (columns.size() == 1) {
                sets.add(set(columns.get(0), assignment.value(), scope));
            } else if (assignment.value().bare() instanceof Expr.Row row
                    && row.values().size() == columns.size()) {
                for (int i = 0; i < columns.size(); i++) {
                    sets.add(set(columns.get(i), row.values().get(i), scope));
                }
            } else if (assignment.value().bare() instanceof Expr.Subquery subquery) {
                sets.add(rowOf(columns, subquery, scope));
            } else {
                throw new Refusal("SET of several columns", assignment.span(), "Give each column one value.");
            }
        }
        return String.join(", ", sets);
    }

    private String set(ColumnMap column, Expr value, Scope scope) {
        Sql sql = expressions.render(value, scope);
        return Quote.name(column.postgresqlName()) + " = " + assignments.assign(sql, column, value.span());
    }

    private String rowOf(List<ColumnMap> columns, Expr.Subquery subquery, Scope scope) {
        Query query = expressions.selects().inner(subquery.select(), scope);
        if (query.outputs().size() != columns.size()) {
            throw new Refusal("SET of several columns", subquery.span(), "Select as many columns as are set.");
        }
        List<String> values = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            Selects.Output output = query.outputs().get(i);
            Sql sql = output.sql().withText(Quote.name(output.name()), true).withoutConstant();
            values.add(assignments.assign(sql, columns.get(i), subquery.span()));
            names.add(Quote.name(columns.get(i).postgresqlName()));
        }
        String limit = query.atMostOneRow() ? "" : " LIMIT 1";
        return "(" + String.join(", ", names) + ") = (SELECT " + String.join(", ", values) + " FROM (" + query.text()
                + ") AS " + expressions.rendering().newAlias() + limit + ")";
    }
}
