package io.shadowjdbc.dialect;

import io.shadowjdbc.dialect.GeneratedFroms.From;
import io.shadowjdbc.dialect.GeneratedSchema.Column;
import io.shadowjdbc.dialect.GeneratedSchema.Table;
import io.shadowjdbc.dialect.GeneratedShape.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Draws INSERT, UPDATE, DELETE and upserts, with RETURNING at times. */
final class GeneratedChanges {
    private final Draw draw;
    private final GeneratedSchema schema;
    private final GeneratedQueries queries;
    private final GeneratedExpressions expressions;

    GeneratedChanges(Draw draw, GeneratedSchema schema, GeneratedQueries queries) {
        this.draw = draw;
        this.schema = schema;
        this.queries = queries;
        this.expressions = queries.expressions();
    }

    String statement() {
        Table table = draw.of(schema.tables());
        String change = draw.<String>choice()
                .or(5, () -> insert(table))
                .or(2, () -> insertSelect(table))
                .or(6, () -> update(table))
                .or(3, () -> delete(table))
                .draw();
        return queries.froms().with() + change;
    }

    private static String names(List<Column> columns) {
        return columns.stream().map(Column::sql).collect(Collectors.joining(", "));
    }

    /** All columns that need a value and some of the others, the key not always. */
    private List<Column> columns(Table table) {
        List<Column> columns = new ArrayList<>();
        for (Column column : table.columns()) {
            boolean own = table.isKey(column);
            int chance = table.integerKey() && own ? 50 : own || column.notNull() ? 96 : 60;
            if (draw.chance(chance)) {
                columns.add(column);
            }
        }
        return columns.isEmpty() ? List.of(table.columns().get(0)) : columns;
    }

    private String insert(Table table) {
        if (draw.chance(3)) {
            return "INSERT INTO " + table.sql() + " DEFAULT VALUES";
        }
        List<Column> columns = columns(table);
        List<String> rows = new ArrayList<>();
        boolean several = draw.chance(25);
        // keys of rows that are left out are used up on PostgreSQL
        boolean mayLeaveOut = !several || !table.integerKey();
        for (int i = several ? 2 : 1; i > 0; i--) {
            rows.add("(" + columns.stream().map(column -> cell(table, column)).collect(Collectors.joining(", ")) + ")");
        }
        String into = " INTO " + table.sql() + " (" + names(columns) + ") VALUES " + String.join(", ", rows);
        return draw.<String>choice()
                .or(4, () -> "INSERT" + into + returning(table))
                .orIf(mayLeaveOut, 1, () -> draw.of("REPLACE", "INSERT OR REPLACE") + into + returning(table))
                .orIf(mayLeaveOut, 1, () -> "INSERT OR IGNORE" + into)
                .orIf(mayLeaveOut, 2, () -> "INSERT" + into + upsert(table, columns) + returning(table))
                .draw();
    }

    private String cell(Table table, Column column) {
        if (table.integerKey() && table.isKey(column)) {
            return draw.of("NULL", "1", "3", "40", "41", "100");
        }
        if (column.name().equals("parent_id")) {
            return draw.of("NULL", "1", "3", "77");
        }
        if (draw.chance(8)) {
            return expressions.value(GeneratedScope.NONE, column.shape().type(), 1);
        }
        return draw.chance(3) ? expressions.constant(Type.TEXT) : expressions.constant(column.shape());
    }

    private String upsert(Table table, List<Column> columns) {
        // which of two keys PostgreSQL meets first where texts differ in case alone is known not to be SQLite's
        boolean folded = table.key().stream().anyMatch(column -> column.shape() == GeneratedShape.NOCASE);
        boolean hasTarget = columns.containsAll(table.key()) && !table.key().isEmpty() && !folded;
        String target =
                !hasTarget ? "" : " (" + table.key().stream().map(Column::sql).collect(Collectors.joining(", ")) + ")";
        if (!hasTarget || draw.chance(30)) {
            return " ON CONFLICT" + target + " DO NOTHING";
        }
        List<Column> others =
                table.columns().stream().filter(column -> !table.isKey(column)).toList();
        Column column = draw.of(others);
        String value = draw.<String>choice()
                .or(3, () -> "excluded." + column.sql())
                .or(1, () -> "coalesce(excluded." + column.sql() + ", " + table.sql() + "." + column.sql() + ")")
                .or(1, () -> expressions.constant(column.shape()))
                .draw();
        return " ON CONFLICT" + target + " DO UPDATE SET " + column.sql() + " = " + value
                + (draw.chance(25) ? " WHERE " + expressions.condition(scope(table), 0) : "");
    }

    private GeneratedScope scope(Table table) {
        return queries.froms().table(table, null).scope();
    }

    private String insertSelect(Table table) {
        List<Column> columns = new ArrayList<>(columns(table));
        columns.removeIf(column -> table.integerKey() && table.isKey(column));
        if (columns.isEmpty()) {
            return insert(table);
        }
        From from = queries.froms()
                .table(
                        draw.chance(60) ? table : draw.of(schema.tables()),
                        queries.froms().alias());
        boolean ordered = !from.scope().order().isEmpty();
        if (table.integerKey() && !ordered) {
            return insert(table);
        }
        String values = columns.stream()
                .map(column -> {
                    List<GeneratedScope.Visible> same = from.scope().columns().stream()
                            .filter(visible -> visible.shape() == column.shape())
                            .toList();
                    return same.isEmpty() || draw.chance(25)
                            ? expressions.constant(column.shape())
                            : draw.of(same).sql();
                })
                .collect(Collectors.joining(", "));
        // in a known order, by which keys are given and the first of equal rows is kept
        String order = ordered ? " ORDER BY " + String.join(", ", from.scope().order()) : "";
        boolean plain = table.integerKey() || !ordered || draw.chance(70);
        return "INSERT " + (plain ? "" : "OR IGNORE ") + "INTO " + table.sql() + " (" + names(columns) + ") SELECT "
                + values + " FROM " + from.sql() + " WHERE " + expressions.condition(from.scope(), 1) + order;
    }

    private String where(Table table, GeneratedScope scope) {
        if (!table.key().isEmpty() && draw.chance(40)) {
            Column key = table.key().get(0);
            return " WHERE " + key.sql() + " = " + expressions.constant(key.shape());
        }
        return draw.chance(90) ? " WHERE " + expressions.condition(scope, 1) : "";
    }

    private String update(Table table) {
        List<Column> others =
                table.columns().stream().filter(column -> !table.isKey(column)).toList();
        GeneratedScope scope = scope(table);
        if (draw.chance(10)) {
            From from = queries.froms()
                    .table(draw.of(schema.tables()), queries.froms().alias());
            Column column = draw.of(others);
            return "UPDATE " + table.sql() + " SET " + column.sql() + " = " + expressions.constant(column.shape())
                    + " FROM " + from.sql() + " WHERE " + expressions.condition(from.scope(), 0);
        }
        List<String> sets = new ArrayList<>();
        for (Column column : draw.some(others, draw.of(1, 1, 2))) {
            sets.add(column.sql() + " = "
                    + (draw.chance(60)
                            ? expressions.constant(column.shape())
                            : expressions.value(scope, column.shape().type(), 1)));
        }
        return "UPDATE " + table.sql() + " SET " + String.join(", ", sets) + where(table, scope) + returning(table);
    }

    private String delete(Table table) {
        return "DELETE FROM " + table.sql() + where(table, scope(table)) + returning(table);
    }

    private String returning(Table table) {
        if (draw.chance(75)) {
            return "";
        }
        return " RETURNING "
                + (draw.chance(30)
                        ? "*"
                        : draw.some(table.columns(), draw.between(1, 3)).stream()
                                .map(Column::sql)
                                .collect(Collectors.joining(", ")));
    }
}
