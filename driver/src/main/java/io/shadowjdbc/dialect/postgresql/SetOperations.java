package io.shadowjdbc.dialect.postgresql;

import io.shadowjdbc.dialect.ast.Expr;
import io.shadowjdbc.dialect.ast.OrderTerm;
import io.shadowjdbc.dialect.ast.Select;
import io.shadowjdbc.dialect.ast.Span;
import io.shadowjdbc.dialect.postgresql.Selects.Output;
import io.shadowjdbc.dialect.postgresql.Selects.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Renders set operations and VALUES, with the ORDER BY that sorts them. */
final class SetOperations {
    private final Rendering rendering;
    private final Expressions expressions;
    private final Cores cores;

    SetOperations(Rendering rendering, Expressions expressions, Cores cores) {
        this.rendering = rendering;
        this.expressions = expressions;
        this.cores = cores;
    }

    /**
     * A set operation sorted by columns of its result.
     *
     * @param collations those of {@link Part}
     */
    Query ordered(Query query, List<String> collations, Select select, String limit, boolean one) {
        List<Sql> keys = new ArrayList<>();
        for (OrderTerm term : select.orderBy()) {
            Expr expr = term.expr().bare();
            String collation = null;
            if (expr instanceof Expr.Collate collate) {
                collation = collate.collation().toUpperCase(Locale.ROOT);
                expr = collate.operand().bare();
            }
            int position = position(expr, query, select);
            Output output = query.outputs().get(position);
            Sql sql = output.sql().withText(Quote.name(output.name()), true);
            keys.add(
                    collation == null
                            ? sql.withCollation(collations.get(position), false)
                            : sql.withCollation(collation, true));
        }
        if (keys.stream().anyMatch(SortKeys::differs)) {
            String alias = rendering.newAlias();
            keys.replaceAll(key -> key.withText(alias + "." + key.text(), true));
            String text = "SELECT * FROM (" + query.text() + ") AS " + alias;
            return new Query(text + orderBy(keys, select.orderBy()) + limit, query.outputs(), one);
        }
        return new Query(query.text() + orderBy(keys, select.orderBy()) + limit, query.outputs(), one);
    }

    private String orderBy(List<Sql> keys, List<OrderTerm> terms) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            OrderTerm term = terms.get(i);
            texts.add(SortKeys.text(expressions, keys.get(i), term.expr().span())
                    + SortKeys.direction(keys.get(i), term.descending(), term.putsNullsFirst()));
        }
        return " ORDER BY " + String.join(", ", texts);
    }

    private int position(Expr expr, Query query, Select select) {
        if (expr instanceof Expr.Literal literal && literal.kind() == Expr.LiteralKind.INTEGER) {
            int position = literal.value().length() < 5 ? Integer.parseInt(literal.value()) : 0;
            if (position >= 1 && position <= query.outputs().size()) {
                return position - 1;
            }
        }
        if (expr instanceof Expr.ColumnRef ref) {
            for (int i = 0; i < query.outputs().size(); i++) {
                if (query.outputs().get(i).label().equalsIgnoreCase(ref.column())) {
                    return i;
                }
            }
        }
        int byText = sameText(expr, select.body());
        if (byText >= 0) {
            return byText;
        }
        throw new Refusal(
                "ORDER BY of a set operation by something that is no column of it",
                expr.span(),
                "Give the column an alias and sort by that.");
    }

    /** The result column of any part that is written like the term. */
    private int sameText(Expr expr, Select.Body body) {
        if (body instanceof Select.Compound compound) {
            int left = sameText(expr, compound.left());
            return left >= 0 ? left : sameText(expr, compound.right());
        }
        if (body instanceof Select.Core core) {
            for (int i = 0; i < core.items().size(); i++) {
                if (core.items().get(i) instanceof Select.Column column
                        && (rendering.text(column.expr().span()).equalsIgnoreCase(rendering.text(expr.span()))
                                || (expr instanceof Expr.ColumnRef ref
                                        && ref.table() == null
                                        && ref.column().equalsIgnoreCase(column.alias())))) {
                    return i;
                }
            }
        }
        return -1;
    }

    /**
     * A part of a set operation, or a whole one.
     *
     * @param collations by which each column is sorted and told from another: the first part's that has one. As a column of a
     *     subquery it only has that of the first part.
     */
    record Part(Query query, List<String> collations) {
        static Part of(Query query) {
            List<String> collations = new ArrayList<>();
            query.outputs().forEach(output -> collations.add(output.sql().collation()));
            return new Part(query, collations);
        }
    }

    Part set(Select.Body body, Scope parent) {
        if (body instanceof Select.Core core) {
            return Part.of(cores.render(core, List.of(), parent, false));
        }
        if (body instanceof Select.Values values) {
            return Part.of(values(values, parent));
        }
        Select.Compound compound = (Select.Compound) body;
        Part left = set(compound.left(), parent);
        Part right = set(compound.right(), parent);
        return combine(compound, left, right);
    }

    private Part combine(Select.Compound compound, Part leftPart, Part rightPart) {
        Query left = leftPart.query();
        Query right = rightPart.query();
        if (left.outputs().size() != right.outputs().size()) {
            throw new Refusal(
                    compound.operator() + " of different numbers of columns",
                    compound.right().span(),
                    "Select as many columns on both sides.");
        }
        boolean all = compound.operator().equals("UNION ALL");
        List<String> collations = new ArrayList<>();
        List<Output> outputs = new ArrayList<>();
        List<Sql> lefts = new ArrayList<>();
        List<Sql> rights = new ArrayList<>();
        for (int i = 0; i < left.outputs().size(); i++) {
            Output output = left.outputs().get(i);
            Sql l = output.sql().withText(Quote.name(output.name()), true).withoutConstant();
            Sql r = right.outputs()
                    .get(i)
                    .sql()
                    .withText(Quote.name(right.outputs().get(i).name()), true)
                    .withoutConstant();
            l = typeless(l);
            r = typeless(r);
            String collation = leftPart.collations().get(i) == null
                    ? rightPart.collations().get(i)
                    : leftPart.collations().get(i);
            collations.add(collation);
            if (!all) {
                boolean ofText = l.kind() == Kind.TEXT || r.kind() == Kind.TEXT;
                if (ofText && collation != null && !collation.equals("BINARY")) {
                    throw new Refusal(
                            compound.operator() + " on a column of collation " + collation,
                            compound.right().span(),
                            "SQLite keeps an arbitrary one of equal values; select lower(column) instead.");
                }
                l = Cores.comparable(expressions, l, compound.span());
                r = Cores.comparable(expressions, r, compound.span());
            }
            List<Sql> unified = expressions.conversions().unify(List.of(l, r), compound.span());
            lefts.add(unified.get(0));
            rights.add(unified.get(1));
            Sql joined = Conversions.like(unified, output.name());
            outputs.add(new Output(
                    output.label(),
                    output.name(),
                    joined.withAffinity(l.affinity()).withCollation(l.collation(), false)));
        }
        String text = arm(left, lefts) + " " + compound.operator() + " " + arm(right, rights);
        return new Part(new Query(text, outputs, false), collations);
    }

    /** NULL stays one, so that it takes the type of the other side; as a column of a subquery it would be text. */
    private static Sql typeless(Sql sql) {
        return sql.kind() == Kind.NULL ? sql.withText("NULL", true) : sql;
    }

    /** A side of a set operation, its columns converted where they must be. */
    private String arm(Query query, List<Sql> columns) {
        boolean unchanged = true;
        for (int i = 0; i < columns.size(); i++) {
            unchanged &= columns.get(i)
                    .text()
                    .equals(Quote.name(query.outputs().get(i).name()));
        }
        if (unchanged) {
            return "(" + query.text() + ")";
        }
        List<String> items = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            items.add(columns.get(i).text() + " AS "
                    + Quote.name(query.outputs().get(i).name()));
        }
        return "(SELECT " + String.join(", ", items) + " FROM (" + query.text() + ") AS " + rendering.newAlias() + ")";
    }

    /** The query as a table, booleans as numbers. */
    Query wrap(Query query, String suffix, boolean convert) {
        List<String> items = new ArrayList<>();
        List<Output> outputs = new ArrayList<>();
        for (Output output : query.outputs()) {
            Sql sql = output.sql().withText(Quote.name(output.name()), true).withoutConstant();
            boolean number = convert && sql.kind() == Kind.BOOLEAN && sql.column() == null;
            Sql shown = number ? expressions.conversions().plain(sql, new Span(0, 0)) : sql;
            items.add(shown.text() + (number ? " AS " + Quote.name(output.name()) : ""));
            outputs.add(new Output(output.label(), output.name(), shown));
        }
        String text = "SELECT " + String.join(", ", items) + " FROM (" + query.text() + ") AS " + rendering.newAlias()
                + suffix;
        return new Query(text, outputs, query.atMostOneRow());
    }

    private Query values(Select.Values values, Scope parent) {
        Scope scope = new Scope(parent);
        int width = values.rows().get(0).size();
        List<List<Sql>> columns = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            List<Sql> column = new ArrayList<>();
            for (List<Expr> row : values.rows()) {
                if (row.size() != width) {
                    throw new Refusal("VALUES of unequal length", values.span(), "Give each row as many values.");
                }
                column.add(expressions.conversions().plain(expressions.render(row.get(i), scope), values.span()));
            }
            columns.add(expressions.conversions().unify(column, values.span()));
        }
        List<String> rows = new ArrayList<>();
        for (int r = 0; r < values.rows().size(); r++) {
            List<String> cells = new ArrayList<>();
            for (List<Sql> column : columns) {
                cells.add(column.get(r).text());
            }
            rows.add("(" + String.join(", ", cells) + ")");
        }
        List<Output> outputs = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            String name = "column" + (i + 1);
            outputs.add(new Output(
                    name, name, Conversions.like(columns.get(i), name).withoutConstant()));
        }
        return new Query(
                "VALUES " + String.join(", ", rows), outputs, values.rows().size() == 1);
    }
}
