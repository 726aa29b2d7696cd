package io.shadowjdbc.dialect;

import io.shadowjdbc.dialect.ast.Expr;
import io.shadowjdbc.dialect.ast.From;
import io.shadowjdbc.dialect.ast.OrderTerm;
import io.shadowjdbc.dialect.ast.Select;
import io.shadowjdbc.schema.ColumnMap;
import io.shadowjdbc.schema.SchemaMap;
import io.shadowjdbc.schema.TableMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The columns of a SELECT's result by which its ORDER BY sorts, as far as they are in the result: by their values rows
 * that tie can be told from rows that do not.
 *
 * @param positions of the leading terms of ORDER BY, from 1; none where the first is not in the result
 */
public record SortColumns(List<Integer> positions) {
    /** Of a result that is not sorted, or by nothing that it shows. */
    public static final SortColumns NONE = new SortColumns(List.of());

    public SortColumns {
        positions = List.copyOf(positions);
    }

    static SortColumns of(Select select, SchemaMap map) {
        Select.Body first = select.body();
        while (first instanceof Select.Compound compound) {
            first = compound.left();
        }
        List<Shown> shown = new ArrayList<>();
        if (select.orderBy().isEmpty() || !(first instanceof Select.Core core) || !collect(core, map, shown)) {
            return NONE;
        }
        List<Integer> positions = new ArrayList<>();
        for (OrderTerm term : select.orderBy()) {
            int position = position(term.expr().bare(), shown);
            if (position == 0 || !tiesOnEqualValues(shown.get(position - 1), core.from(), map)) {
                break;
            }
            positions.add(position);
        }
        return new SortColumns(positions);
    }

    /**
     * A column of the result.
     *
     * @param table the alias of the table that a {@code *} took it from, or null
     * @param name its label, or null where it is an expression without one
     * @param expr what it shows, or null where a {@code *} stands for it
     */
    private record Shown(String table, String name, Expr expr) {}

    /** False where a {@code *} stands for columns that nobody knows. */
    private static boolean collect(Select.Core core, SchemaMap map, List<Shown> shown) {
        for (Select.Item item : core.items()) {
            if (item instanceof Select.Column column) {
                Expr expr = column.expr().bare();
                shown.add(new Shown(null, column.alias() != null ? column.alias() : name(expr), expr));
            } else if (!(item instanceof Select.Star star)
                    || core.from() == null
                    || !expand(core.from(), star.table(), map, shown)) {
                return false;
            }
        }
        return true;
    }

    /** Whether rows tie where the values are equal and nowhere else: a collation lets different texts tie. */
    private static boolean tiesOnEqualValues(Shown shown, From from, SchemaMap map) {
        if (shown.expr() instanceof Expr.Call || shown.expr() instanceof Expr.Binary) {
            return true;
        }
        String column = shown.expr() == null ? shown.name() : name(shown.expr());
        return column != null && from != null && isBinary(column, from, map);
    }

    private static boolean isBinary(String column, From from, SchemaMap map) {
        if (from instanceof From.Parens parens) {
            return isBinary(column, parens.inner(), map);
        } else if (from instanceof From.Join join) {
            return isBinary(column, join.left(), map) && isBinary(column, join.right(), map);
        }
        return from instanceof From.Table table
                && table.arguments() == null
                && map.table(table.name())
                        .map(known -> known.column(column)
                                .map(found -> found.collation().equalsIgnoreCase("BINARY"))
                                .orElse(true))
                        .orElse(false);
    }

    private static String name(Expr expr) {
        return expr instanceof Expr.ColumnRef ref ? ref.column() : null;
    }

    private static boolean expand(From from, String only, SchemaMap map, List<Shown> shown) {
        if (from instanceof From.Parens parens) {
            return expand(parens.inner(), only, map, shown);
        }
        if (from instanceof From.Join join) {
            // NATURAL and USING show a column once
            return !join.natural()
                    && join.using().isEmpty()
                    && expand(join.left(), only, map, shown)
                    && expand(join.right(), only, map, shown);
        }
        if (!(from instanceof From.Table table) || table.arguments() != null) {
            return false;
        }
        String alias = table.alias() == null ? table.name() : table.alias();
        if (only != null && !only.equalsIgnoreCase(alias)) {
            return true;
        }
        Optional<TableMap> known = map.table(table.name());
        if (known.isEmpty()) {
            return false;
        }
        for (ColumnMap column : known.get().columns()) {
            shown.add(new Shown(alias, column.sqliteName(), null));
        }
        return true;
    }

    private static int position(Expr term, List<Shown> shown) {
        if (term instanceof Expr.Literal literal && literal.kind() == Expr.LiteralKind.INTEGER) {
            int position = literal.value().length() < 5 ? Integer.parseInt(literal.value()) : 0;
            return position <= shown.size() ? position : 0;
        }
        if (!(term instanceof Expr.ColumnRef ref)) {
            return 0;
        }
        int found = 0;
        for (int i = 0; i < shown.size(); i++) {
            if (shows(shown.get(i), ref)) {
                if (found != 0) {
                    // one name, two columns: which is meant takes the scope to say
                    return 0;
                }
                found = i + 1;
            }
        }
        return found;
    }

    private static boolean shows(Shown shown, Expr.ColumnRef ref) {
        if (ref.table() == null) {
            return ref.column().equalsIgnoreCase(shown.name());
        }
        if (shown.expr() == null) {
            return ref.table().equalsIgnoreCase(shown.table()) && ref.column().equalsIgnoreCase(shown.name());
        }
        return shown.expr() instanceof Expr.ColumnRef other
                && ref.table().equalsIgnoreCase(other.table())
                && ref.column().equalsIgnoreCase(other.column());
    }
}
