package io.shadowjdbc.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Notes what is read from a result, as it is read: the calls that are made on a row and a digest of what they gave. The
 * calls are noted once for all rows that are read alike, and the digests of the rows are folded into one that depends on
 * their order and one that does not, so that a row costs no memory. Where the first row is read as expected, nor do the
 * calls. Used by one thread at a time.
 */
public class ReadRecorder {
    /** Folded in place of a value where the call threw. */
    private static final long THREW = 0x5851F42D4C957F2DL;

    private static final int[] NONE = {};
    /** Between rows. */
    private static final int OUTSIDE = Integer.MAX_VALUE;

    private final int maxRows;
    /** Of the first row; until that has ended, how it is expected to be read. */
    private RowShape shape;
    /** The keys of {@link #shape}, as long as the row has been read like that. */
    private int[] expectedKeys;
    /** The calls on the row that is read, once it is read in another way than {@link #shape}. */
    private List<Step> deviating;

    private DeviatingRows deviatingRows;

    /** Of the next call on the row. */
    private int position = OUTSIDE;

    private long rowHash;
    private int rows;
    private boolean exhausted;
    private boolean irregular;
    private boolean tooManyRows;
    private long ordered = 1;
    private long bag;

    /**
     * @param maxRows rows after which nothing more is noted
     * @param expected how rows of the statement were read before
     */
    public ReadRecorder(int maxRows, RowShape expected) {
        this.maxRows = maxRows;
        this.shape = expected;
        this.expectedKeys = expected.keys();
    }

    /** Notes that the cursor moved: to another row, or past the last. */
    public final void moved(boolean onRow) {
        endRow();
        if (!onRow) {
            exhausted = true;
        } else if (rows == maxRows) {
            tooManyRows = true;
        } else {
            rows++;
            position = 0;
            rowHash = 17;
        }
    }

    public final void take(Getter getter, int column, boolean value) {
        step(getter, column, null, null, ValueHash.of(value));
    }

    public final void take(Getter getter, int column, long value) {
        step(getter, column, null, null, ValueHash.of(value));
    }

    public final void take(Getter getter, int column, double value) {
        step(getter, column, null, null, ValueHash.of(value));
    }

    public final void take(Getter getter, int column, String value) {
        step(getter, column, null, null, ValueHash.of(value));
    }

    public final void take(Getter getter, int column, Object value) {
        step(getter, column, null, null, ValueHash.of(value));
    }

    public final void take(Getter getter, String label, boolean value) {
        step(getter, 0, label, null, ValueHash.of(value));
    }

    public final void take(Getter getter, String label, long value) {
        step(getter, 0, label, null, ValueHash.of(value));
    }

    public final void take(Getter getter, String label, double value) {
        step(getter, 0, label, null, ValueHash.of(value));
    }

    public final void take(Getter getter, String label, String value) {
        step(getter, 0, label, null, ValueHash.of(value));
    }

    public final void take(Getter getter, String label, Object value) {
        step(getter, 0, label, null, ValueHash.of(value));
    }

    /** Notes a call of {@code getObject} with a class, by column or, where that is 0, by label. */
    public final void takeTyped(int column, String label, Class<?> type, Object value) {
        step(Getter.OBJECT, column, label, type, ValueHash.of(value));
    }

    /** Notes a call that threw. */
    public final void threw(Getter getter, int column, String label, Class<?> type) {
        step(getter, column, label, type, THREW);
    }

    /** The rows are read in a way that can't be made again, such as backwards. */
    public final void giveUp() {
        irregular = true;
    }

    /** Notes a call whose value was hashed already. */
    final void note(Step step, long hash) {
        step(step.getter(), step.column(), step.label(), step.type(), hash);
    }

    private void step(Getter getter, int column, String label, Class<?> type, long hash) {
        int at = position;
        if (at < expectedKeys.length
                && expectedKeys[at] == RowShape.key(getter, column)
                && shape.isSame(at, getter, column, label, type)) {
            position = at + 1;
            rowHash = ValueHash.combine(rowHash, hash);
        } else if (at != OUTSIDE) {
            deviate();
            deviating.add(new Step(getter, column, label, type));
            position = at + 1;
            rowHash = ValueHash.combine(rowHash, hash);
        }
    }

    /** From here on this row is read in another way than expected. */
    private void deviate() {
        if (deviating == null) {
            deviating = new ArrayList<>(shape.steps().subList(0, position));
            expectedKeys = NONE;
        }
    }

    private void endRow() {
        if (position == OUTSIDE) {
            return;
        }
        if (deviating != null || position < shape.size()) {
            deviate();
            noteDeviation();
        }
        position = OUTSIDE;
        ordered = ValueHash.combine(ordered, rowHash);
        bag += ValueHash.mix(rowHash);
    }

    private void noteDeviation() {
        if (rows == 1) {
            shape = new RowShape(deviating);
        } else {
            if (deviatingRows == null) {
                deviatingRows = new DeviatingRows();
            }
            irregular |= !deviatingRows.add(rows - 1, deviating);
        }
        deviating = null;
        expectedKeys = shape.keys();
    }

    /** Ends the last row. Nothing may be noted after that. */
    public final void endRows() {
        endRow();
    }

    /** Rows that the cursor was on. */
    public final int rows() {
        return rows;
    }

    /** Whether the cursor went past the last row. */
    public final boolean exhausted() {
        return exhausted;
    }

    /** Whether the result had more rows than are compared. */
    public final boolean tooManyRows() {
        return tooManyRows;
    }

    /** Whether the rows were read in too many different ways to be read so again. */
    public final boolean irregular() {
        return irregular;
    }

    /** How the first row was read; where there was none, how it was expected to be read. */
    public final RowShape shape() {
        return shape;
    }

    /** The calls on the first row, for a report: each with its {@code getter} and {@code column} or {@code label}. */
    public final List<Map<String, Object>> calls() {
        return shape.steps().stream().map(Step::toReport).toList();
    }

    final List<Step> stepsOfRow(int row) {
        List<Step> own = deviatingRows == null ? null : deviatingRows.stepsOf(row);
        return own == null ? shape.steps() : own;
    }

    /** Every call that was made on any row, once. */
    final List<Step> allSteps() {
        Stream<Step> first = rows == 0 ? Stream.of() : shape.steps().stream();
        Stream<Step> others = deviatingRows == null
                ? Stream.of()
                : deviatingRows.shapes().stream().flatMap(List::stream);
        return Stream.concat(first, others).distinct().toList();
    }

    /** Whether both noted the same values in the same order. */
    final boolean sameInOrder(ReadRecorder other) {
        return rows == other.rows && exhausted == other.exhausted && ordered == other.ordered;
    }

    /** Whether both noted the same rows, in whatever order. */
    final boolean sameRows(ReadRecorder other) {
        return rows == other.rows && exhausted == other.exhausted && bag == other.bag;
    }

    /** Bytes of heap that this keeps alive, roughly. */
    public long retainedBytes() {
        return 64 + (deviatingRows == null ? 0 : deviatingRows.retainedBytes());
    }
}
