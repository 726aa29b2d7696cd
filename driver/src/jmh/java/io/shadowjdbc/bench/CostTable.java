package io.shadowjdbc.bench;

import java.io.PrintStream;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** What each wrapper costs beside the raw driver, as a Markdown table: the noise of two runs is in none of its ratios. */
final class CostTable {
    private record Cost(double nanos, double error, double bytes) {}

    /** By benchmark and number of threads, then by wrapper. */
    private final Map<String, Map<String, Cost>> workloads = new LinkedHashMap<>();

    CostTable(Collection<RunResult> results) {
        for (RunResult result : results) {
            BenchmarkParams params = result.getParams();
            String name = params.getBenchmark().replaceFirst(".*\\.(\\w+\\.\\w+)$", "$1");
            String workload = name + ", " + params.getThreads() + (params.getThreads() == 1 ? " thread" : " threads");
            Result<?> time = result.getPrimaryResult();
            Result<?> bytes = result.getSecondaryResults().get("gc.alloc.rate.norm");
            workloads
                    .computeIfAbsent(workload, key -> new LinkedHashMap<>())
                    .put(
                            params.getParam("wrapper"),
                            new Cost(
                                    time.getScore(),
                                    time.getScoreError(),
                                    bytes == null ? Double.NaN : bytes.getScore()));
        }
    }

    void print(PrintStream out) {
        workloads.forEach((workload, costs) -> {
            Cost raw = costs.get("RAW");
            out.printf("%n%s%n%n| wrapper | ns/op | ± | more than raw | ratio | B/op | more than raw |%n", workload);
            out.println("|---|---:|---:|---:|---:|---:|---:|");
            costs.forEach((wrapper, cost) -> out.printf(
                    Locale.ROOT,
                    "| %s | %.1f | %.1f | %s | %s | %.0f | %s |%n",
                    wrapper.toLowerCase(Locale.ROOT),
                    cost.nanos(),
                    cost.error(),
                    raw == null ? "" : String.format(Locale.ROOT, "%+.1f", cost.nanos() - raw.nanos()),
                    raw == null ? "" : String.format(Locale.ROOT, "%.3f", cost.nanos() / raw.nanos()),
                    cost.bytes(),
                    raw == null ? "" : String.format(Locale.ROOT, "%+.0f", cost.bytes() - raw.bytes())));
        });
    }
}
