package io.shadowjdbc.dialect.postgresql;

import io.shadowjdbc.dialect.Translation;
import io.shadowjdbc.dialect.ast.Expr;
import io.shadowjdbc.dialect.ast.Span;
import io.shadowjdbc.schema.Affinity;
import io.shadowjdbc.schema.Codec;
import io.shadowjdbc.schema.ColumnMap;
import io.shadowjdbc.schema.SchemaMap;
import io.shadowjdbc.schema.TableMap;
import java.util.List;
import java.util.function.UnaryOperator;

/** Renders what stands in a table's definition. Every method may throw {@link Refusal}. Not for use by several threads. */
public final class DefinitionTerms {
    private final Rendering rendering;
    private final Expressions expressions;
    private final TableMap table;
    private final Scope scope = new Scope(null);

    /**
     * @param source the text that the expressions' spans refer to
     * @param prefix what stands before a column: {@code NEW} in a trigger, else empty
     */
    public DefinitionTerms(String source, TableMap table, String prefix) {
        this.rendering = new Rendering(source, new SchemaMap(List.of(table)));
        this.expressions = new Expressions(rendering);
        this.table = table;
        scope.sources().add(Scope.Source.of(table, table.sqliteName(), prefix));
    }

    /** @param nullIsFalse whether null counts as false, as in WHERE; in a CHECK it does not */
    public String condition(Expr expr, boolean nullIsFalse) {
        return finish(expressions.condition(expr, scope, nullIsFalse), expr.span());
    }

    /** An expression as a column stores it. */
    public String value(Expr expr, ColumnMap column) {
        return assigned(expressions.render(expr, scope), column, expr.span());
    }

    /** A column's DEFAULT, which sees no columns. */
    public String defaultValue(Expr expr, ColumnMap column) {
        return assigned(Definitions.defaultValue(expressions, expr.bare()), column, expr.span());
    }

    private String assigned(Sql sql, ColumnMap column, Span span) {
        return finish(new Assignments(rendering, expressions.conversions()).assign(sql, column, span), span);
    }

    /** A key of an index. */
    public String key(Expr expr, String collation, boolean descending) {
        Sql sql = expressions.render(expr, scope);
        return finish(indexKey(sql, collation, descending, expr.span()), expr.span());
    }

    /** A column as a key of an index. */
    public String key(ColumnMap column, String collation, boolean descending) {
        Span start = new Span(0, 0);
        Sql sql = scope.columns(column.sqliteName()).get(0).sql();
        return finish(indexKey(sql, collation, descending, start), start);
    }

    private static String indexKey(Sql sql, String collation, boolean descending, Span span) {
        return Definitions.indexKey(sql.withCollation(collation, true), descending, span);
    }

    /** What SQLite would store of an expression of a key column's type. */
    public static String storedKey(String sql, Codec codec) {
        return form(codec, StoredForm.of(codec, Affinity.INTEGER).decode()).apply(sql);
    }

    /** An integer as its key's column holds it. */
    public static String heldKey(String sql, Codec codec) {
        return form(codec, StoredForm.of(codec, Affinity.INTEGER).encode()).apply(sql);
    }

    private static UnaryOperator<String> form(Codec codec, UnaryOperator<String> form) {
        if (form == null) {
            throw new IllegalArgumentException("SQL can't read or write the values of codec " + codec.name());
        }
        return form;
    }

    private String finish(String text, Span span) {
        Translation.Translated finished = rendering.finish(text, List.of());
        if (!finished.parameters().isEmpty()) {
            throw new Refusal(
                    "a value that only the connection knows, in table " + table.sqliteName(), span, "Leave it away.");
        }
        return finished.sql();
    }
}
