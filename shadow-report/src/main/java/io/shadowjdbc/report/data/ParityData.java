package io.shadowjdbc.report.data;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What all the files say together.
 *
 * @param files number of parity files read
 * @param runs in the order of their starts
 * @param statements in the order of their fingerprints
 * @param flips oldest first
 * @param notes by time of their first occurrence
 * @param warnings what the reader of the files has to say: torn lines, runs left out
 */
public record ParityData(
        int files,
        List<Run> runs,
        List<Statement> statements,
        List<Flip> flips,
        List<Note> notes,
        List<String> warnings) {

    public ParityData {
        runs = List.copyOf(runs);
        statements = List.copyOf(statements);
        flips = List.copyOf(flips);
        notes = List.copyOf(notes);
        warnings = List.copyOf(warnings);
    }

    /** All statements together. */
    public Counts totals() {
        return statements.stream().map(Statement::counts).reduce(Counts.NONE, Counts::plus);
    }

    /** Time of the first line of all. */
    public Optional<Instant> first() {
        return runs.stream().map(Run::first).min(Instant::compareTo);
    }

    /** Time of the last line of all. */
    public Optional<Instant> last() {
        return runs.stream().map(Run::last).max(Instant::compareTo);
    }
}
