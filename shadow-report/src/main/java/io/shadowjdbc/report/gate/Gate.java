package io.shadowjdbc.report.gate;

import java.util.List;

/**
 * One condition of the verdict, measured.
 *
 * @param name stable, for programs
 * @param title for people
 * @param unit of figure and limit: {@code reads}, {@code statements}, {@code percent} or {@code seconds}
 * @param figure what was measured; null where there was nothing to measure
 * @param limit what is asked for
 * @param figureText the figure for people
 * @param limitText the limit for people, with its direction
 * @param reason a clause that says what is wrong; null if the gate is open
 * @param findings the statements that it is about; of an open gate those that its limit lets through
 * @param next what to do; empty if the gate is open
 */
public record Gate(
        String name,
        String title,
        String unit,
        Number figure,
        Number limit,
        String figureText,
        String limitText,
        String reason,
        List<Finding> findings,
        List<String> next) {

    /** One statement, and what is wrong with it. */
    public record Finding(String fingerprint, String text) {}

    public Gate {
        findings = List.copyOf(findings);
        next = List.copyOf(next);
    }

    public boolean passed() {
        return reason == null;
    }
}
