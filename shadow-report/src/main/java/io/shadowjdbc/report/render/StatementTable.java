package io.shadowjdbc.report.render;

import io.shadowjdbc.compare.Verdict;
import io.shadowjdbc.report.data.Counts;
import io.shadowjdbc.report.data.Latency;
import io.shadowjdbc.report.data.ParityData;
import io.shadowjdbc.report.data.Run;
import io.shadowjdbc.report.data.Statement;
import io.shadowjdbc.report.gate.Decision;
import io.shadowjdbc.report.text.Words;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The statements, worst first. Each is a {@code tbody} of two rows, its figures and its details, so that filter and sort
 * move them together.
 */
final class StatementTable {
    private final Decision decision;
    private final List<Statement> statements;
    private final List<String> providers;

    StatementTable(ParityData data, Decision decision) {
        this.decision = decision;
        this.statements = Worst.first(data);
        this.providers = providers(data);
    }

    /** Those with latencies: the runs' primary first, then their secondary, then any other. */
    private static List<String> providers(ParityData data) {
        Set<String> measured = new TreeSet<>();
        data.statements().forEach(s -> measured.addAll(s.counts().latency().keySet()));
        Set<String> ordered = new LinkedHashSet<>();
        Stream.concat(
                        data.runs().stream().map(Run::primary),
                        data.runs().stream().map(Run::secondary))
                .filter(name -> name != null && measured.contains(name))
                .forEach(ordered::add);
        ordered.addAll(measured);
        return List.copyOf(ordered);
    }

    /** Where the page shows the statement. */
    static String link(String fingerprint) {
        return "#" + id(fingerprint);
    }

    private static String id(String fingerprint) {
        return "s-" + fingerprint;
    }

    void write(Markup page) {
        page.open("section", "aria-labelledby", "statements").newLine();
        page.element("h2", "Statements", "id", "statements");
        if (statements.isEmpty()) {
            page.element("p", "No statement was seen.").close().newLine();
            return;
        }
        controls(page);
        page.open("table", "class", "statements", "id", "statement-table");
        page.element(
                "caption",
                "Worst first. Latency is p50 / p99 from execution to the first row; of several runs, the slowest.");
        header(page);
        statements.forEach(statement -> body(page, statement));
        page.close().close().newLine();
    }

    /** Shown by the script: without it they would do nothing. */
    private void controls(Markup page) {
        page.open("div", "class", "controls", "id", "controls", "hidden", "");
        page.open("label").text("Filter ");
        page.empty(
                "input",
                "type",
                "search",
                "id",
                "filter",
                "autocomplete",
                "off",
                "placeholder",
                "SQL, table, fingerprint");
        page.close();
        page.open("label").text("Show ").open("select", "id", "show");
        page.element("option", "all statements", "value", "all");
        page.element("option", "those with problems", "value", "problem");
        page.element("option", "never compared", "value", "uncompared");
        page.close().close();
        page.open("label", "class", "narrow").text("Sort by ").open("select", "id", "sort");
        page.element("option", "worst first", "value", "");
        page.close().close();
        page.element("output", "", "id", "shown", "for", "filter show", "aria-live", "polite");
        page.close().newLine();
    }

    private void header(Markup page) {
        page.open("thead").open("tr");
        page.element("th", "Statement", "scope", "col");
        for (String column :
                List.of("Selected", "Compared", "Agree", "Differ", "Errors", "Untranslatable", "Left out")) {
            page.element("th", column, "scope", "col", "class", "n");
        }
        for (String provider : providers) {
            page.open("th", "scope", "col", "class", "n").text(provider + " ");
            page.element("small", "p50 / p99").close();
        }
        page.close().close().newLine();
    }

    private void body(Markup page, Statement statement) {
        Counts counts = statement.counts();
        boolean uncompared = statement.isRead() && counts.compared() == 0;
        page.open(
                "tbody",
                "id",
                id(statement.fingerprint()),
                "data-problem",
                counts.disagreed() > 0 ? "" : null,
                "data-uncompared",
                uncompared ? "" : null);
        page.open("tr", "class", "figures");
        shape(page, statement);
        number(page, "Selected", counts.selected(), "");
        number(
                page,
                "Compared",
                counts.compared(),
                statement.isRead() && counts.selected() > 0 && counts.decided() == 0 ? "warn" : "");
        double agree = counts.compared() == 0 ? -1 : (double) counts.agreed() / counts.compared();
        cell(
                page,
                "Agree",
                Double.toString(agree),
                Words.percent(counts.agreed(), counts.compared()),
                agree < 0 ? "zero" : "");
        for (Verdict verdict : List.of(Verdict.MISMATCH, Verdict.SHADOW_ERROR, Verdict.UNTRANSLATABLE)) {
            number(page, heading(verdict), counts.of(verdict), counts.of(verdict) > 0 ? "alarm" : "");
        }
        number(page, "Left out", counts.of(Verdict.SKIPPED) + counts.of(Verdict.DROPPED), "");
        for (String provider : providers) {
            Latency times = counts.latency().get(provider);
            cell(
                    page,
                    provider,
                    times == null ? "-1" : Double.toString(times.p99()),
                    times == null ? "-" : Words.micros(times.p50()) + " / " + Words.micros(times.p99()),
                    times == null ? "times zero" : "times");
        }
        page.close();
        page.open("tr", "class", "more").open("td", "colspan", Integer.toString(8 + providers.size()));
        StatementDetails.write(page, statement);
        page.close().close().close().newLine();
    }

    private void shape(Markup page, Statement statement) {
        page.open("th", "scope", "row");
        page.element("code", statement.sql() == null ? "(no file tells its SQL)" : statement.sql(), "class", "sql");
        page.open("span", "class", "about");
        page.element("span", statement.fingerprint(), "class", "fingerprint");
        if (statement.kind() != null) {
            page.element("span", statement.kind());
        }
        if (!statement.tables().isEmpty()) {
            page.element("span", String.join(", ", statement.tables()));
        }
        if (decision.accepts(statement)) {
            page.element("span", "accepted by hand", "class", "chip soft");
        }
        page.close().close();
    }

    private static String heading(Verdict verdict) {
        return switch (verdict) {
            case MISMATCH -> "Differ";
            case SHADOW_ERROR -> "Errors";
            default -> "Untranslatable";
        };
    }

    private static void number(Markup page, String label, long n, String tone) {
        cell(page, label, Long.toString(n), Words.number(n), n == 0 && tone.isEmpty() ? "zero" : tone);
    }

    private static void cell(Markup page, String label, String sortKey, String text, String tone) {
        page.element("td", text, "class", ("n " + tone).strip(), "data-label", label, "data-key", sortKey);
    }
}
