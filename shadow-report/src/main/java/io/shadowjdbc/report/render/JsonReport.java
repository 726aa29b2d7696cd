package io.shadowjdbc.report.render;

import com.fasterxml.jackson.jr.ob.JSON;
import io.shadowjdbc.compare.Verdict;
import io.shadowjdbc.report.data.Cell;
import io.shadowjdbc.report.data.Check;
import io.shadowjdbc.report.data.Counts;
import io.shadowjdbc.report.data.Difference;
import io.shadowjdbc.report.data.Flip;
import io.shadowjdbc.report.data.Latency;
import io.shadowjdbc.report.data.Note;
import io.shadowjdbc.report.data.ParityData;
import io.shadowjdbc.report.data.Run;
import io.shadowjdbc.report.data.Statement;
import io.shadowjdbc.report.gate.Decision;
import io.shadowjdbc.report.gate.Gate;
import io.shadowjdbc.report.text.Words;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One JSON object; its members are specified in {@code docs/reference/report.md}. What is not known is left out. */
public final class JsonReport implements Renderer {
    private static final JSON WRITER = JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT);

    @Override
    public String render(ParityData data, Decision decision) {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("v", 1);
        report.put("generated", decision.at().toString());
        report.put("decision", decision.go() ? "go" : "no-go");
        report.put("summary", decision.summary());
        report.put("gates", decision.gates().stream().map(JsonReport::gate).toList());
        report.put("accepted", decision.limits().accepted().stream().sorted().toList());
        report.put("files", data.files());
        data.first().ifPresent(first -> report.put("first", first.toString()));
        data.last().ifPresent(last -> report.put("last", last.toString()));
        report.put("totals", totals(data));
        report.put(
                "statements",
                Worst.first(data).stream()
                        .map(statement -> statement(statement, decision))
                        .toList());
        report.put("runs", data.runs().stream().map(JsonReport::run).toList());
        report.put("flips", data.flips().stream().map(JsonReport::flip).toList());
        report.put("notes", data.notes().stream().map(JsonReport::note).toList());
        report.put("warnings", Warnings.of(data, decision));
        try {
            return WRITER.asString(report) + "\n";
        } catch (IOException e) {
            throw new UncheckedIOException("a report in memory can't be written as JSON", e);
        }
    }

    private static Map<String, Object> gate(Gate gate) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("name", gate.name());
        members.put("title", gate.title());
        members.put("passed", gate.passed());
        members.put("unit", gate.unit());
        putIfKnown(members, "figure", gate.figure());
        members.put("limit", gate.limit());
        putIfKnown(members, "reason", gate.reason());
        members.put(
                "findings", gate.findings().stream().map(JsonReport::finding).toList());
        members.put("next", gate.next());
        return members;
    }

    private static Map<String, Object> finding(Gate.Finding finding) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("fingerprint", finding.fingerprint());
        members.put("text", finding.text());
        return members;
    }

    private static Map<String, Object> totals(ParityData data) {
        Counts totals = data.totals();
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("statements", data.statements().size());
        addCounts(members, totals);
        return members;
    }

    private static Map<String, Object> statement(Statement statement, Decision decision) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("fingerprint", statement.fingerprint());
        putIfKnown(members, "sql", statement.sql());
        putIfKnown(members, "kind", statement.kind());
        members.put("tables", statement.tables());
        members.put("accepted", decision.accepts(statement));
        addCounts(members, statement.counts());
        putIfKnown(members, "check", check(statement.check()));
        Map<String, Object> latency = new LinkedHashMap<>();
        statement.counts().latency().forEach((provider, times) -> latency.put(provider, latency(times)));
        members.put("latency", latency);
        members.put(
                "differences",
                statement.differences().stream().map(JsonReport::difference).toList());
        return members;
    }

    private static void addCounts(Map<String, Object> members, Counts counts) {
        members.put("selected", counts.selected());
        members.put("compared", counts.compared());
        members.put("agreed", counts.agreed());
        members.put("in_flight", counts.inFlight());
        Map<String, Object> verdicts = new LinkedHashMap<>();
        for (Verdict verdict : Verdict.values()) {
            verdicts.put(verdict.name(), counts.of(verdict));
        }
        members.put("verdicts", verdicts);
        members.put("reasons", counts.reasons());
        members.put("rows", counts.rows());
        if (counts.noise().reads() > 0) {
            members.put(
                    "noise",
                    Map.of(
                            "reads", counts.noise().reads(),
                            "differing", counts.noise().differing()));
        }
    }

    private static Map<String, Object> latency(Latency times) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("count", times.count());
        members.put("mean_us", tenths(times.mean()));
        members.put("p50_us", tenths(times.p50()));
        members.put("p99_us", tenths(times.p99()));
        members.put("max_us", tenths(times.max()));
        return members;
    }

    private static BigDecimal tenths(double micros) {
        return BigDecimal.valueOf(micros).setScale(1, RoundingMode.HALF_UP);
    }

    private static Map<String, Object> check(Check check) {
        if (check == null) {
            return null;
        }
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("at", check.at().toString());
        putIfKnown(members, "other", check.other());
        members.put("runs", check.runs());
        putIfKnown(members, "detail", check.detail());
        return members;
    }

    private static Map<String, Object> difference(Difference difference) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("at", difference.at().toString());
        members.put("instance", difference.instance());
        members.put("run", difference.run());
        members.put("verdict", difference.verdict().name());
        putIfKnown(members, "kind", difference.kind());
        putIfKnown(members, "cause", difference.cause());
        putIfKnown(members, "detail", difference.detail());
        putIfKnown(members, "active", difference.active());
        putIfKnown(members, "other", difference.other());
        putIfKnown(members, "row", difference.row());
        putIfKnown(members, "column", difference.column());
        putIfKnown(members, "getter", difference.getter());
        putIfKnown(members, "active_value", cell(difference.activeValue()));
        putIfKnown(members, "other_value", cell(difference.otherValue()));
        putIfKnown(members, "active_rows", difference.activeRows());
        putIfKnown(members, "other_rows", difference.otherRows());
        List<Map<String, Object>> parameters =
                difference.parameters().stream().map(JsonReport::cell).toList();
        members.put("parameters", parameters);
        members.put("rerun", Words.rerun(difference));
        return members;
    }

    private static Map<String, Object> cell(Cell cell) {
        if (cell == null) {
            return null;
        }
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("type", cell.type());
        putIfKnown(members, "length", cell.length());
        putIfKnown(members, "hash", cell.hash());
        putIfKnown(members, "value", cell.value());
        return members;
    }

    private static Map<String, Object> run(Run run) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("instance", run.instance());
        members.put("run", run.run());
        putIfKnown(members, "version", run.version());
        putIfKnown(members, "application", run.application());
        putIfKnown(members, "primary", run.primary());
        putIfKnown(members, "secondary", run.secondary());
        putIfKnown(members, "active", run.active());
        putIfKnown(members, "rate", run.rate());
        putIfKnown(members, "values", run.values());
        members.put("first", run.first().toString());
        members.put("last", run.last().toString());
        members.put("selected", run.counts().selected());
        members.put("compared", run.counts().compared());
        members.put("agreed", run.counts().agreed());
        return members;
    }

    private static Map<String, Object> flip(Flip flip) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("at", flip.at().toString());
        members.put("instance", flip.instance());
        members.put("run", flip.run());
        members.put("from", flip.from());
        members.put("to", flip.to());
        putIfKnown(members, "epoch", flip.epoch());
        putIfKnown(members, "pause_ms", flip.pauseMillis());
        return members;
    }

    private static Map<String, Object> note(Note note) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("instance", note.instance());
        members.put("run", note.run());
        members.put("code", note.code());
        putIfKnown(members, "detail", note.detail());
        members.put("times", note.times());
        members.put("first", note.first().toString());
        members.put("last", note.last().toString());
        return members;
    }

    private static void putIfKnown(Map<String, Object> members, String name, Object value) {
        if (value != null) {
            members.put(name, value);
        }
    }
}
