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
        Contender plain = contenders.get(0);
        out.printf("%n%s, %d rounds of %d in turn%n%n", workload, plain.turns().length, operations);
        out.println("| wrapper | ns/op (median) | more than raw (median of the rounds' differences) | 95 % | ratio"
                + " | processor time of the caller's thread, more than raw | ratio |");
        out.println("|---|---:|---:|---:|---:|---:|---:|");
        for (Contender contender : contenders) {
            Difference elapsed = new Difference(contender.turns(), plain.turns(), operations);
            Difference processor = new Difference(contender.processorTurns(), plain.processorTurns(), operations);
            out.printf(
                    Locale.ROOT,
                    "| %s | %.1f | %+.1f | %+.1f to %+.1f | %.4f | %+.1f | %.4f |%n",
                    contender.name.toLowerCase(Locale.ROOT),
                    elapsed.own,
                    elapsed.more,
                    elapsed.least,
                    elapsed.most,
                    elapsed.ratio(),
                    processor.more,
                    processor.ratio());
        }
        contenders.stream()
                .filter(each -> !each.verdicts().isEmpty())
                .forEach(each -> out.println("verdicts of " + each.name + ": " + each.verdicts()));
    }

    /** What one has needed more than another for an operation: the median over the rounds, and where 95 % of such medians lie. */
    private static final class Difference {
        final double own;
        final double base;
        final double more;
        final double least;
        final double most;

        Difference(long[] own, long[] base, int operations) {
            double[] differences = new double[own.length];
            for (int i = 0; i < own.length; i++) {
                differences[i] = (double) (own[i] - base[i]) / operations;
            }
            Arrays.sort(differences);
            // order statistics around the median, by the binomial distribution's normal approximation
            int reach = (int) Math.ceil(DEVIATIONS * Math.sqrt(differences.length) / 2);
            int middle = differences.length / 2;
            this.own = median(own, operations);
            this.base = median(base, operations);
            this.more = differences[middle];
            this.least = differences[Math.max(0, middle - reach)];
            this.most = differences[Math.min(differences.length - 1, middle + reach)];
        }

        double ratio() {
            return 1 + more / base;
        }

        private static double median(long[] turns, int operations) {
            long[] sorted = turns.clone();
            Arrays.sort(sorted);
            return (double) sorted[sorted.length / 2] / operations;
        }
    }
}
