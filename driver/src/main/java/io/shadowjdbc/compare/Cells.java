package io.shadowjdbc.compare;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The cells of a result, read with the calls that the application made. Values are kept: this is for the second look at
 * a difference only.
 *
 * @param steps the calls, the columns of {@code rows}
 * @param labels for each call the label of the column that it read
 * @param rows what they gave; a {@link Failure} where one threw
 */
public record Cells(List<Step> steps, List<String> labels, List<Object[]> rows) {

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
     */
    public static Cells read(ReadRecorder recorded, ResultSet result, int maxRows) throws SQLException {
        List<Step> steps = recorded.allSteps().stream()
                .filter(step -> step.getter() != Getter.WAS_NULL)
                .toList();
        List<String> labels = new ArrayList<>();
        for (Step step : steps) {
            labels.add(
                    step.label() != null ? step.label() : result.getMetaData().getColumnLabel(step.column()));
        }
        List<Object[]> rows = new ArrayList<>();
        while (rows.size() < maxRows && result.next()) {
            Object[] row = new Object[steps.size()];
            for (int i = 0; i < row.length; i++) {
                row[i] = readCell(steps.get(i), result);
            }
            rows.add(row);
        }
        return new Cells(steps, labels, rows);
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
