package io.shadowjdbc.compare;

/** What became of a selected read. Every selected read ends in exactly one of these. */
public enum Verdict {
    /** Both sides gave what the application read. */
    MATCH,
    /** They differ in computed reals only, by less than the configured relative tolerance. */
    MATCH_WITHIN_TOLERANCE,
    /** They differed at first and agreed when both were read again: a write was in flight. */
    STALE,
    /** The same rows in another order, which the statement leaves open. */
    TIE_ORDER,
    /** They differ, and go on differing. */
    MISMATCH,
    /** The other side raised an error where the active side did not. */
    SHADOW_ERROR,
    /** The statement has no equal on the other side. */
    UNTRANSLATABLE,
    /** Not compared, for a reason that lies in the read. */
    SKIPPED,
    /** Not compared, for lack of room or because the other side is down. */
    DROPPED;

    /** Whether the two sides were compared and found to agree as far as the statement asks. */
    public boolean agrees() {
        return this == MATCH || this == MATCH_WITHIN_TOLERANCE || this == STALE || this == TIE_ORDER;
    }
}
