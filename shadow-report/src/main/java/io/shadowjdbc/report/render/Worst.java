package io.shadowjdbc.report.render;

import io.shadowjdbc.compare.Verdict;
import io.shadowjdbc.report.data.Counts;
import io.shadowjdbc.report.data.ParityData;
import io.shadowjdbc.report.data.Statement;
import java.util.Comparator;
import java.util.List;

/** The order in which statements deserve to be looked at. */
final class Worst {
    private static final Comparator<Statement> FIRST = Comparator.comparing(Worst::rank)
            .thenComparing(Comparator.<Statement>comparingLong(s -> s.counts().disagreed())
                    .reversed())
            .thenComparing(Comparator.<Statement>comparingLong(s -> s.counts().selected())
                    .reversed())
            .thenComparing(Statement::fingerprint);

    private Worst() {}

    /**
     * Other answers first, then errors, then what can't be translated, then reads that were selected and never compared,
     * then all that agrees; within each the largest numbers first.
     */
    static List<Statement> first(ParityData data) {
        return data.statements().stream().sorted(FIRST).toList();
    }

    private static int rank(Statement statement) {
        Counts counts = statement.counts();
        if (counts.of(Verdict.MISMATCH) > 0) {
            return 0;
        } else if (counts.of(Verdict.SHADOW_ERROR) > 0) {
            return 1;
        } else if (counts.of(Verdict.UNTRANSLATABLE) > 0) {
            return 2;
        }
        return statement.isRead() && counts.selected() > 0 && counts.decided() == 0 ? 3 : 4;
    }
}
