package io.shadowjdbc.compare;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * The cells of a result, read with the calls that the application made. Values are kept: this is for the second look at
 * a difference only.
 *
 * @param steps the calls, the columns of {@code rows}
 * @param labels for each call the label of the column that it read
 * @param computed for each call whether its column may be computed, so that reals may differ in their last digits
 * @param rows what the calls gave; a {@link Failure} where one threw
 * @param sortKeys for each row the values that it is sorted by, as far as the result shows them
 */
public record Cells(
        List<Step> steps, List<String> labels, boolean[] computed, List<Object[]> rows, List<Object[]> sortKeys) {

    /** In place of a value: the call threw. */
    record Failure(String exceptionClass, String message) {
        @Override
        public boolean equals(Object other) {
            // the text of an error is not part of the answer
            return other instanceof Failure;
        }

        @Override
        public int hashCode() {
            return 1;
        }
    }

    /**
     * Reads a result.
     *
     * @param maxRows rows to read at most
     * @param sortColumns positions of the columns that the statement sorts by
     * @param isComputed whether the column at a position may be computed
     */
    public static Cells read(
            ReadRecorder recorded, ResultSet result, int maxRows, List<Integer> sortColumns, IntPredicate isComputed)
            throws SQLException {
        List<Step> steps = recorded.allSteps().stream()
                .filter(step -> step.getter() != Getter.WAS_NULL)
                .toList();
        List<String> labels = new ArrayList<>();
        boolean[] computed = new boolean[steps.size()];
        for (int i = 0; i < computed.length; i++) {
            Step step = steps.get(i);
            computed[i] = isComputed.test(step.label() == null ? step.column() : position(step.label(), result));
            labels.add(
                    step.label() != null ? step.label() : result.getMetaData().getColumnLabel(step.column()));
        }
        List<Object[]> rows = new ArrayList<>();
        List<Object[]> sortKeys = new ArrayList<>();
        while (rows.size() < maxRows && result.next()) {
            Object[] row = new Object[steps.size()];
            for (int i = 0; i < row.length; i++) {
                row[i] = readCell(steps.get(i), result);
            }
            rows.add(row);
            Object[] key = new Object[sortColumns.size()];
            for (int i = 0; i < key.length; i++) {
                key[i] = readCell(new Step(Getter.OBJECT, sortColumns.get(i), null, null), result);
            }
            sortKeys.add(key);
        }
        return new Cells(steps, labels, computed, rows, sortKeys);
    }

    /** The same with the values that a row is sorted by behind its cells. */
    Cells withSortKeys() {
        int keys = sortKeys.isEmpty() ? 0 : sortKeys.get(0).length;
        boolean[] widened = Arrays.copyOf(computed, computed.length + keys);
        Arrays.fill(widened, computed.length, widened.length, true);
        List<Object[]> wide = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
            Object[] cells = Arrays.copyOf(rows.get(row), widened.length);
            System.arraycopy(sortKeys.get(row), 0, cells, computed.length, keys);
            wide.add(cells);
        }
        return new Cells(steps, labels, widened, wide, sortKeys);
    }

    /** 0 where no column has the label: reading it fails then, and that is what is compared. */
    private static int position(String label, ResultSet result) {
        try {
            return result.findColumn(label);
        } catch (SQLException e) {
            return 0;
        }
    }

    private static Object readCell(Step step, ResultSet result) {
        try {
            Object value = step.read(result);
            return result.wasNull() && !(value instanceof byte[]) ? null : value;
        } catch (SQLException | RuntimeException e) {
            return new Failure(e.getClass().getName(), String.valueOf(e.getMessage()));
        }
    }

    static boolean same(Object left, Object right) {
        if (left instanceof byte[] leftBytes && right instanceof byte[] rightBytes) {
            return Arrays.equals(leftBytes, rightBytes);
        }
        return left == null ? right == null : left.equals(right);
    }

    /** Whether two numbers with a fraction differ by no more than the relative tolerance. */
    static boolean close(Object left, Object right, double tolerance) {
        if (!(left instanceof Double || left instanceof Float)
                || !(right instanceof Double || right instanceof Float)) {
            return false;
        }
        double a = ((Number) left).doubleValue();
        double b = ((Number) right).doubleValue();
        return Math.abs(a - b) <= tolerance * Math.max(Math.abs(a), Math.abs(b));
    }
}
