package io.shadowjdbc.migrator.timeline;

import io.shadowjdbc.migrator.run.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What happened when while activity went from one database to the other: phases, pauses, the sync's lag, writes. Becomes
 * a file of figures and a page with the picture. Safe for use by several threads.
 */
public final class Timeline {
    private final List<Phase> phases = new ArrayList<>();
    private final List<Pause> pauses = new ArrayList<>();
    private final List<Sample> lag = new ArrayList<>();
    private final List<Sample> throughput = new ArrayList<>();
    private final List<Activity> activities = new ArrayList<>();

    /** A stretch of time with a name; the end is null while it lasts. */
    record Phase(String name, Instant begin, Instant end) {}

    /** New transactions waited. */
    record Pause(Instant begin, Duration length) {
        double millis() {
            return length.toNanos() / 1e6;
        }
    }

    /** That database is active from then on. */
    record Activity(String database, Instant since) {}

    /** A figure at a moment. */
    record Sample(Instant at, double value) {}

    /** A phase begins; the one before it ends. */
    public synchronized void phase(String name) {
        Instant now = Instant.now();
        end(now);
        phases.add(new Phase(name, now, null));
    }

    /** That database is active from now on: {@code sqlite} or {@code postgresql}. */
    public synchronized void active(String database) {
        if (activities.isEmpty()
                || !activities.get(activities.size() - 1).database.equals(database)) {
            activities.add(new Activity(database, Instant.now()));
        }
    }

    /** Nothing more happens. */
    public synchronized void end() {
        end(Instant.now());
    }

    private void end(Instant now) {
        if (!phases.isEmpty() && phases.get(phases.size() - 1).end == null) {
            Phase last = phases.remove(phases.size() - 1);
            phases.add(new Phase(last.name, last.begin, now));
        }
    }

    /** New transactions waited that long, until now. */
    public synchronized void pause(Duration length) {
        pauses.add(new Pause(Instant.now().minus(length), length));
    }

    /** The inactive side is that far behind, in milliseconds. */
    public synchronized void lag(double millis) {
        lag.add(new Sample(Instant.now(), millis));
    }

    /** That many writes a second are made, or carried over. */
    public synchronized void throughput(double perSecond) {
        throughput.add(new Sample(Instant.now(), perSecond));
    }

    synchronized List<Activity> activities() {
        return List.copyOf(activities);
    }

    synchronized List<Phase> phases() {
        return List.copyOf(phases);
    }

    synchronized List<Pause> pauses() {
        return List.copyOf(pauses);
    }

    synchronized List<Sample> lag() {
        return List.copyOf(lag);
    }

    synchronized List<Sample> throughput() {
        return List.copyOf(throughput);
    }

    /** The first moment of which anything is known. */
    synchronized Instant begin() {
        return moments().min(Instant::compareTo).orElse(Instant.EPOCH);
    }

    /** From the first moment to the last one; never nothing. */
    synchronized double seconds() {
        Instant end = moments().max(Instant::compareTo).orElse(Instant.EPOCH);
        return Math.max(1e-3, Duration.between(begin(), end).toNanos() / 1e9);
    }

    private Stream<Instant> moments() {
        return Stream.of(
                        phases.stream()
                                .flatMap(phase -> Stream.of(phase.begin, phase.end == null ? phase.begin : phase.end)),
                        pauses.stream().flatMap(pause -> Stream.of(pause.begin, pause.begin.plus(pause.length))),
                        Stream.concat(lag.stream(), throughput.stream()).map(Sample::at),
                        activities.stream().map(Activity::since))
                .flatMap(Function.identity());
    }

    /**
     * Writes {@code timeline.json} and {@code timeline.html}.
     *
     * @param title what the page is headed with
     */
    public void write(Path directory, String title) throws IOException {
        Files.writeString(directory.resolve("timeline.json"), Json.pretty(toJson()));
        Files.writeString(directory.resolve("timeline.html"), new TimelinePage(this, title).html());
    }

    private synchronized Map<String, Object> toJson() {
        List<Map<String, Object>> phaseList = new ArrayList<>();
        for (Phase phase : phases) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("name", phase.name);
            json.put("begin", phase.begin.toString());
            json.put("end", phase.end == null ? null : phase.end.toString());
            phaseList.add(json);
        }
        List<Map<String, Object>> pauseList = new ArrayList<>();
        for (Pause pause : pauses) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("begin", pause.begin.toString());
            json.put("millis", pause.millis());
            pauseList.add(json);
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(
                "active",
                activities.stream()
                        .map(each -> List.<Object>of(each.since.toString(), each.database))
                        .toList());
        json.put("phases", phaseList);
        json.put("pauses", pauseList);
        json.put("lagMillis", samples(lag));
        json.put("writesPerSecond", samples(throughput));
        return json;
    }

    private static List<List<Object>> samples(List<Sample> samples) {
        return samples.stream()
                .map(sample -> List.<Object>of(sample.at.toString(), sample.value))
                .toList();
    }
}
