package io.shadowjdbc.dialect.postgresql;

import io.shadowjdbc.dialect.ast.Expr;
import io.shadowjdbc.dialect.ast.From;
import io.shadowjdbc.dialect.ast.OrderTerm;
import io.shadowjdbc.dialect.ast.Select;
import io.shadowjdbc.dialect.ast.Span;
import io.shadowjdbc.dialect.ast.Walker;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

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
    private final Deque<Map<String, List<Output>>> ctes = new ArrayDeque<>();
    private final Map<String, String> cteNames = new HashMap<>();

    Selects(Rendering rendering, Expressions expressions) {
        this.rendering = rendering;
        this.expressions = expressions;
        this.cores = new Cores(rendering, expressions, this);
    }

    /** The columns of a common table expression of that name; null where there is none. */
    List<Output> cte(String name) {
        String key = name.toLowerCase(Locale.ROOT);
        for (Map<String, List<Output>> level : ctes) {
            if (level.containsKey(key)) {
                return level.get(key);
            }
        }
        return null;
    }

    /** The name of a common table expression as it was written first. */
    String cteName(String name) {
        return cteNames.getOrDefault(name.toLowerCase(Locale.ROOT), name);
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
        return render(select, null, true);
    }

    /** The query whose rows INSERT stores. */
    Query assigned(Select select, int columns, Assigner assigner) {
        Query query;
        if (select.body() instanceof Select.Core core && !core.distinct()) {
            String with = enterWith(select.with(), null);
            try {
                query = cores.assigned(core, select.orderBy(), assigner);
                String text = with + query.text() + limit(select.limit(), select.offset());
                query = new Query(text, query.outputs(), false);
            } finally {
                leaveWith();
            }
        } else {
            Query inner = inner(select, null);
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
        String with = enterWith(select.with(), parent);
        try {
            Query query = body(select, parent, outermost);
            return new Query(with + query.text(), query.outputs(), query.atMostOneRow());
        } finally {
            leaveWith();
        }
    }

    private Query body(Select select, Scope parent, boolean outermost) {
        String limit = limit(select.limit(), select.offset());
        if (select.body() instanceof Select.Core core) {
            Query query = cores.render(core, select.orderBy(), parent, outermost);
            return new Query(query.text() + limit, query.outputs(), query.atMostOneRow() || isOne(select.limit()));
        }
        Query query = set(select.body(), parent);
        boolean one = query.atMostOneRow() || isOne(select.limit());
        if (outermost
                && query.outputs().stream()
                        .anyMatch(output -> output.sql().kind() == Kind.BOOLEAN
                                && output.sql().column() == null)) {
            query = wrap(query, "", true);
        }
        if (select.orderBy().isEmpty()) {
            return new Query(query.text() + limit, query.outputs(), one);
        }
        return ordered(query, select, limit, one);
    }

    private static boolean isOne(Expr limit) {
        return limit != null
                && limit.bare() instanceof Expr.Literal literal
                && (literal.value().equals("1") || literal.value().equals("0"));
    }

    /** A set operation sorted by columns of its result. */
    private Query ordered(Query query, Select select, String limit, boolean one) {
        List<String> terms = new ArrayList<>();
        boolean wraps = false;
        String alias = rendering.newAlias();
        for (OrderTerm term : select.orderBy()) {
            Expr expr = term.expr().bare();
            String collation = null;
            if (expr instanceof Expr.Collate collate) {
                collation = collate.collation().toUpperCase(Locale.ROOT);
                expr = collate.operand().bare();
            }
            int position = position(expr, query, select);
            Output output = query.outputs().get(position);
            Sql sql = output.sql().withText(alias + "." + Quote.name(output.name()), true);
            if (collation != null) {
                sql = sql.withCollation(collation, true);
            }
            wraps |= SortKeys.differs(sql);
            terms.add(SortKeys.text(expressions, sql, expr.span())
                    + SortKeys.direction(sql, term.descending(), term.putsNullsFirst()));
        }
        if (wraps) {
            String text = "SELECT * FROM (" + query.text() + ") AS " + alias + " ORDER BY " + String.join(", ", terms);
            return new Query(text + limit, query.outputs(), one);
        }
        String order = String.join(", ", terms).replace(alias + ".", "");
        return new Query(query.text() + " ORDER BY " + order + limit, query.outputs(), one);
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

    private Query set(Select.Body body, Scope parent) {
        if (body instanceof Select.Core core) {
            return cores.render(core, List.of(), parent, false);
        }
        if (body instanceof Select.Values values) {
            return values(values, parent);
        }
        Select.Compound compound = (Select.Compound) body;
        Query left = set(compound.left(), parent);
        Query right = set(compound.right(), parent);
        return combine(compound, left, right);
    }

    private Query combine(Select.Compound compound, Query left, Query right) {
        if (left.outputs().size() != right.outputs().size()) {
            throw new Refusal(
                    compound.operator() + " of different numbers of columns",
                    compound.right().span(),
                    "Select as many columns on both sides.");
        }
        boolean all = compound.operator().equals("UNION ALL");
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
            l = typeless(l, output.sql());
            r = typeless(r, right.outputs().get(i).sql());
            if (!all) {
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
        return new Query(text, outputs, false);
    }

    /** A bare parameter or NULL keeps its kind, since its type is not decided yet. */
    private static Sql typeless(Sql sql, Sql original) {
        return original.isParameter() ? sql.withKind(Kind.TEXT).withKind(Kind.PARAMETER) : sql;
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

    /** LIMIT and OFFSET with the blank before them; a negative limit is none, a negative offset is 0. */
    String limit(Expr limit, Expr offset) {
        StringBuilder text = new StringBuilder();
        Scope scope = new Scope(null);
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

    /** Renders WITH and makes its names known until {@link #leaveWith}. */
    String enterWith(Select.With with, Scope parent) {
        Map<String, List<Output>> level = new HashMap<>();
        ctes.push(level);
        if (with.ctes().isEmpty()) {
            return "";
        }
        List<String> parts = new ArrayList<>();
        for (Select.Cte cte : with.ctes()) {
            parts.add(cte(cte, level, parent));
        }
        return "WITH RECURSIVE " + String.join(", ", parts) + " ";
    }

    void leaveWith() {
        ctes.pop();
    }

    private String cte(Select.Cte cte, Map<String, List<Output>> level, Scope parent) {
        cteNames.put(cte.name().toLowerCase(Locale.ROOT), cte.name());
        Query query = refersTo(cte.select(), cte.name())
                ? recursive(cte, level, parent)
                : named(inner(cte.select(), parent), cte);
        level.put(cte.name().toLowerCase(Locale.ROOT), query.outputs());
        List<String> names = query.outputs().stream()
                .map(output -> Quote.name(output.name()))
                .toList();
        String materialized =
                cte.materialized() == null ? "" : cte.materialized() ? "MATERIALIZED " : "NOT MATERIALIZED ";
        return Quote.name(cte.name()) + "(" + String.join(", ", names) + ") AS " + materialized + "(" + query.text()
                + ")";
    }

    private static Query named(Query query, Select.Cte cte) {
        if (!cte.columns().isEmpty() && cte.columns().size() != query.outputs().size()) {
            throw new Refusal(
                    "common table expression " + cte.name() + " with another number of columns than it names",
                    cte.span(),
                    "Name each of its columns.");
        }
        List<Output> outputs = new ArrayList<>();
        Set<String> used = new HashSet<>();
        for (int i = 0; i < query.outputs().size(); i++) {
            Output output = query.outputs().get(i);
            String label =
                    cte.columns().isEmpty() ? output.label() : cte.columns().get(i);
            outputs.add(new Output(
                    label, Cores.uniqueName(label, used), output.sql().withoutConstant()));
        }
        return new Query(query.text(), outputs, query.atMostOneRow());
    }

    private static boolean refersTo(Select select, String name) {
        boolean[] found = {false};
        new Walker() {
            @Override
            public void table(From.Table table) {
                found[0] |= table.schema() == null && table.name().equalsIgnoreCase(name);
                super.table(table);
            }
        }.select(select);
        return found[0];
    }

    /** A recursive query: its columns get the types that hold the values of both parts. */
    private Query recursive(Select.Cte cte, Map<String, List<Output>> level, Scope parent) {
        Select select = cte.select();
        if (!(select.body() instanceof Select.Compound compound)
                || !compound.operator().startsWith("UNION")) {
            throw new Refusal("recursive query without UNION", cte.span(), "Write it as a start UNION ALL a step.");
        }
        if (select.limit() != null || !select.orderBy().isEmpty()) {
            throw new Refusal(
                    "ORDER BY or LIMIT in a recursive common table expression",
                    cte.span(),
                    "Limit the query that reads it, or end the recursion by a condition.");
        }
        String with = enterWith(select.with(), parent);
        try {
            Query start = named(set(compound.left(), parent), cte);
            List<Output> outputs = start.outputs().stream().map(this::widened).toList();
            for (int attempt = 0; ; attempt++) {
                level.put(cte.name().toLowerCase(Locale.ROOT), outputs);
                Query step = set(compound.right(), parent);
                List<Output> joined = joined(outputs, step, compound.span());
                if (joined.equals(outputs) || attempt == 3) {
                    String text = with + typed(start, outputs) + " " + compound.operator() + " " + typed(step, outputs);
                    return new Query(text, outputs, false);
                }
                outputs = joined;
            }
        } finally {
            leaveWith();
        }
    }

    private Output widened(Output output) {
        Sql plain = output.sql().coded() || output.sql().kind() == Kind.BOOLEAN
                ? expressions.conversions().plain(output.sql(), new Span(0, 0))
                : output.sql();
        Sql sql = Sql.atom(plain.kind(), Quote.name(output.name())).withAffinity(plain.affinity());
        return new Output(output.label(), output.name(), sql);
    }

    private List<Output> joined(List<Output> outputs, Query step, Span span) {
        List<Output> joined = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            Sql start = outputs.get(i).sql();
            Sql next = expressions.conversions().plain(step.outputs().get(i).sql(), span);
            List<Sql> unified = expressions.conversions().unify(List.of(start, next), span);
            Kind kind = unified.get(0).kind() == Kind.NULL
                    ? unified.get(1).kind()
                    : unified.get(0).kind();
            joined.add(new Output(outputs.get(i).label(), outputs.get(i).name(), start.withKind(kind)));
        }
        return joined;
    }

    /** The query with its columns cast to the types of the outputs. */
    private String typed(Query query, List<Output> outputs) {
        List<String> items = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            Output own = query.outputs().get(i);
            Sql column = own.sql().withText(alias(i), true).withoutConstant();
            Sql plain = expressions.conversions().plain(column, new Span(0, 0));
            Sql converted = expressions.conversions().to(outputs.get(i).sql().kind(), plain, new Span(0, 0));
            items.add(converted.text() + cast(outputs.get(i).sql().kind()));
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            names.add(alias(i));
        }
        return "SELECT " + String.join(", ", items) + " FROM (" + query.text() + ") AS " + rendering.newAlias() + "("
                + String.join(", ", names) + ")";
    }

    private static String alias(int i) {
        return "c" + (i + 1);
    }

    private static String cast(Kind kind) {
        return switch (kind) {
            case INTEGER -> "::bigint";
            case REAL -> "::float8";
            case NUMBER, ANY_NUMBER -> "::numeric";
            case DYNAMIC -> "::jsonb";
            case BLOB -> "::bytea";
            default -> "::text";
        };
    }
}
