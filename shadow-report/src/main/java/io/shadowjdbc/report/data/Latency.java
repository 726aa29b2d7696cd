package io.shadowjdbc.report.data;

/**
 * Times from execution to the first row, in microseconds.
 *
 * @param count executions measured
 * @param mean exact, also over several runs
 * @param p50 median; over several runs the largest of their medians, which the true one can't exceed
 * @param p99 as {@code p50}
 * @param max exact
 */
public record Latency(long count, double mean, double p50, double p99, double max) {

    /** Both together: see the components for how far that is exact. */
    public Latency plus(Latency other) {
        if (count == 0) {
            return other;
        }
        if (other.count == 0) {
            return this;
        }
        long sum = count + other.count;
        return new Latency(
                sum,
                (mean * count + other.mean * other.count) / sum,
                Math.max(p50, other.p50),
                Math.max(p99, other.p99),
                Math.max(max, other.max));
    }
}
