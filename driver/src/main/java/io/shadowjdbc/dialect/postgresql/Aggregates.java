package io.shadowjdbc.dialect.postgresql;

import io.shadowjdbc.dialect.OrderingRules;
import io.shadowjdbc.dialect.ast.Expr;
import io.shadowjdbc.dialect.ast.Span;
import java.util.ArrayList;
import java.util.List;

/** Renders aggregate and window functions. */
final class Aggregates {
    private final Expressions expressions;
    private final Conversions conversions;

    Aggregates(Expressions expressions) {
        this.expressions = expressions;
        this.conversions = expressions.conversions();
    }

    /** The call, or null where it is none of an aggregate or window function. */
    Sql render(String name, Expr.Call call, Scope scope) {
        Sql window = call.over() == null ? null : windowFunction(name, call, scope);
        if (window != null) {
            return window;
        }
        boolean aggregate = OrderingRules.isAggregate(call) || (call.over() != null && isAggregateName(name, call));
        if (!aggregate) {
            return null;
        }
        boolean own = call.over() == null;
        if (own) {
            scope.enterAggregate();
        }
        try {
            Sql sql = aggregate(name, call, scope);
            if (own) {
                scope.aggregates().add(sql.text());
            }
            return sql;
        } finally {
            if (own) {
                scope.leaveAggregate();
            }
        }
    }

    private static boolean isAggregateName(String name, Expr.Call call) {
        return switch (name) {
            case "count", "sum", "total", "avg", "group_concat", "string_agg", "json_group_array" -> true;
            case "min", "max" -> call.arguments().size() == 1;
            default -> false;
        };
    }

    /** FILTER and OVER of the call. */
    private String suffix(Expr.Call call, Scope scope) {
        String suffix = "";
        if (call.filter() != null) {
            suffix += " FILTER (WHERE " + expressions.condition(call.filter(), scope, true) + ")";
        }
        if (call.over() != null) {
            suffix += " OVER " + Windows.render(expressions, call.over(), scope);
        }
        return suffix;
    }

    private Sql aggregate(String name, Expr.Call call, Scope scope) {
        String suffix = suffix(call, scope);
        if (name.equals("count")) {
            return count(call, scope, suffix);
        }
        if (call.arguments().isEmpty()) {
            throw refused(call);
        }
        Sql argument = expressions.render(call.arguments().get(0), scope);
        String distinct = call.distinct() ? "DISTINCT " : "";
        Span span = call.span();
        switch (name) {
            case "sum":
                return sum(argument, distinct, suffix, call, scope);
            case "total":
                return total(argument, distinct, suffix, span);
            case "avg":
                return average(argument, distinct, suffix, span);
            case "min", "max":
                return extreme(name, argument, suffix, span);
            case "group_concat", "string_agg":
                return concatenation(call, argument, scope, suffix);
            case "json_group_array":
                return jsonArray(call, scope, suffix);
            case "json_group_object":
                return jsonObject(call, scope, suffix);
            default:
                throw refused(call);
        }
    }

    private static Refusal refused(Expr.Call call) {
        return new Refusal(
                "function " + call.name() + "()", call.span(), "PostgreSQL has no aggregate that answers alike.");
    }

    private Sql count(Expr.Call call, Scope scope, String suffix) {
        if (call.star() || call.arguments().isEmpty()) {
            return Sql.atom(Kind.INTEGER, "count(*)" + suffix).withNullable(false);
        }
        Sql argument = expressions.render(call.arguments().get(0), scope);
        if (argument.isParameter()) {
            String mark = expressions.rendering().mark(argument.parameter(), ValueParameter.PRESENT);
            argument = call.distinct()
                    ? conversions.dynamic(argument, call.span())
                    : Sql.atom(Kind.BOOLEAN, mark + "::boolean");
        }
        if (!call.distinct()) {
            return Sql.atom(Kind.INTEGER, "count(" + argument.text() + ")" + suffix)
                    .withNullable(false);
        }
        Sql key = Cores.comparable(expressions, argument, call.span());
        String text = key.kind() == Kind.TEXT && !key.coded()
                ? Comparisons.collated(key, key.collation() == null ? "BINARY" : key.collation(), true, call.span())
                : key.text();
        return Sql.atom(Kind.INTEGER, "count(DISTINCT " + text + ")" + suffix).withNullable(false);
    }

    private Sql average(Sql argument, String distinct, String suffix, Span span) {
        Sql number = conversions.number(argument, span);
        boolean exact = number.kind() == Kind.INTEGER;
        String value = distinct + (exact ? number : conversions.real(argument, span)).text();
        String added = number.kind() == Kind.ANY_NUMBER ? "shadow.sq_number(" + number.text() + ")" : number.text();
        String whole = "(sum(" + distinct + added + ")" + suffix + ")";
        String sum = exact ? whole + "::float8" : "shadow.sq_sum(" + value + ")" + suffix;
        if (argument.column() == null && (number.kind() == Kind.NUMBER || number.kind() == Kind.ANY_NUMBER)) {
            // whole numbers are added exactly, and leave no digit after the point
            sum = "CASE WHEN scale" + whole + " = 0 THEN " + whole + "::float8 ELSE " + sum + " END";
        }
        return Sql.atom(Kind.REAL, "(" + sum + " / count(" + value + ")" + suffix + ")");
    }

    private Sql sum(Sql argument, String distinct, String suffix, Expr.Call call, Scope scope) {
        Sql number = summand(argument, call.span());
        boolean mixed = number.kind() == Kind.NUMBER || number.kind() == Kind.ANY_NUMBER;
        if (mixed && call.over() != null && Windows.movesOn(call.over(), scope)) {
            throw new Refusal(
                    "sum() of INTEGERs and REALs over a frame that leaves rows behind",
                    call.span(),
                    "SQLite's stays a REAL after the last REAL has left it; use total(), or sum(CAST(x AS REAL)).");
        }
        String text = "sum(" + distinct + number.text() + ")" + suffix;
        return switch (number.kind()) {
            case INTEGER -> Sql.atom(Kind.INTEGER, cast(text, "bigint", suffix));
            case REAL -> Sql.atom(Kind.REAL, "shadow.sq_" + text);
            case NUMBER -> Sql.atom(Kind.NUMBER, text);
            default -> Sql.atom(Kind.ANY_NUMBER, text);
        };
    }

    /** What sum() and total() add: text that is no number is a REAL, as the whole sum then is. */
    private Sql summand(Sql argument, Span span) {
        Sql value = argument.isParameter() ? conversions.dynamic(argument, span) : conversions.plain(argument, span);
        boolean ofText = value.kind() == Kind.TEXT || value.kind() == Kind.DYNAMIC;
        return ofText
                ? Sql.atom(Kind.NUMBER, "shadow.sq_summand(" + typed(value) + ")")
                : conversions.number(argument, span);
    }

    private static String cast(String text, String type, String suffix) {
        return (suffix.isEmpty() ? text : "(" + text + ")") + "::" + type;
    }

    private Sql total(Sql argument, String distinct, String suffix, Span span) {
        Sql number = summand(argument, span);
        String function = number.kind() == Kind.REAL ? "shadow.sq_sum(" : "sum(";
        String sum = cast(function + distinct + number.text() + ")" + suffix, "float8", suffix);
        return Sql.atom(Kind.REAL, "COALESCE(" + sum + ", 0)").withNullable(false);
    }

    private Sql extreme(String name, Sql argument, String suffix, Span span) {
        Sql value = argument.isParameter() ? conversions.dynamic(argument, span) : argument;
        if (value.kind() == Kind.NULL) {
            return Sql.atom(Kind.INTEGER, name + "(NULL::bigint)" + suffix);
        }
        if (KeyForm.is(value)) {
            // PostgreSQL has no min() of uuid
            return value.branch()
                    .withText("shadow.sq_" + name + "(" + value.text() + ")" + suffix, true)
                    .withNullable(true)
                    .withoutConstant();
        }
        boolean raw = value.coded() && value.form().ordered() && !isUuid(value);
        Sql plain = raw ? value : conversions.plain(value, span);
        String key = plain.text();
        if (!raw && plain.kind() == Kind.TEXT) {
            String collation = plain.collation() == null ? "BINARY" : plain.collation();
            if (!collation.equals("BINARY")) {
                throw new Refusal(
                        name + "() of a column of collation " + collation,
                        span,
                        "Which of the equal texts SQLite gives is not defined; use " + name + "(lower(column)).");
            }
            key = plain.operand() + " COLLATE \"C\"";
        }
        if (plain.kind() == Kind.BLOB || plain.kind() == Kind.DYNAMIC) {
            if (suffix.contains(" OVER ")) {
                throw new Refusal(
                        name + "() of blobs or of values of different types over a window",
                        span,
                        "Convert them with CAST, or compute it in a subquery.");
            }
            String order = plain.kind() == Kind.DYNAMIC ? "shadow.sq_sortable(" + key + ")" : key;
            String direction = name.equals("max") ? " DESC NULLS LAST" : "";
            return plain.branch()
                    .withText("(array_agg(" + key + " ORDER BY " + order + direction + ")" + suffix + ")[1]", true)
                    .withNullable(true)
                    .withoutConstant();
        }
        // a column of numbers holds each of them in one way only
        String mixed = !raw && plain.kind() == Kind.NUMBER ? "shadow.sq_" : "";
        return plain.branch()
                .withText(mixed + name + "(" + key + ")" + suffix, true)
                .withNullable(true)
                .withoutConstant();
    }

    private static boolean isUuid(Sql sql) {
        return sql.column() != null
                && LiteralFields.baseType(sql.column().codec()).equals("uuid");
    }

    private Sql concatenation(Expr.Call call, Sql argument, Scope scope, String suffix) {
        Sql text = conversions.text(argument, call.span());
        String separator = call.arguments().size() > 1
                ? conversions
                        .text(expressions.render(call.arguments().get(1), scope), call.span())
                        .text()
                : "','";
        String order = "";
        if (!call.orderBy().isEmpty()) {
            order = " ORDER BY " + Windows.order(expressions, call.orderBy(), scope);
        } else if (call.distinct()) {
            throw new Refusal(
                    call.name() + "(DISTINCT) without ORDER BY",
                    call.span(),
                    "SQLite keeps the order in which values appear; select them DISTINCT in a subquery and sort there.");
        } else if (call.over() == null) {
            order = keyOrder(scope);
        }
        String distinct = call.distinct() ? "DISTINCT " : "";
        return Sql.atom(Kind.TEXT, "string_agg(" + distinct + text.text() + ", " + separator + order + ")" + suffix);
    }

    /** The order in which SQLite reads a single table, as far as it is known: that of the integer key. */
    static String keyOrder(Scope scope) {
        if (scope.sources().size() != 1 || scope.sources().get(0).table() == null) {
            return "";
        }
        Scope.Source source = scope.sources().get(0);
        String key = source.table().integerKey();
        return key == null ? "" : " ORDER BY " + source.column(key).sql().text();
    }

    private Sql jsonArray(Expr.Call call, Scope scope, String suffix) {
        String value = JsonFunctions.quoted(expressions, call.arguments().get(0), scope);
        String order = call.orderBy().isEmpty()
                ? keyOrder(scope)
                : " ORDER BY " + Windows.order(expressions, call.orderBy(), scope);
        String distinct = call.distinct() ? "DISTINCT " : "";
        if (call.distinct()) {
            throw new Refusal("json_group_array(DISTINCT)", call.span(), "Select the values DISTINCT in a subquery.");
        }
        return Sql.atom(
                        Kind.TEXT,
                        "'[' || COALESCE(string_agg(" + distinct + value + ", ','" + order + ")" + suffix
                                + ", '') || ']'")
                .parenthesized();
    }

    private Sql jsonObject(Expr.Call call, Scope scope, String suffix) {
        if (call.arguments().size() != 2) {
            throw refused(call);
        }
        Sql key = conversions.text(expressions.render(call.arguments().get(0), scope), call.span());
        String value = JsonFunctions.quoted(expressions, call.arguments().get(1), scope);
        return Sql.atom(
                        Kind.TEXT,
                        "'{' || COALESCE(string_agg(shadow.sq_json_quote(" + key.text() + ") || ':' || " + value
                                + ", ','" + keyOrder(scope) + ")" + suffix + ", '') || '}'")
                .parenthesized();
    }

    private Sql windowFunction(String name, Expr.Call call, Scope scope) {
        List<Sql> arguments = new ArrayList<>();
        switch (name) {
            case "row_number",
                    "rank",
                    "dense_rank",
                    "percent_rank",
                    "cume_dist",
                    "ntile",
                    "lag",
                    "lead",
                    "first_value",
                    "last_value",
                    "nth_value":
                break;
            default:
                return null;
        }
        for (Expr argument : call.arguments()) {
            arguments.add(expressions.render(argument, scope));
        }
        String suffix = suffix(call, scope);
        switch (name) {
            case "row_number", "rank", "dense_rank":
                return Sql.atom(Kind.INTEGER, name + "()" + suffix).withNullable(false);
            case "percent_rank", "cume_dist":
                return Sql.atom(Kind.REAL, name + "()" + suffix).withNullable(false);
            case "ntile":
                String buckets = small(arguments.get(0), call.span());
                return Sql.atom(Kind.INTEGER, "(ntile(" + buckets + ")" + suffix + ")::bigint");
            default:
                return valueOfRow(name, arguments, suffix, call.span());
        }
    }

    private String small(Sql number, Span span) {
        return number.constant() instanceof Long
                ? number.text()
                : conversions.whole(number, span).operand() + "::int";
    }

    /** With its type, which PostgreSQL does not infer for an argument of any type. */
    private static String typed(Sql sql) {
        return sql.kind() == Kind.TEXT && sql.isConstant() ? sql.operand() + "::text" : sql.text();
    }

    private Sql valueOfRow(String name, List<Sql> arguments, String suffix, Span span) {
        Sql value = arguments.get(0).branch();
        boolean hasDefault = arguments.size() > 2 && arguments.get(2).kind() != Kind.NULL;
        if (value.kind() == Kind.NULL && !hasDefault) {
            return Sql.nothing();
        }
        List<Sql> values = new ArrayList<>(List.of(value));
        if (hasDefault) {
            Sql other = arguments.get(2).branch();
            values.add(value.kind() == Kind.NULL ? conversions.plain(other, span) : other);
        }
        List<Sql> unified = conversions.unify(values, span);
        Sql whole = Conversions.like(unified, "");
        List<String> texts = new ArrayList<>();
        texts.add(value.kind() == Kind.NULL ? "NULL::" + whole.kind().postgresqlType() : typed(unified.get(0)));
        if (arguments.size() > 1) {
            texts.add(small(arguments.get(1), span));
        }
        if (hasDefault) {
            texts.add(typed(unified.get(1)));
        }
        return whole.withText(name + "(" + String.join(", ", texts) + ")" + suffix, true)
                .withNullable(true);
    }
}
