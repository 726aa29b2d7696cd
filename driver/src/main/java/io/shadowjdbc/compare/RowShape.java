package io.shadowjdbc.compare;

import java.util.List;

/** The calls with which the application reads a row, in order. May be shared by threads. */
public final class RowShape {
    /** Of a row that nothing is read from. */
    public static final RowShape EMPTY = new RowShape(List.of());

    private final Step[] steps;
    private final int[] keys;

    RowShape(List<Step> steps) {
        this.steps = steps.toArray(new Step[0]);
        this.keys = steps.stream()
                .mapToInt(step -> key(step.getter(), step.column()))
                .toArray();
    }

    /** What tells most calls from others in one comparison. */
    static int key(Getter getter, int column) {
        return (getter.ordinal() << 24) ^ column;
    }

    int size() {
        return steps.length;
    }

    /** The {@link #key} of each call. Not to be changed. */
    int[] keys() {
        return keys;
    }

    /** Whether the call at a position, whose key is the same, is the same. */
    boolean isSame(int position, Getter getter, int column, String label, Class<?> type) {
        // only getObject may have a class, only a call without a column a label
        return (column > 0 && getter != Getter.OBJECT) || steps[position].is(getter, column, label, type);
    }

    List<Step> steps() {
        return List.of(steps);
    }
}
