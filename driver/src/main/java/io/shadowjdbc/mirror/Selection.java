package io.shadowjdbc.mirror;

import io.shadowjdbc.compare.RowShape;
import io.shadowjdbc.parity.FingerprintStatistics;

/**
 * What the mirror has decided of a statement once, whether its executions are candidates and where they are counted, and
 * what it has learnt of it. May be shared by threads.
 */
final class Selection {
    static final Selection NOT_SELECTED = new Selection(null, false);

    private final FingerprintStatistics statistics;
    private final boolean always;
    /** Threads may overwrite one another's: each is as good. */
    private RowShape rowShape = RowShape.EMPTY;

    /**
     * @param statistics where its reads are counted; null where it is not selected
     * @param always whether every execution is mirrored, whatever the rate
     */
    Selection(FingerprintStatistics statistics, boolean always) {
        this.statistics = statistics;
        this.always = always;
    }

    FingerprintStatistics statistics() {
        return statistics;
    }

    boolean always() {
        return always;
    }

    /** How the application reads its rows, as far as is known. */
    RowShape rowShape() {
        return rowShape;
    }

    @SuppressWarnings("ReferenceEquality") // written only where it has changed: threads share it
    void learn(RowShape seen) {
        if (rowShape != seen) {
            rowShape = seen;
        }
    }
}
