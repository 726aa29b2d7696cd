package io.shadowjdbc.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/**
 * What each wrapper costs beside the raw driver, and ours beside ours without its switch, as Markdown tables. Medians, for on a machine that does other things too a
 * few iterations are far off.
 */
final class CostTable {
    /** The iterations of one wrapper on one workload. */
    private static final class Cost {
        private final List<Double> nanos = new ArrayList<>();
        private final List<Double> bytes = new ArrayList<>();

        private static double quantile(List<Double> values, double share) {
            List<Double> sorted = new ArrayList<>(values);
            Collections.sort(sorted);
            return sorted.get((int) Math.round(share * (sorted.size() - 1)));
        }

        double nanos() {
            return quantile(nanos, 0.5);
        }

        double spread() {
            return (quantile(nanos, 0.75) - quantile(nanos, 0.25)) / 2;
        }

        double bytes() {
            return bytes.isEmpty() ? Double.NaN : quantile(bytes, 0.5);
        }
    }

    /** The counter of {@link RoundTripBenchmark}, beside which each speaker has one of its own. */
    private static final String TURNS = "turns";

    /** By benchmark and number of threads, then by wrapper. */
    private final Map<String, Map<String, Cost>> workloads = new LinkedHashMap<>();

    void add(RunResult result) {
        BenchmarkParams params = result.getParams();
        String name = params.getBenchmark().replaceFirst(".*\\.(\\w+\\.\\w+)$", "$1");
        String workload = name + ", " + params.getThreads() + (params.getThreads() == 1 ? " thread" : " threads");
        Map<String, Cost> costs = workloads.computeIfAbsent(workload, key -> new LinkedHashMap<>());
        for (BenchmarkResult fork : result.getBenchmarkResults()) {
            for (IterationResult iteration : fork.getIterationResults()) {
                if (iteration.getSecondaryResults().containsKey(TURNS)) {
                    addTurns(iteration, costs);
                    continue;
                }
                Cost cost = costs.computeIfAbsent(variant(params), key -> new Cost());
                Result<?> time = iteration.getPrimaryResult();
                cost.nanos.add(
                        params.getMode() == Mode.SampleTime
                                ? time.getStatistics().getPercentile(50)
                                : time.getScore());
                Result<?> allocated = iteration.getSecondaryResults().get("gc.alloc.rate.norm");
                if (allocated != null) {
                    cost.bytes.add(allocated.getScore());
                }
            }
        }
    }

    private static String variant(BenchmarkParams params) {
        for (String name : List.of("wrapper", "check")) {
            if (params.getParamsKeys().contains(name)) {
                return params.getParam(name);
            }
        }
        return "ALONE";
    }

    /** Where all took turns in one benchmark, what each of them needed for one. */
    private static void addTurns(IterationResult iteration, Map<String, Cost> costs) {
        double turns = iteration.getSecondaryResults().get(TURNS).getScore();
        for (String speaker : List.of("raw", "rawSerializable", "rawAutosave", "translated")) {
            costs.computeIfAbsent(speaker.toUpperCase(Locale.ROOT), key -> new Cost())
                    .nanos
                    .add(iteration.getSecondaryResults().get(speaker).getScore() / turns);
        }
    }

    void print(PrintStream out) {
        workloads.forEach((workload, costs) -> {
            out.printf("%n%s%n%n", workload);
            out.println("| wrapper | ns/op (median) | ± quartile | more than raw | ratio | B/op | more than raw |");
            out.println("|---|---:|---:|---:|---:|---:|---:|");
            Cost raw = costs.getOrDefault("RAW", costs.get("WITHOUT"));
            costs.forEach((wrapper, cost) -> out.printf(
                    Locale.ROOT,
                    "| %s | %.1f | %.1f | %s | %s | %.0f | %s |%n",
                    wrapper.toLowerCase(Locale.ROOT),
                    cost.nanos(),
                    cost.spread(),
                    raw == null ? "" : String.format(Locale.ROOT, "%+.1f", cost.nanos() - raw.nanos()),
                    raw == null ? "" : String.format(Locale.ROOT, "%.3f", cost.nanos() / raw.nanos()),
                    cost.bytes(),
                    raw == null ? "" : String.format(Locale.ROOT, "%+.0f", cost.bytes() - raw.bytes())));
        });
    }
}
