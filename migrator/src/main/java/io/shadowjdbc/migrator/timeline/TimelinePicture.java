package io.shadowjdbc.migrator.timeline;

import io.shadowjdbc.migrator.timeline.Timeline.Activity;
import io.shadowjdbc.migrator.timeline.Timeline.Pause;
import io.shadowjdbc.migrator.timeline.Timeline.Phase;
import io.shadowjdbc.migrator.timeline.Timeline.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A {@link Timeline} as SVG: a lane of phases, and below it the lag, the throughput and the pauses over the same axis of
 * time, on a ground that tells which database is active.
 */
final class TimelinePicture {
    private static final int WIDTH = 1000;
    private static final int LEFT = 70;
    private static final int RIGHT = 990;
    private static final int LANE = 76;
    private static final int LANE_TOP = 24;
    private static final int PANEL = 110;
    private static final int PANEL_TOP = LANE_TOP + LANE + 14;
    private static final int PANEL_STEP = PANEL + 26;
    private static final int BOTTOM = PANEL_TOP + 2 * PANEL_STEP + PANEL;
    private static final int HEIGHT = BOTTOM + 24;

    /** Of the font in the style. */
    private static final double LETTER = 6.4;

    private static final int LINE = 13;
    private static final int MOST_POINTS = 920;
    private static final int GAP = 15;
    private static final int TICKS = 8;

    private final Timeline timeline;
    private final String title;
    private final String summary;
    private final Instant begin;
    private final double seconds;
    private final StringBuilder svg = new StringBuilder();

    /** @param summary the picture in a sentence */
    TimelinePicture(Timeline timeline, String title, String summary) {
        this.timeline = timeline;
        this.title = title;
        this.summary = summary;
        this.begin = timeline.begin();
        this.seconds = timeline.seconds();
    }

    String svg() {
        svg.append("<svg viewBox=\"0 0 " + WIDTH + " " + HEIGHT
                + "\" role=\"img\" aria-labelledby=\"picture-title picture-text\">\n"
                + "<title id=\"picture-title\">" + Markup.text(title)
                + "</title>\n<desc id=\"picture-text\">Phases, the active"
                + " database, the sync's lag in milliseconds, writes a second and pauses in milliseconds over time. "
                + Markup.text(summary) + " The tables below hold the same figures.</desc>\n");
        ground();
        phases();
        curve("lag", "lag, ms", timeline.lag(), 0);
        curve("writes", "writes/s", timeline.throughput(), 1);
        pauses();
        axis();
        return svg.append("</svg>\n").toString();
    }

    /** Which database is active, behind all panels, with a key above. */
    private void ground() {
        List<Activity> activities = timeline.activities();
        int keyAt = LEFT;
        for (int i = 0; i < activities.size(); i++) {
            Activity activity = activities.get(i);
            String style = "active-" + activity.database();
            double from = x(activity.since());
            double to = i + 1 < activities.size() ? x(activities.get(i + 1).since()) : RIGHT;
            rectangle(
                    style, from, PANEL_TOP - 8, to - from, BOTTOM - PANEL_TOP + 8, activity.database() + " is active");
            if (activities.stream().limit(i).noneMatch(other -> other.database().equals(activity.database()))) {
                rectangle(style, keyAt, 4, 12, 12, null);
                String key = activity.database() + " is active";
                text("soft", keyAt + 17, 14, key, "start");
                keyAt += 17 + (int) (LETTER * key.length()) + 18;
            }
        }
    }

    private void phases() {
        List<Phase> phases = timeline.phases();
        for (int i = 0; i < phases.size(); i++) {
            Phase phase = phases.get(i);
            double from = x(phase.begin());
            double width = (phase.end() == null ? RIGHT : x(phase.end())) - from;
            Duration length = phase.end() == null ? Duration.ZERO : Duration.between(phase.begin(), phase.end());
            rectangle(
                    i % 2 == 0 ? "even" : "odd",
                    from,
                    LANE_TOP,
                    Math.max(0.5, width),
                    LANE,
                    phase.name() + ", " + Markup.millis(length));
            // a name stands upright where it does not fit across, and only in the table where it does not fit at all
            if (width >= LETTER * phase.name().length() + 6) {
                text("", from + width / 2, LANE_TOP + LANE / 2 + 4, phase.name(), "middle");
            } else if (width >= LINE) {
                upright(from + width / 2 + 4, LANE_TOP + LANE - 4, phase.name());
            }
        }
    }

    private void upright(double x, double y, String label) {
        svg.append("<text transform=\"translate(")
                .append(Markup.number(x))
                .append(' ')
                .append(Markup.number(y))
                .append(") rotate(-90)\">")
                .append(Markup.text(label))
                .append("</text>\n");
    }

    private void curve(String style, String label, List<Sample> samples, int panel) {
        double highest = samples.stream().mapToDouble(Sample::value).max().orElse(0);
        double full = roundUp(highest);
        frame(label, full, panel);
        List<Sample> stretch = new ArrayList<>();
        for (Sample sample : thinned(samples)) {
            // where nobody looked for a while, there is no line
            if (!stretch.isEmpty()
                    && x(sample.at()) - x(stretch.get(stretch.size() - 1).at()) > GAP) {
                line(style, stretch, full, panel);
                stretch.clear();
            }
            stretch.add(sample);
        }
        line(style, stretch, full, panel);
    }

    private void line(String style, List<Sample> stretch, double full, int panel) {
        if (stretch.isEmpty()) {
            return;
        }
        if (stretch.size() == 1) {
            Sample one = stretch.get(0);
            svg.append("<circle class=\"" + style + " dot\" r=\"3\" cx=\"" + Markup.number(x(one.at())) + "\" cy=\""
                    + Markup.number(y(one.value(), full, panel)) + "\"/>\n");
            return;
        }
        svg.append("<polyline class=\"").append(style).append("\" points=\"");
        for (Sample sample : stretch) {
            svg.append(Markup.number(x(sample.at())))
                    .append(',')
                    .append(Markup.number(y(sample.value(), full, panel)))
                    .append(' ');
        }
        svg.append("\"/>\n");
    }

    /** Of many samples the highest of each lot: a peak is never lost. */
    private static List<Sample> thinned(List<Sample> samples) {
        int lot = samples.size() / MOST_POINTS + 1;
        List<Sample> kept = new ArrayList<>();
        for (int i = 0; i < samples.size(); i += lot) {
            kept.add(samples.subList(i, Math.min(i + lot, samples.size())).stream()
                    .max(Comparator.comparingDouble(Sample::value))
                    .orElseThrow());
        }
        return kept;
    }

    private void pauses() {
        List<Pause> pauses = timeline.pauses();
        double full = roundUp(pauses.stream().mapToDouble(Pause::millis).max().orElse(0));
        frame("pauses, ms", full, 2);
        double written = 0;
        for (Pause pause : pauses) {
            double from = x(pause.begin());
            double width = Math.max(3, x(pause.begin().plus(pause.length())) - from);
            double top = y(pause.millis(), full, 2);
            rectangle("pause", from, top, width, BOTTOM - top, "pause of " + Markup.millis(pause.length()));
            String label = String.valueOf(Math.round(pause.millis()));
            double half = LETTER * label.length() / 2;
            double middle = Math.min(from + width / 2, RIGHT - half);
            if (middle - half > written) {
                text("", middle, top - 3, label, "middle");
                written = middle + half;
            }
        }
    }

    /** Lines and figures at nothing, half and full. */
    private void frame(String label, double full, int panel) {
        int top = PANEL_TOP + panel * PANEL_STEP;
        for (int half = 0; half <= 2; half++) {
            double y = top + PANEL - half * PANEL / 2.0;
            svg.append("<line class=\"axis\" x1=\"" + LEFT + "\" x2=\"" + RIGHT + "\" y1=\"" + Markup.number(y)
                    + "\" y2=\"" + Markup.number(y) + "\"/>\n");
            if (half == 0 || full > 0) {
                text("soft", LEFT - 6, y + 4, Markup.number(full * half / 2), "end");
            }
        }
        text("", 0, top + PANEL / 4.0 + 4, label, "start");
    }

    private void axis() {
        double step = roundUp(seconds / TICKS);
        for (int i = 0; i * step <= seconds; i++) {
            double at = LEFT + (RIGHT - LEFT) * i * step / seconds;
            svg.append("<line class=\"axis\" x1=\"" + Markup.number(at) + "\" x2=\"" + Markup.number(at) + "\" y1=\""
                    + BOTTOM + "\" y2=\"" + (BOTTOM + 4) + "\"/>\n");
            text("soft", at, BOTTOM + 18, Markup.number(i * step) + " s", at > RIGHT - 20 ? "end" : "middle");
        }
    }

    /** The next figure that is easy to read. */
    private static double roundUp(double value) {
        if (value <= 0) {
            return 0;
        }
        double power = Math.pow(10, Math.floor(Math.log10(value)));
        for (double factor : new double[] {1, 1.5, 2, 3, 4, 5, 6, 8}) {
            if (value <= factor * power * 1.000_001) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    private void rectangle(String style, double x, double y, double width, double height, String tip) {
        svg.append("<rect class=\"" + Markup.text(style) + "\" x=\"" + Markup.number(x) + "\" y=\"" + Markup.number(y)
                + "\" width=\"" + Markup.number(width) + "\" height=\"" + Markup.number(height) + "\"");
        svg.append(tip == null ? "/>\n" : "><title>" + Markup.text(tip) + "</title></rect>\n");
    }

    private void text(String style, double x, double y, String label, String anchor) {
        svg.append(
                "<text" + (style.isEmpty() ? "" : " class=\"" + style + "\"") + " text-anchor=\"" + anchor + "\" x=\""
                        + Markup.number(x) + "\" y=\"" + Markup.number(y) + "\">" + Markup.text(label) + "</text>\n");
    }

    private double x(Instant moment) {
        return LEFT + (RIGHT - LEFT) * Duration.between(begin, moment).toNanos() / 1e9 / seconds;
    }

    private static double y(double value, double full, int panel) {
        return PANEL_TOP + panel * PANEL_STEP + PANEL - (full == 0 ? 0 : value / full * PANEL);
    }
}
