package io.shadowjdbc.dialect.postgresql;

import io.shadowjdbc.dialect.SqliteValues;
import io.shadowjdbc.dialect.ast.Span;

/** Arithmetic, bits and concatenation with SQLite's results for text, mixed numbers and zero divisors. */
final class Arithmetic {
    private final Rendering rendering;
    private final Conversions conversions;

    Arithmetic(Rendering rendering, Conversions conversions) {
        this.rendering = rendering;
        this.conversions = conversions;
    }

    Sql unary(String operator, Sql operand, Span span) {
        if (operator.equals("+")) {
            return operand.withAffinity(null).atomicOrParens();
        }
        if (operator.equals("~")) {
            return Sql.of(Kind.INTEGER, "~" + wholeOperand(operand, span)).asWide();
        }
        if (operand.constant() instanceof Long whole && whole != Long.MIN_VALUE) {
            return Conversions.literal(-whole);
        }
        if (operand.constant() instanceof Double real) {
            return real == 0x1p63 ? Conversions.literal(Long.MIN_VALUE) : Conversions.literal(-real);
        }
        Sql number = Conversions.wide(conversions.number(operand, span));
        Sql negated = Sql.of(number.kind(), "-" + number.operand()).withNullable(number.nullable());
        return number.wide() ? negated.asWide() : negated;
    }

    private String wholeOperand(Sql operand, Span span) {
        return Conversions.wide(conversions.whole(operand, span)).operand();
    }

    Sql binary(String operator, Sql left, Sql right, Span span) {
        switch (operator) {
            case "||":
                Sql l = conversions.text(left, span);
                Sql r = conversions.text(right, span);
                return Sql.of(Kind.TEXT, concatenated(l) + " || " + concatenated(r))
                        .withNullable(l.nullable() || r.nullable());
            case "&", "|":
                return Sql.of(Kind.INTEGER, wholeOperand(left, span) + " " + operator + " " + wholeOperand(right, span))
                        .asWide();
            case "<<", ">>":
                String function = operator.equals("<<") ? "sq_shift_left" : "sq_shift_right";
                return Sql.atom(
                        Kind.INTEGER,
                        "shadow." + function + "(" + wholeOperand(left, span) + ", " + wholeOperand(right, span) + ")");
            case "/":
                return divide(conversions.number(left, span), conversions.number(right, span));
            case "%":
                return modulo(moduloOperand(left, span), moduloOperand(right, span));
            default:
                return calculate(operator, conversions.number(left, span), conversions.number(right, span));
        }
    }

    /** An operand of a chain of {@code ||}, which needs no parentheses within itself. */
    private static String concatenated(Sql text) {
        return text.operand();
    }

    private static Sql calculate(String operator, Sql left, Sql right) {
        boolean nullable = left.nullable() || right.nullable();
        if (left.kind() == Kind.INTEGER && right.kind() == Kind.INTEGER) {
            Sql l = left.wide() || right.wide() ? left : Conversions.wide(left);
            return Sql.of(Kind.INTEGER, l.operand() + " " + operator + " " + right.operand())
                    .asWide()
                    .withNullable(nullable);
        }
        boolean dynamic = left.kind() == Kind.NUMBER || right.kind() == Kind.NUMBER;
        if (left.kind() == Kind.REAL || right.kind() == Kind.REAL) {
            return Sql.of(Kind.REAL, real(left) + " " + operator + " " + real(right))
                    .withNullable(nullable);
        }
        if (dynamic) {
            String name = switch (operator) {
                case "+" -> "add";
                case "-" -> "subtract";
                default -> "multiply";
            };
            Kind kind =
                    left.kind() == Kind.ANY_NUMBER || right.kind() == Kind.ANY_NUMBER ? Kind.ANY_NUMBER : Kind.NUMBER;
            return Sql.atom(kind, "shadow.sq_" + name + "(" + argument(left) + ", " + argument(right) + ")")
                    .withNullable(nullable);
        }
        return Sql.of(
                        Kind.ANY_NUMBER,
                        Conversions.wide(left).operand()
                                + " "
                                + operator
                                + " "
                                + Conversions.wide(right).operand())
                .withNullable(nullable);
    }

    private static String argument(Sql number) {
        return Conversions.wide(number).text();
    }

    private static String real(Sql number) {
        return number.kind() == Kind.NUMBER ? number.operand() + "::float8" : number.operand();
    }

    private static Sql divide(Sql left, Sql right) {
        if (left.kind() == Kind.INTEGER && right.kind() == Kind.INTEGER) {
            String l = Conversions.wide(left).operand();
            boolean safe = right.constant() instanceof Long divisor && divisor != 0 && divisor != -1;
            String r = safe ? right.operand() : "NULLIF(" + right.text() + ", 0)";
            return Sql.of(Kind.INTEGER, l + " / " + r).asWide();
        }
        if (left.kind() == Kind.REAL || right.kind() == Kind.REAL) {
            boolean safe = right.constant() instanceof Number divisor && divisor.doubleValue() != 0;
            String r = safe ? real(right) : "NULLIF(" + real(right) + ", 0)";
            return Sql.of(Kind.REAL, asReal(left) + " / " + r);
        }
        return Sql.atom(
                left.kind() == Kind.NUMBER && right.kind() == Kind.NUMBER ? Kind.NUMBER : Kind.ANY_NUMBER,
                "shadow.sq_divide(" + argument(left) + ", " + argument(right) + ")");
    }

    private static String asReal(Sql number) {
        return number.kind() == Kind.REAL ? number.operand() : number.operand() + "::float8";
    }

    /** Of text that is a REAL only the whole digits at its start count. */
    private Sql moduloOperand(Sql operand, Span span) {
        Sql value = conversions.plain(operand, span);
        if (value.isParameter()) {
            return Sql.atom(Kind.ANY_NUMBER, rendering.mark(value.parameter(), NumberParameter.OF_MODULO));
        }
        if (value.constant() instanceof String text && SqliteValues.prefixNumber(text) instanceof Double) {
            return Sql.of(Kind.NUMBER, SqliteValues.prefixInteger(text) + ".0");
        }
        boolean textual = value.kind() == Kind.TEXT || value.kind() == Kind.DYNAMIC;
        return textual && !value.isConstant()
                ? Sql.atom(Kind.NUMBER, "shadow.sq_modulo_operand(" + value.text() + ")")
                : conversions.number(value, span);
    }

    private static Sql modulo(Sql left, Sql right) {
        if (left.kind() == Kind.INTEGER && right.kind() == Kind.INTEGER) {
            boolean safe = right.constant() instanceof Long divisor && divisor != 0;
            String r = safe ? right.operand() : "NULLIF(" + right.text() + ", 0)";
            return Sql.of(Kind.INTEGER, Conversions.wide(left).operand() + " % " + r)
                    .asWide();
        }
        boolean real = left.kind() == Kind.REAL || right.kind() == Kind.REAL;
        return Sql.atom(
                real ? Kind.REAL : Kind.ANY_NUMBER,
                "shadow.sq_modulo(" + argument(left) + ", " + argument(right) + ")");
    }
}
