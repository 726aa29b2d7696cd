package io.shadowjdbc.migrator.source;

import io.shadowjdbc.dialect.ast.Expr;
import java.util.List;

/**
 * An index as SQLite's catalogue describes it.
 *
 * @param name SQLite's; {@code sqlite_autoindex_...} where a constraint made it
 * @param unique whether it is unique
 * @param origin {@code c} CREATE INDEX, {@code u} UNIQUE constraint, {@code pk} PRIMARY KEY
 * @param terms its keys in order
 * @param where the condition of a partial index, else null
 * @param sql the CREATE INDEX statement, null where a constraint made it
 */
public record Index(String name, boolean unique, String origin, List<Term> terms, Expr where, String sql) {

    public Index {
        terms = List.copyOf(terms);
    }

    /**
     * One key of an index.
     *
     * @param column its column, or null where it is an expression
     * @param expression its expression, or null where it is a column
     * @param collation by which it sorts
     * @param descending whether it sorts downwards
     */
    public record Term(String column, Expr expression, String collation, boolean descending) {}

    /** Whether its keys are columns only, and it holds every row. */
    public boolean isPlain() {
        return where == null && terms.stream().allMatch(term -> term.column() != null);
    }

    public List<String> columns() {
        return terms.stream().map(Term::column).toList();
    }
}
