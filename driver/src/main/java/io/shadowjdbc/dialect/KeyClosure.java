package io.shadowjdbc.dialect;

import io.shadowjdbc.dialect.ast.Expr;
import io.shadowjdbc.dialect.ast.From;
import io.shadowjdbc.schema.ColumnMap;
import io.shadowjdbc.schema.SchemaMap;
import io.shadowjdbc.schema.TableMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which columns of a join are decided once some are: by keys (a row's key decides the row) and by equations between
 * columns. Tells whether ORDER BY leaves ties and whether GROUP BY decides a column that it does not name. Not for use
 * by several threads.
 */
public final class KeyClosure {
    private final Map<String, TableMap> tables = new LinkedHashMap<>();
    /** For each column, the columns that it decides by an equation. */
    private final Map<String, Set<String>> equal = new HashMap<>();

    private final Set<String> decided = new HashSet<>();
    private boolean complete = true;

    /**
     * @param from null where there is none
     * @param where null where there is none
     */
    public KeyClosure(From from, Expr where, SchemaMap map) {
        if (from != null) {
            collect(from, map);
            joins(from);
        }
        if (where != null) {
            conditions(where, Set.of());
        }
    }

    /** Whether FROM holds nothing but known tables. */
    public boolean complete() {
        return complete;
    }

    private void collect(From from, SchemaMap map) {
        if (from instanceof From.Join join) {
            collect(join.left(), map);
            collect(join.right(), map);
        } else if (from instanceof From.Parens parens) {
            collect(parens.inner(), map);
        } else if (from instanceof From.Table table && table.arguments() == null) {
            Optional<TableMap> known = map.table(table.name());
            String alias = lower(table.alias() == null ? table.name() : table.alias());
            if (known.isEmpty() || tables.putIfAbsent(alias, known.get()) != null) {
                complete = false;
            }
        } else {
            complete = false;
        }
    }

    private void joins(From from) {
        if (from instanceof From.Parens parens) {
            joins(parens.inner());
        } else if (from instanceof From.Join join) {
            joins(join.left());
            joins(join.right());
            Set<String> optional = new HashSet<>();
            if (join.type().equals("LEFT") || join.type().equals("FULL")) {
                names(join.right(), optional);
            }
            if (join.type().equals("RIGHT") || join.type().equals("FULL")) {
                names(join.left(), optional);
            }
            if (join.on() != null) {
                conditions(join.on(), optional);
            }
            List<String> using = join.using();
            if (join.natural()) {
                complete = false;
            }
            for (String column : using) {
                usingColumn(join, column, optional);
            }
        }
    }

    private void usingColumn(From.Join join, String column, Set<String> optional) {
        Set<String> left = new HashSet<>();
        Set<String> right = new HashSet<>();
        names(join.left(), left);
        names(join.right(), right);
        for (String l : left) {
            for (String r : right) {
                if (has(l, column) && has(r, column)) {
                    equate(l + "." + lower(column), r + "." + lower(column), optional);
                }
            }
        }
    }

    private boolean has(String alias, String column) {
        TableMap table = tables.get(alias);
        return table != null && table.column(column).isPresent();
    }

    private void names(From from, Set<String> into) {
        if (from instanceof From.Join join) {
            names(join.left(), into);
            names(join.right(), into);
        } else if (from instanceof From.Parens parens) {
            names(parens.inner(), into);
        } else if (from instanceof From.Table table) {
            into.add(lower(table.alias() == null ? table.name() : table.alias()));
        }
    }

    /** @param optional tables that the condition may leave unmatched: it decides their columns, and not the other way */
    private void conditions(Expr condition, Set<String> optional) {
        Expr expr = condition.bare();
        if (expr instanceof Expr.Binary binary && binary.operator().equals("AND")) {
            conditions(binary.left(), optional);
            conditions(binary.right(), optional);
        } else if (expr instanceof Expr.Binary binary && binary.operator().equals("=")) {
            Optional<String> left = column(binary.left());
            Optional<String> right = column(binary.right());
            if (left.isPresent() && right.isPresent()) {
                equate(left.get(), right.get(), optional);
            } else if (left.isPresent() && isConstant(binary.right())) {
                constant(left.get(), optional);
            } else if (right.isPresent() && isConstant(binary.left())) {
                constant(right.get(), optional);
            }
        }
    }

    private void constant(String column, Set<String> optional) {
        if (optional.isEmpty() || optional.contains(alias(column))) {
            decided.add(column);
        }
    }

    private void equate(String left, String right, Set<String> optional) {
        if (optional.isEmpty() || optional.contains(alias(right))) {
            equal.computeIfAbsent(left, key -> new HashSet<>()).add(right);
        }
        if (optional.isEmpty() || optional.contains(alias(left))) {
            equal.computeIfAbsent(right, key -> new HashSet<>()).add(left);
        }
    }

    private static String alias(String column) {
        return column.substring(0, column.indexOf('.'));
    }

    private static boolean isConstant(Expr expr) {
        Expr bare = expr.bare();
        return bare instanceof Expr.Literal
                || bare instanceof Expr.Parameter
                || (bare instanceof Expr.Unary unary && isConstant(unary.operand()));
    }

    /** The key under which a plain column is known here; empty for anything else and for what is not of these tables. */
    public Optional<String> column(Expr expr) {
        if (!(expr.bare() instanceof Expr.ColumnRef ref)) {
            return Optional.empty();
        }
        List<String> found = new ArrayList<>();
        for (Map.Entry<String, TableMap> entry : tables.entrySet()) {
            if (ref.table() == null || entry.getKey().equals(lower(ref.table()))) {
                TableMap table = entry.getValue();
                Optional<ColumnMap> column = table.column(ref.column());
                if (column.isPresent()) {
                    found.add(entry.getKey() + "." + lower(column.get().sqliteName()));
                } else if (isRowid(ref.column()) && table.integerKey() != null) {
                    found.add(entry.getKey() + "." + lower(table.integerKey()));
                }
            }
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(found.get(0));
    }

    /** Whether a name means the rowid where no column is called so. */
    public static boolean isRowid(String name) {
        return name.equalsIgnoreCase("rowid") || name.equalsIgnoreCase("oid") || name.equalsIgnoreCase("_rowid_");
    }

    /** Takes a column as decided. */
    public void decide(Expr expr) {
        column(expr).ifPresent(decided::add);
    }

    /** Whether every table's row is decided. */
    public boolean decidesAll() {
        close();
        return complete && !tables.isEmpty() && tables.keySet().stream().allMatch(this::decidesRow);
    }

    /** Whether a plain column of these tables is decided. */
    public boolean decides(Expr expr) {
        close();
        return column(expr).filter(column -> decided.contains(column)).isPresent();
    }

    private void close() {
        boolean changed = true;
        while (changed) {
            changed = false;
            for (String column : List.copyOf(decided)) {
                changed |= decided.addAll(equal.getOrDefault(column, Set.of()));
            }
            for (Map.Entry<String, TableMap> entry : tables.entrySet()) {
                if (decidesRow(entry.getKey())) {
                    for (ColumnMap column : entry.getValue().columns()) {
                        changed |= decided.add(entry.getKey() + "." + lower(column.sqliteName()));
                    }
                }
            }
        }
    }

    private boolean decidesRow(String alias) {
        TableMap table = tables.get(alias);
        if (table.integerKey() != null && decided.contains(alias + "." + lower(table.integerKey()))) {
            return true;
        }
        if (!table.primaryKey().isEmpty() && holds(alias, table.primaryKey())) {
            return true;
        }
        return table.uniqueKeys().stream()
                .anyMatch(key -> holds(alias, key)
                        && key.stream()
                                .allMatch(name -> table.column(name)
                                        .map(ColumnMap::notNull)
                                        .orElse(false)));
    }

    private boolean holds(String alias, List<String> key) {
        return key.stream().allMatch(name -> decided.contains(alias + "." + lower(name)));
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
