package io.shadowjdbc.dialect.postgresql;

import io.shadowjdbc.dialect.ast.Span;
import java.util.List;

/** Renders functions of numbers. Outside a function's domain SQLite gives null where PostgreSQL gives an error. */
final class MathFunctions {
    private final Rendering rendering;
    private final Conversions conversions;

    MathFunctions(Rendering rendering, Conversions conversions) {
        this.rendering = rendering;
        this.conversions = conversions;
    }

    /** The call, or null where it is none of these. */
    Sql render(String name, List<Sql> arguments, Span span) {
        int count = arguments.size();
        switch (name) {
            case "abs":
                return count != 1 ? null : abs(arguments.get(0), span);
            case "round":
                return count < 1 || count > 2 ? null : round(arguments, span);
            case "random":
                return count != 0
                        ? null
                        : Sql.atom(Kind.INTEGER, "shadow.sq_random()").withNullable(false);
            case "sign":
                return count != 1 ? null : sign(arguments.get(0), span);
            case "ceil", "ceiling", "floor", "trunc":
                return count != 1 ? null : whole(name, arguments.get(0), span);
            case "pi":
                return count != 0 ? null : Sql.atom(Kind.REAL, "pi()").withNullable(false);
            case "sqrt":
                return count != 1 ? null : guarded("sqrt", arguments.get(0), " >= 0", span);
            case "ln":
                return count != 1 ? null : guarded("ln", arguments.get(0), " > 0", span);
            case "log10", "log":
                return count != 1 ? null : guarded("log", arguments.get(0), " > 0", span);
            case "exp", "sin", "cos", "tan", "radians", "degrees":
                return count != 1 ? null : number(name, arguments, span);
            case "pow", "power":
                return count != 2 ? null : number("power", arguments, span);
            default:
                return null;
        }
    }

    private Sql abs(Sql argument, Span span) {
        if (argument.isParameter()) {
            return Sql.atom(
                    Kind.ANY_NUMBER, "abs(" + rendering.mark(argument.parameter(), NumberParameter.OF_ABS) + ")");
        }
        if (conversions.plain(argument, span).kind() == Kind.DYNAMIC) {
            return Sql.atom(
                    Kind.NUMBER,
                    "shadow.sq_abs(" + conversions.plain(argument, span).text() + ")");
        }
        Sql number = Conversions.wide(conversions.number(argument, span));
        Sql abs = Sql.atom(number.kind(), "abs(" + number.text() + ")").withNullable(number.nullable());
        Sql value = conversions.plain(argument, span);
        // text always gives a REAL here
        return value.kind() == Kind.TEXT ? Sql.atom(Kind.REAL, abs.text() + "::float8") : abs;
    }

    private Sql round(List<Sql> arguments, Span span) {
        Sql value = conversions.real(arguments.get(0), span);
        String digits = arguments.size() == 1
                ? "0::bigint"
                : Conversions.wide(conversions.whole(arguments.get(1), span)).text();
        boolean nullable = arguments.stream().anyMatch(argument -> argument.nullable() || argument.isParameter());
        return Sql.atom(Kind.REAL, "shadow.sq_round(" + value.text() + ", " + digits + ")")
                .withNullable(nullable);
    }

    private Sql sign(Sql argument, Span span) {
        Sql value = conversions.plain(argument, span);
        if (value.kind() == Kind.NULL) {
            return value;
        }
        if (!value.kind().isNumber()) {
            throw new Refusal("sign() of something that is no number", span, "Convert it with CAST.");
        }
        return Sql.atom(Kind.INTEGER, "sign(" + value.text() + ")::bigint").withNullable(value.nullable());
    }

    private Sql whole(String name, Sql argument, Span span) {
        Sql value = conversions.plain(argument, span);
        if (value.kind() == Kind.INTEGER || value.kind() == Kind.NULL) {
            return value.computed();
        }
        if (value.kind() != Kind.REAL) {
            throw new Refusal(name + "() of something that is no REAL", span, "Convert it with CAST AS REAL.");
        }
        return Sql.atom(Kind.REAL, name + "(" + value.text() + ")").withNullable(value.nullable());
    }

    private Sql guarded(String name, Sql argument, String domain, Span span) {
        Sql value = conversions.plain(argument, span);
        if (value.kind() == Kind.TEXT || value.kind() == Kind.DYNAMIC) {
            throw new Refusal(name + "() of something that is no number", span, "Convert it with CAST.");
        }
        String real = conversions.real(argument, span).operand();
        return Sql.atom(Kind.REAL, "CASE WHEN " + real + domain + " THEN " + name + "(" + real + ") END");
    }

    private Sql number(String name, List<Sql> arguments, Span span) {
        for (Sql argument : arguments) {
            Kind kind = conversions.plain(argument, span).kind();
            if (kind == Kind.TEXT || kind == Kind.DYNAMIC) {
                throw new Refusal(name + "() of something that is no number", span, "Convert it with CAST.");
            }
        }
        List<String> texts = arguments.stream()
                .map(argument -> conversions.real(argument, span).text())
                .toList();
        return Sql.atom(Kind.REAL, name + "(" + String.join(", ", texts) + ")");
    }
}
