package io.shadowjdbc.report.data;

import java.util.List;

/**
 * All statements of one shape, over all runs.
 *
 * @param fingerprint 16 hexadecimal digits
 * @param sql with its literals replaced by {@code ?}; null if no file told it
 * @param kind {@code SELECT}, {@code INSERT}, ...; null if no file told it
 * @param tables in alphabetical order
 * @param differences examples, oldest first
 * @param check of what can't be compared, a write or a read between writes: what the other database said of it; null if
 *     it was not asked
 */
public record Statement(
        String fingerprint,
        String sql,
        String kind,
        List<String> tables,
        Counts counts,
        List<Difference> differences,
        Check check) {

    public Statement {
        tables = List.copyOf(tables);
        differences = List.copyOf(differences);
    }

    /** Whether the other database would refuse it. */
    public boolean isRefused() {
        return check != null && !check.runs();
    }

    /** Whether it was only ever read in transactions that had written, and would run on the other database. */
    public boolean isCheckedInstead() {
        return check != null
                && check.runs()
                && counts.reasons().getOrDefault("uncommitted_writes", 0L) == counts.selected();
    }

    /** Whether it is a read, so that it could be compared. What no file told the kind of is taken for one. */
    public boolean isRead() {
        return kind == null || kind.equals("SELECT");
    }
}
