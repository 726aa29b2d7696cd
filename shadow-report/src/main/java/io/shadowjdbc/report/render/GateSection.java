package io.shadowjdbc.report.render;

import io.shadowjdbc.report.data.ParityData;
import io.shadowjdbc.report.data.Statement;
import io.shadowjdbc.report.gate.Decision;
import io.shadowjdbc.report.gate.Gate;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The gates with their figures, and what to do about each that is closed. */
final class GateSection {
    private static final int FINDINGS_SHOWN = 5;

    private GateSection() {}

    static void write(Markup page, Decision decision) {
        page.open("section", "aria-labelledby", "gates").newLine();
        page.element("h2", "Gates", "id", "gates");
        page.open("div", "class", "scroll").open("table", "class", "gates");
        page.open("thead").open("tr");
        page.element("th", "Result", "scope", "col");
        page.element("th", "Gate", "scope", "col");
        page.element("th", "Figure", "scope", "col", "class", "n");
        page.element("th", "Limit", "scope", "col");
        page.close().close().open("tbody").newLine();
        for (Gate gate : decision.gates()) {
            page.open("tr", "data-gate", gate.name());
            page.open("td");
            page.element(
                    "span", gate.passed() ? "✓ pass" : "✗ fail", "class", "chip " + (gate.passed() ? "good" : "bad"));
            page.close();
            page.element("th", gate.title(), "scope", "row");
            page.element("td", gate.figureText(), "class", "n");
            page.element("td", gate.limitText());
            page.close().newLine();
        }
        page.close().close().close();
        page.close().newLine();
    }

    /** What closed the gates and what to do about it; nothing if all are open. */
    static void writeNext(Markup page, ParityData data, Decision decision) {
        if (decision.go()) {
            return;
        }
        page.open("section", "aria-labelledby", "next").newLine();
        page.element("h2", "What to do", "id", "next");
        Map<String, Statement> statements =
                data.statements().stream().collect(Collectors.toMap(Statement::fingerprint, Function.identity()));
        Set<String> told = new HashSet<>();
        decision.gates().stream().filter(gate -> !gate.passed()).forEach(gate -> closed(page, gate, statements, told));
        page.close().newLine();
    }

    private static void closed(Markup page, Gate gate, Map<String, Statement> statements, Set<String> told) {
        page.open("div", "class", "closed");
        page.element("h3", HtmlReport.capitalized(gate.reason()));
        if (!gate.findings().isEmpty()) {
            page.open("ul", "class", "findings");
            gate.findings().stream().limit(FINDINGS_SHOWN).forEach(finding -> {
                page.open("li");
                page.element(
                        "a",
                        sql(statements.get(finding.fingerprint())),
                        "href",
                        StatementTable.link(finding.fingerprint()));
                page.element("span", finding.text(), "class", "finding");
                page.close();
            });
            int more = gate.findings().size() - FINDINGS_SHOWN;
            if (more > 0) {
                page.element("li", "and " + more + " more: see the statements below", "class", "more");
            }
            page.close();
        }
        page.open("ul", "class", "next");
        gate.next().stream().filter(told::add).forEach(step -> page.element("li", step));
        page.close().close().newLine();
    }

    private static String sql(Statement statement) {
        return statement.sql() == null ? statement.fingerprint() : statement.sql();
    }
}
