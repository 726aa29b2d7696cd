package io.shadowjdbc.dialect.ast;

import java.util.List;

/** An expression of SQLite's grammar. Immutable; operators are held as SQLite's documentation writes them. */
public sealed interface Expr {
    Span span();

    /** What kind of constant a {@link Literal} is. */
    enum LiteralKind {
        INTEGER,
        REAL,
        STRING,
        BLOB,
        NULL,
        CURRENT_DATE,
        CURRENT_TIME,
        CURRENT_TIMESTAMP
    }

    /**
     * A constant.
     *
     * @param value digits without separators, the text of a string without quotes, hex digits of a blob
     */
    record Literal(Span span, LiteralKind kind, String value) implements Expr {}

    /**
     * A parameter.
     *
     * @param index SQLite's number for it, from 1: {@code ?} takes the next free one, a repeated name keeps its own
     * @param name with its prefix, or null for {@code ?} and {@code ?N}
     */
    record Parameter(Span span, int index, String name) implements Expr {}

    /**
     * A name that stands for a column, or for a string where it is in double quotes and names nothing.
     *
     * @param schema null where not given
     * @param table null where not given
     * @param doubleQuoted whether {@code column} was written in double quotes
     * @param quoted whether {@code column} was written in quotes of any kind
     */
    record ColumnRef(Span span, String schema, String table, String column, boolean doubleQuoted, boolean quoted)
            implements Expr {}

    /** {@code - + ~ NOT} before an operand. */
    record Unary(Span span, String operator, Expr operand) implements Expr {}

    /** An infix operator; comparison operators are normalized: {@code ==} to {@code =}, {@code !=} to {@code <>}. */
    record Binary(Span span, String operator, Expr left, Expr right) implements Expr {}

    /** {@code IS NULL}, {@code ISNULL}, {@code NOT NULL}, {@code NOTNULL}, {@code IS NOT NULL}. */
    record IsNull(Span span, Expr operand, boolean negated) implements Expr {}

    /** {@code IS}, {@code IS NOT} and the {@code DISTINCT FROM} forms; negated where unequal operands give true. */
    record Is(Span span, Expr left, Expr right, boolean negated) implements Expr {}

    record Between(Span span, Expr operand, boolean negated, Expr low, Expr high) implements Expr {}

    /** {@code LIKE}, {@code GLOB}, {@code REGEXP}, {@code MATCH}. */
    record Like(Span span, String operator, Expr operand, boolean negated, Expr pattern, Expr escape) implements Expr {}

    record InList(Span span, Expr operand, boolean negated, List<Expr> values) implements Expr {}

    record InSelect(Span span, Expr operand, boolean negated, Select select) implements Expr {}

    /** {@code x IN table} and {@code x IN function(...)}. */
    record InTable(Span span, Expr operand, boolean negated, From.Table table) implements Expr {}

    record Collate(Span span, Expr operand, String collation) implements Expr {}

    /**
     * {@code CAST(operand AS type)}.
     *
     * @param type the type name as written, empty where there is none
     */
    record Cast(Span span, Expr operand, String type) implements Expr {}

    /**
     * A function call.
     *
     * @param star whether the arguments are {@code *}
     * @param orderBy of the arguments of an aggregate
     * @param filter null where there is none
     * @param over null where it is no window function
     */
    record Call(
            Span span,
            String name,
            boolean distinct,
            boolean star,
            List<Expr> arguments,
            List<OrderTerm> orderBy,
            Expr filter,
            Window over)
            implements Expr {}

    record When(Expr condition, Expr result) {}

    /**
     * {@code CASE}, with an operand or searched.
     *
     * @param operand null for a searched CASE
     * @param otherwise null where there is no ELSE
     */
    record Case(Span span, Expr operand, List<When> branches, Expr otherwise) implements Expr {}

    record Exists(Span span, Select select) implements Expr {}

    record Subquery(Span span, Select select) implements Expr {}

    record Row(Span span, List<Expr> values) implements Expr {}

    /** An expression in parentheses; kept because the label of a result column shows them. */
    record Parens(Span span, Expr operand) implements Expr {}

    /**
     * {@code RAISE(...)}, which only triggers may use.
     *
     * @param action IGNORE, ABORT, FAIL or ROLLBACK
     * @param message null for IGNORE
     */
    record Raise(Span span, String action, Expr message) implements Expr {}

    /** The expression without the parentheses around it. */
    default Expr bare() {
        Expr expr = this;
        while (expr instanceof Parens parens) {
            expr = parens.operand();
        }
        return expr;
    }
}
