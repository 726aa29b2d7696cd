package io.shadowjdbc.parity;

import java.util.Locale;

/** Why selected reads are dropped before anything of them is noted. */
public enum Saturation {
    /** The workers may not work: mirroring has used up its processor time. */
    OVER_BUDGET,
    /** The workers can't keep up. */
    QUEUE_FULL,
    /** The reads that wait take all the memory they may. */
    QUEUE_BYTES,
    /** The other database does not answer. */
    BREAKER_OPEN;

    /** As in parity files. */
    public String reason() {
        return name().toLowerCase(Locale.ROOT);
    }
}
