package io.shadowjdbc.compare;

import io.shadowjdbc.dialect.Analysis;
import io.shadowjdbc.dialect.Ordering;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Decides whether two answers are the same as far as the statement determines them. May be shared by threads. */
public final class ResultComparator {
    /** A verdict and, where the sides do not agree, where they differ. */
    public record Result(Verdict verdict, Difference difference) {
        static Result of(Verdict verdict) {
            return new Result(verdict, null);
        }
    }

    private final double tolerance;

    /**
     * @param tolerance relative difference up to which reals count as equal
     */
    public ResultComparator(double tolerance) {
        this.tolerance = tolerance;
    }

    /**
     * Compares the notes of two reads.
     *
     * @return MATCH or TIE_ORDER, or null where only a second look can tell
     */
    public static Verdict compare(Analysis statement, ReadRecorder active, ReadRecorder other) {
        if (active.sameInOrder(other)) {
            return Verdict.MATCH;
        }
        if (statement.ordering() == Ordering.NONE && active.sameRows(other)) {
            return Verdict.TIE_ORDER;
        }
        return null;
    }

    /** Compares the cells of two reads. */
    public Result compare(Analysis statement, Cells active, Cells other) {
        if (active.rows().size() != other.rows().size()) {
            return different(new Difference(
                    Difference.Kind.ROW_COUNT,
                    active.rows().size() + " rows on the active side, "
                            + other.rows().size() + " on the other",
                    0,
                    null,
                    null,
                    null,
                    null,
                    active.rows().size(),
                    other.rows().size()));
        }
        Result inOrder = compareInOrder(active, other);
        if (inOrder.verdict().agrees()) {
            return inOrder;
        }
        if (!sameBag(active, other)) {
            return inOrder;
        }
        return statement.ordering() == Ordering.TOTAL
                ? different(new Difference(
                        Difference.Kind.ORDER,
                        "the same rows in another order, which the statement determines",
                        inOrder.difference().row(),
                        null,
                        null,
                        null,
                        null,
                        active.rows().size(),
                        other.rows().size()))
                : Result.of(Verdict.TIE_ORDER);
    }

    private static Result different(Difference difference) {
        return new Result(Verdict.MISMATCH, difference);
    }

    private Result compareInOrder(Cells active, Cells other) {
        boolean exact = true;
        for (int row = 0; row < active.rows().size(); row++) {
            Object[] left = active.rows().get(row);
            Object[] right = other.rows().get(row);
            for (int i = 0; i < left.length; i++) {
                if (Cells.same(left[i], right[i])) {
                    continue;
                }
                exact = false;
                if (!Cells.close(left[i], right[i], tolerance)) {
                    return different(cellDifference(active, row, i, left[i], right[i]));
                }
            }
        }
        return Result.of(exact ? Verdict.MATCH : Verdict.MATCH_WITHIN_TOLERANCE);
    }

    private static Difference cellDifference(Cells cells, int row, int i, Object active, Object other) {
        Step step = cells.steps().get(i);
        Difference.Kind kind = Difference.Kind.VALUE;
        String detail = step.getter().methodName() + " gives another value";
        if (other instanceof Cells.Failure failure) {
            kind = Difference.Kind.TYPE;
            detail = step.getter().methodName() + " would fail on the other side with " + failure.exceptionClass();
        } else if (active instanceof Cells.Failure failure) {
            kind = Difference.Kind.TYPE;
            detail = step.getter().methodName() + " fails on the active side only, with " + failure.exceptionClass();
        } else if (active == null || other == null) {
            kind = Difference.Kind.NULL;
            detail = "NULL on the " + (active == null ? "active" : "other") + " side only";
        } else if (active.getClass() != other.getClass()) {
            kind = Difference.Kind.TYPE;
            detail =
                    step.getter().methodName() + " gives a " + active.getClass().getSimpleName()
                            + " on the active side, a " + other.getClass().getSimpleName() + " on the other";
        }
        return new Difference(
                kind,
                detail,
                row + 1,
                cells.labels().get(i),
                step.getter().methodName(),
                active,
                other,
                cells.rows().size(),
                cells.rows().size());
    }

    /** Whether each row of one side has a row of its own on the other that is equal to it, within the tolerance. */
    private boolean sameBag(Cells active, Cells other) {
        Map<List<Object>, List<Object[]>> unmatched = new HashMap<>();
        for (Object[] row : active.rows()) {
            unmatched.computeIfAbsent(key(row), key -> new ArrayList<>()).add(row);
        }
        for (Object[] row : other.rows()) {
            List<Object[]> candidates = unmatched.getOrDefault(key(row), List.of());
            if (!removeFirst(candidates, candidate -> sameWithinTolerance(candidate, row))) {
                return false;
            }
        }
        return true;
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

    private boolean sameWithinTolerance(Object[] left, Object[] right) {
        for (int i = 0; i < left.length; i++) {
            if (!Cells.same(left[i], right[i]) && !Cells.close(left[i], right[i], tolerance)) {
                return false;
            }
        }
        return true;
    }

    private static boolean removeFirst(List<Object[]> rows, Predicate<Object[]> wanted) {
        for (Iterator<Object[]> each = rows.iterator(); each.hasNext(); ) {
            if (wanted.test(each.next())) {
                each.remove();
                return true;
            }
        }
        return false;
    }
}
