package io.shadowjdbc.mirror;

import io.shadowjdbc.compare.RowShape;
import io.shadowjdbc.config.MirrorRules;
import io.shadowjdbc.parity.FingerprintStatistics;

/**
 * What the mirror has decided of a statement once, under one set of rules: whether its executions are candidates and
 * where they are counted; and what it has learnt of it. May be shared by threads.
 */
final class Selection {
    /** Attached to a write, it says that the write was met. */
    static final Selection MET = new Selection(null, null, false, null);

    private final MirrorRules rules;
    private final FingerprintStatistics statistics;
    private final boolean always;
    private final String obstacle;
    /** Threads may overwrite one another's: each is as good. */
    private RowShape rowShape = RowShape.EMPTY;

    private boolean checked;

    /**
     * @param rules under which that was decided
     * @param statistics where its reads are counted; null where it is not selected
     * @param always whether every execution is mirrored, whatever the rate
     * @param obstacle what keeps them all from being compared, or null
     */
    Selection(MirrorRules rules, FingerprintStatistics statistics, boolean always, String obstacle) {
        this.rules = rules;
        this.statistics = statistics;
        this.always = always;
        this.obstacle = obstacle;
    }

    MirrorRules rules() {
        return rules;
    }

    FingerprintStatistics statistics() {
        return statistics;
    }

    boolean always() {
        return always;
    }

    String obstacle() {
        return obstacle;
    }

    /** How the application reads its rows, as far as is known. */
    RowShape rowShape() {
        return rowShape;
    }

    /** Whether the other side was not asked yet if it would run the statement; asking twice does no harm. */
    boolean isToBeChecked() {
        return !checked;
    }

    void checked() {
        checked = true;
    }

    @SuppressWarnings("ReferenceEquality") // written only where it has changed: threads share it
    void learn(RowShape seen) {
        if (rowShape != seen) {
            rowShape = seen;
        }
    }
}
