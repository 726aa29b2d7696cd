package io.shadowjdbc.dialect;

import io.shadowjdbc.dialect.GeneratedFroms.From;
import io.shadowjdbc.dialect.GeneratedScope.Visible;
import io.shadowjdbc.dialect.GeneratedShape.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Draws queries whose answer SQLite defines: where rows are sorted, no two can change places, and LIMIT stands only
 * there.
 */
final class GeneratedQueries {
    private static final int DEPTH = 2;

    private final Draw draw;
    private final GeneratedParameters parameters;
    private final GeneratedExpressions expressions;
    private final GeneratedFroms froms;

    GeneratedQueries(Draw draw, GeneratedSchema schema, GeneratedParameters parameters) {
        this.draw = draw;
        this.parameters = parameters;
        this.expressions = new GeneratedExpressions(draw, parameters, this);
        this.froms = new GeneratedFroms(draw, schema, this);
    }

    GeneratedExpressions expressions() {
        return expressions;
    }

    GeneratedFroms froms() {
        return froms;
    }

    /** A subquery of FROM with the names of its columns. */
    record Inner(String sql, List<Type> types, List<GeneratedShape> shapes, List<String> names) {}

    /** A whole SELECT. */
    String statement() {
        String body = draw.<String>choice()
                .or(10, this::plain)
                .or(6, this::grouped)
                .or(2, this::distinct)
                .or(3, this::compound)
                .or(3, this::windowed)
                .or(2, this::aggregate)
                .or(1, () -> "SELECT " + items(GeneratedScope.NONE, draw.between(1, 3)))
                .draw();
        return froms.with() + body;
    }

    private String items(GeneratedScope scope, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> item(scope)).collect(Collectors.joining(", "));
    }

    private String item(GeneratedScope scope) {
        String value =
                draw.chance(85) ? expressions.value(scope, expressions.type(), DEPTH) : expressions.condition(scope, 1);
        return value + (draw.chance(20) ? draw.of(" AS a", " AS \"The Sum\"", " x") + draw.between(1, 9) : "");
    }

    private String where(GeneratedScope scope, int depth) {
        return draw.chance(65) ? " WHERE " + expressions.condition(scope, depth) : "";
    }

    private String plain() {
        From from = froms.draw(DEPTH - 1);
        GeneratedScope scope = from.scope();
        String items = draw.chance(12) ? "*" : items(scope, draw.between(1, 4));
        String where = where(scope, 1);
        return "SELECT " + items + " FROM " + from.sql() + where + order(scope);
    }

    /** By a few expressions and what tells all rows apart, with LIMIT at times; nothing where nothing does. */
    private String order(GeneratedScope scope) {
        if (scope.order().isEmpty() || draw.chance(30)) {
            return "";
        }
        List<String> terms = new ArrayList<>();
        for (int i = draw.of(0, 0, 1, 1, 2); i > 0; i--) {
            String term = draw.chance(70) || scope.columns().isEmpty()
                    ? draw.of(scope.columns()).sql()
                    : expressions.value(scope, draw.of(Type.INTEGER, Type.TEXT, Type.REAL), 1);
            terms.add(notConstant(term) + direction());
        }
        for (String key : scope.order()) {
            terms.add(key + direction());
        }
        return " ORDER BY " + String.join(", ", terms) + limit();
    }

    /** A number or a parameter alone would be a position or a constant. */
    private static String notConstant(String term) {
        return term.matches("(?s)[-0-9.\u0001]+.*") ? "(" + term + " || '')" : term;
    }

    private String direction() {
        return draw.of("", "", "", " ASC", " DESC", " DESC", " NULLS LAST", " DESC NULLS FIRST");
    }

    private String limit() {
        if (draw.chance(60)) {
            return "";
        }
        String count = draw.chance(30) ? parameters.addCount(draw.between(0, 5)) : "" + draw.of(-1, 0, 1, 2, 3, 5);
        return switch (draw.between(0, 3)) {
            case 0 -> " LIMIT " + count + " OFFSET " + draw.between(0, 3);
            case 1 -> " LIMIT " + draw.between(0, 2) + ", " + count;
            default -> " LIMIT " + count;
        };
    }

    private String distinct() {
        From from = froms.draw(DEPTH - 1);
        List<Visible> keys = from.scope().keys();
        int count = draw.between(1, 3);
        String items = IntStream.rangeClosed(1, count)
                .mapToObj(i -> keys.isEmpty() || draw.chance(30)
                        ? ofOneClass(expressions.value(from.scope(), Type.TEXT, 1))
                        : draw.of(keys).sql())
                .collect(Collectors.joining(", "));
        return "SELECT DISTINCT " + items + " FROM " + from.sql() + where(from.scope(), 1) + byAll(count);
    }

    private String byAll(int count) {
        return draw.chance(40)
                ? ""
                : " ORDER BY "
                        + IntStream.rangeClosed(1, count)
                                .mapToObj(i -> i + draw.of("", "", " DESC"))
                                .collect(Collectors.joining(", "))
                        + limit();
    }

    private String grouped() {
        From from = froms.draw(DEPTH - 1);
        GeneratedScope scope = from.scope();
        List<Visible> candidates = scope.keys();
        List<String> keys = new ArrayList<>();
        for (int i = draw.of(1, 1, 2); i > 0; i--) {
            keys.add(
                    candidates.isEmpty() || draw.chance(15)
                            ? ofOneClass(expressions.value(new GeneratedScope(candidates, List.of()), Type.TEXT, 1))
                            : draw.of(candidates).sql());
        }
        List<String> items = new ArrayList<>(keys);
        for (int i = draw.between(1, 3); i > 0; i--) {
            String aggregate = aggregate(scope);
            items.add(draw.chance(80) ? aggregate : "coalesce(" + aggregate + ", " + draw.of(keys) + ")");
        }
        String where = where(scope, 1);
        String having = draw.chance(25)
                ? " HAVING " + aggregate(scope) + draw.of(" > ", " <= ", " IS NOT ")
                        + expressions.constant(draw.of(Type.INTEGER, Type.REAL))
                : "";
        String order = draw.chance(60)
                ? " ORDER BY " + keys.stream().map(key -> key + direction()).collect(Collectors.joining(", ")) + limit()
                : "";
        return "SELECT " + String.join(", ", items) + " FROM " + from.sql() + where + " GROUP BY "
                + String.join(", ", keys) + having + order;
    }

    private String aggregate() {
        From from = froms.draw(DEPTH - 1);
        String items = IntStream.rangeClosed(1, draw.between(1, 3))
                .mapToObj(i -> aggregate(from.scope()))
                .collect(Collectors.joining(", "));
        return "SELECT " + items + " FROM " + from.sql() + where(from.scope(), 1);
    }

    /** An aggregate of the scope's rows. */
    private String aggregate(GeneratedScope scope) {
        String call = draw.<String>choice()
                .or(2, () -> "count(*)")
                .or(2, () -> "count(" + expressions.value(scope, expressions.type(), 1) + ")")
                .or(
                        1,
                        () -> "count(DISTINCT "
                                + (scope.keys().isEmpty()
                                        ? "1"
                                        : draw.of(scope.keys()).sql()) + ")")
                .or(4, () -> draw.of("sum", "sum", "total", "avg") + "(" + number(scope) + ")")
                .or(4, () -> draw.of("min", "max") + "(" + expressions.value(scope, expressions.type(), 1) + ")")
                .orIf(
                        !scope.order().isEmpty(),
                        2,
                        () -> "group_concat("
                                + expressions.value(scope, draw.of(Type.TEXT, Type.INTEGER), 1)
                                + draw.of("", ", '; '", ", ''")
                                + " ORDER BY " + String.join(", ", scope.order()) + ")")
                .draw();
        boolean filtered = draw.chance(12);
        return call + (filtered ? " FILTER (WHERE " + expressions.condition(scope, 0) + ")" : "");
    }

    private String number(GeneratedScope scope) {
        Type type = draw.of(Type.INTEGER, Type.REAL, Type.NUMBER, Type.NUMBER, Type.TEXT);
        return expressions.value(scope, type, 1);
    }

    private String windowed() {
        From from = froms.draw(DEPTH - 1);
        GeneratedScope scope = from.scope();
        if (scope.order().isEmpty()) {
            return "SELECT " + items(scope, 2) + " FROM " + from.sql();
        }
        String partition = scope.keys().isEmpty() || draw.chance(40)
                ? ""
                : "PARTITION BY " + draw.of(scope.keys()).sql() + " ";
        String window = "(" + partition + "ORDER BY "
                + (draw.chance(40) ? draw.of(scope.columns()).sql() + draw.of("", " DESC") + ", " : "")
                + String.join(", ", scope.order()) + frame() + ")";
        String function = draw.<String>choice()
                .or(2, () -> draw.of("row_number()", "rank()", "dense_rank()", "percent_rank()", "cume_dist()"))
                .or(1, () -> "ntile(" + draw.between(1, 3) + ")")
                .or(
                        2,
                        () -> draw.of("lag", "lead") + "(" + expressions.value(scope, expressions.type(), 1)
                                + draw.of("", ", 1", ", 2") + ")")
                .or(
                        2,
                        () -> draw.of("first_value", "last_value") + "("
                                + expressions.value(scope, expressions.type(), 1) + ")")
                .or(3, () -> draw.of("sum", "total", "avg", "count") + "(" + number(scope) + ")")
                .or(2, () -> draw.of("min", "max") + "(" + number(scope) + ")")
                .draw();
        return "SELECT " + String.join(", ", scope.order()) + ", " + function + " OVER " + window + " FROM "
                + from.sql() + where(scope, 1) + order(scope);
    }

    private String frame() {
        return draw.of(
                "",
                "",
                "",
                " ROWS BETWEEN 1 PRECEDING AND CURRENT ROW",
                " ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING",
                " ROWS UNBOUNDED PRECEDING",
                " GROUPS BETWEEN 1 PRECEDING AND 1 FOLLOWING",
                " RANGE BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING");
    }

    private String compound() {
        List<Type> types = new ArrayList<>();
        for (int i = draw.of(1, 2, 2); i > 0; i--) {
            types.add(draw.of(Type.INTEGER, Type.TEXT, Type.REAL, Type.NUMBER));
        }
        boolean all = draw.chance(40);
        StringBuilder sql = new StringBuilder(arm(types, all));
        for (int i = draw.of(1, 1, 2); i > 0; i--) {
            sql.append(all ? " UNION ALL " : draw.of(" UNION ALL ", " UNION ", " INTERSECT ", " EXCEPT "))
                    .append(arm(types, all));
        }
        return sql + (all ? "" : byAll(types.size()));
    }

    /** Of equal values of different classes (1 and 1.0) SQLite shows any; so none may be. */
    private static String ofOneClass(String value) {
        return "CAST(" + value + " AS TEXT)";
    }

    private String arm(List<Type> types, boolean all) {
        From from = froms.draw(0);
        List<Visible> columns = from.scope().keys();
        GeneratedScope scope = new GeneratedScope(columns, List.of());
        return "SELECT "
                + types.stream()
                        .map(type -> {
                            String value = expressions.value(scope, type, 1);
                            return all ? value : cast(value, type);
                        })
                        .collect(Collectors.joining(", "))
                + " FROM " + from.sql() + where(from.scope(), 0);
    }

    private static String cast(String value, Type type) {
        return "CAST(" + value + " AS " + (type == Type.NUMBER ? "REAL" : type.name()) + ")";
    }

    /** A query of named columns. */
    Inner inner(int depth) {
        From from = froms.draw(Math.max(depth, 0));
        List<Type> types = new ArrayList<>();
        List<GeneratedShape> shapes = new ArrayList<>();
        List<String> names = new ArrayList<>();
        List<String> items = new ArrayList<>();
        for (int i = draw.between(1, 3); i > 0; i--) {
            String name = "c" + (names.size() + 1);
            names.add(name);
            if (!from.scope().columns().isEmpty() && draw.chance(65)) {
                Visible column = draw.of(from.scope().columns());
                types.add(column.type());
                shapes.add(column.shape());
                items.add(column.sql() + " AS " + name);
            } else {
                Type type = expressions.type();
                types.add(type);
                shapes.add(null);
                items.add(expressions.value(from.scope(), type, 1) + " AS " + name);
            }
        }
        String sql = "SELECT " + String.join(", ", items) + " FROM " + from.sql() + where(from.scope(), 0);
        return new Inner(sql, types, shapes, names);
    }

    /** A subquery as a value: an aggregate, or the first row in a total order. */
    String scalar(GeneratedScope outer, Type type) {
        From from = froms.table(draw.of(froms.tables()), froms.alias());
        GeneratedScope scope = from.scope().inside(outer);
        String where = where(scope, 0);
        if (from.scope().order().isEmpty() || draw.chance(60)) {
            String aggregate = type == Type.INTEGER && draw.chance(50)
                    ? "count(*)"
                    : draw.of("max", "min") + "(" + expressions.value(from.scope(), type, 0) + ")";
            return "(SELECT " + aggregate + " FROM " + from.sql() + where + ")";
        }
        return "(SELECT " + expressions.value(scope, type, 1) + " FROM " + from.sql() + where + " ORDER BY "
                + String.join(", ", from.scope().order()) + draw.of(" LIMIT 1", "") + ")";
    }

    /** EXISTS, or IN over a subquery. */
    String test(GeneratedScope outer, int depth) {
        From from = froms.table(draw.of(froms.tables()), froms.alias());
        GeneratedScope scope = from.scope().inside(outer);
        if (draw.chance(45)) {
            return draw.of("EXISTS ", "NOT EXISTS ") + "(SELECT " + draw.of("1", "*", "NULL") + " FROM " + from.sql()
                    + where(scope, 0) + ")";
        }
        Visible column = draw.of(from.scope().columns());
        return expressions.value(outer, column.type(), Math.min(depth, 1)) + draw.of(" IN (", " IN (", " NOT IN (")
                + "SELECT " + column.sql() + " FROM " + from.sql() + where(scope, 0) + ")";
    }
}
