package io.shadowjdbc.report.gate;

import io.shadowjdbc.report.data.Statement;
import java.time.Instant;
import java.util.List;

/**
 * Go or no-go.
 *
 * @param at when it was decided
 * @param summary one sentence, without the verdict itself
 * @param warnings what the decision was asked to do and couldn't
 */
public record Decision(Instant at, Limits limits, List<Gate> gates, String summary, List<String> warnings) {

    public Decision {
        gates = List.copyOf(gates);
        warnings = List.copyOf(warnings);
    }

    /** Whether every gate is open. */
    public boolean go() {
        return gates.stream().allMatch(Gate::passed);
    }

    /** {@code GO} or {@code NO-GO}. */
    public String word() {
        return go() ? "GO" : "NO-GO";
    }

    /** Whether a person has looked at the statement and lets it pass. */
    public boolean accepts(Statement statement) {
        return limits.accepted().contains(statement.fingerprint());
    }
}
