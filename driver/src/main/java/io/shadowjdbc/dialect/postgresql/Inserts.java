package io.shadowjdbc.dialect.postgresql;

import io.shadowjdbc.dialect.ast.Expr;
import io.shadowjdbc.dialect.ast.Select;
import io.shadowjdbc.dialect.ast.Span;
import io.shadowjdbc.dialect.ast.Statement;
import io.shadowjdbc.dialect.postgresql.Selects.Query;
import io.shadowjdbc.schema.ColumnMap;
import io.shadowjdbc.schema.TableMap;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Renders INSERT and REPLACE with their conflict clauses. */
final class Inserts {
    private final Rendering rendering;
    private final Expressions expressions;
    private final Assignments assignments;
    private final Returning returning;

    Inserts(Rendering rendering, Expressions expressions, Assignments assignments, Returning returning) {
        this.rendering = rendering;
        this.expressions = expressions;
        this.assignments = assignments;
        this.returning = returning;
    }

    Query render(Statement.Insert insert) {
        Statement.Target target = insert.target();
        TableMap table = rendering.table(target.schema(), target.name(), target.span());
        List<ColumnMap> columns = columns(insert, table);
        String with = expressions.selects().commonTables().enter(insert.with(), rendering.outer());
        try {
            String alias = target.alias() == null ? "" : " AS " + Quote.name(target.alias());
            String prefix = Quote.name(target.alias() == null ? table.postgresqlName() : target.alias());
            String into = "INSERT INTO " + Quote.table(table) + alias + " (" + names(columns) + ") ";
            List<List<String>> keys = "REPLACE".equals(insert.or()) ? keys(table, columns) : List.of();
            Query result = withKey(returning.render(insert.returning(), table, target, prefix), table, prefix, insert);
            if (keys.size() > 1 || (keys.size() == 1 && isFolded(table, keys.get(0)))) {
                String replaced = replaceByDelete(insert, table, columns, keys, into, with);
                return new Query(replaced + result.text(), result.outputs(), false);
            }
            String source = source(insert, table, columns);
            String conflict = conflict(insert, table, keys, prefix);
            return new Query(with + into + source + conflict + result.text(), result.outputs(), false);
        } finally {
            expressions.selects().commonTables().leave();
        }
    }

    /** Whether a key has a column whose equal texts may differ, so that ON CONFLICT does not find all of them. */
    private static boolean isFolded(TableMap table, List<String> key) {
        return key.stream().anyMatch(name -> !isBinary(table.column(name).orElseThrow()));
    }

    private static boolean isBinary(ColumnMap column) {
        return column.collation().equalsIgnoreCase("BINARY");
    }

    /**
     * After the application's own columns the key, from which the connection knows last_insert_rowid(), and for an upsert
     * whether the row is an old one.
     */
    private static Query withKey(Query returning, TableMap table, String prefix, Statement.Insert insert) {
        if (returning.text().isEmpty() || table.integerKey() == null) {
            return returning;
        }
        String key = table.column(table.integerKey()).orElseThrow().postgresqlName();
        boolean updates = insert.upserts().stream().anyMatch(upsert -> upsert.assignments() != null);
        String old = updates ? ", " + prefix + ".xmax AS sq_old" : "";
        return new Query(
                returning.text() + ", " + prefix + "." + Quote.name(key) + " AS sq_rowid" + old,
                returning.outputs(),
                false);
    }

    private static List<ColumnMap> columns(Statement.Insert insert, TableMap table) {
        if (insert.columns().isEmpty()) {
            return table.columns().stream()
                    .filter(column -> !column.generated())
                    .toList();
        }
        List<ColumnMap> columns = new ArrayList<>();
        for (String name : insert.columns()) {
            columns.add(Returning.column(table, name, insert.target().span()));
        }
        return columns;
    }

    private static String names(List<ColumnMap> columns) {
        return columns.stream()
                .map(column -> Quote.name(column.postgresqlName()))
                .collect(Collectors.joining(", "));
    }

    private String source(Statement.Insert insert, TableMap table, List<ColumnMap> columns) {
        if (insert.source() == null) {
            return "VALUES (" + columns.stream().map(column -> "DEFAULT").collect(Collectors.joining(", ")) + ")";
        }
        Select source = insert.source();
        boolean plain = source.with().ctes().isEmpty() && source.orderBy().isEmpty() && source.limit() == null;
        if (plain && source.body() instanceof Select.Values values) {
            return values(values, table, columns);
        }
        Selects.Assigner assigner = (i, sql, span) -> cell(sql, table, column(columns, i, span), span, false);
        Query query = expressions.selects().assigned(source, columns.size(), assigner);
        return query.text();
    }

    private static ColumnMap column(List<ColumnMap> columns, int i, Span span) {
        if (i >= columns.size()) {
            throw new Refusal("more values than columns", span, "Give each column one value.");
        }
        return columns.get(i);
    }

    private String values(Select.Values values, TableMap table, List<ColumnMap> columns) {
        Scope scope = new Scope(rendering.outer());
        List<String> rows = new ArrayList<>();
        for (List<Expr> row : values.rows()) {
            if (row.size() != columns.size()) {
                throw new Refusal(
                        row.size() + " values for " + columns.size() + " columns",
                        values.span(),
                        "Give each column one value.");
            }
            List<String> cells = new ArrayList<>();
            for (int i = 0; i < row.size(); i++) {
                Expr value = row.get(i);
                cells.add(cell(expressions.render(value, scope), table, columns.get(i), value.span(), true));
            }
            rows.add("(" + String.join(", ", cells) + ")");
        }
        return "VALUES " + String.join(", ", rows);
    }

    /** One value; a null in the integer key becomes the next key, as it does on SQLite. */
    private String cell(Sql value, TableMap table, ColumnMap column, Span span, boolean inValues) {
        if (column.generated()) {
            throw new Refusal("a value for generated column " + column.sqliteName(), span, "Leave the column away.");
        }
        if (!column.sqliteName().equals(table.integerKey())) {
            return assignments.assign(value, column, span);
        }
        if (value.kind() == Kind.NULL && inValues) {
            return "DEFAULT";
        }
        StoredForm form = StoredForm.of(column);
        String given = assignments.assign(value, column, span);
        String key = "shadow.sq_key(" + (form.total() ? form.decode().apply(given) : given + "::bigint") + ", "
                + Quote.string(Quote.table(table)) + ", " + Quote.string(column.postgresqlName()) + ")";
        return form.total() ? form.encode().apply(key) : key;
    }

    /**
     * The keys that a new row can violate: of columns that are given or are not null by their default. The next integer key is
     * free, and a column that is left null is equal to none.
     */
    private static List<List<String>> keys(TableMap table, List<ColumnMap> columns) {
        Set<String> given = new HashSet<>();
        columns.forEach(column -> given.add(column.sqliteName().toLowerCase(Locale.ROOT)));
        for (ColumnMap column : table.columns()) {
            boolean ofKey = table.primaryKey().stream().anyMatch(column.sqliteName()::equalsIgnoreCase);
            boolean filled = ofKey || column.notNull() || column.generated();
            if (filled && !column.sqliteName().equals(table.integerKey())) {
                given.add(column.sqliteName().toLowerCase(Locale.ROOT));
            }
        }
        List<List<String>> keys = new ArrayList<>();
        Set<Set<String>> seen = new HashSet<>();
        List<List<String>> all = new ArrayList<>(table.uniqueKeys());
        if (!table.primaryKey().isEmpty()) {
            all.add(0, table.primaryKey());
        }
        for (List<String> key : all) {
            Set<String> lower =
                    key.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
            if (given.containsAll(lower) && seen.add(lower)) {
                keys.add(key);
            }
        }
        return keys;
    }

    private static String keyNames(TableMap table, List<String> key) {
        return key.stream()
                .map(name -> Quote.name(table.column(name).orElseThrow().postgresqlName()))
                .collect(Collectors.joining(", "));
    }

    private String conflict(Statement.Insert insert, TableMap table, List<List<String>> keys, String prefix) {
        String or = insert.or() == null ? "ABORT" : insert.or();
        switch (or) {
            case "ABORT":
                break;
            case "IGNORE":
                return " ON CONFLICT DO NOTHING";
            case "REPLACE":
                return keys.isEmpty() ? "" : replace(table, keys.get(0));
            case "FAIL":
                if (insert.source() != null
                        && insert.source().body() instanceof Select.Values values
                        && values.rows().size() == 1) {
                    break;
                }
                throw orRefusal(insert, or);
            default:
                throw orRefusal(insert, or);
        }
        if (insert.upserts().isEmpty()) {
            return "";
        }
        if (insert.upserts().size() > 1) {
            throw new Refusal(
                    "several ON CONFLICT clauses",
                    insert.upserts().get(1).span(),
                    "PostgreSQL takes one; keep the one that matters.");
        }
        return upsert(insert.upserts().get(0), table, insert.target(), prefix);
    }

    private static Refusal orRefusal(Statement.Insert insert, String or) {
        return new Refusal(
                "INSERT OR " + or, insert.span(), "It keeps part of what the statement did; use INSERT OR ABORT.");
    }

    private static String replace(TableMap table, List<String> key) {
        Set<String> inKey =
                key.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
        List<String> sets = new ArrayList<>();
        for (ColumnMap column : table.columns()) {
            if (!column.generated() && !inKey.contains(column.sqliteName().toLowerCase(Locale.ROOT))) {
                String name = Quote.name(column.postgresqlName());
                sets.add(name + " = EXCLUDED." + name);
            }
        }
        if (sets.isEmpty()) {
            String name = Quote.name(table.column(key.get(0)).orElseThrow().postgresqlName());
            sets.add(name + " = EXCLUDED." + name);
        }
        return " ON CONFLICT (" + keyNames(table, key) + ") DO UPDATE SET " + String.join(", ", sets);
    }

    private String upsert(Statement.Upsert upsert, TableMap table, Statement.Target target, String prefix) {
        StringBuilder text = new StringBuilder(" ON CONFLICT ");
        if (!upsert.on().isEmpty()) {
            List<String> names = new ArrayList<>();
            for (Expr expr : upsert.on()) {
                if (!(expr.bare() instanceof Expr.ColumnRef ref)) {
                    throw new Refusal("ON CONFLICT on an expression", expr.span(), "Name the columns of a unique key.");
                }
                names.add(Quote.name(
                        Returning.column(table, ref.column(), ref.span()).postgresqlName()));
            }
            text.append('(').append(String.join(", ", names)).append(") ");
            if (upsert.onWhere() != null) {
                Scope scope = new Scope(rendering.outer());
                scope.sources().add(Scope.Source.of(table, target.name(), ""));
                text.append("WHERE ")
                        .append(expressions.condition(upsert.onWhere(), scope, true))
                        .append(' ');
            }
        } else if (upsert.assignments() != null) {
            text.append('(').append(onlyKey(table, upsert.span())).append(") ");
        }
        if (upsert.assignments() == null) {
            return text.append("DO NOTHING").toString();
        }
        Scope scope = new Scope(rendering.outer());
        scope.sources().add(Scope.Source.of(table, target.alias() == null ? target.name() : target.alias(), prefix));
        Scope.Source excluded = Scope.Source.of(table, "excluded", "EXCLUDED");
        List<Scope.Column> hidden = excluded.columns().stream()
                .map(column -> new Scope.Column(column.name(), column.sql(), true))
                .toList();
        scope.sources().add(new Scope.Source("excluded", "EXCLUDED", table, hidden));
        text.append("DO UPDATE SET ").append(returning.sets(upsert.assignments(), table, scope));
        if (upsert.where() != null) {
            text.append(" WHERE ").append(expressions.condition(upsert.where(), scope, true));
        }
        return text.toString();
    }

    private static String onlyKey(TableMap table, Span span) {
        List<List<String>> all = new ArrayList<>(table.uniqueKeys());
        if (!table.primaryKey().isEmpty()) {
            all.add(table.primaryKey());
        }
        if (all.size() != 1) {
            throw new Refusal(
                    "ON CONFLICT DO UPDATE without columns", span, "Name the columns of the key: ON CONFLICT (...).");
        }
        return keyNames(table, all.get(0));
    }

    private static String folded(String name, ColumnMap column, Span span) {
        return isBinary(column)
                ? name
                : Comparisons.collated(
                        Sql.atom(Kind.TEXT, name), column.collation().toUpperCase(Locale.ROOT), true, span);
    }

    /**
     * REPLACE where several keys may be violated: the rows in the way are deleted first. The insertion waits for that,
     * since it reads their number.
     */
    private String replaceByDelete(
            Statement.Insert insert,
            TableMap table,
            List<ColumnMap> columns,
            List<List<String>> keys,
            String into,
            String with) {
        if (!(insert.source() != null && insert.source().body() instanceof Select.Values values)
                || values.rows().size() != 1
                || !with.isEmpty()) {
            throw new Refusal(
                    "INSERT OR REPLACE of several rows over several unique keys",
                    insert.span(),
                    "Insert one row at a time, or use ON CONFLICT on the key that is meant.");
        }
        Scope scope = new Scope(rendering.outer());
        List<String> cells = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            ColumnMap column = columns.get(i);
            Expr value = values.rows().get(0).get(i);
            String cell = cell(expressions.render(value, scope), table, column, value.span(), false);
            cells.add("CAST(" + cell + " AS " + column.codec().postgresqlType() + ")");
            names.add(Quote.name(column.postgresqlName()));
        }
        List<String> conditions = new ArrayList<>();
        for (List<String> key : keys) {
            List<String> equations = new ArrayList<>();
            for (String part : key) {
                ColumnMap column = table.column(part).orElseThrow();
                if (!columns.contains(column)) {
                    throw new Refusal(
                            "INSERT OR REPLACE that leaves " + column.sqliteName() + " of a unique key to its default",
                            insert.span(),
                            "Give the column its value.");
                }
                String name = Quote.name(column.postgresqlName());
                equations.add(folded("sq_old." + name, column, insert.span()) + " = "
                        + folded("sq_new." + name, column, insert.span()));
            }
            conditions.add("(" + String.join(" AND ", equations) + ")");
        }
        return "WITH sq_new(" + String.join(", ", names) + ") AS MATERIALIZED (SELECT " + String.join(", ", cells)
                + "), sq_gone AS (DELETE FROM " + Quote.table(table) + " AS sq_old USING sq_new WHERE "
                + String.join(" OR ", conditions) + " RETURNING 1) " + into + "SELECT sq_new.* FROM sq_new,"
                + " (SELECT count(*) FROM sq_gone) AS sq_count";
    }
}
