package io.shadowjdbc.report.gate;

import io.shadowjdbc.compare.Verdict;
import io.shadowjdbc.report.data.ParityData;
import io.shadowjdbc.report.data.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What to do about a closed gate. */
final class Advice {
    private static final String AGAIN =
            "Restart the application after a repair and judge the new runs alone: --since with the time of the restart.";

    /** By kind of mismatch, as the parity events name them. */
    private static final Map<String, String> BY_KIND = Map.of(
            "row_count",
                    "Rows missing or extra: run shadow-migrator verify; if the data are equal, compare the WHERE clause.",
            "value",
                    "Other values: run shadow-migrator verify; if the data are equal, look at the functions and casts of the statement.",
            "null",
                    "NULL on one side only: run shadow-migrator verify, then look at the column's codec in the schema map.",
            "type", "Another type: look at the column's codec in the schema map.",
            "order",
                    "Another order, though the statement decides it: look at the collation of the columns in its ORDER BY.",
            "column_names", "Other column names: give the expressions an alias (AS) in the statement.");

    private static final Map<String, String> BY_REASON = Map.of(
            "queue_full", "The queue was full: lower shadow.mirror.rate, or raise shadow.mirror.threads or .queue.",
            "over_budget",
                    "Mirroring used up its processor time: lower shadow.mirror.rate, or raise shadow.mirror.budget.",
            "queue_bytes",
                    "The queue's bytes were used up: lower shadow.mirror.rate, or raise shadow.mirror.queue-bytes.",
            "breaker_open", "The other database was down or failing: see the notes, then repair it and run on.");

    private Advice() {}

    static List<String> comparisons(ParityData data) {
        if (data.files() == 0) {
            return List.of(
                    "Give --in the directory that shadow.parity.dir names; it holds one .jsonl file an instance.");
        }
        List<String> next = new ArrayList<>();
        next.add(
                "Check that shadow.secondary.url is set, shadow.mirror.rate is above 0 and the application is in use.");
        data.notes()
                .forEach(note -> next.add("Note of " + note.instance() + ": " + note.code()
                        + (note.detail() == null ? "" : ": " + note.detail())));
        return next.stream().distinct().limit(5).toList();
    }

    static List<String> coverage(List<Statement> statements) {
        String one = statements.get(0).fingerprint();
        return List.of(
                "Let the application run on, or use what runs these statements; a higher shadow.mirror.rate helps rare ones.",
                "What can never be compared (a random value, a read inside a writing transaction) check by hand, then"
                        + " accept it: --accept " + one);
    }

    static List<String> disagreement(Verdict verdict, List<Statement> statements) {
        List<String> next = new ArrayList<>();
        switch (verdict) {
            case MISMATCH ->
                Judge.kinds(statements, verdict).forEach(kind -> {
                    if (BY_KIND.containsKey(kind)) {
                        next.add(BY_KIND.get(kind));
                    }
                });
            case SHADOW_ERROR ->
                next.add("Run the statement on the other database by hand; the example names the error.");
            default ->
                next.add("Write the construct that the example names in another way, or leave the statement out"
                        + " (shadow.mirror.exclude) and test it by hand.");
        }
        next.add(AGAIN);
        return next;
    }

    static List<String> writes() {
        return List.of(
                "Bring the schema of the other database in line (shadow-migrator schema), or write the statement in another"
                        + " way; the other database only prepared it and changed nothing.",
                AGAIN);
    }

    static List<String> dropped(Map<String, Long> reasons) {
        Set<String> next = new LinkedHashSet<>();
        reasons.keySet().forEach(reason -> {
            if (BY_REASON.containsKey(reason)) {
                next.add(BY_REASON.get(reason));
            }
        });
        next.add("If the comparisons made are enough all the same, raise --max-dropped.");
        return List.copyOf(next);
    }

    static List<String> age(List<String> lastSeen) {
        List<String> next = new ArrayList<>();
        next.add("Check that the application runs and writes to the directory given with --in.");
        if (!lastSeen.isEmpty()) {
            next.add("Last lines: " + String.join("; ", lastSeen));
        }
        return next;
    }
}
