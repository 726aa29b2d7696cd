package io.shadowjdbc.report.render;

import io.shadowjdbc.compare.Verdict;
import io.shadowjdbc.report.data.Counts;
import io.shadowjdbc.report.text.Words;
import java.util.Locale;

/** How all the selected reads ended. */
final class TotalsSection {
    private TotalsSection() {}

    static void write(Markup page, Counts totals) {
        page.open("section", "aria-labelledby", "verdicts").newLine();
        page.element("h2", "Verdicts", "id", "verdicts");
        page.element(
                "p",
                Words.count(totals.selected(), "read") + " selected, " + Words.number(totals.compared())
                        + " compared (" + Words.count(totals.rows(), "row") + "), of these "
                        + (totals.compared() == 0 ? "none" : Words.percent(totals.agreed(), totals.compared()))
                        + " agree.");
        if (totals.selected() > 0) {
            bar(page, totals);
        }
        page.open("div", "class", "scroll").open("table", "class", "verdicts");
        page.open("thead").open("tr");
        page.element("th", "Verdict", "scope", "col");
        page.element("th", "Reads", "scope", "col", "class", "n");
        page.element("th", "Share", "scope", "col", "class", "n");
        page.element("th", "Meaning", "scope", "col");
        page.close().close().open("tbody").newLine();
        for (Verdict verdict : Verdict.values()) {
            long reads = totals.of(verdict);
            String label = VerdictWords.sign(verdict) + " " + VerdictWords.label(verdict);
            row(page, VerdictWords.tone(verdict), label, reads, totals.selected(), VerdictWords.meaning(verdict));
        }
        if (totals.inFlight() > 0) {
            row(
                    page,
                    "idle",
                    "– no verdict yet",
                    totals.inFlight(),
                    totals.selected(),
                    "In flight when the counts were written, or lost with an instance that died.");
        }
        page.close().close().close();
        if (!totals.reasons().isEmpty()) {
            page.element("p", "Skipped or dropped because of: " + Words.reasons(totals.reasons()) + ".");
        }
        if (totals.noise().reads() > 0) {
            page.element("p", "Noise: " + Words.noise(totals.noise()) + ".");
        }
        page.close().newLine();
    }

    private static void row(Markup page, String tone, String label, long reads, long selected, String meaning) {
        page.open("tr", "class", reads == 0 ? "zero" : null);
        page.open("th", "scope", "row")
                .element("span", label, "class", "chip " + tone)
                .close();
        page.element("td", Words.number(reads), "class", "n");
        page.element("td", Words.percent(reads, selected), "class", "n");
        page.element("td", meaning);
        page.close().newLine();
    }

    /** The table below says the same, so the picture is hidden from screen readers. */
    private static void bar(Markup page, Counts totals) {
        page.open(
                "svg",
                "class",
                "bar",
                "viewBox",
                "0 0 100 1",
                "preserveAspectRatio",
                "none",
                "aria-hidden",
                "true",
                "focusable",
                "false");
        double x = 0;
        for (Verdict verdict : Verdict.values()) {
            double width = 100.0 * totals.of(verdict) / totals.selected();
            if (width > 0) {
                // a single bad read among millions still has to be seen
                double shown = VerdictWords.tone(verdict).equals("bad") ? Math.max(width, 0.5) : width;
                page.open(
                        "rect",
                        "class",
                        VerdictWords.tone(verdict),
                        "x",
                        decimal(Math.min(x, 100 - shown)),
                        "y",
                        "0",
                        "width",
                        decimal(shown),
                        "height",
                        "1");
                page.close();
                x += shown;
            }
        }
        page.close().newLine();
    }

    private static String decimal(double number) {
        return String.format(Locale.ROOT, "%.3f", number);
    }
}
