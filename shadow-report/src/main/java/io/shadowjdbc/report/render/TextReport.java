package io.shadowjdbc.report.render;

import io.shadowjdbc.report.data.ParityData;
import io.shadowjdbc.report.data.Statement;
import io.shadowjdbc.report.gate.Decision;
import io.shadowjdbc.report.gate.Gate;
import io.shadowjdbc.report.text.Printable;
import io.shadowjdbc.report.text.Words;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The verdict for a terminal or a log: a sentence, a line a gate, then the statements behind each closed gate. */
public final class TextReport implements Renderer {
    private static final int FINDINGS_SHOWN = 10;
    private static final int SQL_SHOWN = 100;

    @Override
    public String render(ParityData data, Decision decision) {
        StringBuilder text = new StringBuilder();
        text.append(decision.word()).append(": ").append(decision.summary()).append('\n');
        addGates(text, decision);
        Map<String, Statement> statements =
                data.statements().stream().collect(Collectors.toMap(Statement::fingerprint, Function.identity()));
        Set<String> steps = new HashSet<>();
        for (Gate gate : decision.gates()) {
            if (!gate.passed()) {
                addFindings(text, gate, statements);
                gate.next().stream()
                        .filter(steps::add)
                        .forEach(step -> text.append("  -> ")
                                .append(Printable.line(step))
                                .append('\n'));
            }
        }
        String noise = Words.noise(data.totals().noise());
        if (!noise.isEmpty()) {
            text.append("\nnoise: ").append(noise).append('\n');
        }
        Warnings.of(data, decision)
                .forEach(warning -> text.append("\nwarning: ").append(Printable.line(warning)));
        return text.toString().stripTrailing() + "\n";
    }

    private static void addGates(StringBuilder text, Decision decision) {
        int title = width(decision, Gate::title);
        int figure = width(decision, Gate::figureText);
        text.append('\n');
        for (Gate gate : decision.gates()) {
            text.append(String.format(
                    Locale.ROOT,
                    "%s  %-" + title + "s  %" + figure + "s  (%s)\n",
                    gate.passed() ? "pass" : "FAIL",
                    gate.title(),
                    gate.figureText(),
                    gate.limitText()));
        }
    }

    private static int width(Decision decision, Function<Gate, String> column) {
        return decision.gates().stream()
                .map(column)
                .mapToInt(String::length)
                .max()
                .orElse(1);
    }

    private static void addFindings(StringBuilder text, Gate gate, Map<String, Statement> statements) {
        text.append('\n').append(gate.reason()).append(":\n");
        gate.findings().stream().limit(FINDINGS_SHOWN).forEach(finding -> {
            Statement statement = statements.get(finding.fingerprint());
            text.append("  ")
                    .append(finding.fingerprint())
                    .append("  ")
                    .append(sql(statement))
                    .append('\n');
            text.append("      ").append(Printable.line(finding.text())).append('\n');
            statement.differences().stream()
                    .findFirst()
                    .ifPresent(example -> text.append("      run it again: ")
                            .append(Words.rerun(example))
                            .append('\n'));
        });
        int more = gate.findings().size() - FINDINGS_SHOWN;
        if (more > 0) {
            text.append("  and ").append(more).append(" more: see the html or json report\n");
        }
    }

    private static String sql(Statement statement) {
        if (statement.sql() == null) {
            return "(no file tells its SQL)";
        }
        String line = Printable.line(statement.sql());
        return line.length() <= SQL_SHOWN ? line : line.substring(0, SQL_SHOWN - 3) + "...";
    }
}
