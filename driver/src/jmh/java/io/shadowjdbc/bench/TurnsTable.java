package io.shadowjdbc.bench;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What contenders have needed who took turns, as a Markdown table. Each round's turns are compared with each other, so that
 * what a round shared, a slow disk or a busy neighbour, falls out of the difference.
 */
final class TurnsTable {
    /** Of a median's distribution, both sides together: 95 % lies within. */
    private static final double DEVIATIONS = 1.96;

    private TurnsTable() {}

    /**
     * @param contenders the first is what the others are compared with
     * @param operations in each turn
     */
    static void print(String workload, List<Contender> contenders, int operations, PrintStream out) {
        long[] raw = contenders.get(0).turns();
        double base = median(perOperation(raw, operations));
        out.printf("%n%s, %d rounds of %d in turn%n%n", workload, raw.length, operations);
        out.println("| wrapper | ns/op (median) | more than raw (median of the rounds' differences) | 95 % | ratio |");
        out.println("|---|---:|---:|---:|---:|");
        for (Contender contender : contenders) {
            long[] own = contender.turns();
            double[] more = new double[own.length];
            for (int i = 0; i < own.length; i++) {
                more[i] = (double) (own[i] - raw[i]) / operations;
            }
            Arrays.sort(more);
            // order statistics around the median, by the binomial distribution's normal approximation
            int reach = (int) Math.ceil(DEVIATIONS * Math.sqrt(more.length) / 2);
            int middle = more.length / 2;
            out.printf(
                    Locale.ROOT,
                    "| %s | %.1f | %+.1f | %+.1f to %+.1f | %.4f |%n",
                    contender.name.toLowerCase(Locale.ROOT),
                    median(perOperation(own, operations)),
                    more[middle],
                    more[Math.max(0, middle - reach)],
                    more[Math.min(more.length - 1, middle + reach)],
                    1 + more[middle] / base);
        }
        contenders.stream()
                .filter(each -> !each.verdicts().isEmpty())
                .forEach(each -> out.println("verdicts of " + each.name + ": " + each.verdicts()));
    }

    private static double[] perOperation(long[] turns, int operations) {
        return Arrays.stream(turns)
                .mapToDouble(turn -> (double) turn / operations)
                .toArray();
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }
}
