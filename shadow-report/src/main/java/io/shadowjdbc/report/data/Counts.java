package io.shadowjdbc.report.data;

import io.shadowjdbc.compare.Verdict;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How reads ended: of one statement in one run, or added up.
 *
 * @param selected reads selected for mirroring
 * @param verdicts only those that occurred
 * @param reasons why reads were skipped or dropped
 * @param rows rows compared
 * @param latency by provider
 * @param noise of reads made twice
 */
public record Counts(
        long selected,
        Map<Verdict, Long> verdicts,
        SortedMap<String, Long> reasons,
        long rows,
        SortedMap<String, Latency> latency,
        Noise noise) {

    /** Nothing selected. */
    public static final Counts NONE = new Counts(0, Map.of(), new TreeMap<>(), 0, new TreeMap<>(), Noise.NONE);

    public Counts {
        EnumMap<Verdict, Long> ordered = new EnumMap<>(Verdict.class);
        ordered.putAll(verdicts);
        verdicts = Collections.unmodifiableMap(ordered);
        reasons = Collections.unmodifiableSortedMap(new TreeMap<>(reasons));
        latency = Collections.unmodifiableSortedMap(new TreeMap<>(latency));
    }

    /** Both together. */
    public Counts plus(Counts other) {
        Map<Verdict, Long> verdictSum = new EnumMap<>(Verdict.class);
        verdictSum.putAll(verdicts);
        other.verdicts.forEach((verdict, n) -> verdictSum.merge(verdict, n, Long::sum));
        SortedMap<String, Long> reasonSum = new TreeMap<>(reasons);
        other.reasons.forEach((reason, n) -> reasonSum.merge(reason, n, Long::sum));
        SortedMap<String, Latency> latencySum = new TreeMap<>(latency);
        other.latency.forEach((provider, times) -> latencySum.merge(provider, times, Latency::plus));
        return new Counts(
                selected + other.selected,
                verdictSum,
                reasonSum,
                rows + other.rows,
                latencySum,
                noise.plus(other.noise));
    }

    /** With one read of this verdict where there is none yet. */
    Counts including(Verdict verdict) {
        if (of(verdict) > 0) {
            return this;
        }
        Map<Verdict, Long> more = new EnumMap<>(Verdict.class);
        more.putAll(verdicts);
        more.put(verdict, 1L);
        return new Counts(Math.max(selected, finished() + 1), more, reasons, rows, latency, noise);
    }

    /** Reads that ended in {@code verdict}. */
    public long of(Verdict verdict) {
        return verdicts.getOrDefault(verdict, 0L);
    }

    /** Reads whose two sides agree as far as the statement asks. */
    public long agreed() {
        return sum(true);
    }

    /** Reads that the other side was asked for too: those that agreed, differed or failed there. */
    public long compared() {
        return agreed() + of(Verdict.MISMATCH) + of(Verdict.SHADOW_ERROR);
    }

    /** Reads that told something of the other side: those compared and those that it can't be asked for. */
    public long decided() {
        return compared() + of(Verdict.UNTRANSLATABLE);
    }

    /** Reads that speak against a change of provider. */
    public long disagreed() {
        return of(Verdict.MISMATCH) + of(Verdict.SHADOW_ERROR) + of(Verdict.UNTRANSLATABLE);
    }

    /** Selected reads without a verdict: in flight when the counts were written, or lost when an instance died. */
    public long inFlight() {
        return Math.max(0, selected - finished());
    }

    /** Reads that have a verdict. */
    long finished() {
        return agreed() + sum(false);
    }

    private long sum(boolean agreeing) {
        long sum = 0;
        for (Map.Entry<Verdict, Long> entry : verdicts.entrySet()) {
            if (entry.getKey().agrees() == agreeing) {
                sum += entry.getValue();
            }
        }
        return sum;
    }
}
