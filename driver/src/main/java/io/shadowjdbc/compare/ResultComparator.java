package io.shadowjdbc.compare;

import io.shadowjdbc.dialect.Analysis;
import io.shadowjdbc.dialect.Ordering;

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
     * @param tolerance relative difference up to which computed reals count as equal
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
        CellEquality equality = new CellEquality(tolerance, active.computed());
        int deviation = firstDeviation(active, other, equality);
        if (deviation < 0) {
            return Result.of(isExact(active, other) ? Verdict.MATCH : Verdict.MATCH_WITHIN_TOLERANCE);
        }
        RowMatching matching = RowMatching.of(active, other, equality);
        if (!matching.complete()) {
            return different(new RowDifference(active, other, equality).of(matching));
        }
        if (statement.ordering() == Ordering.TOTAL) {
            return different(order(active, other, deviation));
        }
        int unsorted = firstOtherKey(active, other);
        if (unsorted < 0 && sameRowsWithKeys(active, other)) {
            return Result.of(Verdict.TIE_ORDER);
        }
        return different(order(active, other, unsorted < 0 ? deviation : unsorted));
    }

    /**
     * Whether two results that differ hold but another choice among rows that tie: the LIMIT of the statement, or the
     * application that read no further, cut through them.
     *
     * @param wholeActive all rows that there would be without the cut
     * @param wholeOther the same of the other side
     */
    public boolean cutThroughTies(Cells active, Cells other, Cells wholeActive, Cells wholeOther) {
        return active.rows().size() == other.rows().size()
                && firstOtherKey(active, other) < 0
                && sameRowsWithKeys(wholeActive, wholeOther);
    }

    /** Whether the rows are the same and sorted by the same values, which the application may not have read. */
    private boolean sameRowsWithKeys(Cells active, Cells other) {
        Cells left = active.withSortKeys();
        return RowMatching.of(left, other.withSortKeys(), new CellEquality(tolerance, left.computed()))
                .complete();
    }

    private static Result different(Difference difference) {
        return new Result(Verdict.MISMATCH, difference);
    }

    /** The first row from 0 that is not equal, or -1. */
    private static int firstDeviation(Cells active, Cells other, CellEquality equality) {
        int rows = Math.min(active.rows().size(), other.rows().size());
        for (int row = 0; row < rows; row++) {
            if (!equality.sameRow(active.rows().get(row), other.rows().get(row))) {
                return row;
            }
        }
        return active.rows().size() == other.rows().size() ? -1 : rows;
    }

    private static boolean isExact(Cells active, Cells other) {
        CellEquality exact = new CellEquality(0, new boolean[active.computed().length]);
        return firstDeviation(active, other, exact) < 0;
    }

    /** The first row from 0 that does not tie with the one at its place on the other side, or -1. */
    private int firstOtherKey(Cells active, Cells other) {
        for (int row = 0; row < active.sortKeys().size(); row++) {
            Object[] left = active.sortKeys().get(row);
            Object[] right = other.sortKeys().get(row);
            for (int i = 0; i < left.length; i++) {
                if (!Cells.same(left[i], right[i]) && !Cells.close(left[i], right[i], tolerance)) {
                    return row;
                }
            }
        }
        return -1;
    }

    private static Difference order(Cells active, Cells other, int row) {
        return Difference.ofRow(
                Difference.Kind.ORDER,
                OrderCause.of(active, other),
                "the same rows in another order, which the statement determines",
                row + 1,
                active,
                other);
    }
}
