package io.shadowjdbc.compare;

import java.util.List;

/** The calls with which the application reads a row, in order. May be shared by threads. */
public final class RowShape {
    /** Of a row that nothing is read from. */
    public static final RowShape EMPTY = new RowShape(List.of());

    private final Step[] steps;

    RowShape(List<Step> steps) {
        this.steps = steps.toArray(new Step[0]);
    }

    int size() {
        return steps.length;
    }

    boolean has(int position, Getter getter, int column, String label, Class<?> type) {
        return position < steps.length && steps[position].is(getter, column, label, type);
    }

    List<Step> steps() {
        return List.of(steps);
    }
}
