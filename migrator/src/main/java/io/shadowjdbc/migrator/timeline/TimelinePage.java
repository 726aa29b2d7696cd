package io.shadowjdbc.migrator.timeline;

import io.shadowjdbc.migrator.timeline.Timeline.Pause;
import io.shadowjdbc.migrator.timeline.Timeline.Phase;
import io.shadowjdbc.migrator.timeline.Timeline.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The picture of a {@link Timeline}: a page that needs no other file, no network and no script, for light and dark
 * screens. All figures stand in tables as well.
 */
final class TimelinePage {
    private static final String STYLE = """
            :root { color-scheme: light dark; --ink: #1c2430; --soft: #5a6676; --paper: #fff; --line: #cfd6df;
              --lag: #0b63c5; --writes: #0f7b4f; --pause: #b3261e; --even: #e8eef6; --odd: #d5e0ee; }
            @media (prefers-color-scheme: dark) { :root { --ink: #e8ecf2; --soft: #a4b0bf; --paper: #12161c;
              --line: #3a4451; --lag: #7db4f5; --writes: #63cf9f; --pause: #ff8a80; --even: #222b36; --odd: #2e3a48; } }
            body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper);
              max-width: 68rem; margin: 2rem auto; padding: 0 1rem; }
            h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
            svg { width: 100%; height: auto; } svg text { font: 12px system-ui, sans-serif; fill: var(--ink); }
            svg .soft { fill: var(--soft); } svg .axis { stroke: var(--line); }
            svg .lag { stroke: var(--lag); fill: none; stroke-width: 1.5; }
            svg .writes { stroke: var(--writes); fill: none; stroke-width: 1.5; stroke-dasharray: 5 2; }
            svg .pause { fill: var(--pause); } svg .even { fill: var(--even); } svg .odd { fill: var(--odd); }
            table { border-collapse: collapse; } th, td { text-align: left; padding: .2rem .9rem .2rem 0;
              border-bottom: 1px solid var(--line); } td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
            """;
    private static final int WIDTH = 1000;
    private static final int LEFT = 70;
    private static final int RIGHT = 990;
    private static final int PANEL = 110;
    private static final int MOST_POINTS = 920;

    private final List<Phase> phases;
    private final List<Pause> pauses;
    private final List<Sample> lag;
    private final List<Sample> throughput;
    private final String title;
    private final Instant begin;
    private final double seconds;

    TimelinePage(Timeline timeline, String title) {
        this.phases = timeline.phases();
        this.pauses = timeline.pauses();
        this.lag = timeline.lag();
        this.throughput = timeline.throughput();
        this.title = title;
        List<Instant> moments = new ArrayList<>();
        phases.forEach(phase -> {
            moments.add(phase.begin());
            moments.add(phase.end() == null ? phase.begin() : phase.end());
        });
        pauses.forEach(pause -> {
            moments.add(pause.begin());
            moments.add(pause.begin().plus(pause.length()));
        });
        lag.forEach(sample -> moments.add(sample.at()));
        throughput.forEach(sample -> moments.add(sample.at()));
        this.begin = moments.stream().min(Instant::compareTo).orElse(Instant.EPOCH);
        Instant end = moments.stream().max(Instant::compareTo).orElse(Instant.EPOCH);
        this.seconds = Math.max(1e-3, Duration.between(begin, end).toNanos() / 1e9);
    }

    String html() {
        return "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                + "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src"
                + " 'unsafe-inline'\">\n<title>" + text(title) + "</title>\n<style>\n" + STYLE
                + "</style>\n</head>\n<body>\n<main>\n<h1>" + text(title) + "</h1>\n<p>" + text(summary()) + "</p>\n"
                + picture() + tables() + "</main>\n</body>\n</html>\n";
    }

    private String summary() {
        String longest = pauses.stream()
                .map(Pause::length)
                .max(Duration::compareTo)
                .map(pause -> "; " + pauses.size() + (pauses.size() == 1 ? " pause" : " pauses") + ", the longest "
                        + millis(pause))
                .orElse("");
        return "From " + begin + ", " + number(seconds) + " s" + longest + ".";
    }

    private String picture() {
        int height = 60 + 3 * (PANEL + 40);
        StringBuilder svg = new StringBuilder("<svg viewBox=\"0 0 " + WIDTH + " " + height
                + "\" role=\"img\" aria-labelledby=\"picture-title picture-text\">\n<title id=\"picture-title\">"
                + text(title)
                + "</title>\n<desc id=\"picture-text\">Phases, the sync's lag in milliseconds, writes a second"
                + " and pauses in milliseconds over time. " + text(summary())
                + " The tables below hold the same figures.</desc>\n");
        phaseBand(svg, 10, height - 40);
        curve(svg, "lag", "lag, ms", lag, 60);
        curve(svg, "writes", "writes/s", throughput, 60 + PANEL + 40);
        pauseBars(svg, 60 + 2 * (PANEL + 40));
        axis(svg, height - 30);
        return svg.append("</svg>\n").toString();
    }

    private void phaseBand(StringBuilder svg, int top, int bottom) {
        double written = 0;
        for (int i = 0; i < phases.size(); i++) {
            Phase phase = phases.get(i);
            double from = x(phase.begin());
            double to = phase.end() == null ? RIGHT : x(phase.end());
            svg.append("<rect class=\"")
                    .append(i % 2 == 0 ? "even" : "odd")
                    .append("\" x=\"")
                    .append(number(from));
            svg.append("\" y=\"").append(top).append("\" width=\"").append(number(Math.max(0.5, to - from)));
            svg.append("\" height=\"").append(bottom - top).append("\"><title>");
            svg.append(text(phase.name() + ", " + millis(length(phase)))).append("</title></rect>\n");
            // a name is written only where it does not run into the one before; the table has all
            if (from >= written) {
                svg.append("<text x=\"")
                        .append(number(from + 3))
                        .append("\" y=\"")
                        .append(top + 15)
                        .append("\">");
                svg.append(text(phase.name())).append("</text>\n");
                written = from + 12 + 7.0 * phase.name().length();
            }
        }
    }

    private void curve(StringBuilder svg, String style, String label, List<Sample> samples, int top) {
        double highest = samples.stream().mapToDouble(Sample::value).max().orElse(0);
        frame(svg, label, highest, top);
        if (samples.isEmpty()) {
            return;
        }
        svg.append("<polyline class=\"").append(style).append("\" points=\"");
        for (Sample sample : thinned(samples)) {
            double height = highest == 0 ? 0 : sample.value() / highest * PANEL;
            svg.append(number(x(sample.at())))
                    .append(',')
                    .append(number(top + PANEL - height))
                    .append(' ');
        }
        svg.append("\"/>\n");
    }

    /** Of many samples the highest of each stretch: a peak is never lost. */
    private static List<Sample> thinned(List<Sample> samples) {
        int lot = samples.size() / MOST_POINTS + 1;
        List<Sample> kept = new ArrayList<>();
        for (int i = 0; i < samples.size(); i += lot) {
            kept.add(samples.subList(i, Math.min(i + lot, samples.size())).stream()
                    .max(java.util.Comparator.comparingDouble(Sample::value))
                    .orElseThrow());
        }
        return kept;
    }

    private void pauseBars(StringBuilder svg, int top) {
        double highest = pauses.stream()
                .mapToDouble(pause -> pause.length().toNanos() / 1e6)
                .max()
                .orElse(0);
        frame(svg, "pauses, ms", highest, top);
        for (Pause pause : pauses) {
            double height = highest == 0 ? 0 : pause.length().toNanos() / 1e6 / highest * PANEL;
            double width = Math.max(3, x(pause.begin().plus(pause.length())) - x(pause.begin()));
            svg.append("<rect class=\"pause\" x=\"")
                    .append(number(x(pause.begin())))
                    .append("\" y=\"");
            svg.append(number(top + PANEL - height)).append("\" width=\"").append(number(width));
            svg.append("\" height=\"").append(number(height)).append("\"><title>");
            svg.append(text("pause of " + millis(pause.length()))).append("</title></rect>\n");
        }
    }

    private static void frame(StringBuilder svg, String label, double highest, int top) {
        svg.append("<line class=\"axis\" x1=\"" + LEFT + "\" x2=\"" + RIGHT + "\" y1=\"" + (top + PANEL) + "\" y2=\""
                + (top + PANEL) + "\"/>\n");
        svg.append("<text x=\"0\" y=\"" + (top + 24) + "\">" + text(label) + "</text>\n");
        svg.append("<text class=\"soft\" x=\"0\" y=\"" + (top + 40) + "\">to " + number(highest) + "</text>\n");
    }

    private void axis(StringBuilder svg, int top) {
        for (int i = 0; i <= 5; i++) {
            double at = seconds * i / 5;
            svg.append("<text class=\"soft\" text-anchor=\"")
                    .append(i == 5 ? "end" : "middle")
                    .append("\" x=\"");
            svg.append(number(LEFT + (RIGHT - LEFT) * i / 5.0))
                    .append("\" y=\"")
                    .append(top + 14)
                    .append("\">");
            svg.append(number(at)).append(" s</text>\n");
        }
    }

    private String tables() {
        StringBuilder html = new StringBuilder(
                "<h2>Phases</h2>\n<table>\n<thead><tr><th scope=\"col\">phase</th>"
                        + "<th scope=\"col\" class=\"n\">begins after, s</th><th scope=\"col\" class=\"n\">took, ms</th></tr></thead>\n<tbody>\n");
        for (Phase phase : phases) {
            row(
                    html,
                    phase.name(),
                    number(after(phase.begin())),
                    number(length(phase).toNanos() / 1e6));
        }
        html.append(
                "</tbody>\n</table>\n<h2>Pauses</h2>\n<table>\n<thead><tr><th scope=\"col\">pause</th>"
                        + "<th scope=\"col\" class=\"n\">begins after, s</th><th scope=\"col\" class=\"n\">took, ms</th></tr></thead>\n<tbody>\n");
        for (int i = 0; i < pauses.size(); i++) {
            Pause pause = pauses.get(i);
            row(
                    html,
                    "pause " + (i + 1),
                    number(after(pause.begin())),
                    number(pause.length().toNanos() / 1e6));
        }
        html.append("</tbody>\n</table>\n<h2>Lag and writes</h2>\n<table>\n<thead><tr><th scope=\"col\">figure</th>"
                + "<th scope=\"col\" class=\"n\">median</th><th scope=\"col\" class=\"n\">99th percentile</th>"
                + "<th scope=\"col\" class=\"n\">highest</th></tr></thead>\n<tbody>\n");
        figures(html, "lag, ms", lag);
        figures(html, "writes a second", throughput);
        return html.append("</tbody>\n</table>\n").toString();
    }

    private static void figures(StringBuilder html, String name, List<Sample> samples) {
        double[] sorted = samples.stream().mapToDouble(Sample::value).sorted().toArray();
        row(html, name, quantile(sorted, 0.5), quantile(sorted, 0.99), quantile(sorted, 1));
    }

    private static String quantile(double[] sorted, double share) {
        return sorted.length == 0 ? "none" : number(sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)]);
    }

    private static void row(StringBuilder html, String name, String... figures) {
        html.append("<tr><th scope=\"row\">").append(text(name)).append("</th>");
        for (String figure : figures) {
            html.append("<td class=\"n\">").append(text(figure)).append("</td>");
        }
        html.append("</tr>\n");
    }

    private Duration length(Phase phase) {
        return phase.end() == null ? Duration.ZERO : Duration.between(phase.begin(), phase.end());
    }

    private double after(Instant moment) {
        return Duration.between(begin, moment).toNanos() / 1e9;
    }

    private double x(Instant moment) {
        return LEFT + (RIGHT - LEFT) * after(moment) / seconds;
    }

    private static String millis(Duration duration) {
        return number(duration.toNanos() / 1e6) + " ms";
    }

    private static String number(double value) {
        String text = String.format(Locale.ROOT, "%.2f", value);
        return text.replaceFirst("\\.?0+$", "");
    }

    private static String text(String raw) {
        return raw.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
