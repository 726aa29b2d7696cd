package io.shadowjdbc.report.gate;

import java.time.Duration;
import java.util.Set;

/**
 * What the gates ask for.
 *
 * @param minComparisons comparisons over all statements
 * @param minPerStatement comparisons of each read statement of which at least one read was selected; a read that can't be
 *     translated counts here, as it has a gate of its own
 * @param maxMismatches reads that may differ
 * @param maxShadowErrors reads that may fail on the other side
 * @param maxUntranslatable reads that may have no equal on the other side
 * @param maxDroppedPercent share of the selected reads that may be dropped, 0 to 100
 * @param maxAge how old the newest line may be; null if that does not matter
 * @param accepted fingerprints of statements that a person has looked at: their differences and their lack of comparisons
 *     close no gate
 */
public record Limits(
        long minComparisons,
        long minPerStatement,
        long maxMismatches,
        long maxShadowErrors,
        long maxUntranslatable,
        double maxDroppedPercent,
        Duration maxAge,
        Set<String> accepted) {

    /** One comparison of every statement, no difference, at most 10 % dropped. */
    public static final Limits DEFAULT = new Limits(1, 1, 0, 0, 0, 10, null, Set.of());

    public Limits {
        accepted = Set.copyOf(accepted);
    }
}
