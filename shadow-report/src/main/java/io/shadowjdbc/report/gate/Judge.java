package io.shadowjdbc.report.gate;

import io.shadowjdbc.compare.Verdict;
import io.shadowjdbc.report.data.Counts;
import io.shadowjdbc.report.data.Difference;
import io.shadowjdbc.report.data.ParityData;
import io.shadowjdbc.report.data.Run;
import io.shadowjdbc.report.data.Statement;
import io.shadowjdbc.report.gate.Gate.Finding;
import io.shadowjdbc.report.text.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Measures every gate and puts the verdict into words. */
public final class Judge {
    private final ParityData data;
    private final Limits limits;
    private final Instant now;
    private final Counts totals;
    private final List<Statement> judged;

    private Judge(ParityData data, Limits limits, Instant now) {
        this.data = data;
        this.limits = limits;
        this.now = now;
        this.totals = data.totals();
        this.judged = data.statements().stream()
                .filter(statement -> !limits.accepted().contains(statement.fingerprint()))
                .toList();
    }

    /**
     * Decides.
     *
     * @param now what the age of the newest line is measured from
     */
    public static Decision judge(ParityData data, Limits limits, Instant now) {
        Judge judge = new Judge(data, limits, now);
        List<Gate> gates = judge.gates();
        return new Decision(now, limits, gates, judge.summary(gates), judge.warnings());
    }

    private List<Gate> gates() {
        List<Gate> gates = new ArrayList<>();
        gates.add(comparisons());
        gates.add(verdictGate(Verdict.MISMATCH, "mismatches", "reads that differ", limits.maxMismatches(), "differ"));
        gates.add(verdictGate(
                Verdict.SHADOW_ERROR,
                "shadow_errors",
                "reads that fail on the other side",
                limits.maxShadowErrors(),
                "fail on the other side"));
        gates.add(verdictGate(
                Verdict.UNTRANSLATABLE,
                "untranslatable",
                "reads that can't be translated",
                limits.maxUntranslatable(),
                "can't be translated"));
        gates.add(writes());
        gates.add(coverage());
        gates.add(dropped());
        if (limits.maxAge() != null) {
            gates.add(age());
        }
        return gates;
    }

    private Gate comparisons() {
        long compared = totals.compared();
        String reason = null;
        if (data.files() == 0) {
            reason = "no parity file was found";
        } else if (compared == 0 && limits.minComparisons() > 0) {
            reason = "no read was compared";
        } else if (compared < limits.minComparisons()) {
            reason = "only " + Words.count(compared, "read") + " compared of the "
                    + Words.number(limits.minComparisons()) + " asked for";
        }
        return new Gate(
                "comparisons",
                "reads compared",
                "reads",
                compared,
                limits.minComparisons(),
                Words.number(compared),
                "at least " + Words.number(limits.minComparisons()),
                reason,
                List.of(),
                reason == null ? List.of() : Advice.comparisons(data));
    }

    private Gate coverage() {
        long min = limits.minPerStatement();
        List<Statement> rare = judged.stream()
                .filter(s ->
                        s.isRead() && s.counts().selected() > 0 && s.counts().decided() < min && !s.isCheckedInstead())
                .toList();
        String reason = null;
        if (!rare.isEmpty()) {
            reason = Words.count(rare.size(), "statement")
                    + (rare.size() == 1 ? " was " : " were ")
                    + (min == 1 ? "never compared" : "compared fewer than " + Words.number(min) + " times");
        }
        return new Gate(
                "coverage",
                min == 1 ? "statements never compared" : "statements compared too rarely",
                "statements",
                rare.size(),
                0,
                Words.number(rare.size()),
                "0, each compared at least " + (min == 1 ? "once" : Words.number(min) + " times"),
                reason,
                rare.stream()
                        .map(s -> new Finding(s.fingerprint(), rarely(s.counts())))
                        .toList(),
                reason == null ? List.of() : Advice.coverage(rare));
    }

    private static String rarely(Counts counts) {
        return Words.number(counts.compared()) + " compared of " + Words.number(counts.selected()) + " selected"
                + (counts.reasons().isEmpty() ? "" : ": " + Words.reasons(counts.reasons()));
    }

    private Gate verdictGate(Verdict verdict, String name, String title, long limit, String whatTheyDo) {
        List<Statement> statements = judged.stream()
                .filter(s -> s.counts().of(verdict) > 0)
                .sorted(Comparator.comparingLong((Statement s) -> s.counts().of(verdict))
                        .reversed())
                .toList();
        long reads = statements.stream().mapToLong(s -> s.counts().of(verdict)).sum();
        String reason = reads <= limit
                ? null
                : Words.count(reads, "read") + " of " + Words.count(statements.size(), "statement") + " "
                        + (reads == 1 ? singular(whatTheyDo) : whatTheyDo);
        return new Gate(
                name,
                title,
                "reads",
                reads,
                limit,
                Words.number(reads),
                "at most " + Words.number(limit),
                reason,
                statements.stream()
                        .map(s -> new Finding(s.fingerprint(), example(s, verdict)))
                        .toList(),
                reason == null ? List.of() : Advice.disagreement(verdict, statements));
    }

    private Gate writes() {
        List<Statement> refused = judged.stream().filter(Statement::isRefused).toList();
        String reason =
                refused.isEmpty() ? null : Words.count(refused.size(), "write") + " would not run on the other side";
        return new Gate(
                "writes",
                "writes that would not run",
                "statements",
                refused.size(),
                0,
                Words.number(refused.size()),
                "at most 0",
                reason,
                refused.stream()
                        .map(s -> new Finding(s.fingerprint(), Words.check(s.check())))
                        .toList(),
                reason == null ? List.of() : Advice.writes());
    }

    private static String singular(String verb) {
        return verb.replaceFirst("^(differ|fail)", "$1s");
    }

    private static String example(Statement statement, Verdict verdict) {
        String figure = Words.number(statement.counts().of(verdict)) + " of "
                + Words.number(statement.counts().selected()) + " reads";
        return statement.differences().stream()
                .filter(difference -> difference.verdict() == verdict)
                .map(Words::difference)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .map(text -> figure + "; for example: " + text)
                .orElse(figure);
    }

    private Gate dropped() {
        long dropped = totals.of(Verdict.DROPPED);
        long selected = totals.selected();
        double percent = selected == 0 ? 0 : 100.0 * dropped / selected;
        String share = selected == 0 ? "0 %" : Words.percent(dropped, selected);
        String reason = percent <= limits.maxDroppedPercent() ? null : share + " of the selected reads were dropped";
        return new Gate(
                "dropped",
                "reads dropped",
                "percent",
                Math.round(percent * 1000) / 1000.0,
                limits.maxDroppedPercent(),
                share,
                "at most " + Words.percent(limits.maxDroppedPercent()),
                reason,
                List.of(),
                reason == null ? List.of() : Advice.dropped(totals.reasons()));
    }

    private Gate age() {
        Duration age = data.last().map(last -> Duration.between(last, now)).orElse(null);
        boolean open = age != null && age.compareTo(limits.maxAge()) <= 0;
        String figure = age == null ? "no line" : age.isNegative() ? "0 s" : Words.duration(age);
        return new Gate(
                "age",
                "age of the newest line",
                "seconds",
                age == null ? null : age.toSeconds(),
                limits.maxAge().toSeconds(),
                figure,
                "at most " + Words.duration(limits.maxAge()),
                open ? null : age == null ? "nothing was ever written" : "nothing was written for " + figure,
                List.of(),
                open ? List.of() : Advice.age(lastSeen()));
    }

    private List<String> lastSeen() {
        return data.runs().stream()
                .collect(Collectors.toMap(Run::instance, Run::last, (a, b) -> a.isAfter(b) ? a : b))
                .entrySet()
                .stream()
                .sorted(Map.Entry.comparingByValue())
                .map(entry -> entry.getKey() + " at " + Words.time(entry.getValue()))
                .toList();
    }

    private String summary(List<Gate> gates) {
        List<String> reasons = gates.stream()
                .map(Gate::reason)
                .filter(reason -> reason != null)
                .toList();
        if (!reasons.isEmpty()) {
            return String.join("; ", reasons);
        }
        long statements = data.statements().stream()
                .filter(s -> s.counts().compared() > 0)
                .count();
        long disagreed = judged.stream().mapToLong(s -> s.counts().disagreed()).sum();
        int accepted = data.statements().size() - judged.size();
        return Words.count(totals.compared(), "read") + " of " + Words.count(statements, "statement") + " compared, "
                + (disagreed == 0 ? "all agree" : "all but " + Words.number(disagreed) + " agree, within the limits")
                + (accepted == 0 ? "" : "; " + Words.count(accepted, "statement") + " accepted by hand");
    }

    private List<String> warnings() {
        TreeSet<String> unknown = new TreeSet<>(limits.accepted());
        data.statements().forEach(statement -> unknown.remove(statement.fingerprint()));
        return unknown.stream()
                .map(fingerprint -> "no statement has the accepted fingerprint " + fingerprint)
                .toList();
    }

    /** Kinds of the examples of a verdict, for advice. */
    static List<String> kinds(List<Statement> statements, Verdict verdict) {
        return statements.stream()
                .flatMap(statement -> statement.differences().stream())
                .filter(difference -> difference.verdict() == verdict)
                .map(Difference::kind)
                .filter(kind -> kind != null)
                .distinct()
                .toList();
    }
}
