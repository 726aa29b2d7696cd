package io.shadowjdbc.compare;

/** When two cells count as equal: computed reals may differ in their last digits. */
final class CellEquality {
    private final double tolerance;
    private final boolean[] computed;

    /**
     * @param tolerance relative difference up to which computed reals count as equal
     * @param computed for each cell of a row whether it may be computed
     */
    CellEquality(double tolerance, boolean[] computed) {
        this.tolerance = tolerance;
        this.computed = computed;
    }

    /** Whether the cells at one position of two rows are equal to the letter or within the tolerance. */
    boolean same(int position, Object left, Object right) {
        return Cells.same(left, right) || (computed[position] && Cells.close(left, right, tolerance));
    }

    boolean sameRow(Object[] left, Object[] right) {
        for (int i = 0; i < left.length; i++) {
            if (!same(i, left[i], right[i])) {
                return false;
            }
        }
        return true;
    }

    int equalCells(Object[] left, Object[] right) {
        int equal = 0;
        for (int i = 0; i < left.length; i++) {
            equal += same(i, left[i], right[i]) ? 1 : 0;
        }
        return equal;
    }
}
