package io.shadowjdbc.migrator.plan;

import io.shadowjdbc.dialect.ast.Expr;
import io.shadowjdbc.schema.BooleanCodec;
import io.shadowjdbc.schema.Codec;
import io.shadowjdbc.schema.ColumnMap;
import io.shadowjdbc.schema.DecimalCodec;
import io.shadowjdbc.schema.IntegerCodec;
import io.shadowjdbc.schema.NumberCodec;
import io.shadowjdbc.schema.RealCodec;
import io.shadowjdbc.schema.SqliteCatalogue;
import io.shadowjdbc.schema.TableMap;
import io.shadowjdbc.schema.TextCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Writes expressions of a table's definition (CHECK, partial indexes, keys of indexes, generated columns) for
 * PostgreSQL, where that is sure to mean the same (text columns have the collation C there): comparisons of numbers with numbers and of text with text, and what
 * is built of them. Anything else is refused with the construct's name.
 */
final class ExpressionRenderer {
    /** What PostgreSQL takes an expression for. */
    private enum Type {
        NUMBER,
        TEXT,
        CONDITION,
        NULL
    }

    private record Rendered(String sql, Type type) {}

    /** An expression that has no sure equal. */
    static final class NotRendered extends Exception {
        private static final long serialVersionUID = 1L;

        NotRendered(String construct) {
            super(construct);
        }
    }

    private final TableMap table;

    ExpressionRenderer(TableMap table) {
        this.table = table;
    }

    /** An expression that is true, false or null. */
    String condition(Expr expr) throws NotRendered {
        Rendered rendered = render(expr);
        if (rendered.type != Type.CONDITION) {
            throw new NotRendered("a number or text in the place of a condition");
        }
        return rendered.sql;
    }

    /** A number or a text. */
    String value(Expr expr) throws NotRendered {
        Rendered rendered = render(expr);
        if (rendered.type != Type.NUMBER && rendered.type != Type.TEXT) {
            throw new NotRendered("a condition in the place of a value");
        }
        return rendered.sql;
    }

    private Rendered render(Expr expr) throws NotRendered {
        if (expr instanceof Expr.Parens parens) {
            Rendered inner = render(parens.operand());
            return new Rendered("(" + inner.sql + ")", inner.type);
        }
        if (expr instanceof Expr.Literal literal) {
            return literal(literal);
        }
        if (expr instanceof Expr.ColumnRef column) {
            return column(column);
        }
        if (expr instanceof Expr.Unary unary) {
            return unary(unary);
        }
        if (expr instanceof Expr.Binary binary) {
            return binary(binary);
        }
        if (expr instanceof Expr.IsNull isNull) {
            return condition(operand(isNull.operand()) + (isNull.negated() ? " IS NOT NULL" : " IS NULL"), true);
        }
        if (expr instanceof Expr.Between between) {
            return between(between);
        }
        if (expr instanceof Expr.InList in) {
            return in(in);
        }
        if (expr instanceof Expr.Like like) {
            return like(like);
        }
        if (expr instanceof Expr.Call call) {
            return call(call);
        }
        throw new NotRendered(expr.getClass().getSimpleName().toUpperCase(Locale.ROOT));
    }

    private static Rendered condition(String sql, boolean parentheses) {
        return new Rendered(parentheses ? "(" + sql + ")" : sql, Type.CONDITION);
    }

    private static Rendered literal(Expr.Literal literal) throws NotRendered {
        return switch (literal.kind()) {
            case INTEGER, REAL -> {
                if (literal.value().startsWith("0x") || literal.value().startsWith("0X")) {
                    throw new NotRendered("a hexadecimal number");
                }
                yield new Rendered(literal.value(), Type.NUMBER);
            }
            case STRING -> new Rendered(PostgresqlLiteral.quote(literal.value()), Type.TEXT);
            case NULL -> new Rendered("NULL", Type.NULL);
            default -> throw new NotRendered(literal.kind().name());
        };
    }

    private ColumnMap find(Expr.ColumnRef reference) {
        boolean own = reference.table() == null || reference.table().equalsIgnoreCase(table.sqliteName());
        return own ? table.column(reference.column()).orElse(null) : null;
    }

    private Rendered column(Expr.ColumnRef reference) throws NotRendered {
        ColumnMap column = find(reference);
        if (column == null) {
            if (reference.doubleQuoted()) {
                return new Rendered(PostgresqlLiteral.quote(reference.column()), Type.TEXT);
            }
            throw new NotRendered("the name " + reference.column());
        }
        String name = SqliteCatalogue.quote(column.postgresqlName());
        Codec codec = column.codec();
        if (codec instanceof IntegerCodec
                || codec instanceof RealCodec
                || codec instanceof NumberCodec
                || codec instanceof DecimalCodec) {
            return new Rendered(name, Type.NUMBER);
        }
        if (codec instanceof BooleanCodec) {
            return new Rendered(name, Type.CONDITION);
        }
        if (codec instanceof TextCodec && column.collation().equals("BINARY")) {
            return new Rendered(name, Type.TEXT);
        }
        throw new NotRendered("column " + column.sqliteName() + ", held as " + codec.postgresqlType());
    }

    /** The operand of IS NULL: any column will do. */
    private String operand(Expr expr) throws NotRendered {
        if (expr.bare() instanceof Expr.ColumnRef reference && find(reference) != null) {
            return SqliteCatalogue.quote(find(reference).postgresqlName());
        }
        return render(expr).sql;
    }

    private Rendered unary(Expr.Unary unary) throws NotRendered {
        Rendered operand = render(unary.operand());
        if (unary.operator().equalsIgnoreCase("NOT") && operand.type == Type.CONDITION) {
            return condition("NOT " + operand.sql, true);
        }
        if ((unary.operator().equals("-") || unary.operator().equals("+")) && operand.type == Type.NUMBER) {
            return new Rendered("(" + unary.operator() + operand.sql + ")", Type.NUMBER);
        }
        throw new NotRendered("operator " + unary.operator());
    }

    private Rendered binary(Expr.Binary binary) throws NotRendered {
        String operator = binary.operator().toUpperCase(Locale.ROOT);
        return switch (operator) {
            case "AND", "OR" ->
                condition(condition(binary.left()) + " " + operator + " " + condition(binary.right()), true);
            case "=", "<>", "<", "<=", ">", ">=" -> comparison(render(binary.left()), operator, render(binary.right()));
            case "+", "-", "*" -> infix(binary, operator, Type.NUMBER);
            case "||" -> infix(binary, operator, Type.TEXT);
            default -> throw new NotRendered("operator " + binary.operator());
        };
    }

    private Rendered infix(Expr.Binary binary, String operator, Type type) throws NotRendered {
        Rendered left = render(binary.left());
        Rendered right = render(binary.right());
        if (left.type != type || right.type != type) {
            throw new NotRendered("operator " + operator + " between a " + left.type + " and a " + right.type);
        }
        return new Rendered("(" + left.sql + " " + operator + " " + right.sql + ")", type);
    }

    private static Rendered comparison(Rendered left, String operator, Rendered right) throws NotRendered {
        if (left.type == right.type && (left.type == Type.NUMBER || left.type == Type.TEXT)) {
            return condition(left.sql + " " + operator + " " + right.sql, true);
        }
        if (left.type == Type.CONDITION && isBit(right) && (operator.equals("=") || operator.equals("<>"))) {
            return condition(left.sql + " " + operator + " " + right.sql.equals("1"), true);
        }
        throw new NotRendered("a comparison of a " + left.type + " with a " + right.type);
    }

    private static boolean isBit(Rendered rendered) {
        return rendered.type == Type.NUMBER && (rendered.sql.equals("0") || rendered.sql.equals("1"));
    }

    private Rendered between(Expr.Between between) throws NotRendered {
        Rendered low = comparison(render(between.operand()), ">=", render(between.low()));
        Rendered high = comparison(render(between.operand()), "<=", render(between.high()));
        return condition((between.negated() ? "NOT " : "") + "(" + low.sql + " AND " + high.sql + ")", true);
    }

    private Rendered in(Expr.InList in) throws NotRendered {
        Rendered operand = render(in.operand());
        List<String> values = new ArrayList<>();
        for (Expr value : in.values()) {
            Rendered rendered = render(value);
            if (operand.type == Type.CONDITION && isBit(rendered)) {
                values.add(Boolean.toString(rendered.sql.equals("1")));
            } else if ((operand.type == rendered.type && operand.type != Type.CONDITION)
                    || rendered.type == Type.NULL) {
                values.add(rendered.sql);
            } else {
                throw new NotRendered("IN between a " + operand.type + " and a " + rendered.type);
            }
        }
        if (values.isEmpty()) {
            throw new NotRendered("an empty IN list");
        }
        return condition(operand.sql + (in.negated() ? " NOT" : "") + " IN (" + String.join(", ", values) + ")", true);
    }

    /** LIKE ignores the case of ASCII letters and knows no escape character unless one is given. */
    private Rendered like(Expr.Like like) throws NotRendered {
        Rendered operand = render(like.operand());
        if (!like.operator().equalsIgnoreCase("LIKE")
                || like.escape() != null
                || operand.type != Type.TEXT
                || !(like.pattern().bare() instanceof Expr.Literal pattern)
                || pattern.kind() != Expr.LiteralKind.STRING
                || !pattern.value().chars().allMatch(c -> c < 128)) {
            throw new NotRendered(like.operator() + " of this form");
        }
        return condition(
                "lower(" + operand.sql + ")" + (like.negated() ? " NOT" : "") + " LIKE "
                        + PostgresqlLiteral.quote(pattern.value().toLowerCase(Locale.ROOT)) + " ESCAPE ''",
                true);
    }

    private Rendered call(Expr.Call call) throws NotRendered {
        String name = call.name().toLowerCase(Locale.ROOT);
        if (call.arguments().size() != 1 || call.distinct() || call.filter() != null || call.over() != null) {
            throw new NotRendered("function " + call.name() + "()");
        }
        Rendered argument = render(call.arguments().get(0));
        if (argument.type == Type.TEXT && (name.equals("lower") || name.equals("upper"))) {
            // under the columns' collation, C, only ASCII letters have a case, as in SQLite
            return new Rendered(name + "(" + argument.sql + ")", Type.TEXT);
        } else if (argument.type == Type.TEXT && name.equals("length")) {
            return new Rendered("length(" + argument.sql + ")", Type.NUMBER);
        } else if (argument.type == Type.TEXT && name.equals("trim")) {
            return new Rendered("btrim(" + argument.sql + ", ' ')", Type.TEXT);
        } else if (argument.type == Type.NUMBER && name.equals("abs")) {
            return new Rendered("abs(" + argument.sql + ")", Type.NUMBER);
        }
        throw new NotRendered("function " + call.name() + "()");
    }
}
