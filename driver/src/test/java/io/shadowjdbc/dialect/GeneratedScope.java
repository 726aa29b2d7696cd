package io.shadowjdbc.dialect;

import io.shadowjdbc.dialect.GeneratedShape.Type;
import java.util.ArrayList;
import java.util.List;

/**
 * What an expression may name.
 *
 * @param columns of the query's own tables, then of those around it
 * @param order what makes an order of the query's rows total, or empty where nothing does
 */
record GeneratedScope(List<Visible> columns, List<String> order) {
    /**
     * @param sql as it is written
     * @param shape of the table's column; null of a computed one
     */
    record Visible(String sql, Type type, GeneratedShape shape) {
        boolean binary() {
            return shape != GeneratedShape.NOCASE && shape != GeneratedShape.RTRIM;
        }
    }

    static final GeneratedScope NONE = new GeneratedScope(List.of(), List.of());

    GeneratedScope inside(GeneratedScope outer) {
        List<Visible> all = new ArrayList<>(columns);
        all.addAll(outer.columns);
        return new GeneratedScope(all, order);
    }

    List<Visible> of(Type type) {
        return columns.stream().filter(column -> column.type() == type).toList();
    }

    /** Those by which rows may be grouped and made distinct. */
    List<Visible> keys() {
        return columns.stream()
                .filter(column -> column.binary() && column.type() != Type.JSON && column.type() != Type.MIXED)
                .toList();
    }
}
