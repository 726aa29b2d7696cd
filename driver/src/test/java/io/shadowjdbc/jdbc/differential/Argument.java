package io.shadowjdbc.jdbc.differential;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/**
 * A value to call a method with, made anew for each side.
 *
 * @param label in reports
 * @param maker makes the value
 */
record Argument(String label, Bench.Maker<?> maker) {
    static Argument of(Object value) {
        return new Argument(labelOf(value), bench -> value);
    }

    static Argument made(String label, Bench.Maker<?> maker) {
        return new Argument(label, maker);
    }

    static List<Argument> all(Object... values) {
        return Arrays.stream(values).map(Argument::of).toList();
    }

    Object value(Bench bench) throws SQLException {
        return maker.make(bench);
    }

    private static String labelOf(Object value) {
        if (value instanceof String) {
            return '"' + value.toString() + '"';
        }
        if (value instanceof Class<?> type) {
            return type.getSimpleName() + ".class";
        }
        if (value instanceof int[] array) {
            return Arrays.toString(array);
        }
        if (value instanceof byte[] array) {
            return Arrays.toString(array);
        }
        if (value instanceof Object[] array) {
            return Arrays.toString(array);
        }
        return String.valueOf(value);
    }

    @Override
    public String toString() {
        return label;
    }
}
