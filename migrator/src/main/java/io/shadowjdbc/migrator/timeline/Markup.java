package io.shadowjdbc.migrator.timeline;

import java.time.Duration;
import java.util.Locale;

/** Texts and figures as a page takes them. */
final class Markup {
    private Markup() {}

    /** A text that means nothing but itself. */
    static String text(String raw) {
        return raw.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** A figure with two decimals at most. */
    static String number(double value) {
        String text = String.format(Locale.ROOT, "%.2f", value);
        return text.replaceFirst("\\.?0+$", "");
    }

    static String millis(Duration duration) {
        return number(duration.toNanos() / 1e6) + " ms";
    }
}
