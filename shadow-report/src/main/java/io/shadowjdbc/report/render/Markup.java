package io.shadowjdbc.report.render;

import io.shadowjdbc.report.text.Printable;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes HTML. Text and attribute values are always escaped: SQL and values come from production and may hold
 * anything. Not for use by several threads.
 */
final class Markup {
    private final StringBuilder html = new StringBuilder(1 << 16);
    private final Deque<String> open = new ArrayDeque<>();

    /** Opens an element; {@code attributes} are names and values in turn, a null value leaves its attribute out. */
    Markup open(String tag, String... attributes) {
        startTag(tag, attributes);
        open.push(tag);
        return this;
    }

    /** Closes the element that was opened last. */
    Markup close() {
        html.append("</").append(open.pop()).append('>');
        return this;
    }

    /** An element with nothing but text inside. */
    Markup element(String tag, String text, String... attributes) {
        return open(tag, attributes).text(text).close();
    }

    /** An element that has no end tag. */
    Markup empty(String tag, String... attributes) {
        startTag(tag, attributes);
        return this;
    }

    Markup text(String text) {
        escape(text);
        return this;
    }

    /** For readers of the source. */
    Markup newLine() {
        html.append('\n');
        return this;
    }

    /** Text that is HTML, CSS or JavaScript already and comes from this program alone. */
    Markup trusted(String markup) {
        html.append(markup);
        return this;
    }

    @Override
    public String toString() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("elements left open: " + open);
        }
        return html.toString();
    }

    private void startTag(String tag, String... attributes) {
        html.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            if (attributes[i + 1] != null) {
                html.append(' ').append(attributes[i]).append("=\"");
                escape(attributes[i + 1]);
                html.append('"');
            }
        }
        html.append('>');
    }

    private void escape(String raw) {
        String text = Printable.of(raw);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> html.append("&amp;");
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '"' -> html.append("&quot;");
                case '\'' -> html.append("&#39;");
                default -> html.append(c);
            }
        }
    }
}
