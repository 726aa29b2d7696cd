package io.shadowjdbc.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The rows of one result that are read in another way than its first row. */
final class DeviatingRows {
    private static final int MOST_SHAPES = 15;

    private final List<List<Step>> shapes = new ArrayList<>();
    /** For each row from 0 the number of its shape, 0 for that of the first row. */
    private byte[] shapeOfRow = {};

    /** Notes a row from 0; false if there are too many ways to remember. */
    boolean add(int row, List<Step> steps) {
        int shape = shapes.indexOf(steps);
        if (shape < 0) {
            if (shapes.size() == MOST_SHAPES) {
                return false;
            }
            shape = shapes.size();
            shapes.add(steps);
        }
        if (row >= shapeOfRow.length) {
            shapeOfRow = Arrays.copyOf(shapeOfRow, Math.max(16, (row + 1) * 2));
        }
        shapeOfRow[row] = (byte) (shape + 1);
        return true;
    }

    /** The calls on a row from 0, or null where they are those of the first row. */
    List<Step> stepsOf(int row) {
        int shape = row < shapeOfRow.length ? shapeOfRow[row] : 0;
        return shape == 0 ? null : shapes.get(shape - 1);
    }

    List<List<Step>> shapes() {
        return shapes;
    }

    long retainedBytes() {
        long bytes = 64 + shapeOfRow.length;
        for (List<Step> shape : shapes) {
            bytes += 48 + 40L * shape.size();
        }
        return bytes;
    }
}
