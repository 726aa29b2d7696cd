package io.shadowjdbc.migrator.timeline;

import io.shadowjdbc.migrator.timeline.Timeline.Pause;
import io.shadowjdbc.migrator.timeline.Timeline.Phase;
import io.shadowjdbc.migrator.timeline.Timeline.Sample;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * The picture of a {@link Timeline}: a page that needs no other file, no network and no script, for light and dark
 * screens. All figures stand in tables as well.
 */
final class TimelinePage {
    private static final String STYLE = """
            :root { color-scheme: light dark; --ink: #1c2430; --soft: #5a6676; --paper: #fff; --line: #cfd6df;
              --lag: #0b63c5; --writes: #0f7b4f; --pause: #b3261e; --even: #e8ecf1; --odd: #d3dae3;
              --sqlite: #eaf3fd; --postgresql: #fdf1e0; }
            @media (prefers-color-scheme: dark) { :root { --ink: #e8ecf2; --soft: #a4b0bf; --paper: #12161c;
              --line: #3a4451; --lag: #7db4f5; --writes: #63cf9f; --pause: #ff8a80; --even: #222b36; --odd: #2e3a48;
              --sqlite: #16273a; --postgresql: #33270f; } }
            body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper);
              max-width: 68rem; margin: 2rem auto; padding: 0 1rem; }
            h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
            svg { width: 100%; height: auto; } svg text { font: 12px system-ui, sans-serif; fill: var(--ink); }
            svg .soft { fill: var(--soft); } svg .axis { stroke: var(--line); }
            svg .lag { stroke: var(--lag); fill: none; stroke-width: 1.5; }
            svg .writes { stroke: var(--writes); fill: none; stroke-width: 1.5; }
            svg .lag.dot { fill: var(--lag); } svg .writes.dot { fill: var(--writes); }
            svg .active-sqlite { fill: var(--sqlite); } svg .active-postgresql { fill: var(--postgresql); }
            svg .pause { fill: var(--pause); } svg .even { fill: var(--even); } svg .odd { fill: var(--odd); }
            table { border-collapse: collapse; } th, td { text-align: left; padding: .2rem .9rem .2rem 0;
              border-bottom: 1px solid var(--line); } td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
            """;
    private final Timeline timeline;
    private final List<Phase> phases;
    private final List<Pause> pauses;
    private final List<Sample> lag;
    private final List<Sample> throughput;
    private final String title;
    private final Instant begin;
    private final double seconds;

    TimelinePage(Timeline timeline, String title) {
        this.timeline = timeline;
        this.phases = timeline.phases();
        this.pauses = timeline.pauses();
        this.lag = timeline.lag();
        this.throughput = timeline.throughput();
        this.title = title;
        this.begin = timeline.begin();
        this.seconds = timeline.seconds();
    }

    String html() {
        return "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                + "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src"
                + " 'unsafe-inline'\">\n<title>" + Markup.text(title) + "</title>\n<style>\n" + STYLE
                + "</style>\n</head>\n<body>\n<main>\n<h1>" + Markup.text(title) + "</h1>\n<p>" + Markup.text(summary())
                + "</p>\n"
                + new TimelinePicture(timeline, title, summary()).svg() + tables() + "</main>\n</body>\n</html>\n";
    }

    private String summary() {
        String longest = pauses.stream()
                .map(Pause::length)
                .max(Duration::compareTo)
                .map(pause -> "; " + pauses.size() + (pauses.size() == 1 ? " pause" : " pauses") + ", the longest "
                        + Markup.millis(pause))
                .orElse("");
        return "From " + begin.truncatedTo(ChronoUnit.SECONDS) + ", " + Markup.number(seconds) + " s" + longest + ".";
    }

    private String tables() {
        StringBuilder html = new StringBuilder(
                "<h2>Phases</h2>\n<table>\n<thead><tr><th scope=\"col\">phase</th>"
                        + "<th scope=\"col\" class=\"n\">begins after, s</th><th scope=\"col\" class=\"n\">took, ms</th></tr></thead>\n<tbody>\n");
        for (Phase phase : phases) {
            row(
                    html,
                    phase.name(),
                    Markup.number(after(phase.begin())),
                    Markup.number(length(phase).toNanos() / 1e6));
        }
        html.append(
                "</tbody>\n</table>\n<h2>Pauses</h2>\n<table>\n<thead><tr><th scope=\"col\">pause</th>"
                        + "<th scope=\"col\" class=\"n\">begins after, s</th><th scope=\"col\" class=\"n\">took, ms</th></tr></thead>\n<tbody>\n");
        for (int i = 0; i < pauses.size(); i++) {
            Pause pause = pauses.get(i);
            row(
                    html,
                    "pause " + (i + 1),
                    Markup.number(after(pause.begin())),
                    Markup.number(pause.length().toNanos() / 1e6));
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
        return sorted.length == 0
                ? "none"
                : Markup.number(sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)]);
    }

    private static void row(StringBuilder html, String name, String... figures) {
        html.append("<tr><th scope=\"row\">").append(Markup.text(name)).append("</th>");
        for (String figure : figures) {
            html.append("<td class=\"n\">").append(Markup.text(figure)).append("</td>");
        }
        html.append("</tr>\n");
    }

    private Duration length(Phase phase) {
        return phase.end() == null ? Duration.ZERO : Duration.between(phase.begin(), phase.end());
    }

    private double after(Instant moment) {
        return Duration.between(begin, moment).toNanos() / 1e9;
    }
}
