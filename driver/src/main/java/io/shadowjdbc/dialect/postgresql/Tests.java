package io.shadowjdbc.dialect.postgresql;

import io.shadowjdbc.dialect.ast.Expr;
import io.shadowjdbc.dialect.ast.From;
import io.shadowjdbc.dialect.ast.OrderTerm;
import io.shadowjdbc.dialect.ast.Select;
import io.shadowjdbc.dialect.ast.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Renders what gives true or false: comparisons, IS, IN, BETWEEN, LIKE and GLOB. */
final class Tests {
    private final Expressions expressions;

    Tests(Expressions expressions) {
        this.expressions = expressions;
    }

    static boolean handles(Expr expr) {
        return expr instanceof Expr.IsNull
                || expr instanceof Expr.Is
                || expr instanceof Expr.Between
                || expr instanceof Expr.Like
                || expr instanceof Expr.InList
                || expr instanceof Expr.InSelect
                || expr instanceof Expr.InTable
                || (expr instanceof Expr.Binary binary && isComparison(binary.operator()));
    }

    private static boolean isComparison(String operator) {
        return switch (operator) {
            case "=", "<>", "<", "<=", ">", ">=" -> true;
            default -> false;
        };
    }

    /** @param nullIsFalse whether it stands where null counts as false */
    Sql render(Expr expr, Scope scope, boolean nullIsFalse) {
        if (expr instanceof Expr.Binary binary) {
            return comparison(binary, scope, nullIsFalse);
        } else if (expr instanceof Expr.IsNull isNull) {
            return isNull(isNull, scope);
        } else if (expr instanceof Expr.Is is) {
            return is(is, scope);
        } else if (expr instanceof Expr.Between between) {
            return between(between, scope, nullIsFalse);
        } else if (expr instanceof Expr.Like like) {
            return like(like, scope);
        } else if (expr instanceof Expr.InList in) {
            return inList(in, scope, nullIsFalse);
        } else if (expr instanceof Expr.InSelect in) {
            return inSelect(in.operand(), in.negated(), in.select(), in.span(), scope);
        } else if (expr instanceof Expr.InTable in) {
            return inTable(in, scope);
        }
        throw new Refusal("an expression of this form", expr.span(), "Write it in another way.");
    }

    private Sql comparison(Expr.Binary binary, Scope scope, boolean nullIsFalse) {
        if (binary.left().bare() instanceof Expr.Row || binary.right().bare() instanceof Expr.Row) {
            return rows(binary, scope);
        }
        Sql left = expressions.render(binary.left(), scope);
        Sql right = expressions.render(binary.right(), scope);
        return expressions.comparisons().compare(binary.operator(), left, right, nullIsFalse, binary.span());
    }

    private Sql rows(Expr.Binary binary, Scope scope) {
        if (!(binary.left().bare() instanceof Expr.Row left)
                || !(binary.right().bare() instanceof Expr.Row right)
                || left.values().size() != right.values().size()) {
            throw new Refusal("row value", binary.span(), "Compare the columns one by one.");
        }
        List<String> lefts = new ArrayList<>();
        List<String> rights = new ArrayList<>();
        for (int i = 0; i < left.values().size(); i++) {
            Comparisons.Aligned aligned = expressions
                    .comparisons()
                    .align(
                            binary.operator(),
                            expressions.render(left.values().get(i), scope),
                            expressions.render(right.values().get(i), scope),
                            false,
                            binary.span());
            lefts.add(aligned.left());
            rights.add(aligned.right());
        }
        return Sql.of(
                Kind.BOOLEAN,
                "(" + String.join(", ", lefts) + ") " + binary.operator() + " (" + String.join(", ", rights) + ")");
    }

    private Sql isNull(Expr.IsNull isNull, Scope scope) {
        return expressions.comparisons().isNull(expressions.render(isNull.operand(), scope), isNull.negated());
    }

    private Sql is(Expr.Is is, Scope scope) {
        String operator = is.negated() ? "IS DISTINCT FROM" : "IS NOT DISTINCT FROM";
        if (is.right() instanceof Expr.ColumnRef ref
                && ref.table() == null
                && !ref.quoted()
                && Expressions.truth(ref.column()) != null
                && scope.columns(ref.column()).isEmpty()) {
            String condition = expressions.condition(is.left(), scope, false);
            String not = is.negated() ? " NOT " : " ";
            return Sql.of(
                            Kind.BOOLEAN,
                            "(" + condition + ") IS" + not + ref.column().toUpperCase(Locale.ROOT))
                    .withNullable(false);
        }
        Sql left = expressions.render(is.left(), scope);
        Sql right = expressions.render(is.right(), scope);
        return expressions.comparisons().compare(operator, left, right, false, is.span());
    }

    private Sql between(Expr.Between between, Scope scope, boolean nullIsFalse) {
        Sql operand = expressions.render(between.operand(), scope);
        Sql low = expressions.render(between.low(), scope);
        Sql high = expressions.render(between.high(), scope);
        Comparisons comparisons = expressions.comparisons();
        Sql above = comparisons.compare(">=", operand, low, nullIsFalse, between.span());
        Sql below = comparisons.compare("<=", operand, high, nullIsFalse, between.span());
        String both = above.text() + " AND " + below.text();
        return between.negated()
                ? Sql.of(Kind.BOOLEAN, "NOT (" + both + ")")
                : Sql.atom(Kind.BOOLEAN, "(" + both + ")");
    }

    private Sql inList(Expr.InList in, Scope scope, boolean nullIsFalse) {
        if (in.operand().bare() instanceof Expr.Row row) {
            return rowInList(in, row, scope);
        }
        Sql operand = expressions.render(in.operand(), scope);
        if (in.values().isEmpty()) {
            return Sql.atom(Kind.BOOLEAN, in.negated() ? "TRUE" : "FALSE");
        }
        if (operand.kind() == Kind.NULL) {
            return Sql.atom(Kind.BOOLEAN, "NULL::boolean");
        }
        Map<String, List<String>> byLeft = new LinkedHashMap<>();
        for (Expr value : in.values()) {
            Sql right = expressions.render(value, scope).computedOperand();
            if (right.kind() == Kind.NULL) {
                byLeft.computeIfAbsent(operand.operand(), key -> new ArrayList<>())
                        .add("NULL");
                continue;
            }
            Comparisons.Aligned aligned =
                    expressions.comparisons().align("=", operand, right, nullIsFalse && !in.negated(), value.span());
            byLeft.computeIfAbsent(aligned.left(), key -> new ArrayList<>()).add(aligned.right());
        }
        List<String> tests = new ArrayList<>();
        byLeft.forEach((left, rights) -> tests.add(left + " IN (" + String.join(", ", rights) + ")"));
        String text = String.join(" OR ", tests);
        if (in.negated()) {
            return tests.size() == 1
                    ? Sql.of(Kind.BOOLEAN, text.replaceFirst(" IN \\(", " NOT IN ("))
                    : Sql.of(Kind.BOOLEAN, "NOT (" + text + ")");
        }
        return tests.size() == 1 ? Sql.of(Kind.BOOLEAN, text) : Sql.atom(Kind.BOOLEAN, "(" + text + ")");
    }

    private Sql rowInList(Expr.InList in, Expr.Row row, Scope scope) {
        List<String> tests = new ArrayList<>();
        for (Expr value : in.values()) {
            Expr.Binary equation = new Expr.Binary(in.span(), "=", row, value);
            tests.add("(" + rows(equation, scope).text() + ")");
        }
        String text = tests.isEmpty() ? "FALSE" : String.join(" OR ", tests);
        return Sql.of(Kind.BOOLEAN, (in.negated() ? "NOT " : "") + "(" + text + ")");
    }

    private Sql inTable(Expr.InTable in, Scope scope) {
        From.Table table = in.table();
        Span span = in.span();
        Select.Core core = new Select.Core(
                span, false, List.of(new Select.Star(span, null)), table, null, List.of(), null, List.of());
        List<OrderTerm> none = List.of();
        Select select = new Select(span, Select.With.NONE, core, none, null, null, false);
        return inSelect(in.operand(), in.negated(), select, span, scope);
    }

    private Sql inSelect(Expr operand, boolean negated, Select select, Span span, Scope scope) {
        List<Expr> operands = operand.bare() instanceof Expr.Row row ? row.values() : List.of(operand);
        Selects.Query query = expressions.selects().inner(select, scope);
        if (query.outputs().size() != operands.size()) {
            throw new Refusal(
                    "IN with " + query.outputs().size() + " columns against " + operands.size(),
                    span,
                    "Select as many columns as are compared.");
        }
        String alias = expressions.rendering().newAlias();
        List<String> lefts = new ArrayList<>();
        List<String> rights = new ArrayList<>();
        boolean unchanged = true;
        for (int i = 0; i < operands.size(); i++) {
            Selects.Output output = query.outputs().get(i);
            String name = alias + "." + Quote.name(output.name());
            Sql right = output.sql().withText(name, true).withoutConstant();
            Sql left = expressions.render(operands.get(i), scope);
            Comparisons.Aligned aligned = expressions.comparisons().align("=", left, right, false, span);
            lefts.add(aligned.left());
            rights.add(aligned.right());
            unchanged &= aligned.right().equals(name);
        }
        String left = lefts.size() == 1 ? lefts.get(0) : "(" + String.join(", ", lefts) + ")";
        String right = unchanged
                ? query.text()
                : "SELECT " + String.join(", ", rights) + " FROM (" + query.text() + ") AS " + alias;
        return Sql.of(Kind.BOOLEAN, left + (negated ? " NOT IN (" : " IN (") + right + ")");
    }

    private Sql like(Expr.Like like, Scope scope) {
        Conversions conversions = expressions.conversions();
        Span span = like.span();
        String not = like.negated() ? " NOT" : "";
        Sql operand = conversions.text(expressions.render(like.operand(), scope), span);
        Sql pattern = conversions.text(expressions.render(like.pattern(), scope), span);
        switch (like.operator()) {
            case "LIKE":
                break;
            case "GLOB":
                if (like.escape() != null) {
                    throw new Refusal("GLOB with ESCAPE", span, "Leave ESCAPE away.");
                }
                String glob = pattern.constant() instanceof String text
                        ? Quote.string(GlobPattern.toRegex(text))
                        : "shadow.sq_glob(" + pattern.text() + ")";
                return Sql.of(
                        Kind.BOOLEAN, operand.operand() + " COLLATE \"C\"" + (like.negated() ? " !~ " : " ~ ") + glob);
            default:
                throw new Refusal(
                        like.operator(),
                        span,
                        "It is a function of the application or of full-text search; use LIKE or GLOB.");
        }
        String escape = "''";
        if (like.escape() != null) {
            Sql given = conversions.text(expressions.render(like.escape(), scope), span);
            if (given.constant() instanceof String text && text.matches("[A-Za-z]")) {
                throw new Refusal("ESCAPE with a letter", span, "Escape with a character that is no letter.");
            }
            escape = given.operand();
        }
        String folded = pattern.constant() instanceof String text
                ? Quote.string(lower(text))
                : "lower(" + pattern.text() + " COLLATE \"C\")";
        return Sql.of(
                Kind.BOOLEAN,
                "lower(" + operand.operand() + " COLLATE \"C\")" + not + " LIKE " + folded + " ESCAPE " + escape);
    }

    private static String lower(String text) {
        StringBuilder lower = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            lower.append(c >= 'A' && c <= 'Z' ? (char) (c + 32) : c);
        }
        return lower.toString();
    }
}
