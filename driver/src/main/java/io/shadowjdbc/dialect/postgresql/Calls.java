package io.shadowjdbc.dialect.postgresql;

import io.shadowjdbc.dialect.Translation;
import io.shadowjdbc.dialect.ast.Expr;
import io.shadowjdbc.dialect.ast.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Renders calls of SQLite's functions ("Built-In Scalar SQL Functions"); what is not known here is refused. */
final class Calls {
    private final Expressions expressions;
    private final Conversions conversions;
    private final Aggregates aggregates;
    private final TextFunctions texts;
    private final MathFunctions maths;
    private final DateFunctions dates;
    private final JsonFunctions json;

    Calls(Expressions expressions) {
        this.expressions = expressions;
        this.conversions = expressions.conversions();
        this.aggregates = new Aggregates(expressions);
        this.texts = new TextFunctions(conversions);
        this.maths = new MathFunctions(expressions.rendering(), conversions);
        this.dates = new DateFunctions(expressions);
        this.json = new JsonFunctions(expressions);
    }

    JsonFunctions json() {
        return json;
    }

    Sql render(Expr.Call call, Scope scope) {
        String name = call.name().toLowerCase(Locale.ROOT);
        Sql aggregate = aggregates.render(name, call, scope);
        if (aggregate != null) {
            return aggregate;
        }
        if (call.over() != null || call.star() || call.distinct() || call.filter() != null) {
            throw unknown(call);
        }
        Sql special = special(name, call, scope);
        if (special != null) {
            return special;
        }
        Sql date = dates.render(name, call, scope);
        if (date != null) {
            return date;
        }
        Sql fromJson = json.render(name, call, scope);
        if (fromJson != null) {
            return fromJson;
        }
        List<Sql> arguments = new ArrayList<>();
        for (Expr argument : call.arguments()) {
            arguments.add(expressions.render(argument, scope));
        }
        Sql text = texts.render(name, arguments, call.span());
        if (text != null) {
            return text;
        }
        Sql math = maths.render(name, arguments, call.span());
        if (math != null) {
            return math;
        }
        throw unknown(call);
    }

    private static Refusal unknown(Expr.Call call) {
        return new Refusal(
                "function " + call.name() + "()",
                call.span(),
                "It has no counterpart on PostgreSQL with these arguments; compute it in the application.");
    }

    /** Functions that decide which of their arguments they give, and those that the connection answers. */
    private Sql special(String name, Expr.Call call, Scope scope) {
        List<Expr> arguments = call.arguments();
        int count = arguments.size();
        switch (name) {
            case "last_insert_rowid":
                return connection(Translation.Parameter.LAST_INSERT_ROWID);
            case "changes":
                return connection(Translation.Parameter.CHANGES);
            case "total_changes":
                return connection(Translation.Parameter.TOTAL_CHANGES);
            case "coalesce", "ifnull":
                return count < 2 ? null : coalesce(call, scope);
            case "iif", "if":
                return count < 2 ? null : choose(call, scope);
            case "nullif":
                return count != 2 ? null : nullif(call, scope);
            case "like", "glob":
                return count < 2 ? null : pattern(name, call, scope);
            case "min", "max":
                return count < 2 ? null : extreme(name, call, scope);
            case "typeof":
                return count != 1 ? null : typeof(expressions.render(arguments.get(0), scope), call.span());
            case "likely", "unlikely":
                return count != 1
                        ? null
                        : expressions.render(arguments.get(0), scope).computed();
            case "likelihood":
                return count != 2
                        ? null
                        : expressions.render(arguments.get(0), scope).computed();
            default:
                return null;
        }
    }

    private Sql connection(int source) {
        return Sql.atom(Kind.INTEGER, expressions.rendering().mark(source, NumberParameter.WHOLE) + "::bigint");
    }

    private Sql coalesce(Expr.Call call, Scope scope) {
        List<Sql> parts = new ArrayList<>();
        for (Expr argument : call.arguments()) {
            parts.add(expressions.render(argument, scope).branch());
        }
        List<Sql> unified = conversions.unify(parts, call.span());
        List<String> texts = unified.stream().map(Sql::text).toList();
        Sql sql = Conversions.like(unified, "COALESCE(" + String.join(", ", texts) + ")");
        return sql.withNullable(unified.stream().allMatch(Sql::nullable));
    }

    private Sql choose(Expr.Call call, Scope scope) {
        List<Expr> arguments = call.arguments();
        List<Expr.When> branches = new ArrayList<>();
        int i = 0;
        for (; i + 1 < arguments.size(); i += 2) {
            branches.add(new Expr.When(arguments.get(i), arguments.get(i + 1)));
        }
        Expr otherwise = i < arguments.size() ? arguments.get(i) : null;
        return expressions.render(new Expr.Case(call.span(), null, branches, otherwise), scope);
    }

    private Sql nullif(Expr.Call call, Scope scope) {
        Sql left = expressions.render(call.arguments().get(0), scope);
        Sql right = expressions.render(call.arguments().get(1), scope);
        if (right.kind() == Kind.NULL) {
            return left.computed();
        }
        Sql equal = expressions.comparisons().compare("=", left, right, true, call.span());
        Sql value = left.isParameter() ? conversions.dynamic(left, call.span()) : left;
        return Conversions.like(
                        List.of(value.branch()),
                        "CASE WHEN " + equal.text() + " THEN NULL ELSE " + value.text() + " END")
                .withNullable(true);
    }

    private Sql pattern(String name, Expr.Call call, Scope scope) {
        List<Expr> arguments = call.arguments();
        Expr escape = arguments.size() > 2 ? arguments.get(2) : null;
        return expressions.render(
                new Expr.Like(
                        call.span(), name.toUpperCase(Locale.ROOT), arguments.get(1), false, arguments.get(0), escape),
                scope);
    }

    /** min() and max() of several values: null if any is null, text by its bytes. */
    private Sql extreme(String name, Expr.Call call, Scope scope) {
        List<Sql> parts = new ArrayList<>();
        for (Expr argument : call.arguments()) {
            Sql part = expressions.render(argument, scope);
            if (part.kind() == Kind.NULL) {
                return part;
            }
            boolean raw = part.coded() && part.form().ordered();
            parts.add((raw ? part : conversions.plain(part, call.span())).branch());
        }
        List<Sql> unified = conversions.unify(parts, call.span());
        Kind kind = unified.get(0).kind();
        if (kind == Kind.DYNAMIC || unified.stream().anyMatch(part -> part.kind() == Kind.PARAMETER)) {
            throw new Refusal(
                    call.name() + "() of values of different types", call.span(), "Compare values of one type.");
        }
        List<String> texts = unified.stream()
                .map(part ->
                        part.kind() == Kind.TEXT && !part.coded() ? part.operand() + " COLLATE \"C\"" : part.text())
                .toList();
        List<String> nulls = unified.stream()
                .filter(Sql::nullable)
                .map(part -> part.operand() + " IS NULL")
                .toList();
        String extreme = (name.equals("min") ? "LEAST(" : "GREATEST(") + String.join(", ", texts) + ")";
        String text = nulls.isEmpty()
                ? extreme
                : "CASE WHEN " + String.join(" OR ", nulls) + " THEN NULL ELSE " + extreme + " END";
        return Conversions.like(unified, text);
    }

    private Sql typeof(Sql argument, Span span) {
        Sql value = conversions.plain(argument, span);
        if (value.kind() == Kind.NULL) {
            return Conversions.literal("null");
        }
        String text = switch (value.kind()) {
            case INTEGER -> typed(value, "integer");
            case REAL -> typed(value, "real");
            case TEXT -> typed(value, "text");
            case BLOB -> typed(value, "blob");
            default -> "shadow.sq_typeof(" + value.text() + ")";
        };
        return Sql.atom(Kind.TEXT, text).withNullable(false);
    }

    private static String typed(Sql value, String name) {
        return value.nullable()
                ? "CASE WHEN " + value.operand() + " IS NULL THEN 'null' ELSE '" + name + "' END"
                : "'" + name + "'::text";
    }
}
