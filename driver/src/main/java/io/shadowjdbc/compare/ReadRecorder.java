package io.shadowjdbc.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Notes what is read from a result, as it is read: for each row the calls that were made and a digest of what they
 * gave. Rows that are read with the same calls share one list of them, so that a row costs no memory; the digests of the
 * rows are folded into one that depends on their order and one that does not. Used by one thread at a time.
 */
public final class ReadRecorder {
    private static final int MOST_SHAPES = 16;
    /** Folded in place of a value where the call threw. */
    private static final long THREW = 0x5851F42D4C957F2DL;

    private final int maxRows;
    private final List<List<Step>> shapes = new ArrayList<>(1);
    private byte[] shapeOfRow;

    private List<Step> steps = new ArrayList<>(8);
    private boolean known;
    private int position;
    private long rowHash;

    private int rows;
    private boolean inRow;
    private boolean exhausted;
    private boolean irregular;
    private boolean tooManyRows;
    private long ordered = 1;
    private long bag;

    /**
     * @param maxRows rows after which nothing more is noted
     */
    public ReadRecorder(int maxRows) {
        this.maxRows = maxRows;
    }

    /** Notes that the cursor moved: to another row, or past the last. */
    public void moved(boolean onRow) {
        endRow();
        if (!onRow) {
            exhausted = true;
        } else if (rows == maxRows) {
            tooManyRows = true;
        } else {
            inRow = true;
            rows++;
            position = 0;
            rowHash = 17;
            if (!shapes.isEmpty()) {
                steps = shapes.get(0);
                known = true;
            }
        }
    }

    public void take(Getter getter, int column, boolean value) {
        step(getter, column, null, null, ValueHash.of(value));
    }

    public void take(Getter getter, int column, long value) {
        step(getter, column, null, null, ValueHash.of(value));
    }

    public void take(Getter getter, int column, double value) {
        step(getter, column, null, null, ValueHash.of(value));
    }

    public void take(Getter getter, int column, Object value) {
        step(getter, column, null, null, ValueHash.of(value));
    }

    public void take(Getter getter, String label, boolean value) {
        step(getter, 0, label, null, ValueHash.of(value));
    }

    public void take(Getter getter, String label, long value) {
        step(getter, 0, label, null, ValueHash.of(value));
    }

    public void take(Getter getter, String label, double value) {
        step(getter, 0, label, null, ValueHash.of(value));
    }

    public void take(Getter getter, String label, Object value) {
        step(getter, 0, label, null, ValueHash.of(value));
    }

    /** Notes a call of {@code getObject} with a class, by column or, where that is 0, by label. */
    public void takeTyped(int column, String label, Class<?> type, Object value) {
        step(Getter.OBJECT, column, label, type, ValueHash.of(value));
    }

    /** Notes a call that threw. */
    public void threw(Getter getter, int column, String label, Class<?> type) {
        step(getter, column, label, type, THREW);
    }

    /** The rows are read in a way that can't be made again, such as backwards. */
    public void giveUp() {
        irregular = true;
    }

    /** Notes a call whose value was hashed already. */
    void note(Step step, long hash) {
        step(step.getter(), step.column(), step.label(), step.type(), hash);
    }

    private void step(Getter getter, int column, String label, Class<?> type, long hash) {
        if (!inRow || irregular) {
            return;
        }
        if (known && !(position < steps.size() && steps.get(position).is(getter, column, label, type))) {
            // this row is read in another way than those before
            steps = new ArrayList<>(steps.subList(0, position));
            known = false;
        }
        if (!known) {
            steps.add(new Step(getter, column, label, type));
        }
        position++;
        rowHash = ValueHash.combine(rowHash, hash);
    }

    private void endRow() {
        if (!inRow) {
            return;
        }
        inRow = false;
        noteShape();
        ordered = ValueHash.combine(ordered, rowHash);
        bag += ValueHash.of(rowHash);
    }

    private void noteShape() {
        if (known && position < steps.size()) {
            steps = new ArrayList<>(steps.subList(0, position));
            known = false;
        }
        int shape = known ? 0 : shapes.indexOf(steps);
        if (shape < 0) {
            shape = shapes.size();
            if (shape == MOST_SHAPES) {
                irregular = true;
                return;
            }
            shapes.add(steps);
        }
        if (shapes.size() > 1) {
            if (shapeOfRow == null || rows > shapeOfRow.length) {
                shapeOfRow = shapeOfRow == null ? new byte[Math.max(16, rows)] : Arrays.copyOf(shapeOfRow, rows * 2);
            }
            shapeOfRow[rows - 1] = (byte) shape;
        }
    }

    /** Ends the last row. Nothing may be noted after that. */
    public void finish() {
        endRow();
    }

    /** Rows that the cursor was on. */
    public int rows() {
        return rows;
    }

    /** Whether the cursor went past the last row. */
    public boolean exhausted() {
        return exhausted;
    }

    /** Whether the result had more rows than are compared. */
    public boolean tooManyRows() {
        return tooManyRows;
    }

    /** Whether the rows were read in too many different ways to be read so again. */
    public boolean irregular() {
        return irregular;
    }

    List<Step> stepsOfRow(int row) {
        if (shapes.isEmpty()) {
            return List.of();
        }
        boolean oneShape = shapeOfRow == null || row >= shapeOfRow.length;
        return shapes.get(oneShape ? 0 : shapeOfRow[row]);
    }

    /** Every call that was made on any row, once. */
    List<Step> allSteps() {
        return shapes.stream().flatMap(List::stream).distinct().toList();
    }

    /** Whether both noted the same values in the same order. */
    boolean sameInOrder(ReadRecorder other) {
        return rows == other.rows && exhausted == other.exhausted && ordered == other.ordered;
    }

    /** Whether both noted the same rows, in whatever order. */
    boolean sameRows(ReadRecorder other) {
        return rows == other.rows && exhausted == other.exhausted && bag == other.bag;
    }

    /** Bytes of heap that this keeps alive, roughly. */
    public long retainedBytes() {
        long bytes = 160L + (shapeOfRow == null ? 0 : shapeOfRow.length);
        for (List<Step> shape : shapes) {
            bytes += 48 + 40L * shape.size();
        }
        return bytes;
    }
}
