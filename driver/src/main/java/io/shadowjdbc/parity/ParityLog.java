package io.shadowjdbc.parity;

import io.shadowjdbc.compare.Difference;
import io.shadowjdbc.compare.Observation;
import io.shadowjdbc.compare.Verdict;
import io.shadowjdbc.config.ShadowConfig;
import io.shadowjdbc.plan.StatementPlan;
import io.shadowjdbc.recipe.ParameterValues;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the mirror has found in this run: counts by fingerprint, and the events of
 * {@code docs/reference/parity-events.md}, which one thread of its own writes. Where writing fails, events are lost and
 * counted, and the application goes on. May be used by threads.
 */
public final class ParityLog implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ParityLog.class);
    private static final int MOST_EXAMPLES = 5;
    private static final int MOST_WAITING = 4096;
    private static final long FLUSH_MILLIS = 500;
    private static final int COUNTS_EVERY = 4;

    private final String instance;
    private final String run = UUID.randomUUID().toString();
    private final CellView cells;
    private final ParitySink sink;
    private final ParityMeters meters;
    private final Map<String, FingerprintStatistics> statistics = new ConcurrentHashMap<>();
    private final ArrayBlockingQueue<Map<String, Object>> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final LongAdder lost = new LongAdder();
    private final Thread writer;
    private volatile boolean closed;
    private boolean failing;
    private long meteredUnseen;

    public ParityLog(String instance, ShadowConfig.Values values, ParitySink sink, ParityMeters meters) {
        this.instance = instance;
        this.cells = new CellView(values);
        this.sink = sink;
        this.meters = meters;
        this.writer = new Thread(this::writeLoop, "shadow-parity");
        writer.setDaemon(true);
        writer.start();
    }

    /** The statistics of the statement's fingerprint; a fingerprint that is new is announced. */
    public FingerprintStatistics statistics(StatementPlan plan) {
        FingerprintStatistics known = statistics.get(plan.fingerprint());
        if (known != null) {
            return known;
        }
        FingerprintStatistics created = new FingerprintStatistics(plan);
        FingerprintStatistics before = statistics.putIfAbsent(plan.fingerprint(), created);
        if (before != null) {
            return before;
        }
        Map<String, Object> event = event("statement");
        event.put("fingerprint", plan.fingerprint());
        event.put("sql", plan.analysis().normalized());
        event.put("kind", plan.kind().name());
        event.put("tables", plan.analysis().tables());
        emit(event);
        return created;
    }

    /** The number of fingerprints seen. */
    public int fingerprints() {
        return statistics.size();
    }

    /** The number of selected reads that ended with the verdict. */
    public long count(Verdict verdict) {
        return statistics.values().stream().mapToLong(s -> s.count(verdict)).sum();
    }

    /** Selected reads, over all fingerprints. */
    public long selected() {
        return statistics.values().stream()
                .mapToLong(FingerprintStatistics::selected)
                .sum();
    }

    /** Selected reads that have ended, over all fingerprints. */
    public long ended() {
        return statistics.values().stream()
                .mapToLong(FingerprintStatistics::ended)
                .sum();
    }

    /** Selected reads that the other side was asked for, or can't be, over all fingerprints. */
    public long compared() {
        return statistics.values().stream()
                .mapToLong(FingerprintStatistics::compared)
                .sum();
    }

    /** Why reads were skipped or dropped, over all fingerprints. */
    public Map<String, Long> reasons() {
        Map<String, Long> sums = new TreeMap<>();
        statistics.values().forEach(each -> each.addReasons(sums));
        return sums;
    }

    /** Nothing was compared for a while. */
    public void silence(String why) {
        note("nothing_mirrored", why);
        meters.silence();
    }

    /** Events that could not be written. */
    public long lost() {
        return lost.sum();
    }

    public void runBegins(String version, String application, List<String> providers, String active, double rate) {
        Map<String, Object> event = event("run");
        event.put("version", version);
        event.put("application", application);
        event.put("primary", providers.get(0));
        event.put("secondary", providers.size() > 1 ? providers.get(1) : null);
        event.put("active", active);
        event.put("rate", rate);
        event.put("values", cells.mode());
        emit(event);
    }

    public void providerChanged(String from, String to, long epoch, Duration pause) {
        Map<String, Object> event = event("provider");
        event.put("from", from);
        event.put("to", to);
        event.put("epoch", epoch);
        event.put("pause_ms", pause.toNanos() / 1e6);
        emit(event);
        meters.flipped(to, pause);
    }

    public void note(String code, String detail) {
        Map<String, Object> event = event("note");
        event.put("code", code);
        event.put("detail", detail);
        emit(event);
    }

    /** Whether the other database was asked about a write of that shape. */
    public boolean isChecked(StatementPlan write) {
        return statistics(write).isChecked();
    }

    /**
     * The other database was asked whether it would run a write.
     *
     * @param objection why it would not, or null if it would
     */
    public void checked(StatementPlan write, String other, String objection) {
        if (!statistics(write).checked()) {
            return;
        }
        Map<String, Object> event = event("check");
        event.put("fingerprint", write.fingerprint());
        event.put("other", other);
        event.put("runs", objection == null);
        if (objection != null) {
            event.put("detail", objection);
        }
        emit(event);
    }

    /** A selected read was not compared. */
    public void end(FingerprintStatistics of, Verdict verdict, String reason) {
        of.end(verdict, reason, 0);
        meters.ended(verdict, 1);
    }

    /** A selected read was compared and agrees as far as the statement asks. */
    public void agreed(FingerprintStatistics of, Verdict verdict, int rows) {
        of.end(verdict, null, rows);
        meters.ended(verdict, 1);
    }

    // an example is told before its read is counted: who waits for the count finds it

    /**
     * A selected read agrees, but for the order or the choice of rows that tie.
     *
     * @param what differs
     */
    public void tied(FingerprintStatistics of, Observation observation, String other, String what) {
        if (of.wantsExample(Verdict.TIE_ORDER, 1)) {
            String advice = "; add a unique key to the ORDER BY if the order matters";
            emit(difference(observation, Verdict.TIE_ORDER, other, what + advice));
        }
        agreed(of, Verdict.TIE_ORDER, observation.rows());
    }

    public void latency(FingerprintStatistics of, String provider, long nanos) {
        of.latency(provider, nanos);
        meters.latency(provider, nanos);
    }

    /** A selected read differs. */
    public void differs(FingerprintStatistics of, Observation observation, String other, Difference difference) {
        if (of.wantsExample(Verdict.MISMATCH, MOST_EXAMPLES)) {
            emit(mismatch(observation, other, difference));
        }
        of.end(Verdict.MISMATCH, null, observation.rows());
        meters.ended(Verdict.MISMATCH, 1);
    }

    private Map<String, Object> mismatch(Observation observation, String other, Difference difference) {
        Map<String, Object> event = difference(observation, Verdict.MISMATCH, other, difference.detail());
        event.put("kind", difference.kind().name().toLowerCase(Locale.ROOT));
        event.put("cause", difference.cause().name().toLowerCase(Locale.ROOT));
        if (difference.kind() == Difference.Kind.ROW_COUNT) {
            event.put("active_rows", difference.activeRows());
            event.put("other_rows", difference.otherRows());
        }
        if (difference.row() > 0) {
            event.put("row", difference.row());
        }
        if (difference.column() != null) {
            event.put("column", difference.column());
            event.put("getter", difference.getter());
            event.put("active_value", cells.of(difference.activeValue()));
            event.put("other_value", cells.of(difference.otherValue()));
        }
        return event;
    }

    /** A selected read could not be answered by the other side. */
    public void failed(
            FingerprintStatistics of, Observation observation, Verdict verdict, String other, String detail) {
        if (of.wantsExample(verdict, MOST_EXAMPLES)) {
            emit(difference(observation, verdict, other, detail));
        }
        of.end(verdict, null, 0);
        meters.ended(verdict, 1);
    }

    private Map<String, Object> difference(Observation observation, Verdict verdict, String other, String detail) {
        Map<String, Object> event = event("difference");
        event.put("fingerprint", observation.plan().fingerprint());
        event.put("verdict", verdict.name());
        event.put("detail", detail);
        event.put("active", observation.provider());
        event.put("other", other);
        List<Object> parameters = new ArrayList<>();
        ParameterValues noted = observation.parameters();
        for (int i = 1; i <= noted.size(); i++) {
            parameters.add(cells.of(noted.value(i)));
        }
        event.put("parameters", parameters);
        event.put("calls", observation.calls());
        return event;
    }

    private Map<String, Object> event(String type) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("v", 1);
        event.put("type", type);
        event.put("at", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
        event.put("instance", instance);
        event.put("run", run);
        return event;
    }

    private void emit(Map<String, Object> event) {
        if (!waiting.offer(event)) {
            lost.increment();
        }
    }

    private void writeLoop() {
        for (int round = 0; !closed; round++) {
            try {
                Thread.sleep(FLUSH_MILLIS);
            } catch (InterruptedException e) {
                break;
            }
            write(round % COUNTS_EVERY == 0);
        }
    }

    private synchronized void write(boolean withCounts) {
        meterUnseen();
        try {
            for (Map<String, Object> event = waiting.poll(); event != null; event = waiting.poll()) {
                sink.write(event);
            }
            if (withCounts) {
                for (FingerprintStatistics each : statistics.values()) {
                    if (each.changed()) {
                        Map<String, Object> event = event("counts");
                        event.putAll(each.counts());
                        sink.write(event);
                    }
                }
            }
            sink.flush();
            failing = false;
        } catch (IOException e) {
            lost.increment();
            if (!failing) {
                failing = true;
                log.warn("parity events can't be written and are lost until that works again: {}", e.toString());
            }
        }
    }

    /** The application's threads do not touch meters: what they dropped unseen is added now and then. */
    private void meterUnseen() {
        long unseen = statistics.values().stream()
                .mapToLong(FingerprintStatistics::droppedUnseen)
                .sum();
        meters.ended(Verdict.DROPPED, unseen - meteredUnseen);
        meteredUnseen = unseen;
    }

    /** Writes everything that was found so far. */
    public void flush() {
        write(true);
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        writer.interrupt();
        write(true);
        try {
            sink.close();
        } catch (IOException e) {
            log.warn("the parity file could not be closed: {}", e.toString());
        }
    }
}
