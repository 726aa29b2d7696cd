package io.shadowjdbc.dialect.postgresql;

import io.shadowjdbc.dialect.SqliteValues;
import io.shadowjdbc.dialect.ast.Span;
import io.shadowjdbc.schema.Affinity;
import io.shadowjdbc.schema.Codec;
import java.util.Optional;

/**
 * Comparisons under SQLite's rules of affinity and collation (documentation, "Datatypes In SQLite", sections 4 and 7). A
 * comparison that PostgreSQL answers alike stays as it is, so that indexes serve it.
 */
final class Comparisons {
    /** What a comparison with NULL gives. */
    static final String UNKNOWN = "NULL::boolean";

    private final Rendering rendering;
    private final Conversions conversions;

    Comparisons(Rendering rendering, Conversions conversions) {
        this.rendering = rendering;
        this.conversions = conversions;
    }

    /** Both sides so that PostgreSQL's operator between them gives SQLite's answer. */
    record Aligned(String left, String right) {}

    /**
     * A comparison as a boolean.
     *
     * @param operator = <> < <= > >= or IS [NOT] DISTINCT FROM
     * @param nullIsFalse whether it stands where null counts as false
     */
    Sql compare(String operator, Sql left, Sql right, boolean nullIsFalse, Span span) {
        boolean distinct = operator.startsWith("IS");
        if (left.kind() == Kind.NULL || right.kind() == Kind.NULL) {
            Sql other = left.kind() == Kind.NULL ? right : left;
            return distinct ? isNull(other, operator.equals("IS DISTINCT FROM")) : Sql.atom(Kind.BOOLEAN, UNKNOWN);
        }
        Aligned aligned = align(operator, left, right, nullIsFalse, span);
        return Sql.of(Kind.BOOLEAN, aligned.left() + " " + operator + " " + aligned.right())
                .withNullable(!distinct && (left.nullable() || right.nullable()));
    }

    /** IS [NOT] NULL, which any type has. */
    Sql isNull(Sql operand, boolean negated) {
        String text = operand.isParameter()
                ? rendering.mark(operand.parameter(), ValueParameter.PRESENT) + "::boolean"
                : operand.operand();
        return Sql.of(Kind.BOOLEAN, text + (negated ? " IS NOT NULL" : " IS NULL"))
                .withNullable(false);
    }

    private static boolean isEquality(String operator) {
        return operator.equals("=") || operator.equals("<>") || operator.startsWith("IS");
    }

    private static boolean isTyped(Sql sql) {
        return (sql.coded() && !sql.form().numeric()) || (sql.kind() == Kind.BOOLEAN && sql.column() != null);
    }

    Aligned align(String operator, Sql left, Sql right, boolean nullIsFalse, Span span) {
        if (left.kind() == Kind.NULL || right.kind() == Kind.NULL) {
            return new Aligned(UNKNOWN, UNKNOWN);
        }
        boolean equality = isEquality(operator);
        boolean binary = collation(left, right).equals("BINARY");
        if (isTyped(left) && isTyped(right) && Conversions.sameType(left, right) && usable(left, equality, binary)) {
            return new Aligned(left.operand(), right.operand());
        }
        if (left.kind() == Kind.BOOLEAN && right.kind() == Kind.BOOLEAN && !left.coded() && !right.coded()) {
            return new Aligned(left.operand(), right.operand());
        }
        if (isTyped(left) && usable(left, equality, binary)) {
            Optional<String> other = typed(operator, left, right, nullIsFalse, span);
            if (other.isPresent()) {
                return new Aligned(left.operand(), other.get());
            }
        } else if (isTyped(right) && usable(right, equality, binary)) {
            Optional<String> other = typed(mirrored(operator), right, left, nullIsFalse, span);
            if (other.isPresent()) {
                return new Aligned(other.get(), right.operand());
            }
        }
        return alignPlain(equality, number(left, span), number(right, span), span);
    }

    /** The stored value, but a number of any PostgreSQL type as it is. */
    private Sql number(Sql sql, Span span) {
        return sql.coded() && sql.form().numeric() ? sql : conversions.plain(sql, span);
    }

    static String mirrored(String operator) {
        return switch (operator) {
            case "<" -> ">";
            case "<=" -> ">=";
            case ">" -> "<";
            case ">=" -> "<=";
            default -> operator;
        };
    }

    /** @param binary whether texts are compared by their bytes */
    private static boolean usable(Sql column, boolean equality, boolean binary) {
        if (!binary
                && column.column() != null
                && column.kind() == Kind.TEXT
                && column.column().codec().fits("a")) {
            return false;
        }
        boolean ordered = column.coded() ? column.form().ordered() : true;
        boolean comparable = column.coded() ? column.form().comparable() : true;
        return column.column() != null && comparable && (equality || ordered);
    }

    /** The other side of a comparison with a column of a type of its own, in that type. */
    private Optional<String> typed(String operator, Sql column, Sql other, boolean nullIsFalse, Span span) {
        if (KeyForm.is(column)) {
            return key(operator, column, other, span);
        }
        TextGrid grid = column.coded() ? column.form().grid() : null;
        if (other.isParameter()) {
            Codec codec = grid != null && !isEquality(operator)
                    ? new GridParameter(column.column(), grid, operator)
                    : ColumnParameter.compared(column.column(), nullIsFalse && operator.equals("="));
            return Optional.of(rendering.mark(other.parameter(), codec));
        }
        if (other.isConstant()) {
            Object stored = (column.affinity() == null ? Affinity.BLOB : column.affinity()).apply(other.constant());
            Optional<String> literal = LiteralFields.literal(column.column().codec(), stored);
            if (literal.isEmpty() && grid != null && stored instanceof String text && !isEquality(operator)) {
                Optional<String> bound = GridParameter.bound(column.column(), grid, operator, text);
                return bound.flatMap(
                        value -> LiteralFields.literal(column.column().codec(), value));
            }
            return literal;
        }
        return Optional.empty();
    }

    /** The other side of a comparison with a key that is stored as UUID: whatever it is, so that the key's index serves. */
    private Optional<String> key(String operator, Sql column, Sql other, Span span) {
        if (other.isParameter()) {
            return Optional.of(rendering.mark(other.parameter(), new KeyParameter(column.column(), operator)));
        }
        if (other.isConstant()) {
            return KeyParameter.literal(column.column(), operator, other.constant());
        }
        Sql value = other.kind() == Kind.INTEGER ? conversions.plain(other, span) : other;
        return value.kind() == Kind.INTEGER
                ? Optional.of(
                        column.form().encode().apply(Conversions.wide(value).text()))
                : Optional.empty();
    }

    private Aligned alignPlain(boolean equality, Sql left, Sql right, Span span) {
        if (left.kind() == Kind.DYNAMIC || right.kind() == Kind.DYNAMIC) {
            return dynamic(left, right, span);
        }
        if (left.isParameter() && right.isParameter()) {
            return dynamic(left, right, span);
        }
        if (left.isParameter()) {
            return new Aligned(parameter(left, right), finish(right, left, equality));
        }
        if (right.isParameter()) {
            return new Aligned(finish(left, right, equality), parameter(right, left));
        }
        Sql l = applyAffinity(left, right, span);
        Sql r = applyAffinity(right, left, span);
        if (l.kind().isNumber() && r.kind().isNumber()) {
            return new Aligned(numberText(l), numberText(r));
        }
        if (l.kind() == Kind.TEXT && r.kind() == Kind.TEXT) {
            if (!equality && (becomesNumber(l, right) || becomesNumber(r, left))) {
                return dynamic(left, right, span);
            }
            String collation = collation(left, right);
            return new Aligned(collated(l, collation, equality, span), collated(r, collation, true, span));
        }
        if (l.kind() == Kind.BLOB && r.kind() == Kind.BLOB) {
            return new Aligned(l.operand(), r.operand());
        }
        return mixed(l, r, left, right, span);
    }

    private String finish(Sql sql, Sql parameter, boolean equality) {
        return sql.kind() == Kind.TEXT
                ? collated(sql, collation(sql, parameter), equality, new Span(0, 0))
                : sql.kind().isNumber() ? numberText(sql) : sql.operand();
    }

    private String parameter(Sql parameter, Sql other) {
        Codec codec = null;
        if (other.kind() == Kind.BLOB) {
            codec = ValueParameter.BLOB;
        } else if (other.kind().isNumber()) {
            codec = isNumeric(other.affinity()) ? NumberParameter.COMPARED_WITH_COLUMN : NumberParameter.COMPARED;
        } else if (other.kind() == Kind.TEXT) {
            codec = isNumeric(other.affinity())
                    ? TextParameter.NO_NUMBER
                    : other.affinity() == Affinity.TEXT ? TextParameter.OF_COLUMN : TextParameter.EXACT;
        }
        String mark = rendering.mark(parameter.parameter(), codec);
        if (other.kind() == Kind.TEXT) {
            String collation = collation(other, parameter);
            return collated(Sql.atom(Kind.TEXT, mark), collation, true, new Span(0, 0));
        }
        return mark;
    }

    private static boolean isNumeric(Affinity affinity) {
        return affinity == Affinity.INTEGER || affinity == Affinity.REAL || affinity == Affinity.NUMERIC;
    }

    /** Whether the other side's affinity makes a number of such text as looks like one. */
    private static boolean becomesNumber(Sql text, Sql other) {
        return isNumeric(other.affinity()) && !isNumeric(text.affinity()) && !text.isConstant();
    }

    /** What the other side's affinity makes of an operand. */
    private Sql applyAffinity(Sql sql, Sql other, Span span) {
        boolean textual = sql.affinity() == null || sql.affinity() == Affinity.TEXT || sql.affinity() == Affinity.BLOB;
        if (isNumeric(other.affinity()) && textual && sql.constant() instanceof String text) {
            Object number = SqliteValues.numeric(text);
            return number instanceof String ? sql : Conversions.literal(number);
        }
        boolean none = sql.affinity() == null || sql.affinity() == Affinity.BLOB;
        if (other.affinity() == Affinity.TEXT && none && sql.kind().isNumber()) {
            return conversions.text(sql, span);
        }
        return sql;
    }

    private static String numberText(Sql sql) {
        return sql.constant() instanceof Double real ? Conversions.plainNumber(real) : sql.operand();
    }

    /** A number beside text that is none: every number is less than every text. */
    private Aligned mixed(Sql left, Sql right, Sql originalLeft, Sql originalRight, Span span) {
        if (left.kind() == Kind.PARAMETER || right.kind() == Kind.PARAMETER) {
            throw new Refusal("a parameter as a column of a subquery", span, "Use it in the outer query directly.");
        }
        if (left.kind() == Kind.BLOB || right.kind() == Kind.BLOB) {
            // a blob is greater than everything else
            return new Aligned(rank(left), rank(right));
        }
        boolean numberFirst = left.kind().isNumber();
        Sql number = numberFirst ? left : right;
        Sql text = numberFirst ? right : left;
        if (!number.kind().isNumber() || text.kind() != Kind.TEXT) {
            throw new Refusal("a comparison of a blob with another type", span, "Convert one side with CAST.");
        }
        Sql original = numberFirst ? originalLeft : originalRight;
        String infinite;
        if (text.isConstant()) {
            infinite = "'Infinity'::float8";
        } else if (isNumeric(original.affinity())) {
            infinite = "shadow.sq_comparable(" + text.text() + ")";
        } else {
            infinite = "(CASE WHEN " + text.operand() + " IS NOT NULL THEN 'Infinity'::float8 END)";
        }
        return numberFirst ? new Aligned(numberText(number), infinite) : new Aligned(infinite, numberText(number));
    }

    private static String rank(Sql sql) {
        String rank = sql.kind() == Kind.BLOB ? "1" : "0";
        return "(CASE WHEN " + sql.operand() + " IS NOT NULL THEN " + rank + " END)";
    }

    private Aligned dynamic(Sql left, Sql right, Span span) {
        String collation = collation(left, right);
        if (!collation.equals("BINARY")) {
            throw new Refusal(
                    "a comparison by " + collation + " of values of different types",
                    span,
                    "Compare text with text, or lower() of both.");
        }
        return new Aligned(
                "shadow.sq_sortable(" + dynamicOperand(left, right, span) + ")",
                "shadow.sq_sortable(" + dynamicOperand(right, left, span) + ")");
    }

    private String dynamicOperand(Sql sql, Sql other, Span span) {
        if (sql.isParameter()) {
            Codec codec = isNumeric(other.affinity()) ? DynamicParameter.NUMERIC : DynamicParameter.EXACT;
            return rendering.mark(sql.parameter(), codec) + "::jsonb";
        }
        Sql converted = sql.kind() == Kind.DYNAMIC ? sql : applyAffinity(sql, other, span);
        boolean textual = sql.kind() == Kind.DYNAMIC || sql.kind() == Kind.TEXT;
        if (textual && isNumeric(other.affinity()) && !isNumeric(sql.affinity()) && !sql.isConstant()) {
            return "shadow.sq_numeric_affinity("
                    + conversions.dynamic(sql, span).text() + ")";
        }
        boolean none = sql.affinity() == null || sql.affinity() == Affinity.BLOB;
        if (sql.kind() == Kind.DYNAMIC && none && other.affinity() == Affinity.TEXT) {
            return "shadow.sq_dynamic(shadow.sq_text(" + sql.text() + "))";
        }
        String text = conversions.dynamic(converted, span).text();
        boolean mayBecomeNumber = converted.kind() == Kind.TEXT && !converted.isConstant();
        return mayBecomeNumber && isNumeric(other.affinity()) ? "shadow.sq_numeric_affinity(" + text + ")" : text;
    }

    /** Which collation a comparison uses: COLLATE first, then the left column's, then the right one's. */
    static String collation(Sql left, Sql right) {
        if (left.explicit()) {
            return left.collation();
        }
        if (right.explicit()) {
            return right.collation();
        }
        if (left.collation() != null) {
            return left.collation();
        }
        return right.collation() == null ? "BINARY" : right.collation();
    }

    /**
     * A text so that PostgreSQL compares it by SQLite's collation.
     *
     * @param equality whether only equality matters, for which BINARY needs no collation
     */
    static String collated(Sql sql, String collation, boolean equality, Span span) {
        switch (collation) {
            case "BINARY":
                return equality ? sql.operand() : sql.operand() + " COLLATE \"C\"";
            case "NOCASE":
                return "lower(" + sql.operand() + " COLLATE \"C\")";
            case "RTRIM":
                return "rtrim(" + sql.text() + ", ' ')" + (equality ? "" : " COLLATE \"C\"");
            default:
                throw new Refusal(
                        "collation " + collation,
                        span,
                        "It is code of the application; use BINARY, NOCASE or RTRIM, or sort in the application.");
        }
    }
}
