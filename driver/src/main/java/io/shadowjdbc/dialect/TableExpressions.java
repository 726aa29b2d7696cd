package io.shadowjdbc.dialect;

import io.shadowjdbc.dialect.ast.Expr;
import io.shadowjdbc.dialect.ast.Select;
import io.shadowjdbc.dialect.ast.Statement;
import io.shadowjdbc.dialect.parser.ParseException;
import io.shadowjdbc.dialect.parser.SqliteParser;
import io.shadowjdbc.dialect.postgresql.DefinitionTerms;
import io.shadowjdbc.dialect.postgresql.Refusal;
import io.shadowjdbc.schema.Codec;
import io.shadowjdbc.schema.ColumnMap;
import io.shadowjdbc.schema.TableMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Translates the expressions of one table's definition by the rules that {@link SqliteToPostgresql} has for statements, so
 * that an index is of the form in which a translated statement asks for it. Not for use by several threads.
 */
public final class TableExpressions {
    /**
     * Calls in translations whose result may change without a change of their arguments: PostgreSQL takes them neither for
     * generated columns nor in indexes.
     */
    private static final Pattern MUTABLE = Pattern.compile("(?:to_char|statement_timestamp|shadow\\.sq_(?:random"
            + "|randomblob|setting|key|raise|sees_all|settle|change_sequence))\\(");

    private static final Pattern STRING = Pattern.compile("'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"");

    private final DefinitionTerms terms;
    private final DefinitionTerms ofRow;

    /**
     * @param definition the text that the expressions were parsed from
     * @param table the table that they speak of
     */
    public TableExpressions(String definition, TableMap table) {
        this.terms = new DefinitionTerms(definition, table, "");
        this.ofRow = new DefinitionTerms(definition, table, "NEW");
    }

    /** A CHECK: one that is null is passed, as it is on SQLite. */
    public String check(Expr expr) throws UntranslatableException {
        return translated(() -> terms.condition(expr, false));
    }

    /** The condition of a partial index, in the form of a WHERE clause. */
    public String predicate(Expr expr) throws UntranslatableException {
        return translated(() -> terms.condition(expr, true));
    }

    /** The value of a generated column, of the column's type. */
    public String value(Expr expr, ColumnMap column) throws UntranslatableException {
        return translated(() -> terms.value(expr, column));
    }

    /** The same in a trigger, whose row is {@code NEW}. */
    public String rowValue(Expr expr, ColumnMap column) throws UntranslatableException {
        return translated(() -> ofRow.value(expr, column));
    }

    /**
     * A DEFAULT, of the column's type.
     *
     * @param sql the expression as SQLite's catalogue has it
     */
    public static String defaultValue(String sql, ColumnMap column, TableMap table) throws UntranslatableException {
        Expr expr = expression(sql);
        DefinitionTerms terms = new DefinitionTerms("SELECT " + sql, table, "");
        return translated(() -> terms.defaultValue(expr, column));
    }

    private static Expr expression(String sql) throws UntranslatableException {
        try {
            if (SqliteParser.parse("SELECT " + sql).get(0) instanceof Statement.Query query
                    && query.select().body() instanceof Select.Core core
                    && core.items().get(0) instanceof Select.Column column) {
                return column.expr();
            }
        } catch (ParseException e) {
            throw new UntranslatableException(
                    "SQL that SQLite's grammar does not know (" + e.getMessage() + ")", "Write it by hand.");
        }
        throw new UntranslatableException("a default of this form", "Write it by hand.");
    }

    /** A key of an index that is an expression, with its collation and direction; nulls sort first as on SQLite. */
    public String key(Expr expr, String collation, boolean descending) throws UntranslatableException {
        return translated(() -> terms.key(expr, collation, descending));
    }

    /** A key of an index that is a column. */
    public String key(ColumnMap column, String collation, boolean descending) throws UntranslatableException {
        return translated(() -> terms.key(column, collation, descending));
    }

    /**
     * The integer that SQLite would store of an expression of a key column's type.
     *
     * @param sql an operand
     * @throws IllegalArgumentException if the codec's values have no such form
     */
    public static String storedKey(String sql, Codec codec) {
        return DefinitionTerms.storedKey(sql, codec);
    }

    /**
     * An expression of an integer as a key column holds it.
     *
     * @param sql an operand
     * @throws IllegalArgumentException if the codec's values have no such form
     */
    public static String heldKey(String sql, Codec codec) {
        return DefinitionTerms.heldKey(sql, codec);
    }

    /** Whether PostgreSQL takes a translated expression for immutable, as generated columns and indexes need it. */
    public static boolean isImmutable(String sql) {
        return !MUTABLE.matcher(STRING.matcher(sql).replaceAll("")).find();
    }

    private static String translated(Supplier<String> rendering) throws UntranslatableException {
        try {
            return rendering.get();
        } catch (Refusal e) {
            throw new UntranslatableException(e.construct(), e.advice());
        }
    }
}
