package io.shadowjdbc.dialect.postgresql;

import io.shadowjdbc.dialect.KeyClosure;
import io.shadowjdbc.dialect.SqliteValues;
import io.shadowjdbc.dialect.ast.Expr;
import io.shadowjdbc.dialect.ast.Select;
import io.shadowjdbc.dialect.ast.Span;
import io.shadowjdbc.schema.Affinity;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** Renders expressions: names, constants, operators, conditions. Calls and tests are rendered by their own classes. */
final class Expressions {
    private final Rendering rendering;
    private final Conversions conversions;
    private final Comparisons comparisons;
    private final Tests tests;
    private final Calls calls;
    private final Columns columns;
    private final Arithmetic arithmetic;
    private final Selects selects;

    Expressions(Rendering rendering) {
        this.rendering = rendering;
        this.conversions = new Conversions(rendering);
        this.comparisons = new Comparisons(rendering, conversions);
        this.selects = new Selects(rendering, this);
        this.tests = new Tests(this);
        this.calls = new Calls(this);
        this.columns = new Columns(this);
        this.arithmetic = new Arithmetic(conversions);
    }

    Rendering rendering() {
        return rendering;
    }

    Conversions conversions() {
        return conversions;
    }

    Comparisons comparisons() {
        return comparisons;
    }

    Selects selects() {
        return selects;
    }

    /** An expression; in a grouped query one that is grouped by stands for itself. */
    Sql render(Expr expr, Scope scope) {
        Scope.Grouping grouping = scope.grouping();
        if (grouping != null && !grouping.keys.isEmpty() && !(expr instanceof Expr.Literal)) {
            scope.enterAggregate();
            Sql whole;
            try {
                whole = dispatch(expr, scope);
            } catch (Refusal e) {
                whole = null;
            } finally {
                scope.leaveAggregate();
            }
            if (whole != null && grouping.keys.contains(whole.text())) {
                return whole;
            }
        }
        Sql sql = dispatch(expr, scope);
        // PostgreSQL would make text of CASE, COALESCE or a subquery that knows nothing but NULL
        return sql.kind() == Kind.NULL ? Sql.nothing() : sql;
    }

    private Sql dispatch(Expr expr, Scope scope) {
        if (expr instanceof Expr.ColumnRef ref) {
            return columns.resolve(ref, scope);
        } else if (expr instanceof Expr.Literal literal) {
            return literal(literal);
        } else if (expr instanceof Expr.Parameter parameter) {
            return rendering.parameter(parameter.index());
        } else if (expr instanceof Expr.Parens parens) {
            return render(parens.operand(), scope);
        } else if (expr instanceof Expr.Binary binary) {
            return binary(binary, scope);
        } else if (expr instanceof Expr.Unary unary) {
            return unary(unary, scope);
        } else if (expr instanceof Expr.Call call) {
            return calls.render(call, scope);
        } else if (expr instanceof Expr.Case choice) {
            return choice(choice, scope);
        } else if (expr instanceof Expr.Cast cast) {
            return cast(cast, scope);
        } else if (expr instanceof Expr.Collate collate) {
            Sql operand = render(collate.operand(), scope);
            return operand.withCollation(collate.collation().toUpperCase(Locale.ROOT), true);
        } else if (expr instanceof Expr.Subquery subquery) {
            return scalar(subquery.select(), scope);
        } else if (expr instanceof Expr.Exists exists) {
            return Sql.atom(
                            Kind.BOOLEAN,
                            "EXISTS (" + selects.inner(exists.select(), scope).text() + ")")
                    .withNullable(false);
        } else if (expr instanceof Expr.Row) {
            throw new Refusal("row value", expr.span(), "Compare the columns one by one.");
        } else if (expr instanceof Expr.Raise raise) {
            return raise(raise, scope);
        }
        return tests.render(expr, scope, false);
    }

    private Sql raise(Expr.Raise raise, Scope scope) {
        if (!rendering.inTrigger()) {
            throw new Refusal("RAISE()", raise.span(), "Only triggers of SQLite may use it.");
        }
        if (raise.action().equals("IGNORE")) {
            return Sql.atom(Kind.TEXT, TriggerSteps.IGNORED);
        }
        Sql message = conversions.text(render(raise.message(), scope), raise.span());
        return Sql.atom(Kind.TEXT, "shadow.sq_raise(" + message.text() + ")");
    }

    /** A condition; {@code nullIsFalse} where null counts as false. */
    String condition(Expr expr, Scope scope, boolean nullIsFalse) {
        Expr bare = expr.bare();
        if (bare instanceof Expr.Binary binary
                && (binary.operator().equals("AND") || binary.operator().equals("OR"))) {
            return junction(binary, scope, nullIsFalse);
        }
        if (Tests.handles(bare)) {
            return conversions.condition(tests.render(bare, scope, nullIsFalse), bare.span());
        }
        return conversions.condition(render(expr, scope), expr.span());
    }

    /** A chain of AND or OR, without recursion along it. */
    private String junction(Expr.Binary binary, Scope scope, boolean nullIsFalse) {
        List<Expr> operands = new ArrayList<>();
        Expr left = binary;
        while (left instanceof Expr.Binary chain && chain.operator().equals(binary.operator())) {
            operands.add(0, chain.right());
            left = chain.left();
        }
        operands.add(0, left);
        StringBuilder text = new StringBuilder();
        for (Expr operand : operands) {
            if (text.length() > 0) {
                text.append(' ').append(binary.operator()).append(' ');
            }
            String condition = condition(operand, scope, nullIsFalse);
            boolean junction = operand.bare() instanceof Expr.Binary inner
                    && (inner.operator().equals("AND") || inner.operator().equals("OR"));
            boolean between = condition.contains(" AND ") || condition.contains(" OR ");
            text.append(junction || between ? "(" + condition + ")" : condition);
        }
        return text.toString();
    }

    static Sql literal(Expr.Literal literal) {
        switch (literal.kind()) {
            case INTEGER:
                return integer(literal.value());
            case REAL:
                return Conversions.literal(Double.valueOf(literal.value()));
            case STRING:
                return string(literal.value(), literal.span());
            case BLOB:
                return Conversions.literal(HexFormat.of().parseHex(literal.value()));
            case NULL:
                return Sql.nothing();
            case CURRENT_DATE:
                return DateFunctions.now("YYYY-MM-DD");
            case CURRENT_TIME:
                return DateFunctions.now("HH24:MI:SS");
            default:
                return DateFunctions.now("YYYY-MM-DD HH24:MI:SS");
        }
    }

    static Sql string(String value, Span span) {
        if (value.indexOf('\0') >= 0 || value.indexOf(Rendering.MARK) >= 0) {
            throw new Refusal("a string with U+0000 or U+FFFE", span, "PostgreSQL's text can't hold it.");
        }
        return Conversions.literal(value);
    }

    private static Sql integer(String digits) {
        if (digits.startsWith("0x") || digits.startsWith("0X")) {
            return Conversions.literal(new BigInteger(digits.substring(2), 16).longValue());
        }
        try {
            return Conversions.literal(Long.valueOf(digits));
        } catch (NumberFormatException e) {
            return Conversions.literal(Double.valueOf(digits));
        }
    }

    private Sql binary(Expr.Binary binary, Scope scope) {
        switch (binary.operator()) {
            case "AND", "OR":
                return Sql.of(Kind.BOOLEAN, junction(binary, scope, false));
            case "=", "<>", "<", "<=", ">", ">=":
                return tests.render(binary, scope, false);
            case "->", "->>":
                return calls.json().arrow(binary, scope);
            default:
        }
        Sql left = render(binary.left(), scope);
        Sql right = render(binary.right(), scope);
        return arithmetic.binary(binary.operator(), left, right, binary.span());
    }

    private Sql unary(Expr.Unary unary, Scope scope) {
        if (unary.operator().equals("NOT")) {
            String condition = condition(unary.operand(), scope, false);
            return Sql.of(Kind.BOOLEAN, "NOT (" + condition + ")");
        }
        Sql operand = render(unary.operand(), scope);
        return arithmetic.unary(unary.operator(), operand, unary.span());
    }

    private Sql choice(Expr.Case choice, Scope scope) {
        StringBuilder text = new StringBuilder("CASE");
        List<Sql> results = new ArrayList<>();
        for (Expr.When branch : choice.branches()) {
            results.add(render(branch.result(), scope).branch());
        }
        if (choice.otherwise() != null) {
            results.add(render(choice.otherwise(), scope).branch());
        }
        List<Sql> unified = conversions.unify(results, choice.span());
        for (int i = 0; i < choice.branches().size(); i++) {
            Expr.When branch = choice.branches().get(i);
            String condition = choice.operand() == null
                    ? condition(branch.condition(), scope, true)
                    : comparisons
                            .compare(
                                    "=",
                                    render(choice.operand(), scope),
                                    render(branch.condition(), scope),
                                    true,
                                    branch.condition().span())
                            .text();
            text.append(" WHEN ")
                    .append(condition)
                    .append(" THEN ")
                    .append(unified.get(i).text());
        }
        if (choice.otherwise() != null) {
            text.append(" ELSE ").append(unified.get(unified.size() - 1).text());
        }
        Sql sql = Conversions.like(unified, text.append(" END").toString());
        return choice.otherwise() == null ? sql.withNullable(true) : sql;
    }

    private Sql cast(Expr.Cast cast, Scope scope) {
        Sql operand = render(cast.operand(), scope);
        Affinity affinity = Affinity.ofDeclaredType(cast.type());
        Span span = cast.span();
        Sql result = switch (affinity) {
            case TEXT -> conversions.text(operand, span);
            case INTEGER -> Conversions.wide(conversions.whole(operand, span));
            case REAL -> castReal(operand, span);
            case NUMERIC -> castNumeric(operand, span);
            case BLOB -> castBlob(operand, span);
        };
        // for comparisons a column within CAST still is one
        return result.computed().withAffinity(affinity).withCollation(operand.collation(), operand.explicit());
    }

    private Sql castReal(Sql operand, Span span) {
        if (operand.constant() instanceof String text) {
            Object number = SqliteValues.prefixNumber(text);
            return Conversions.literal(((Number) number).doubleValue());
        }
        return conversions.real(operand, span);
    }

    private Sql castNumeric(Sql operand, Span span) {
        Sql number = conversions.number(operand, span);
        if (number.kind() == Kind.INTEGER || number.kind() == Kind.ANY_NUMBER) {
            return number;
        }
        boolean text = conversions.plain(operand, span).kind() == Kind.TEXT;
        if (!text) {
            return number;
        }
        return Sql.atom(
                Kind.NUMBER,
                "shadow.sq_number_stored(" + conversions.numeric(operand, span).text() + ")");
    }

    private Sql castBlob(Sql operand, Span span) {
        Sql value = conversions.plain(operand, span);
        return value.kind() == Kind.BLOB
                ? value
                : Sql.atom(
                        Kind.BLOB, "convert_to(" + conversions.text(value, span).text() + ", 'UTF8')");
    }

    /** A subquery as a value: its first row's. */
    private Sql scalar(Select select, Scope scope) {
        Selects.Query query = selects.inner(select, scope);
        if (query.outputs().size() != 1) {
            throw new Refusal("a subquery of several columns as a value", select.span(), "Select one column.");
        }
        Sql output = query.outputs().get(0).sql();
        String limit = query.atMostOneRow() ? "" : " LIMIT 1";
        String text = "(" + query.text() + limit + ")";
        return output.withText(text, true).withNullable(true).withoutConstant();
    }

    /** Whether a name alone is a constant of SQLite. */
    static Sql truth(String name) {
        if (name.equalsIgnoreCase("true")) {
            return Conversions.literal(1L);
        }
        return name.equalsIgnoreCase("false") ? Conversions.literal(0L) : null;
    }

    static boolean isRowid(String name) {
        return KeyClosure.isRowid(name);
    }
}
