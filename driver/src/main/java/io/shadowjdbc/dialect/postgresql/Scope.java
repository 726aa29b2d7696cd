package io.shadowjdbc.dialect.postgresql;

import io.shadowjdbc.dialect.KeyClosure;
import io.shadowjdbc.dialect.ast.Expr;
import io.shadowjdbc.schema.ColumnMap;
import io.shadowjdbc.schema.TableMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The names that a query's expressions may use. Not for use by several threads. */
final class Scope {
    /**
     * A column of a source.
     *
     * @param hidden whether {@code *} leaves it out and a name alone does not mean it: the second one of USING
     */
    record Column(String name, Sql sql, boolean hidden) {}

    /**
     * A table, subquery or common table expression in FROM.
     *
     * @param alias the name by which SQLite's text refers to it; may be null
     * @param prefix the name by which PostgreSQL's text does, quoted
     * @param table null where it is no table
     */
    record Source(String alias, String prefix, TableMap table, List<Column> columns) {
        /** The source where an outer join may leave it without a row. */
        Source optional() {
            return new Source(
                    alias,
                    prefix,
                    table,
                    columns.stream()
                            .map(column ->
                                    new Column(column.name(), column.sql().withNullable(true), column.hidden()))
                            .toList());
        }

        Column column(String name) {
            for (Column column : columns) {
                if (column.name().equalsIgnoreCase(name)) {
                    return column;
                }
            }
            boolean rowid = table != null && table.integerKey() != null && KeyClosure.isRowid(name);
            return rowid ? column(table.integerKey()) : null;
        }

        static Source of(TableMap table, String alias, String prefix) {
            List<Column> columns = new ArrayList<>();
            for (ColumnMap column : table.columns()) {
                columns.add(new Column(column.sqliteName(), column(table, column, prefix), false));
            }
            return new Source(alias, prefix, table, columns);
        }

        private static Sql column(TableMap table, ColumnMap column, String prefix) {
            StoredForm form = StoredForm.of(column);
            boolean key = column.sqliteName().equals(table.integerKey());
            String type = LiteralFields.baseType(column.codec());
            boolean wide = type.equals("bigint") || type.equals("int8");
            String collation =
                    column.collation() == null ? "BINARY" : column.collation().toUpperCase(Locale.ROOT);
            return new Sql(
                    (prefix.isEmpty() ? "" : prefix + ".") + Quote.name(column.postgresqlName()),
                    true,
                    form.kind(),
                    column.affinity(),
                    collation,
                    false,
                    form.natural() ? null : form,
                    column,
                    !column.notNull() && !key,
                    wide,
                    null,
                    0);
        }
    }

    /** What GROUP BY leaves usable outside aggregates. */
    static final class Grouping {
        final Set<String> keys = new HashSet<>();
        KeyClosure closure;
        /** The only min() or max() of the query: the columns beside it are those of its row; null where there is none. */
        Expr.Call extreme;
    }

    private final Scope parent;
    private final List<Source> sources = new ArrayList<>();
    private final Map<String, Expr> aliases = new HashMap<>();
    private Grouping grouping;
    private final List<String> aggregates = new ArrayList<>();
    private int insideAggregate;

    Scope(Scope parent) {
        this.parent = parent;
    }

    Scope parent() {
        return parent;
    }

    List<Source> sources() {
        return sources;
    }

    /** The query's own aggregates as they were rendered. */
    List<String> aggregates() {
        return aggregates;
    }

    void replaceSources(List<Source> replacement) {
        sources.clear();
        sources.addAll(replacement);
    }

    Map<String, Expr> aliases() {
        return aliases;
    }

    /** The grouping that holds for the expression being rendered; null where any column may be used. */
    Grouping grouping() {
        return insideAggregate > 0 ? null : grouping;
    }

    void group(Grouping newGrouping) {
        this.grouping = newGrouping;
    }

    void enterAggregate() {
        insideAggregate++;
    }

    void leaveAggregate() {
        insideAggregate--;
    }

    Source source(String alias) {
        for (Source source : sources) {
            if (source.alias() != null && source.alias().equalsIgnoreCase(alias)) {
                return source;
            }
        }
        return null;
    }

    /** What a name without a table means here: no column, one, or several. */
    List<Column> columns(String name) {
        List<Column> found = new ArrayList<>();
        for (Source source : sources) {
            Column column = source.column(name);
            if (column != null && !column.hidden()) {
                found.add(column);
            }
        }
        return found;
    }
}
