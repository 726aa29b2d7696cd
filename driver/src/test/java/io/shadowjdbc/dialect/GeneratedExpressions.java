package io.shadowjdbc.dialect;

import io.shadowjdbc.dialect.GeneratedScope.Visible;
import io.shadowjdbc.dialect.GeneratedShape.Type;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Draws expressions and conditions. */
final class GeneratedExpressions {
    private static final List<String> COMPARISONS = List.of("=", "<>", "<", "<=", ">", ">=", "==", "!=", "=", "=");

    private final Draw draw;
    private final GeneratedParameters parameters;
    private final GeneratedQueries queries;

    GeneratedExpressions(Draw draw, GeneratedParameters parameters, GeneratedQueries queries) {
        this.draw = draw;
        this.parameters = parameters;
        this.queries = queries;
    }

    Type type() {
        return draw.of(
                Type.INTEGER,
                Type.INTEGER,
                Type.INTEGER,
                Type.REAL,
                Type.NUMBER,
                Type.TEXT,
                Type.TEXT,
                Type.TEXT,
                Type.BLOB,
                Type.JSON,
                Type.MIXED);
    }

    /** A literal or a parameter of the type. */
    String constant(Type type) {
        List<GeneratedShape> shapes = List.of(GeneratedShape.values()).stream()
                .filter(shape -> shape.type() == type)
                .toList();
        return constant(draw.of(shapes));
    }

    String constant(GeneratedShape shape) {
        String literal = draw.chance(4) ? "NULL" : draw.of(shape.literals());
        return draw.chance(35) ? parameters.add(literal) : literal;
    }

    private String leaf(GeneratedScope scope, Type type) {
        List<Visible> columns = scope.of(type);
        return !columns.isEmpty() && draw.chance(75) ? draw.of(columns).sql() : constant(type);
    }

    private Type other(Type type) {
        return draw.chance(94) ? type : type();
    }

    /** An expression that mostly is of the type. */
    String value(GeneratedScope scope, Type wanted, int depth) {
        Type type = other(wanted);
        if (depth <= 0 || draw.chance(35)) {
            return leaf(scope, type);
        }
        if (draw.chance(18)) {
            return general(scope, type, depth - 1);
        }
        return switch (type) {
            case INTEGER -> integer(scope, depth - 1);
            case REAL, NUMBER -> real(scope, type, depth - 1);
            case TEXT -> text(scope, depth - 1);
            case JSON -> json(scope);
            default -> leaf(scope, type);
        };
    }

    /** What gives any type. */
    private String general(GeneratedScope scope, Type type, int depth) {
        return draw.<String>choice()
                .or(3, () -> "coalesce(" + value(scope, type, depth) + ", " + value(scope, type, depth) + ")")
                .or(1, () -> "ifnull(" + value(scope, type, depth) + ", " + value(scope, type, depth) + ")")
                .or(1, () -> "nullif(" + value(scope, type, depth) + ", " + value(scope, type, depth) + ")")
                .or(2, () -> choice(scope, type, depth))
                .or(
                        1,
                        () -> "CASE " + value(scope, type, depth) + " WHEN " + value(scope, type, depth) + " THEN "
                                + value(scope, type, depth) + " END")
                .or(
                        1,
                        () -> "iif(" + condition(scope, depth) + ", " + value(scope, type, depth) + ", "
                                + value(scope, type, depth) + ")")
                .orIf(
                        type == Type.INTEGER || type == Type.REAL || type == Type.TEXT,
                        1,
                        () -> draw.of("max", "min") + "(" + value(scope, type, depth) + ", " + value(scope, type, depth)
                                + ")")
                .or(2, () -> queries.scalar(scope, type))
                .or(1, () -> "(" + value(scope, type, depth) + ")")
                .draw();
    }

    private String choice(GeneratedScope scope, Type type, int depth) {
        String branches = IntStream.rangeClosed(1, draw.between(1, 2))
                .mapToObj(i -> " WHEN " + condition(scope, depth) + " THEN " + value(scope, type, depth))
                .collect(Collectors.joining());
        return "CASE" + branches + (draw.chance(70) ? " ELSE " + value(scope, type, depth) : "") + " END";
    }

    private Type numeric() {
        return draw.of(Type.INTEGER, Type.INTEGER, Type.REAL, Type.NUMBER);
    }

    private String integer(GeneratedScope scope, int depth) {
        return draw.<String>choice()
                .or(
                        6,
                        () -> "(" + value(scope, Type.INTEGER, depth) + " " + draw.of("+", "-", "/", "%") + " "
                                + value(scope, Type.INTEGER, depth) + ")")
                .or(1, () -> "(" + leaf(scope, Type.INTEGER) + " * " + draw.between(-3, 9) + ")")
                .or(
                        1,
                        () -> "(" + leaf(scope, Type.INTEGER) + " " + draw.of("&", "|", "<<", ">>") + " "
                                + draw.between(0, 9) + ")")
                .or(1, () -> draw.of("-", "~", "+", "- -") + leaf(scope, Type.INTEGER))
                .or(2, () -> "length(" + value(scope, draw.of(Type.TEXT, Type.TEXT, Type.BLOB), depth) + ")")
                .or(2, () -> "abs(" + value(scope, Type.INTEGER, depth) + ")")
                .or(1, () -> "instr(" + value(scope, Type.TEXT, depth) + ", " + value(scope, Type.TEXT, 0) + ")")
                .or(1, () -> "unicode(" + value(scope, Type.TEXT, depth) + ")")
                .or(1, () -> "sign(" + value(scope, numeric(), depth) + ")")
                .or(2, () -> "CAST(" + value(scope, type(), depth) + " AS INTEGER)")
                .or(1, () -> "CAST(strftime('" + draw.of("%Y", "%m", "%d") + "', " + time(scope) + ") AS INTEGER)")
                .or(1, () -> "unixepoch(" + time(scope) + ")")
                .or(3, () -> "(" + condition(scope, depth) + ")")
                .or(1, () -> "NOT " + leaf(scope, Type.INTEGER))
                .or(1, () -> "octet_length(" + value(scope, Type.TEXT, depth) + ")")
                .draw();
    }

    private String real(GeneratedScope scope, Type type, int depth) {
        return draw.<String>choice()
                .or(
                        6,
                        () -> "(" + value(scope, type, depth) + " " + draw.of("+", "-", "*", "/") + " "
                                + value(scope, numeric(), depth) + ")")
                .or(
                        2,
                        () -> "round(" + value(scope, type, depth) + (draw.chance(60) ? ", " + draw.between(0, 3) : "")
                                + ")")
                .or(1, () -> "abs(" + value(scope, type, depth) + ")")
                .or(1, () -> "-" + leaf(scope, type))
                .or(2, () -> "CAST(" + value(scope, type(), depth) + " AS " + draw.of("REAL", "NUMERIC") + ")")
                .or(1, () -> draw.of("ceil", "floor") + "(" + value(scope, type, depth) + ")")
                .draw();
    }

    private String text(GeneratedScope scope, int depth) {
        return draw.<String>choice()
                .or(4, () -> "(" + value(scope, any(), depth) + " || " + value(scope, Type.TEXT, depth) + ")")
                .or(
                        3,
                        () -> draw.of("upper", "lower", "trim", "ltrim", "rtrim") + "(" + value(scope, Type.TEXT, depth)
                                + ")")
                .or(
                        2,
                        () -> "substr(" + value(scope, Type.TEXT, depth) + ", " + draw.between(-3, 4)
                                + (draw.chance(60) ? ", " + draw.between(0, 4) : "") + ")")
                .or(
                        2,
                        () -> "replace(" + value(scope, Type.TEXT, depth) + ", " + draw.of("'a'", "'0'", "' '") + ", "
                                + value(scope, Type.TEXT, 0) + ")")
                .or(2, () -> "typeof(" + value(scope, type(), depth) + ")")
                .or(1, () -> "hex(" + value(scope, draw.of(Type.BLOB, Type.TEXT, Type.INTEGER), depth) + ")")
                .or(1, () -> "quote(" + value(scope, any(), depth) + ")")
                .or(
                        1,
                        () -> "printf('" + draw.of("%d|%s", "%s-%5d", "%05d %s") + "', " + value(scope, Type.INTEGER, 0)
                                + ", " + value(scope, Type.TEXT, 0) + ")")
                .or(1, () -> "printf('%.2f', " + value(scope, draw.of(Type.REAL, Type.NUMBER, Type.INTEGER), 0) + ")")
                .or(3, () -> "CAST(" + value(scope, any(), depth) + " AS TEXT)")
                .or(2, () -> draw.of("date", "datetime", "time") + "(" + time(scope) + modifier() + ")")
                .or(1, () -> "strftime('" + draw.of("%Y-%m", "%H:%M", "%w", "%s", "%j") + "', " + time(scope) + ")")
                .or(2, () -> json(scope))
                .draw();
    }

    private Type any() {
        return draw.of(Type.INTEGER, Type.INTEGER, Type.REAL, Type.NUMBER, Type.TEXT, Type.TEXT);
    }

    /** A date or time. */
    private String time(GeneratedScope scope) {
        List<Visible> columns = scope.columns().stream()
                .filter(column -> column.shape() == GeneratedShape.DATE
                        || column.shape() == GeneratedShape.DATETIME
                        || column.shape() == GeneratedShape.INSTANT)
                .toList();
        return columns.isEmpty() || draw.chance(20)
                ? constant(draw.of(GeneratedShape.DATE, GeneratedShape.DATETIME))
                : draw.of(columns).sql();
    }

    private String modifier() {
        return draw.chance(60)
                ? ""
                : ", '" + draw.of("+1 day", "-2 months", "start of month", "+1 year", "start of day", "+90 minutes")
                        + "'";
    }

    private String json(GeneratedScope scope) {
        List<Visible> columns = scope.of(Type.JSON);
        String json = columns.isEmpty() ? constant(Type.JSON) : draw.of(columns).sql();
        return draw.of(
                json,
                "json_extract(" + json + ", '$.a')",
                "(" + json + " ->> 'a')",
                "(" + json + " -> '$.b')",
                "json_type(" + json + ")",
                "json_array_length(" + json + ")",
                "json_extract(" + json + ", '$.b[0]')");
    }

    /** A condition. */
    String condition(GeneratedScope scope, int depth) {
        if (depth > 0 && draw.chance(30)) {
            return draw.<String>choice()
                    .or(3, () -> "(" + condition(scope, depth - 1) + " AND " + condition(scope, depth - 1) + ")")
                    .or(3, () -> "(" + condition(scope, depth - 1) + " OR " + condition(scope, depth - 1) + ")")
                    .or(2, () -> "NOT (" + condition(scope, depth - 1) + ")")
                    .or(1, () -> "(" + condition(scope, depth - 1) + ") IS " + draw.of("TRUE", "NOT TRUE", "FALSE"))
                    .draw();
        }
        return draw.<String>choice()
                .or(10, () -> comparison(scope, depth))
                .or(2, () -> value(scope, type(), depth) + draw.of(" IS NULL", " IS NOT NULL", " NOTNULL", " ISNULL"))
                .or(2, () -> is(scope, depth))
                .or(2, () -> between(scope, depth))
                .or(3, () -> like(scope, depth))
                .or(3, () -> in(scope, depth))
                .or(2, () -> queries.test(scope, depth))
                .or(1, () -> rows(scope))
                .or(1, () -> value(scope, draw.of(Type.INTEGER, Type.INTEGER, Type.REAL, Type.TEXT), depth))
                .draw();
    }

    /** A column against a value of its shape, or two expressions of one type. */
    private String comparison(GeneratedScope scope, int depth) {
        String operator = " " + draw.of(COMPARISONS) + " ";
        if (!scope.columns().isEmpty() && draw.chance(50)) {
            Visible column = draw.of(scope.columns());
            String other = column.shape() != null && draw.chance(80)
                    ? constant(column.shape())
                    : draw.chance(60) ? leaf(scope, column.type()) : constant(type());
            String collate = column.type() == Type.TEXT && draw.chance(10) ? " COLLATE NOCASE" : "";
            return draw.chance(85) ? column.sql() + collate + operator + other : other + operator + column.sql();
        }
        Type type = type();
        return value(scope, type, depth) + operator + value(scope, other(type), depth);
    }

    private String is(GeneratedScope scope, int depth) {
        Type type = type();
        return value(scope, type, depth)
                + draw.of(" IS ", " IS NOT ", " IS DISTINCT FROM ")
                + value(scope, type, depth);
    }

    private String between(GeneratedScope scope, int depth) {
        Type type = draw.of(Type.INTEGER, Type.REAL, Type.NUMBER, Type.TEXT);
        return value(scope, type, depth) + draw.of(" BETWEEN ", " BETWEEN ", " NOT BETWEEN ") + leaf(scope, type)
                + " AND " + leaf(scope, type);
    }

    private String like(GeneratedScope scope, int depth) {
        String operand = value(scope, draw.chance(85) ? Type.TEXT : any(), depth);
        if (draw.chance(25)) {
            return operand + draw.of(" GLOB ", " NOT GLOB ") + draw.of("'a*'", "'*[0-9]*'", "'?b*'", "'[^a]*'", "'*'");
        }
        String pattern = draw.of("'a%'", "'%B%'", "'_d_'", "'%'", "'%0%'", "''", "'ä%'");
        String escape = draw.chance(10) ? " ESCAPE '!'" : "";
        return operand
                + draw.of(" LIKE ", " LIKE ", " NOT LIKE ")
                + (draw.chance(20) ? parameters.add(pattern) : pattern)
                + escape;
    }

    private String in(GeneratedScope scope, int depth) {
        Type type = type();
        List<Visible> columns = scope.of(type);
        Visible column = columns.isEmpty() ? null : draw.of(columns);
        String operand = column == null || draw.chance(40) ? value(scope, type, depth) : column.sql();
        GeneratedShape shape = column == null ? null : column.shape();
        String list = IntStream.rangeClosed(1, draw.between(1, 3))
                .mapToObj(i -> shape == null || draw.chance(15) ? constant(other(type)) : constant(shape))
                .collect(Collectors.joining(", "));
        return operand + draw.of(" IN (", " IN (", " NOT IN (") + list + ")";
    }

    private String rows(GeneratedScope scope) {
        Type a = draw.of(Type.INTEGER, Type.TEXT);
        Type b = draw.of(Type.INTEGER, Type.REAL);
        return "(" + leaf(scope, a) + ", " + leaf(scope, b) + ") " + draw.of("=", "<>", "<", ">=") + " ("
                + leaf(scope, a) + ", " + leaf(scope, b) + ")";
    }
}
