package io.shadowjdbc.dialect.postgresql;

import io.shadowjdbc.dialect.KeyClosure;
import io.shadowjdbc.dialect.OrderingRules;
import io.shadowjdbc.dialect.ast.Expr;
import io.shadowjdbc.dialect.ast.OrderTerm;
import io.shadowjdbc.dialect.ast.Select;
import io.shadowjdbc.dialect.ast.Span;
import io.shadowjdbc.dialect.ast.Walker;
import io.shadowjdbc.dialect.postgresql.Selects.Output;
import io.shadowjdbc.dialect.postgresql.Selects.Query;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Renders SELECT ... FROM ... WHERE ... GROUP BY ... HAVING ... with the ORDER BY that belongs to it. */
final class Cores {
    private static final int MAX_NAME_BYTES = 63;

    /** A key that all rows share: without any there is no group, which is not so without GROUP BY. */
    private static final String ONE_GROUP = "NULL::boolean";

    private final Rendering rendering;
    private final Expressions expressions;
    private final Froms froms;
    private final OrderBy orderBys;

    Cores(Rendering rendering, Expressions expressions, Selects selects) {
        this.rendering = rendering;
        this.expressions = expressions;
        this.froms = new Froms(rendering, expressions, selects);
        this.orderBys = new OrderBy(rendering, expressions);
    }

    Froms froms() {
        return froms;
    }

    /** An item of the result with what it is made of. */
    private record Item(Expr expr, Output output) {}

    Query render(Select.Core core, List<OrderTerm> orderBy, Scope parent, boolean outermost) {
        return render(core, orderBy, parent, outermost, null);
    }

    /** A query whose columns are stored in a table's columns. */
    Query assigned(Select.Core core, List<OrderTerm> orderBy, Selects.Assigner assigner) {
        return render(core, orderBy, rendering.outer(), false, assigner);
    }

    /** RETURNING with the blank before it. */
    Query returning(List<Select.Item> list, Scope scope) {
        Span span = list.get(0).span();
        Select.Core core = new Select.Core(span, false, list, null, null, List.of(), null, List.of());
        List<Item> items = items(core, scope, true, null);
        return new Query(
                " RETURNING " + list(items), items.stream().map(Item::output).toList(), false);
    }

    private Query render(
            Select.Core core, List<OrderTerm> orderBy, Scope parent, boolean outermost, Selects.Assigner assigner) {
        Scope scope = new Scope(parent);
        String from = core.from() == null ? "" : " FROM " + froms.render(core.from(), scope);
        aliases(core, scope);
        String where = core.where() == null ? "" : " WHERE " + expressions.condition(core.where(), scope, true);
        List<String> groups = groups(core, scope);
        boolean aggregated = aggregates(core, orderBy);
        if (aggregated || !groups.isEmpty()) {
            scope.group(grouping(core, groups, scope));
        }
        List<Item> items = items(core, scope, outermost, assigner);
        String having = core.having() == null ? "" : " HAVING " + expressions.condition(core.having(), scope, true);
        if (aggregated && having.isEmpty() && isLost(scope.aggregates(), items)) {
            having = " HAVING TRUE";
        }
        String windows = windows(core, scope);
        String text = "SELECT " + (core.distinct() ? "DISTINCT " : "") + list(items) + from + where
                + (groups.isEmpty() ? "" : " GROUP BY " + String.join(", ", groups)) + having + windows;
        List<Output> outputs = items.stream().map(Item::output).toList();
        boolean one = (aggregated && groups.isEmpty()) || core.from() == null;
        return orderBys.order(new Query(text, outputs, one), core, orderBy, outputs, scope);
    }

    /** Whether no aggregate is left in the text, as in {@code count(*) = NULL}: then nothing says that it is one row. */
    private static boolean isLost(List<String> aggregates, List<Item> items) {
        return items.stream()
                .noneMatch(
                        item -> aggregates.stream().anyMatch(item.output().sql().text()::contains));
    }

    private static void aliases(Select.Core core, Scope scope) {
        for (Select.Item item : core.items()) {
            if (item instanceof Select.Column column && column.alias() != null) {
                scope.aliases().putIfAbsent(column.alias().toLowerCase(Locale.ROOT), column.expr());
            }
        }
    }

    private static boolean aggregates(Select.Core core, List<OrderTerm> orderBy) {
        return OrderingRules.aggregates(core)
                || (core.groupBy().isEmpty()
                        && orderBy.stream().anyMatch(term -> OrderingRules.hasAggregate(term.expr())));
    }

    private List<String> groups(Select.Core core, Scope scope) {
        List<String> groups = new ArrayList<>();
        for (Expr group : core.groupBy()) {
            Expr expr = group.bare();
            if (expr instanceof Expr.Literal literal && literal.kind() == Expr.LiteralKind.INTEGER) {
                expr = item(core, literal).bare();
            }
            Sql sql = expressions.render(expr, scope);
            // a constant does not part rows; PostgreSQL takes it for a position
            if (!sql.isConstant() && !sql.isParameter() && sql.kind() != Kind.NULL) {
                groups.add(groupKey(sql, group.span()));
            }
        }
        if (groups.isEmpty() && !core.groupBy().isEmpty()) {
            groups.add(ONE_GROUP);
        }
        return groups;
    }

    private String groupKey(Sql sql, Span span) {
        Sql key = comparable(expressions, sql, span);
        String collation = key.collation() == null ? "BINARY" : key.collation();
        return key.kind() == Kind.TEXT && !key.coded() && !collation.equals("BINARY")
                ? Comparisons.collated(key, collation, true, span)
                : key.text();
    }

    /** The expression so that PostgreSQL can tell equal values of it: the stored value where its type has no equality. */
    static Sql comparable(Expressions expressions, Sql sql, Span span) {
        boolean raw = !sql.coded() || sql.form().comparable();
        return raw ? sql : expressions.conversions().value(sql, span);
    }

    private Expr item(Select.Core core, Expr.Literal literal) {
        int position = literal.value().length() < 5 ? Integer.parseInt(literal.value()) : 0;
        if (position >= 1
                && position <= core.items().size()
                && core.items().get(position - 1) instanceof Select.Column column) {
            return column.expr();
        }
        throw new Refusal(
                "position " + literal.value() + ", which is no column of the result",
                literal.span(),
                "Write the column's name.");
    }

    private Scope.Grouping grouping(Select.Core core, List<String> groups, Scope scope) {
        Scope.Grouping grouping = new Scope.Grouping();
        grouping.keys.addAll(groups);
        grouping.closure = new KeyClosure(core.from(), core.where(), rendering.map());
        for (Expr group : core.groupBy()) {
            Expr expr = group.bare();
            if (expr instanceof Expr.Literal literal && literal.kind() == Expr.LiteralKind.INTEGER) {
                expr = item(core, literal).bare();
            } else if (expr instanceof Expr.ColumnRef ref
                    && ref.table() == null
                    && scope.columns(ref.column()).isEmpty()
                    && scope.aliases().containsKey(ref.column().toLowerCase(Locale.ROOT))) {
                expr = scope.aliases().get(ref.column().toLowerCase(Locale.ROOT));
            }
            if (binary(expr, scope)) {
                grouping.closure.decide(expr);
            }
        }
        grouping.extreme = extreme(core);
        return grouping;
    }

    /** Whether equal values of a column are the same value: not so under NOCASE. */
    private boolean binary(Expr expr, Scope scope) {
        if (!(expr instanceof Expr.ColumnRef)) {
            return false;
        }
        String collation = expressions.render(expr, scope).collation();
        return collation == null || collation.equals("BINARY");
    }

    /** The query's only min() or max(); null where there are none or several. */
    private static Expr.Call extreme(Select.Core core) {
        List<Expr.Call> found = new ArrayList<>();
        Walker walker = new Walker() {
            @Override
            public void expr(Expr expr) {
                if (expr instanceof Expr.Call call
                        && OrderingRules.isAggregate(call)
                        && (call.name().equalsIgnoreCase("min") || call.name().equalsIgnoreCase("max"))) {
                    found.add(call);
                }
                super.expr(expr);
            }

            @Override
            public void select(Select select) {
                // its aggregates are its own
            }
        };
        for (Select.Item item : core.items()) {
            if (item instanceof Select.Column column) {
                walker.expr(column.expr());
            }
        }
        walker.expr(core.having());
        return found.size() == 1 && found.get(0).filter() == null ? found.get(0) : null;
    }

    /** A parameter that is a column of a subquery keeps whatever value it gets. */
    private Sql column(Sql sql, boolean inner, Span span) {
        return inner && sql.isParameter() ? expressions.conversions().dynamic(sql, span) : sql;
    }

    private List<Item> items(Select.Core core, Scope scope, boolean outermost, Selects.Assigner assigner) {
        List<Item> items = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Select.Item item : core.items()) {
            if (item instanceof Select.Star star) {
                star(star, scope, names, items, core.distinct(), outermost);
            } else {
                Select.Column column = (Select.Column) item;
                boolean inner = !outermost && assigner == null;
                Sql sql = column(expressions.render(column.expr(), scope), inner, item.span());
                String label = label(column, scope);
                items.add(new Item(column.expr(), output(label, sql, names, core.distinct(), outermost, item.span())));
            }
        }
        return assigner == null ? items : assigned(items, assigner, core.span());
    }

    private static List<Item> assigned(List<Item> items, Selects.Assigner assigner, Span span) {
        List<Item> assigned = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            Output output = items.get(i).output();
            String text = assigner.assign(i, output.sql(), span);
            Sql sql = output.sql().withText(text, true);
            assigned.add(new Item(items.get(i).expr(), new Output(output.label(), output.name(), sql)));
        }
        return assigned;
    }

    private Output output(String label, Sql sql, Set<String> names, boolean distinct, boolean outermost, Span span) {
        Sql shown = sql;
        if (distinct) {
            shown = comparable(expressions, shown, span);
            boolean folded = shown.kind() == Kind.TEXT
                    && !shown.coded()
                    && shown.collation() != null
                    && !shown.collation().equals("BINARY");
            if (folded) {
                throw new Refusal(
                        "DISTINCT on a column of collation " + shown.collation(),
                        span,
                        "SQLite keeps an arbitrary one of equal values; select lower(column) instead.");
            }
        }
        if (outermost && shown.kind() == Kind.BOOLEAN && (shown.column() == null)) {
            shown = expressions.conversions().plain(shown, span);
        }
        return new Output(label, uniqueName(label, names), shown);
    }

    private void star(
            Select.Star star, Scope scope, Set<String> names, List<Item> items, boolean distinct, boolean outermost) {
        boolean found = false;
        for (Scope.Source source : scope.sources()) {
            if (star.table() != null && !star.table().equalsIgnoreCase(source.alias())) {
                continue;
            }
            found = true;
            for (Scope.Column column : source.columns()) {
                if (column.hidden() && star.table() == null) {
                    continue;
                }
                Expr.ColumnRef ref = new Expr.ColumnRef(star.span(), null, source.alias(), column.name(), false, true);
                Sql sql = scope.grouping() == null || source.alias() == null
                        ? column.sql()
                        : expressions.render(ref, scope);
                items.add(new Item(ref, output(column.name(), sql, names, distinct, outermost, star.span())));
            }
        }
        if (!found) {
            throw new Refusal("* without a table", star.span(), "Name a table of FROM.");
        }
    }

    /** The label that SQLite gives: the alias, the column's own name, or the text of the expression. */
    private String label(Select.Column column, Scope scope) {
        if (column.alias() != null) {
            return column.alias();
        }
        if (column.expr().bare() instanceof Expr.ColumnRef ref) {
            for (Scope at = scope; at != null; at = at.parent()) {
                Scope.Column found = null;
                if (ref.table() != null) {
                    Scope.Source source = at.source(ref.table());
                    found = source == null ? null : source.column(ref.column());
                } else if (!at.columns(ref.column()).isEmpty()) {
                    found = at.columns(ref.column()).get(0);
                }
                if (found != null) {
                    return found.name();
                }
            }
        }
        return rendering.text(column.span());
    }

    /** A name for PostgreSQL that no other column of the query has. */
    static String uniqueName(String label, Set<String> used) {
        String name = label;
        if (label.isEmpty()
                || label.indexOf(Rendering.MARK) >= 0
                || label.indexOf('\0') >= 0
                || label.indexOf('?') >= 0
                || label.getBytes(StandardCharsets.UTF_8).length > MAX_NAME_BYTES) {
            name = "sq_column_" + (used.size() + 1);
        }
        String unique = name;
        for (int i = 1; !used.add(unique); i++) {
            unique = "sq_" + i + "_" + (used.size() + 1);
        }
        return unique;
    }

    private static String list(List<Item> items) {
        List<String> parts = new ArrayList<>();
        for (Item item : items) {
            Output output = item.output();
            boolean same = output.sql().text().endsWith("." + Quote.name(output.name()));
            parts.add(output.sql().text() + (same ? "" : " AS " + Quote.name(output.name())));
        }
        return String.join(", ", parts);
    }

    private String windows(Select.Core core, Scope scope) {
        List<String> parts = new ArrayList<>();
        core.windows()
                .forEach(named -> parts.add(
                        Quote.name(named.name()) + " AS " + Windows.render(expressions, named.window(), scope)));
        return parts.isEmpty() ? "" : " WINDOW " + String.join(", ", parts);
    }
}
