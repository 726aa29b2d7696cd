package io.shadowjdbc.report.data;

import io.shadowjdbc.compare.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Collects the lines of one run. Not for use by several threads. */
final class RunLog {
    /** What was told of a statement, apart from its counts. */
    static final class Shape {
        String sql;
        String kind;
        final SortedSet<String> tables = new TreeSet<>();
    }

    /** What makes two notes the same. */
    private record NoteKey(String code, String detail) {}

    /** One run: run identifiers are unique within an instance only. */
    record Key(String instance, String run) {}

    final Key key;
    final Map<String, Shape> shapes = new TreeMap<>();
    private final Map<String, Counts> counts = new TreeMap<>();
    // sets, so that a file that was handed in twice under two names tells nothing twice
    final Set<Difference> differences = new LinkedHashSet<>();
    final Map<String, Check> checks = new TreeMap<>();
    final Set<Flip> flips = new LinkedHashSet<>();
    private final Map<NoteKey, Set<Instant>> notes = new LinkedHashMap<>();
    private ParityLine header;
    private Instant first;
    private Instant last;

    RunLog(Key key) {
        this.key = key;
    }

    /** Takes one line in; types that are not known are passed over. */
    void add(String type, ParityLine line) throws ParityFormatException {
        Instant at = line.instant("at");
        seen(at);
        switch (type) {
            case "run" -> header = line;
            case "statement" -> addShape(line);
            case "counts" -> counts.put(line.text("fingerprint"), readCounts(line));
            case "difference" -> differences.add(readDifference(at, line));
            case "check" ->
                checks.merge(
                        line.text("fingerprint"),
                        new Check(at, line.textOrNull("other"), line.flag("runs"), line.textOrNull("detail")),
                        Check::later);
            case "provider" ->
                flips.add(new Flip(
                        at,
                        key.instance(),
                        key.run(),
                        line.text("from"),
                        line.text("to"),
                        line.countOrNull("epoch"),
                        line.numberOrNull("pause_ms")));
            case "note" ->
                notes.computeIfAbsent(
                                new NoteKey(line.text("code"), line.textOrNull("detail")), k -> new LinkedHashSet<>())
                        .add(at);
            default -> {
                // a type of a later version
            }
        }
    }

    /** Takes in what another file tells of the same run: a copy of this one's, perhaps made earlier or later. */
    void absorb(RunLog copy) {
        seen(copy.first);
        seen(copy.last);
        header = header == null ? copy.header : header;
        copy.shapes.forEach(shapes::putIfAbsent);
        copy.counts.forEach((fingerprint, other) -> counts.merge(fingerprint, other, RunLog::further));
        differences.addAll(copy.differences);
        flips.addAll(copy.flips);
        copy.checks.forEach((fingerprint, other) -> checks.merge(fingerprint, other, Check::later));
        copy.notes.forEach((note, times) ->
                notes.computeIfAbsent(note, k -> new LinkedHashSet<>()).addAll(times));
    }

    /** Counts are cumulative, so of two copies the one that counted further is the later one. */
    private static Counts further(Counts a, Counts b) {
        int bySelected = Long.compare(a.selected(), b.selected());
        return bySelected > 0 || (bySelected == 0 && a.finished() >= b.finished()) ? a : b;
    }

    Instant first() {
        return first;
    }

    /**
     * The last counts of each statement. Where an instance died between writing an example and the counts that go with
     * it, the example counts: what was seen must not be missed by a gate.
     */
    Map<String, Counts> counts() {
        Map<String, Counts> complete = new TreeMap<>(counts);
        for (Difference difference : differences) {
            complete.compute(
                    difference.fingerprint(),
                    (fingerprint, known) -> (known == null ? Counts.NONE : known).including(difference.verdict()));
        }
        return complete;
    }

    Run toRun() throws ParityFormatException {
        ParityLine h = header;
        Counts total = counts().values().stream().reduce(Counts.NONE, Counts::plus);
        return new Run(
                key.instance(),
                key.run(),
                h == null ? null : h.textOrNull("version"),
                h == null ? null : h.textOrNull("application"),
                h == null ? null : h.textOrNull("primary"),
                h == null ? null : h.textOrNull("secondary"),
                h == null ? null : h.textOrNull("active"),
                h == null ? null : h.numberOrNull("rate"),
                h == null ? null : h.textOrNull("values"),
                first,
                last,
                total);
    }

    List<Note> toNotes() {
        return notes.entrySet().stream()
                .map(entry -> {
                    SortedSet<Instant> times = new TreeSet<>(entry.getValue());
                    return new Note(
                            key.instance(),
                            key.run(),
                            entry.getKey().code(),
                            entry.getKey().detail(),
                            times.size(),
                            times.first(),
                            times.last());
                })
                .toList();
    }

    private void seen(Instant at) {
        first = first == null || at.isBefore(first) ? at : first;
        last = last == null || at.isAfter(last) ? at : last;
    }

    private void addShape(ParityLine line) throws ParityFormatException {
        Shape shape = shapes.computeIfAbsent(line.text("fingerprint"), f -> new Shape());
        shape.sql = line.textOrNull("sql");
        shape.kind = line.textOrNull("kind");
        shape.tables.addAll(line.texts("tables"));
    }

    private static Counts readCounts(ParityLine line) throws ParityFormatException {
        ParityLine verdictCounts = line.object("verdicts");
        Map<Verdict, Long> verdicts = new EnumMap<>(Verdict.class);
        for (String name : verdictCounts.names()) {
            verdicts.put(verdict(verdictCounts, name, name), verdictCounts.count(name));
        }
        ParityLine reasonCounts = line.object("reasons");
        SortedMap<String, Long> reasons = new TreeMap<>();
        for (String name : reasonCounts.names()) {
            reasons.put(name, reasonCounts.count(name));
        }
        ParityLine latencies = line.object("latency");
        SortedMap<String, Latency> latency = new TreeMap<>();
        for (String provider : latencies.names()) {
            latency.put(provider, readLatency(latencies.object(provider)));
        }
        ParityLine twice = line.object("noise");
        Noise noise = new Noise(twice.countOrZero("reads"), twice.countOrZero("differing"));
        return new Counts(line.count("selected"), verdicts, reasons, line.countOrZero("rows"), latency, noise);
    }

    private static Latency readLatency(ParityLine times) throws ParityFormatException {
        return new Latency(
                times.count("count"),
                times.numberOrZero("mean_us"),
                times.numberOrZero("p50_us"),
                times.numberOrZero("p99_us"),
                times.numberOrZero("max_us"));
    }

    private Difference readDifference(Instant at, ParityLine line) throws ParityFormatException {
        List<Cell> parameters = new ArrayList<>();
        for (ParityLine parameter : line.objects("parameters")) {
            parameters.add(readCell(parameter));
        }
        return new Difference(
                at,
                key.instance(),
                key.run(),
                line.text("fingerprint"),
                verdict(line, "verdict", line.text("verdict")),
                line.textOrNull("kind"),
                line.textOrNull("cause"),
                line.textOrNull("detail"),
                line.textOrNull("active"),
                line.textOrNull("other"),
                line.countOrNull("row"),
                line.labelOrNull("column"),
                line.textOrNull("getter"),
                readCell(line.objectOrNull("active_value")),
                readCell(line.objectOrNull("other_value")),
                line.countOrNull("active_rows"),
                line.countOrNull("other_rows"),
                parameters,
                readCalls(line));
    }

    private static List<Call> readCalls(ParityLine line) throws ParityFormatException {
        List<Call> calls = new ArrayList<>();
        for (ParityLine call : line.objects("calls")) {
            calls.add(new Call(call.text("getter"), (int) call.countOrZero("column"), call.textOrNull("label")));
        }
        return calls;
    }

    private static Cell readCell(ParityLine cell) throws ParityFormatException {
        return cell == null
                ? null
                : new Cell(cell.text("type"), cell.countOrNull("length"), cell.textOrNull("hash"), cell.raw("value"));
    }

    /** A verdict that this version doesn't know is an error: it can't be told whether it speaks for or against. */
    private static Verdict verdict(ParityLine line, String member, String name) throws ParityFormatException {
        try {
            return Verdict.valueOf(name);
        } catch (IllegalArgumentException e) {
            throw line.problem(
                    member, "is a verdict that this version does not know; use the report of the driver's version", e);
        }
    }
}
