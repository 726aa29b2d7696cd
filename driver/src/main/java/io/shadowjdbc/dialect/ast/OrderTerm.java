package io.shadowjdbc.dialect.ast;

/**
 * One term of ORDER BY.
 *
 * @param nullsFirst null where NULLS FIRST or LAST is not written: then nulls are the smallest values
 */
public record OrderTerm(Expr expr, boolean descending, Boolean nullsFirst) {
    /** Whether nulls come before all other values, by what is written or by SQLite's rule. */
    public boolean putsNullsFirst() {
        return nullsFirst == null ? !descending : nullsFirst;
    }
}
