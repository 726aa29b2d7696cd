package io.shadowjdbc.report.data;

import java.time.Instant;

/**
 * What the other database said when it was asked to prepare a write.
 *
 * @param other name of the provider that was asked
 * @param runs whether it would run the statement
 * @param detail why not; null if it would, or the file left it out
 */
public record Check(Instant at, String other, boolean runs, String detail) {
    /** The later of two: after a repair the statement may be checked again. */
    public static Check later(Check a, Check b) {
        return b.at.isAfter(a.at) ? b : a;
    }
}
