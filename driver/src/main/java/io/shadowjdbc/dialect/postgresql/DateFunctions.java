package io.shadowjdbc.dialect.postgresql;

import io.shadowjdbc.dialect.ast.Expr;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Renders date and time functions ("Date And Time Functions"): by helper functions that read SQLite's time values. */
final class DateFunctions {
    private static final Set<String> NAMES = Set.of("date", "time", "datetime", "julianday", "unixepoch", "strftime");

    private final Expressions expressions;

    /** {@code 'now'}, which must not reach the functions as a constant: they are immutable, as indexes over them need it. */
    private static final String NOW = "to_char(statement_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.MS')";

    DateFunctions(Expressions expressions) {
        this.expressions = expressions;
    }

    /** The clock in UTC as text. */
    static Sql now(String format) {
        return Sql.atom(Kind.TEXT, "to_char(statement_timestamp() AT TIME ZONE 'UTC', '" + format + "')")
                .withNullable(false);
    }

    /** The call, or null where it is none of these. */
    Sql render(String name, Expr.Call call, Scope scope) {
        if (!NAMES.contains(name)) {
            return null;
        }
        List<Expr> arguments = call.arguments();
        String format = null;
        int first = 0;
        if (name.equals("strftime")) {
            if (arguments.isEmpty()) {
                return null;
            }
            format = text(arguments.get(0), scope).text();
            first = 1;
        }
        String value = arguments.size() > first ? time(arguments.get(first), scope) : NOW;
        List<String> modifiers = new ArrayList<>();
        for (Expr argument : arguments.subList(Math.min(first + 1, arguments.size()), arguments.size())) {
            Sql modifier = text(argument, scope);
            if (modifier.constant() instanceof String text
                    && text.toLowerCase(Locale.ROOT).contains("localtime")) {
                throw new Refusal(
                        "modifier localtime",
                        argument.span(),
                        "It depends on the process's zone; convert in the application.");
            }
            modifiers.add(modifier.text());
        }
        String parts = value + ", ARRAY[" + String.join(", ", modifiers) + "]::text[]";
        return switch (name) {
            case "strftime" -> Sql.atom(Kind.TEXT, "shadow.sq_strftime(" + format + ", " + parts + ")");
            case "julianday" -> Sql.atom(Kind.REAL, "shadow.sq_julianday(" + parts + ")");
            case "unixepoch" -> unixepoch(parts, modifiers);
            default -> Sql.atom(Kind.TEXT, "shadow.sq_" + name + "(" + parts + ")");
        };
    }

    private static Sql unixepoch(String parts, List<String> modifiers) {
        boolean fraction = modifiers.stream()
                .anyMatch(modifier -> modifier.toLowerCase(Locale.ROOT).contains("subsec"));
        return fraction
                ? Sql.atom(Kind.REAL, "shadow.sq_unixepoch_subsec(" + parts + ")")
                : Sql.atom(Kind.INTEGER, "shadow.sq_unixepoch(" + parts + ")");
    }

    private Sql text(Expr expr, Scope scope) {
        return expressions.conversions().text(expressions.render(expr, scope), expr.span());
    }

    /** A time value as text: numbers are Julian days, or what the modifiers make of them. */
    private String time(Expr expr, Scope scope) {
        Sql value = expressions.conversions().plain(expressions.render(expr, scope), expr.span());
        if (value.kind() == Kind.REAL && !value.isConstant()) {
            return value.operand() + "::text";
        }
        if (value.constant() instanceof String text && text.equalsIgnoreCase("now")) {
            return NOW;
        }
        return expressions.conversions().text(value, expr.span()).text();
    }
}
