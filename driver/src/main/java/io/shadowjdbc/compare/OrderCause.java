package io.shadowjdbc.compare;

import java.text.Collator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Finds why the same rows come in another order, by the values that they are sorted by. Static, pure. */
final class OrderCause {
    private OrderCause() {}

    static Cause of(Cells active, Cells other) {
        int column = firstColumnThatDiffers(active.sortKeys(), other.sortKeys());
        if (column < 0) {
            return Cause.ORDER;
        }
        List<Object> left = values(active, column);
        List<Object> right = values(other, column);
        boolean nulls = left.contains(null);
        if (nulls && withoutNulls(left).equals(withoutNulls(right))) {
            return Cause.NULL_ORDER;
        }
        boolean texts = left.stream().allMatch(value -> value == null || value instanceof String);
        return texts && isSortedAsPeopleDo(other.sortKeys(), column) ? Cause.COLLATION : Cause.ORDER;
    }

    private static int firstColumnThatDiffers(List<Object[]> left, List<Object[]> right) {
        int columns = left.isEmpty() ? 0 : left.get(0).length;
        for (int column = 0; column < columns; column++) {
            for (int row = 0; row < left.size(); row++) {
                if (!Cells.same(left.get(row)[column], right.get(row)[column])) {
                    return column;
                }
            }
        }
        return -1;
    }

    private static List<Object> values(Cells cells, int column) {
        List<Object> values = new ArrayList<>();
        cells.sortKeys().forEach(key -> values.add(key[column]));
        return values;
    }

    private static List<Object> withoutNulls(List<Object> values) {
        return values.stream().filter(Objects::nonNull).toList();
    }

    /** Whether the texts are sorted without regard to case, or as a language sorts, upwards or downwards. */
    private static boolean isSortedAsPeopleDo(List<Object[]> keys, int column) {
        Collator collator = Collator.getInstance(Locale.ROOT);
        List<Comparator<String>> orders = List.of(String.CASE_INSENSITIVE_ORDER, collator::compare);
        return orders.stream()
                .anyMatch(order -> isSorted(keys, column, order) || isSorted(keys, column, order.reversed()));
    }

    private static boolean isSorted(List<Object[]> keys, int column, Comparator<String> order) {
        for (int row = 1; row < keys.size(); row++) {
            Object[] before = keys.get(row - 1);
            Object[] here = keys.get(row);
            if (samePrefix(before, here, column)
                    && before[column] instanceof String a
                    && here[column] instanceof String b
                    && order.compare(a, b) > 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean samePrefix(Object[] left, Object[] right, int length) {
        for (int i = 0; i < length; i++) {
            if (!Cells.same(left[i], right[i])) {
                return false;
            }
        }
        return true;
    }
}
