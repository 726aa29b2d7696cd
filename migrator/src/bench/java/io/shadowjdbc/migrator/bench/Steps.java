package io.shadowjdbc.migrator.bench;

import io.shadowjdbc.migrator.bench.CopyCost.Cost;
import java.util.ArrayList;
import java.util.List;

/** What our command had cost when it said a line: the lines show where one step ends and the next begins. */
final class Steps {
    private final List<String> lines = new ArrayList<>();
    private final List<Cost> costs = new ArrayList<>();

    void note(String line, Cost cost) {
        lines.add(line);
        costs.add(cost);
    }

    String said() {
        return String.join("\n", lines);
    }

    private Cost at(String pattern) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).matches(pattern)) {
                return costs.get(i);
            }
        }
        throw new IllegalStateException("no line matches " + pattern + " in:\n" + said());
    }

    /** @param all the cost of the whole command, its end included */
    List<Cost> costs(Cost all) {
        Cost start = at("migrate: .*");
        Cost backup = at("backup: .*");
        Cost census = at("census: \\d.*");
        Cost copyBegins = at("copy: .* at a time");
        Cost rowsDone = at(" *building .* keys");
        Cost copyDone = at("copy: .* rows in .*");
        Cost verifyBegins = at("verify: comparing .*");
        String verified = said().contains(": 0 differences") ? "verified" : "NOT VERIFIED";
        Cost rows = rowsDone.minus(copyBegins);
        return List.of(
                start.plus(rows).as("ours: JVM start, rows", ""),
                start.plus(rows).plus(all.minus(verifyBegins)).as("ours: JVM start, rows, verification", verified),
                copyDone.as("ours: all up to the verification", "with backup, census, keys, statistics"),
                all.as("ours: all", verified),
                backup.minus(start).as("of it backup and check of its pages", ""),
                census.minus(backup).as("of it census", ""),
                copyDone.minus(rowsDone).as("of it keys, indexes, statistics", ""),
                all.minus(verifyBegins).as("of it verification", ""));
    }
}
