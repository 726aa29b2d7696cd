package io.shadowjdbc.compare;

import java.util.List;

/** Says how two results differ that do not hold the same rows: which row, which cell, and why. */
final class RowDifference {
    private final Cells active;
    private final Cells other;
    private final CellEquality equality;

    RowDifference(Cells active, Cells other, CellEquality equality) {
        this.active = active;
        this.other = other;
        this.equality = equality;
    }

    /** Of rows that found no partner; there is one at least. */
    Difference of(RowMatching matching) {
        int activeRows = active.rows().size();
        int otherRows = other.rows().size();
        if (activeRows > otherRows) {
            return row(
                    Difference.Kind.ROW_COUNT,
                    Cause.MISSING_ROW,
                    matching.onlyActive().get(0));
        }
        if (activeRows < otherRows) {
            int extra = matching.onlyOther().get(0);
            Object[] cells = other.rows().get(extra);
            boolean duplicate = active.rows().stream().anyMatch(row -> equality.sameRow(row, cells));
            return row(Difference.Kind.ROW_COUNT, duplicate ? Cause.DUPLICATE_ROW : Cause.EXTRA_ROW, extra);
        }
        return nearest(matching.onlyActive().get(0), matching.onlyOther());
    }

    private Difference row(Difference.Kind kind, Cause cause, int row) {
        String what = switch (cause) {
            case MISSING_ROW -> "row " + (row + 1) + " of the active side is not on the other";
            case DUPLICATE_ROW -> "row " + (row + 1) + " of the other side is there once too often";
            default -> "row " + (row + 1) + " of the other side is not on the active";
        };
        String detail = active.rows().size() + " rows on the active side, "
                + other.rows().size() + " on the other; " + what;
        return Difference.ofRow(kind, cause, detail, row + 1, active, other);
    }

    /** The row that changed is taken to be the one that still has most in common, the one at the same place first. */
    private Difference nearest(int row, List<Integer> candidates) {
        Object[] cells = active.rows().get(row);
        int best = candidates.contains(row) ? row : candidates.get(0);
        int most = equality.equalCells(cells, other.rows().get(best));
        for (int candidate : candidates) {
            int equal = equality.equalCells(cells, other.rows().get(candidate));
            if (equal > most) {
                best = candidate;
                most = equal;
            }
        }
        if (most == 0 && cells.length > 1) {
            return row(Difference.Kind.VALUE, Cause.MISSING_ROW, row);
        }
        return cell(row, cells, other.rows().get(best));
    }

    private Difference cell(int row, Object[] left, Object[] right) {
        int at = 0;
        while (equality.same(at, left[at], right[at])) {
            at++;
        }
        String getter = active.steps().get(at).getter().methodName();
        Object a = left[at];
        Object b = right[at];
        return new Difference(
                kind(a, b),
                CellCause.of(a, b),
                detail(getter, a, b),
                row + 1,
                active.labels().get(at),
                getter,
                a,
                b,
                active.rows().size(),
                other.rows().size());
    }

    private static Difference.Kind kind(Object active, Object other) {
        if (active instanceof Cells.Failure || other instanceof Cells.Failure) {
            return Difference.Kind.TYPE;
        } else if (active == null || other == null) {
            return Difference.Kind.NULL;
        }
        return active.getClass() == other.getClass() ? Difference.Kind.VALUE : Difference.Kind.TYPE;
    }

    private static String detail(String getter, Object active, Object other) {
        if (other instanceof Cells.Failure failure) {
            return getter + " would fail on the other side with " + failure.exceptionClass();
        } else if (active instanceof Cells.Failure failure) {
            return getter + " fails on the active side only, with " + failure.exceptionClass();
        } else if (active == null || other == null) {
            return "NULL on the " + (active == null ? "active" : "other") + " side only";
        } else if (active.getClass() != other.getClass()) {
            return getter + " gives a " + active.getClass().getSimpleName() + " on the active side, a "
                    + other.getClass().getSimpleName() + " on the other";
        }
        return getter + " gives another value";
    }
}
