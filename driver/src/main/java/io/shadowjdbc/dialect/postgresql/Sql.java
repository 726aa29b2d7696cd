package io.shadowjdbc.dialect.postgresql;

import io.shadowjdbc.schema.Affinity;
import io.shadowjdbc.schema.ColumnMap;

/**
 * A rendered expression with what is known of it. Immutable.
 *
 * @param text PostgreSQL's SQL; parameters stand in it as marks of {@link Rendering}
 * @param atomic whether the text can be an operand without parentheses
 * @param kind its type; of a coded column the type of the value after decoding
 * @param affinity SQLite's affinity of it, or null for none
 * @param collation SQLite's collation of it, or null for none (then BINARY)
 * @param explicit whether the collation comes from COLLATE
 * @param form how it is stored, if the text gives a column's own PostgreSQL type that differs from {@code kind}'s; null
 *     where the text is of {@code kind}'s type
 * @param column the column whose values it shows unchanged, or null
 * @param nullable false only where it is known never to be null
 * @param wide for INTEGER: whether PostgreSQL computes it as bigint
 * @param constant its value where it is a literal (Long, Double, String, byte[]), else null
 * @param parameter the application's parameter that it is, or 0
 */
record Sql(
        String text,
        boolean atomic,
        Kind kind,
        Affinity affinity,
        String collation,
        boolean explicit,
        StoredForm form,
        ColumnMap column,
        boolean nullable,
        boolean wide,
        Object constant,
        int parameter) {

    static Sql of(Kind kind, String text) {
        return new Sql(text, false, kind, null, null, false, null, null, true, false, null, 0);
    }

    /** A call, a cast or anything else that needs no parentheses. */
    static Sql atom(Kind kind, String text) {
        return new Sql(text, true, kind, null, null, false, null, null, true, kind == Kind.INTEGER, null, 0);
    }

    /** What is always null. */
    static Sql nothing() {
        return atom(Kind.NULL, "NULL");
    }

    static Sql constant(Kind kind, String text, Object value) {
        boolean atomic = !text.startsWith("-");
        return new Sql(text, atomic, kind, null, null, false, null, null, false, false, value, 0);
    }

    boolean coded() {
        return form != null;
    }

    boolean isConstant() {
        return constant != null;
    }

    boolean isParameter() {
        return parameter != 0;
    }

    /** The text as an operand. */
    String operand() {
        return atomic ? text : "(" + text + ")";
    }

    Sql withText(String newText, boolean newAtomic) {
        return new Sql(
                newText, newAtomic, kind, affinity, collation, explicit, form, column, nullable, wide, constant,
                parameter);
    }

    Sql withKind(Kind newKind) {
        return new Sql(
                text, atomic, newKind, affinity, collation, explicit, form, column, nullable, wide, constant,
                parameter);
    }

    Sql withAffinity(Affinity newAffinity) {
        return new Sql(
                text,
                atomic,
                kind,
                newAffinity,
                collation,
                explicit,
                form,
                column,
                nullable,
                wide,
                constant,
                parameter);
    }

    Sql withCollation(String newCollation, boolean newExplicit) {
        return new Sql(
                text,
                atomic,
                kind,
                affinity,
                newCollation,
                newExplicit,
                form,
                column,
                nullable,
                wide,
                constant,
                parameter);
    }

    Sql withNullable(boolean newNullable) {
        return new Sql(
                text,
                atomic,
                kind,
                affinity,
                collation,
                explicit,
                form,
                column,
                newNullable,
                wide,
                constant,
                parameter);
    }

    /** An INTEGER that PostgreSQL computes as int. */
    Sql asNarrow() {
        return new Sql(
                text, atomic, kind, affinity, collation, explicit, form, column, nullable, false, constant, parameter);
    }

    Sql asWide() {
        return new Sql(
                text, atomic, kind, affinity, collation, explicit, form, column, nullable, true, constant, parameter);
    }

    /** The same value where it stands in an expression: no affinity, no column's collation, no column of its own. */
    Sql computed() {
        return new Sql(
                text,
                atomic,
                kind,
                null,
                explicit ? collation : null,
                explicit,
                form,
                null,
                nullable,
                wide,
                constant,
                parameter);
    }

    /** The same value as a branch of CASE or COALESCE: no affinity and no collation, but still its column's type. */
    Sql branch() {
        return new Sql(text, atomic, kind, null, null, false, form, column, nullable, wide, constant, parameter);
    }

    /** The same where its text no longer is a literal or a bare parameter. */
    Sql withoutConstant() {
        return new Sql(text, atomic, kind, affinity, collation, explicit, form, column, nullable, wide, null, 0);
    }

    /** The same without its column's collation and type of its own, as the operator {@code +} leaves it. */
    Sql atomicOrParens() {
        return atomic ? this : withText("(" + text + ")", true);
    }

    /** The same as an element of IN (...), which SQLite compares without its affinity. */
    Sql computedOperand() {
        return withAffinity(null).withCollation(explicit ? collation : null, explicit);
    }

    /** The text in parentheses. */
    Sql parenthesized() {
        return withText("(" + text + ")", true);
    }
}
