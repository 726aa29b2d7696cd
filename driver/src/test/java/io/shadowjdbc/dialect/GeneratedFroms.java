package io.shadowjdbc.dialect;

import io.shadowjdbc.dialect.GeneratedSchema.Column;
import io.shadowjdbc.dialect.GeneratedSchema.Table;
import io.shadowjdbc.dialect.GeneratedScope.Visible;
import io.shadowjdbc.dialect.GeneratedShape.Type;
import java.util.ArrayList;
import java.util.List;

/** Draws what stands after FROM: tables, joins, subqueries, common table expressions, VALUES. */
final class GeneratedFroms {
    private final Draw draw;
    private final GeneratedSchema schema;
    private final GeneratedQueries queries;
    private final List<String> commonTables = new ArrayList<>();
    private boolean recursive;
    private int aliases;

    GeneratedFroms(Draw draw, GeneratedSchema schema, GeneratedQueries queries) {
        this.draw = draw;
        this.schema = schema;
        this.queries = queries;
    }

    /** Its text and what it makes visible. */
    record From(String sql, GeneratedScope scope) {}

    /** The WITH that the statement needs by now, with a blank after it. */
    String with() {
        return commonTables.isEmpty()
                ? ""
                : "WITH " + (recursive ? "RECURSIVE " : "") + String.join(", ", commonTables) + " ";
    }

    List<Table> tables() {
        return schema.tables();
    }

    String alias() {
        return "t" + ++aliases;
    }

    From draw(int depth) {
        return draw.<From>choice()
                .or(10, this::table)
                .or(6, () -> join(depth))
                .orIf(depth > 0, 2, () -> derived(depth))
                .orIf(depth > 0, 2, () -> common(depth))
                .or(1, this::counter)
                .or(1, this::values)
                .draw();
    }

    From table() {
        return table(draw.of(schema.tables()), draw.chance(60) ? alias() : null);
    }

    From table(Table table, String alias) {
        String prefix = alias == null ? table.sql() : alias;
        boolean bare = alias == null && draw.chance(60);
        List<Visible> columns = new ArrayList<>();
        List<String> order = new ArrayList<>();
        for (Column column : table.columns()) {
            String name = bare ? column.sql() : prefix + "." + column.sql();
            columns.add(new Visible(name, column.shape().type(), column.shape()));
            if (table.isKey(column)) {
                order.add(name);
            }
        }
        return new From(
                table.sql() + (alias == null ? "" : draw.of(" AS ", " ") + alias), new GeneratedScope(columns, order));
    }

    private From join(int depth) {
        From left = table(draw.of(schema.tables()), alias());
        for (int i = draw.of(1, 1, 1, 2); i > 0; i--) {
            From right = depth > 0 && draw.chance(15) ? derived(depth) : table(draw.of(schema.tables()), alias());
            List<Visible> columns = new ArrayList<>(left.scope().columns());
            columns.addAll(right.scope().columns());
            List<String> order = new ArrayList<>();
            if (!left.scope().order().isEmpty() && !right.scope().order().isEmpty()) {
                order.addAll(left.scope().order());
                order.addAll(right.scope().order());
            }
            GeneratedScope both = new GeneratedScope(columns, order);
            String join = draw.of(" JOIN ", " LEFT JOIN ", " LEFT JOIN ", ", ", " CROSS JOIN ", " INNER JOIN ");
            boolean bare = join.equals(", ") || join.startsWith(" CROSS");
            String on = bare ? "" : " ON " + on(left.scope(), right.scope(), both);
            left = new From(left.sql() + join + right.sql() + on, both);
        }
        return left;
    }

    private String on(GeneratedScope left, GeneratedScope right, GeneratedScope both) {
        Visible column = draw.of(right.columns());
        List<Visible> same = left.columns().stream()
                .filter(other -> draw.chance(70) ? other.shape() == column.shape() : other.type() == column.type())
                .toList();
        return same.isEmpty() || draw.chance(15)
                ? queries.expressions().condition(both, 0)
                : draw.of(same).sql() + " = " + column.sql();
    }

    /** Columns of computed values under names of their own. */
    private From named(String sql, String alias, List<Type> types, List<GeneratedShape> shapes, List<String> names) {
        List<Visible> columns = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            columns.add(new Visible(alias + "." + names.get(i), types.get(i), shapes.get(i)));
        }
        return new From(sql, new GeneratedScope(columns, List.of()));
    }

    private From derived(int depth) {
        String alias = alias();
        GeneratedQueries.Inner inner = queries.inner(depth - 1);
        return named("(" + inner.sql() + ") AS " + alias, alias, inner.types(), inner.shapes(), inner.names());
    }

    private From common(int depth) {
        String name = "cte" + alias();
        GeneratedQueries.Inner inner = queries.inner(depth - 1);
        boolean renamed = draw.chance(40);
        List<String> names =
                renamed ? inner.names().stream().map(column -> "r" + column).toList() : inner.names();
        commonTables.add(name + (renamed ? "(" + String.join(", ", names) + ")" : "") + " AS (" + inner.sql() + ")");
        return named(name, name, inner.types(), inner.shapes(), names);
    }

    /** A recursive CTE that counts. */
    private From counter() {
        String name = "cte" + alias();
        recursive = true;
        commonTables.add(name + "(n) AS (SELECT " + draw.between(-1, 1) + " UNION " + draw.of("ALL ", "")
                + "SELECT n + " + draw.between(1, 2) + " FROM " + name + " WHERE n < " + draw.between(2, 5) + ")");
        return new From(
                name, new GeneratedScope(List.of(new Visible(name + ".n", Type.INTEGER, null)), List.of(name + ".n")));
    }

    private From values() {
        String alias = alias();
        Type a = draw.of(Type.INTEGER, Type.TEXT, Type.REAL);
        Type b = draw.of(Type.INTEGER, Type.TEXT, Type.NUMBER);
        List<String> rows = new ArrayList<>();
        for (int i = draw.between(1, 3); i > 0; i--) {
            rows.add("(" + queries.expressions().constant(a) + ", "
                    + queries.expressions().constant(b) + ")");
        }
        List<GeneratedShape> none = new ArrayList<>();
        none.add(null);
        none.add(null);
        return named(
                "(VALUES " + String.join(", ", rows) + ") AS " + alias,
                alias,
                List.of(a, b),
                none,
                List.of("column1", "column2"));
    }
}
