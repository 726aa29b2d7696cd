package io.shadowjdbc.dialect;

import io.shadowjdbc.dialect.ast.Expr;
import io.shadowjdbc.dialect.ast.OrderTerm;
import io.shadowjdbc.dialect.ast.Select;
import io.shadowjdbc.dialect.ast.Walker;
import io.shadowjdbc.schema.SchemaMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** How far a SELECT determines the order of its rows. In doubt it says less than it might. */
public final class OrderingRules {
    private static final Set<String> AGGREGATES = Set.of(
            "count",
            "sum",
            "total",
            "avg",
            "group_concat",
            "string_agg",
            "json_group_array",
            "json_group_object",
            "jsonb_group_array",
            "jsonb_group_object",
            "median",
            "percentile",
            "percentile_cont",
            "percentile_disc");

    private OrderingRules() {}

    static Ordering of(Select select, SchemaMap map) {
        if (atMostOneRow(select, map)) {
            return Ordering.TOTAL;
        }
        if (select.orderBy().isEmpty()) {
            return Ordering.NONE;
        }
        if (select.body() instanceof Select.Core core && leavesNoTies(core, select.orderBy(), map)) {
            return Ordering.TOTAL;
        }
        return Ordering.PARTIAL;
    }

    /** Whether a call is an aggregate, by name and number of arguments. */
    public static boolean isAggregate(Expr.Call call) {
        if (call.over() != null) {
            return false;
        }
        String name = call.name().toLowerCase(Locale.ROOT);
        boolean extreme = name.equals("min") || name.equals("max");
        return AGGREGATES.contains(name) || (extreme && call.arguments().size() == 1);
    }

    /** Whether the expression holds an aggregate of its own query. */
    public static boolean hasAggregate(Expr expr) {
        boolean[] found = {false};
        new Walker() {
            @Override
            public void expr(Expr node) {
                found[0] |= node instanceof Expr.Call call && isAggregate(call);
                super.expr(node);
            }

            @Override
            public void select(Select select) {
                // an aggregate in there is that query's
            }
        }.expr(expr);
        return found[0];
    }

    /** Whether the query aggregates all its rows to one. */
    public static boolean aggregates(Select.Core core) {
        return core.groupBy().isEmpty()
                && (core.items().stream()
                                .anyMatch(item -> item instanceof Select.Column column && hasAggregate(column.expr()))
                        || (core.having() != null && hasAggregate(core.having())));
    }

    private static boolean atMostOneRow(Select select, SchemaMap map) {
        if (select.body() instanceof Select.Values values) {
            return values.rows().size() == 1;
        }
        if (!(select.body() instanceof Select.Core core)) {
            return false;
        }
        if (core.from() == null || aggregates(core)) {
            return true;
        }
        return new KeyClosure(core.from(), core.where(), map).decidesAll();
    }

    private static boolean leavesNoTies(Select.Core core, List<OrderTerm> orderBy, SchemaMap map) {
        List<Expr> terms = new ArrayList<>();
        for (OrderTerm term : orderBy) {
            terms.add(resolve(term.expr(), core));
        }
        if (!core.groupBy().isEmpty()) {
            return core.groupBy().stream().allMatch(group -> holds(terms, resolve(group, core)));
        }
        if (core.distinct()) {
            boolean all = core.items().stream()
                    .allMatch(item -> item instanceof Select.Column column && holds(terms, column.expr()));
            if (all) {
                return true;
            }
        }
        KeyClosure closure = new KeyClosure(core.from(), core.where(), map);
        terms.forEach(closure::decide);
        return closure.decidesAll();
    }

    /** What a term of ORDER BY or GROUP BY means: a number is a column of the result, a name may be an alias. */
    private static Expr resolve(Expr term, Select.Core core) {
        Expr bare = term.bare();
        boolean plain = core.items().stream().allMatch(item -> item instanceof Select.Column);
        if (plain && bare instanceof Expr.Literal literal && literal.kind() == Expr.LiteralKind.INTEGER) {
            int position = literal.value().length() < 5 ? Integer.parseInt(literal.value()) : 0;
            if (position >= 1 && position <= core.items().size()) {
                return ((Select.Column) core.items().get(position - 1)).expr().bare();
            }
        }
        if (bare instanceof Expr.ColumnRef ref && ref.table() == null) {
            for (Select.Item item : core.items()) {
                if (item instanceof Select.Column column && ref.column().equalsIgnoreCase(column.alias())) {
                    return column.expr().bare();
                }
            }
        }
        return bare;
    }

    private static boolean holds(List<Expr> terms, Expr expr) {
        Expr bare = expr.bare();
        if (bare instanceof Expr.ColumnRef ref) {
            return terms.stream()
                    .anyMatch(term -> term instanceof Expr.ColumnRef other
                            && other.column().equalsIgnoreCase(ref.column())
                            && (other.table() == null
                                    || ref.table() == null
                                    || other.table().equalsIgnoreCase(ref.table())));
        }
        return terms.stream().anyMatch(term -> term == bare);
    }
}
