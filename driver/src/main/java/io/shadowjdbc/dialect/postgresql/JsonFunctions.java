package io.shadowjdbc.dialect.postgresql;

import io.shadowjdbc.dialect.ast.Expr;
import io.shadowjdbc.dialect.ast.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Renders JSON functions and operators. A JSON text is text; a value taken out of one may be of any type. */
final class JsonFunctions {
    /** Functions whose text is JSON, so that other JSON functions take it as such and not as a string. */
    private static final Set<String> GIVES_JSON = Set.of(
            "json",
            "json_array",
            "json_object",
            "json_group_array",
            "json_group_object",
            "json_set",
            "json_insert",
            "json_replace",
            "json_remove",
            "json_patch");

    private final Expressions expressions;
    private final Conversions conversions;

    JsonFunctions(Expressions expressions) {
        this.expressions = expressions;
        this.conversions = expressions.conversions();
    }

    /** {@code ->} and {@code ->>}. */
    Sql arrow(Expr.Binary binary, Scope scope) {
        Sql json = text(binary.left(), scope);
        Sql path = conversions.plain(expressions.render(binary.right(), scope), binary.span());
        String text;
        if (path.kind() == Kind.INTEGER) {
            text = Conversions.wide(path).text();
        } else if (path.kind() == Kind.TEXT) {
            text = path.isConstant() ? path.text() + "::text" : path.text();
        } else if (path.kind() == Kind.PARAMETER) {
            text = expressions.rendering().mark(path.parameter(), TextParameter.CONVERTED) + "::text";
        } else {
            throw new Refusal("a JSON path that is neither text nor integer", binary.span(), "Write the path as text.");
        }
        return binary.operator().equals("->")
                ? Sql.atom(Kind.TEXT, "shadow.sq_json_arrow(" + json.text() + ", " + text + ")")
                : Sql.atom(Kind.DYNAMIC, "shadow.sq_json_value(" + json.text() + ", " + text + ")");
    }

    private Sql text(Expr expr, Scope scope) {
        return conversions.text(expressions.render(expr, scope), expr.span());
    }

    /** The call, or null where it is none of these. */
    Sql render(String name, Expr.Call call, Scope scope) {
        List<Expr> arguments = call.arguments();
        int count = arguments.size();
        Span span = call.span();
        switch (name) {
            case "json_extract":
                if (count == 2) {
                    return Sql.atom(
                            Kind.DYNAMIC,
                            "shadow.sq_json_extract("
                                    + text(arguments.get(0), scope).text() + ", "
                                    + text(arguments.get(1), scope).text() + ")");
                }
                return null;
            case "json_valid":
                return count != 1
                        ? null
                        : Sql.atom(
                                Kind.INTEGER,
                                "shadow.sq_json_valid("
                                        + text(arguments.get(0), scope).text() + ")");
            case "json":
                return count != 1
                        ? null
                        : Sql.atom(
                                Kind.TEXT,
                                "shadow.sq_json("
                                        + text(arguments.get(0), scope).text() + ")");
            case "json_type":
                return count < 1 || count > 2 ? null : pathed("sq_json_type", Kind.TEXT, arguments, scope);
            case "json_array_length":
                return count < 1 || count > 2 ? null : pathed("sq_json_array_length", Kind.INTEGER, arguments, scope);
            case "json_quote":
                return count != 1 ? null : Sql.atom(Kind.TEXT, quoted(expressions, arguments.get(0), scope));
            case "json_array":
                return array(arguments, scope);
            case "json_object":
                return count % 2 != 0 ? null : object(arguments, scope, span);
            case "json_set", "json_insert", "json_replace":
                return count % 2 != 1 ? null : change(name, arguments, scope);
            case "json_remove":
                return count < 1 ? null : remove(arguments, scope);
            default:
                return null;
        }
    }

    private Sql pathed(String function, Kind kind, List<Expr> arguments, Scope scope) {
        String path = arguments.size() == 2 ? text(arguments.get(1), scope).text() : "'$'";
        return Sql.atom(
                kind, "shadow." + function + "(" + text(arguments.get(0), scope).text() + ", " + path + ")");
    }

    /** A value as a piece of JSON text, never null. */
    static String quoted(Expressions expressions, Expr expr, Scope scope) {
        Conversions conversions = expressions.conversions();
        Sql value = conversions.plain(expressions.render(expr, scope), expr.span());
        boolean isJson = expr.bare() instanceof Expr.Call call
                && GIVES_JSON.contains(call.name().toLowerCase(java.util.Locale.ROOT));
        isJson |= expr.bare() instanceof Expr.Binary binary && binary.operator().equals("->");
        if (isJson) {
            return "COALESCE(" + value.text() + ", 'null')";
        }
        return switch (value.kind()) {
            case NULL -> "'null'";
            case INTEGER ->
                value.nullable() ? "COALESCE(" + value.operand() + "::text, 'null')" : value.operand() + "::text";
            case TEXT -> "shadow.sq_json_quote(" + value.text() + (value.isConstant() ? "::text)" : ")");
            case BLOB -> throw new Refusal("a blob in JSON", expr.span(), "JSON can't hold it.");
            default -> "shadow.sq_json_quote(" + value.text() + ")";
        };
    }

    private Sql array(List<Expr> arguments, Scope scope) {
        List<String> parts = new ArrayList<>();
        for (Expr argument : arguments) {
            parts.add(quoted(expressions, argument, scope));
        }
        String inside = parts.isEmpty() ? "" : String.join(" || ',' || ", parts) + " || ";
        return Sql.atom(Kind.TEXT, "('[' || " + inside + "']')").withNullable(false);
    }

    private Sql object(List<Expr> arguments, Scope scope, Span span) {
        StringBuilder text = new StringBuilder("('{' || ");
        for (int i = 0; i < arguments.size(); i += 2) {
            Sql label = conversions.plain(expressions.render(arguments.get(i), scope), span);
            if (label.kind() != Kind.TEXT && label.kind() != Kind.PARAMETER) {
                throw new Refusal("a label of json_object() that is no text", span, "Labels must be text.");
            }
            text.append(i == 0 ? "" : "',' || ")
                    .append("shadow.sq_json_quote(")
                    .append(conversions.text(label, span).text())
                    .append(label.isConstant() ? "::text" : "")
                    .append(") || ':' || ")
                    .append(quoted(expressions, arguments.get(i + 1), scope))
                    .append(" || ");
        }
        return Sql.atom(Kind.TEXT, text.append("'}')").toString()).withNullable(false);
    }

    private Sql change(String name, List<Expr> arguments, Scope scope) {
        String json = text(arguments.get(0), scope).text();
        String mode = Quote.string(name.substring("json_".length()));
        for (int i = 1; i < arguments.size(); i += 2) {
            json = "shadow.sq_json_change(" + json + ", "
                    + text(arguments.get(i), scope).text() + ", " + quoted(expressions, arguments.get(i + 1), scope)
                    + ", " + mode + ")";
        }
        return Sql.atom(Kind.TEXT, json);
    }

    private Sql remove(List<Expr> arguments, Scope scope) {
        String json = text(arguments.get(0), scope).text();
        for (Expr path : arguments.subList(1, arguments.size())) {
            json = "shadow.sq_json_remove(" + json + ", " + text(path, scope).text() + ")";
        }
        return Sql.atom(Kind.TEXT, arguments.size() == 1 ? "shadow.sq_json(" + json + ")" : json);
    }
}
