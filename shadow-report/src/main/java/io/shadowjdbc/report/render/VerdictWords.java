package io.shadowjdbc.report.render;

import io.shadowjdbc.compare.Verdict;
import java.util.Locale;

/** Verdicts as the page shows them. */
final class VerdictWords {
    private VerdictWords() {}

    /** {@code tie order}. */
    static String label(Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** CSS class: {@code good}, {@code soft} (agrees with a remark), {@code bad} or {@code idle} (not compared). */
    static String tone(Verdict verdict) {
        return switch (verdict) {
            case MATCH -> "good";
            case MATCH_WITHIN_TOLERANCE, STALE, TIE_ORDER -> "soft";
            case MISMATCH, SHADOW_ERROR, UNTRANSLATABLE -> "bad";
            case SKIPPED, DROPPED -> "idle";
        };
    }

    /** Tells the tones apart without colour. */
    static String sign(Verdict verdict) {
        return switch (tone(verdict)) {
            case "bad" -> "✗";
            case "idle" -> "–";
            default -> "✓";
        };
    }

    static String meaning(Verdict verdict) {
        return switch (verdict) {
            case MATCH -> "Both sides gave what the application read.";
            case MATCH_WITHIN_TOLERANCE -> "Computed reals differ by less than the tolerance.";
            case STALE -> "Agreed when both were read again: a write was in flight.";
            case TIE_ORDER -> "The same rows in another order, which the statement leaves open.";
            case MISMATCH -> "The two sides differ, and go on differing.";
            case SHADOW_ERROR -> "The other side raised an error.";
            case UNTRANSLATABLE -> "The statement has no equal on the other side.";
            case SKIPPED -> "Not compared, for a reason that lies in the read.";
            case DROPPED -> "Not compared, for lack of room or because the other side was down.";
        };
    }
}
