package io.shadowjdbc.dialect;

import io.shadowjdbc.schema.Codec;
import io.shadowjdbc.schema.Codecs;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A random schema with rows: tables with columns of every shape, keys of every kind, unique and plain indexes, foreign
 * keys, CHECK and DEFAULT.
 */
record GeneratedSchema(List<Table> tables) {
    private static final List<String> TABLE_NAMES = List.of("users", "Order Item", "group", "log", "Person");
    private static final int MAX_ROWS = 8;

    /** @param value the literal of its DEFAULT, or null */
    record Column(String name, GeneratedShape shape, Codec codec, boolean notNull, String value) {
        /** The name as it stands in SQL. */
        String sql() {
            return quote(name);
        }
    }

    /**
     * @param key the primary key's columns
     * @param integerKey whether the key is an INTEGER PRIMARY KEY
     * @param unique columns with a unique index each
     * @param indexed columns with a plain index each
     * @param parent the table to which the column {@code parent_id} refers, or null
     * @param rows each a list of literals in the columns' order
     */
    record Table(
            String name,
            List<Column> columns,
            List<Column> key,
            boolean integerKey,
            List<Column> unique,
            List<Column> indexed,
            Table parent,
            List<List<String>> rows) {
        String sql() {
            return quote(name);
        }

        boolean isKey(Column column) {
            return key.contains(column);
        }
    }

    static GeneratedSchema draw(Draw draw) {
        List<Table> tables = new ArrayList<>();
        List<String> names = draw.some(TABLE_NAMES, 3);
        for (String name : names) {
            Table parent = tables.isEmpty() || draw.chance(40) ? null : draw.of(tables);
            tables.add(table(name, parent != null && parent.integerKey() ? parent : null, draw));
        }
        return new GeneratedSchema(tables);
    }

    private static Table table(String name, Table parent, Draw draw) {
        boolean integerKey = draw.chance(60);
        List<Column> key =
                integerKey ? List.of(new Column("id", GeneratedShape.INTEGER, Codecs.BIGINT, false, null)) : key(draw);
        List<Column> others = others(draw);
        if (parent != null) {
            others.add(new Column("parent_id", GeneratedShape.INTEGER, Codecs.BIGINT, false, null));
        }
        List<Column> columns = new ArrayList<>(key);
        columns.addAll(others);
        List<Column> unique = draw.some(
                others.stream()
                        .filter(column -> column.shape().isKey()
                                && column.value() == null
                                && column.shape().literals().size() > 4)
                        .toList(),
                draw.between(0, 1));
        List<Column> indexed = draw.some(
                others.stream()
                        .filter(column -> column.shape() != GeneratedShape.JSON && !unique.contains(column))
                        .toList(),
                draw.between(0, 2));
        Table empty = new Table(name, columns, key, integerKey, unique, indexed, parent, List.of());
        return new Table(name, columns, key, integerKey, unique, indexed, parent, rows(empty, draw));
    }

    /** A key of up to two columns; none is no key at all. */
    private static List<Column> key(Draw draw) {
        List<GeneratedShape> shapes = List.of(GeneratedShape.values()).stream()
                .filter(GeneratedShape::isKey)
                .toList();
        List<Column> key = new ArrayList<>();
        for (GeneratedShape shape : draw.some(shapes, draw.between(0, 2))) {
            key.add(column("key_" + shape.name().toLowerCase(Locale.ROOT), shape, true, draw));
        }
        return key;
    }

    private static List<Column> others(Draw draw) {
        List<Column> columns = new ArrayList<>();
        for (GeneratedShape shape : draw.some(List.of(GeneratedShape.values()), draw.between(4, 8))) {
            String plain = shape.name().toLowerCase(Locale.ROOT);
            String columnName = draw.of("c_" + plain, "c_" + plain, "C " + plain, "C" + shape.name());
            columns.add(column(columnName, shape, draw.chance(25), draw));
        }
        return columns;
    }

    private static Column column(String name, GeneratedShape shape, boolean notNull, Draw draw) {
        String value = shape.hasDefault() && draw.chance(20) ? draw.of(shape.literals()) : null;
        return new Column(name, shape, shape.codec(draw), notNull, value);
    }

    private static List<List<String>> rows(Table table, Draw draw) {
        List<List<String>> rows = new ArrayList<>();
        Set<List<String>> keys = new LinkedHashSet<>();
        List<Set<String>> used = new ArrayList<>();
        table.unique().forEach(column -> used.add(new LinkedHashSet<>()));
        int wanted = draw.between(3, MAX_ROWS);
        for (int i = 0; i < wanted; i++) {
            List<String> row = new ArrayList<>();
            List<String> key = new ArrayList<>();
            for (Column column : table.columns()) {
                String value = value(table, column, i, draw);
                row.add(value);
                if (table.isKey(column)) {
                    key.add(folded(column, value));
                }
            }
            boolean fresh = table.key().isEmpty() || !keys.contains(key);
            for (int u = 0; u < used.size(); u++) {
                Column column = table.unique().get(u);
                String value = row.get(table.columns().indexOf(column));
                fresh &= value.equals("NULL") || !used.get(u).contains(folded(column, value));
            }
            if (fresh) {
                keys.add(key);
                for (int u = 0; u < used.size(); u++) {
                    Column column = table.unique().get(u);
                    used.get(u).add(folded(column, row.get(table.columns().indexOf(column))));
                }
                rows.add(row);
            }
        }
        return rows;
    }

    /** Equal for values that a unique index takes for equal. */
    private static String folded(Column column, String literal) {
        return column.shape() == GeneratedShape.NOCASE ? literal.toLowerCase(Locale.ROOT) : literal;
    }

    private static String value(Table table, Column column, int row, Draw draw) {
        if (table.integerKey() && table.isKey(column)) {
            return Integer.toString(row * 2 + 1);
        }
        if (column.name().equals("parent_id")) {
            return draw.chance(20) || table.parent().rows().isEmpty()
                    ? "NULL"
                    : draw.of(table.parent().rows()).get(0);
        }
        return !column.notNull() && draw.chance(20)
                ? "NULL"
                : draw.of(column.shape().literals());
    }

    static String quote(String name) {
        return name.matches("[a-z_0-9]+") && !name.equals("group") ? name : '"' + name + '"';
    }

    /** What makes the schema and its rows on SQLite. */
    List<String> sqlite() {
        List<String> statements = new ArrayList<>();
        for (Table table : tables) {
            statements.add(create(table));
            for (Column column : table.unique()) {
                statements.add("CREATE UNIQUE INDEX \"u_" + table.name() + '_' + column.name() + "\" ON " + table.sql()
                        + " (" + column.sql() + ")");
            }
            for (Column column : table.indexed()) {
                statements.add("CREATE INDEX \"i_" + table.name() + '_' + column.name() + "\" ON " + table.sql() + " ("
                        + column.sql() + ")");
            }
            if (!table.rows().isEmpty()) {
                statements.add("INSERT INTO " + table.sql() + " VALUES "
                        + table.rows().stream()
                                .map(row -> "(" + String.join(", ", row) + ")")
                                .collect(Collectors.joining(", ")));
            }
        }
        return statements;
    }

    private static String create(Table table) {
        List<String> parts = new ArrayList<>();
        for (Column column : table.columns()) {
            boolean own = table.integerKey() && table.isKey(column);
            parts.add(column.sql() + " " + column.shape().declared()
                    + (own ? " PRIMARY KEY" : column.notNull() ? " NOT NULL" : "")
                    + (column.value() == null ? "" : " DEFAULT " + column.value())
                    + (column.name().equals("parent_id")
                            ? " REFERENCES " + table.parent().sql()
                            : ""));
        }
        if (!table.integerKey() && !table.key().isEmpty()) {
            parts.add("PRIMARY KEY (" + table.key().stream().map(Column::sql).collect(Collectors.joining(", ")) + ")");
        }
        return "CREATE TABLE " + table.sql() + " (" + String.join(", ", parts) + ")";
    }
}
