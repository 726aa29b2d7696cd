package io.shadowjdbc.compare;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Gives each row of one result an equal row of its own in another, whatever the order.
 *
 * @param onlyActive positions from 0 of the rows without a partner on the active side
 * @param onlyOther the same of the other side
 */
record RowMatching(List<Integer> onlyActive, List<Integer> onlyOther) {

    static RowMatching of(Cells active, Cells other, CellEquality equality) {
        Map<List<Object>, Deque<Integer>> free = new HashMap<>();
        for (int row = 0; row < active.rows().size(); row++) {
            free.computeIfAbsent(key(active.rows().get(row)), key -> new ArrayDeque<>())
                    .add(row);
        }
        List<Integer> onlyOther = new ArrayList<>();
        for (int row = 0; row < other.rows().size(); row++) {
            Object[] wanted = other.rows().get(row);
            Deque<Integer> candidates = free.get(key(wanted));
            if (candidates == null || !removeEqual(candidates, active, wanted, equality)) {
                onlyOther.add(row);
            }
        }
        List<Integer> onlyActive =
                free.values().stream().flatMap(Deque::stream).sorted().toList();
        return new RowMatching(onlyActive, onlyOther);
    }

    boolean complete() {
        return onlyActive.isEmpty() && onlyOther.isEmpty();
    }

    private static boolean removeEqual(
            Deque<Integer> candidates, Cells active, Object[] wanted, CellEquality equality) {
        for (Iterator<Integer> each = candidates.iterator(); each.hasNext(); ) {
            if (equality.sameRow(active.rows().get(each.next()), wanted)) {
                each.remove();
                return true;
            }
        }
        return false;
    }

    /** Everything of a row that must be equal to the letter. */
    private static List<Object> key(Object[] row) {
        List<Object> key = new ArrayList<>(row.length);
        for (Object value : row) {
            if (!(value instanceof Double || value instanceof Float)) {
                key.add(value instanceof byte[] bytes ? ByteBuffer.wrap(bytes) : value);
            }
        }
        return key;
    }
}
