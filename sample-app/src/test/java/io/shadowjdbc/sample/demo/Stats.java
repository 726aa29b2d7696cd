package io.shadowjdbc.sample.demo;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What some load came to.
 *
 * @param reads requests that only read
 * @param writes requests that write
 * @param failed requests that were not answered with success
 * @param failures the first few of them, in words
 * @param latencies how long each request took, in nanoseconds, ascending
 */
record Stats(long reads, long writes, long failed, List<String> failures, long[] latencies) {
    static final Stats NONE = new Stats(0, 0, 0, List.of(), new long[0]);
    private static final int FAILURES_KEPT = 5;

    Stats plus(Stats other) {
        long[] both = Arrays.copyOf(latencies, latencies.length + other.latencies.length);
        System.arraycopy(other.latencies, 0, both, latencies.length, other.latencies.length);
        Arrays.sort(both);
        List<String> some = java.util.stream.Stream.concat(failures.stream(), other.failures.stream())
                .limit(FAILURES_KEPT)
                .toList();
        return new Stats(reads + other.reads, writes + other.writes, failed + other.failed, some, both);
    }

    long requests() {
        return reads + writes;
    }

    private double percentileMillis(double share) {
        return latencies.length == 0 ? 0 : latencies[(int) (share * (latencies.length - 1))] / 1e6;
    }

    @Override
    public String toString() {
        String kinds = writes == 0 ? "reads" : reads == 0 ? "writes" : "requests (" + writes + " of them writes)";
        return String.format(
                Locale.ROOT,
                "%,d %s, %d failed, p50 %.1f ms, p99 %.1f ms",
                requests(),
                kinds,
                failed,
                percentileMillis(0.50),
                percentileMillis(0.99));
    }
}
