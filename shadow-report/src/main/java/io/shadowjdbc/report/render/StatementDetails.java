package io.shadowjdbc.report.render;

import io.shadowjdbc.compare.Verdict;
import io.shadowjdbc.report.data.Cell;
import io.shadowjdbc.report.data.Counts;
import io.shadowjdbc.report.data.Difference;
import io.shadowjdbc.report.data.Latency;
import io.shadowjdbc.report.data.Statement;
import io.shadowjdbc.report.text.Words;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a statement's row has no room for: its whole text, every verdict, the latencies, the examples. */
final class StatementDetails {
    private static final int EXAMPLES_SHOWN = 12;

    private StatementDetails() {}

    static void write(Markup page, Statement statement) {
        int examples = statement.differences().size();
        page.open("details");
        page.element("summary", examples == 0 ? "Details" : "Details and " + Words.count(examples, "example"));
        if (statement.sql() != null) {
            page.element("pre", statement.sql());
        }
        page.open("dl", "class", "verdict-list");
        Counts counts = statement.counts();
        counts.verdicts().forEach((verdict, reads) -> {
            if (reads > 0) {
                page.open("div");
                page.open("dt");
                page.element(
                        "span",
                        VerdictWords.sign(verdict) + " " + VerdictWords.label(verdict),
                        "class",
                        "chip " + VerdictWords.tone(verdict));
                page.close().element("dd", Words.number(reads)).close();
            }
        });
        term(page, "rows compared", Words.number(counts.rows()));
        if (counts.inFlight() > 0) {
            term(page, "no verdict yet", Words.number(counts.inFlight()));
        }
        if (statement.check() != null) {
            term(page, "as a write", Words.check(statement.check()));
        }
        if (counts.noise().reads() > 0) {
            term(page, "noise", Words.noise(counts.noise()));
        }
        if (!counts.reasons().isEmpty()) {
            term(page, "left out because of", Words.reasons(counts.reasons()));
        }
        page.close();
        if (!counts.latency().isEmpty()) {
            latencies(page, counts.latency());
        }
        List<Difference> shown = variedFirst(statement.differences());
        shown.stream().limit(EXAMPLES_SHOWN).forEach(difference -> example(page, difference));
        if (shown.size() > EXAMPLES_SHOWN) {
            page.element(
                    "p", "and " + Words.count(shown.size() - EXAMPLES_SHOWN, "example") + " more: see the json report");
        }
        page.close();
    }

    private static void term(Markup page, String name, String text) {
        page.open("div").element("dt", name).element("dd", text).close();
    }

    private static void latencies(Markup page, Map<String, Latency> latency) {
        page.open("div", "class", "scroll").open("table", "class", "small");
        page.open("thead").open("tr");
        page.element("th", "Latency", "scope", "col");
        for (String column : List.of("reads", "mean", "p50", "p99", "max")) {
            page.element("th", column, "scope", "col", "class", "n");
        }
        page.close().close().open("tbody");
        latency.forEach((provider, times) -> {
            page.open("tr").element("th", provider, "scope", "row");
            page.element("td", Words.number(times.count()), "class", "n");
            for (double micros : new double[] {times.mean(), times.p50(), times.p99(), times.max()}) {
                page.element("td", Words.micros(micros), "class", "n");
            }
            page.close();
        });
        page.close().close().close();
    }

    /** The first of each verdict and kind before the second of any: what differs in another way is more telling. */
    private static List<Difference> variedFirst(List<Difference> differences) {
        List<Difference> first = new ArrayList<>();
        List<Difference> repeated = new ArrayList<>();
        Set<List<Object>> seen = new HashSet<>();
        for (Difference difference : differences) {
            List<Object> sort = new ArrayList<>();
            sort.add(difference.verdict());
            sort.add(difference.kind());
            sort.add(difference.cause());
            (seen.add(sort) ? first : repeated).add(difference);
        }
        first.addAll(repeated);
        return first;
    }

    private static void example(Markup page, Difference difference) {
        Verdict verdict = difference.verdict();
        page.open("div", "class", "example");
        page.open("p", "class", "what");
        page.element(
                "span",
                VerdictWords.sign(verdict) + " " + VerdictWords.label(verdict)
                        + (difference.kind() == null ? "" : ": " + Words.kindAndCause(difference)),
                "class",
                "chip " + VerdictWords.tone(verdict));
        if (difference.detail() != null) {
            page.text(" " + difference.detail());
        }
        page.close();
        String place = Words.place(difference);
        page.element(
                "p",
                Words.time(difference.at()) + " UTC, " + difference.instance() + (place.isEmpty() ? "" : " · " + place),
                "class",
                "where");
        if (difference.activeValue() != null || difference.activeRows() != null) {
            sides(page, difference);
        }
        if (!difference.parameters().isEmpty()) {
            parameters(page, difference.parameters());
        }
        page.open("p", "class", "parameters").text("Run it again: ");
        page.element("code", Words.rerun(difference)).close();
        page.close();
    }

    private static void sides(Markup page, Difference difference) {
        page.open("dl", "class", "sides");
        side(
                page,
                Words.side(difference.active(), "active") + " (answered)",
                difference.activeValue(),
                difference.activeRows());
        side(page, Words.side(difference.other(), "other"), difference.otherValue(), difference.otherRows());
        page.close();
    }

    private static void side(Markup page, String name, Cell value, Long rows) {
        page.open("div").element("dt", name).open("dd");
        if (value != null) {
            page.element("code", Words.cell(value));
        } else if (rows != null) {
            page.text(Words.count(rows, "row"));
        }
        page.close().close();
    }

    private static void parameters(Markup page, List<Cell> parameters) {
        page.open("p", "class", "parameters").text("Parameters: ");
        for (int i = 0; i < parameters.size(); i++) {
            page.text(i == 0 ? (i + 1) + " " : ", " + (i + 1) + " ");
            page.element("code", Words.cell(parameters.get(i)));
        }
        page.close();
    }
}
