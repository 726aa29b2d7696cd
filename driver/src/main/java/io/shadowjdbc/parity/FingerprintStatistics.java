package io.shadowjdbc.parity;

import io.shadowjdbc.compare.Verdict;
import io.shadowjdbc.plan.StatementPlan;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * What has become of the selected reads of one fingerprint in this run. Every selected read is counted once in
 * {@link #selected} and, when it ends, once under its verdict. May be used by threads.
 */
public final class FingerprintStatistics {
    /** The reason of reads that could not be compared yet. */
    public static final String NO_SCHEMA_MAP = "no_schema_map";

    /** Verdicts after which a statement is known well enough for its executions to be thinned. */
    private static final long ENOUGH = 300;

    private static final Saturation[] SATURATIONS = Saturation.values();
    private static final int VERDICTS = Verdict.values().length;
    private static final long HIGHEST_MICROS = TimeUnit.HOURS.toMicros(1);

    private final StatementPlan plan;
    /** Counted by the application's threads. */
    private final LongAdder selected = new LongAdder();

    /** Those of them that were dropped unseen, by {@link Saturation}: all that a read then costs the application. */
    private final LongAdder[] unseen = new LongAdder[SATURATIONS.length];

    /** Reads of the active side that were made twice, and those of them that gave two answers. */
    private final LongAdder twice = new LongAdder();

    private final LongAdder twiceDiffering = new LongAdder();
    /** Never goes back; threads may set it more than once. */
    private boolean familiar;

    private final AtomicLongArray verdicts = new AtomicLongArray(VERDICTS);
    private final LongAdder rows = new LongAdder();
    private final AtomicBoolean checked = new AtomicBoolean();
    private final Map<String, LongAdder> reasons = new ConcurrentHashMap<>();
    private final Map<String, ConcurrentHistogram> latencies = new ConcurrentSkipListMap<>();
    private final int[] examples = new int[VERDICTS];
    private long writtenEnded = -1;

    FingerprintStatistics(StatementPlan plan) {
        this.plan = plan;
        Arrays.setAll(unseen, i -> new LongAdder());
    }

    /** The first statement of this fingerprint. */
    StatementPlan plan() {
        return plan;
    }

    public void select() {
        selected.increment();
    }

    /**
     * Whether enough of its reads have been judged, or are about to be, for the others to be thinned. Reads that were
     * dropped, or came before the schema map was there, have told nothing.
     */
    public boolean isFamiliar() {
        if (!familiar) {
            familiar = selected.sum() - verdicts.get(Verdict.DROPPED.ordinal()) - count(NO_SCHEMA_MAP) >= ENOUGH;
        }
        return familiar;
    }

    private long count(String reason) {
        LongAdder count = reasons.get(reason);
        return count == null ? 0 : count.sum();
    }

    /** A read was made twice on the active side. */
    public void readTwice(boolean differing) {
        twice.increment();
        if (differing) {
            twiceDiffering.increment();
        }
    }

    /** Adds why its reads were skipped or dropped. */
    void addReasons(Map<String, Long> sums) {
        reasons.forEach((reason, count) -> sums.merge(reason, count.sum(), Long::sum));
        for (Saturation saturation : SATURATIONS) {
            long count = unseen[saturation.ordinal()].sum();
            if (count > 0) {
                sums.merge(saturation.reason(), count, Long::sum);
            }
        }
    }

    /** Reads that the other side was asked for, or can't be. */
    long compared() {
        return ended() - count(Verdict.SKIPPED) - count(Verdict.DROPPED);
    }

    /** Counts a read that was selected, and dropped before anything of it was noted. */
    public void dropUnseen(Saturation saturation) {
        unseen[saturation.ordinal()].increment();
    }

    /** Reads dropped before anything of them was noted. */
    long droppedUnseen() {
        return Arrays.stream(unseen).mapToLong(LongAdder::sum).sum();
    }

    public long selected() {
        return selected.sum() + droppedUnseen();
    }

    public long count(Verdict verdict) {
        return verdicts.get(verdict.ordinal()) + (verdict == Verdict.DROPPED ? droppedUnseen() : 0);
    }

    /** The number of selected reads that have ended. */
    public long ended() {
        long sum = droppedUnseen();
        for (int i = 0; i < VERDICTS; i++) {
            sum += verdicts.get(i);
        }
        return sum;
    }

    /** Whether the statement, a write, was checked on the other side. */
    boolean isChecked() {
        return checked.get();
    }

    /** Notes that it was checked; whether this is the first to say so. */
    boolean checked() {
        return checked.compareAndSet(false, true);
    }

    void end(Verdict verdict, String reason, int comparedRows) {
        if (reason != null) {
            found(reasons, reason, LongAdder::new).increment();
        }
        rows.add(comparedRows);
        verdicts.incrementAndGet(verdict.ordinal());
    }

    void latency(String provider, long nanos) {
        found(latencies, provider, () -> new ConcurrentHistogram(HIGHEST_MICROS, 2))
                .recordValue(Math.min(HIGHEST_MICROS, TimeUnit.NANOSECONDS.toMicros(nanos)));
    }

    /** Looks it up first: computeIfAbsent can take a lock for a key that is there. */
    private static <T> T found(Map<String, T> map, String key, Supplier<T> maker) {
        T value = map.get(key);
        return value != null ? value : map.computeIfAbsent(key, absent -> maker.get());
    }

    /** Whether another example of that verdict is worth writing; counts it if so. */
    boolean wantsExample(Verdict verdict, int most) {
        synchronized (examples) {
            if (examples[verdict.ordinal()] >= most) {
                return false;
            }
            examples[verdict.ordinal()]++;
            return true;
        }
    }

    /** Whether reads have ended since this was last asked. For the one thread that writes. */
    boolean changed() {
        long ended = ended();
        boolean changed = ended != writtenEnded;
        writtenEnded = ended;
        return changed;
    }

    /** The members of a {@code counts} event. */
    Map<String, Object> counts() {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("fingerprint", plan.fingerprint());
        Map<String, Object> byVerdict = new LinkedHashMap<>();
        for (Verdict verdict : Verdict.values()) {
            long count = count(verdict);
            if (count > 0) {
                byVerdict.put(verdict.name(), count);
            }
        }
        // read after the verdicts, so that it is never less than their sum
        event.put("selected", selected());
        event.put("verdicts", byVerdict);
        Map<String, Long> byReason = new TreeMap<>();
        addReasons(byReason);
        event.put("reasons", byReason);
        event.put("rows", rows.sum());
        if (twice.sum() > 0) {
            event.put("noise", Map.of("reads", twice.sum(), "differing", twiceDiffering.sum()));
        }
        event.put("latency", latencyEvent());
        return event;
    }

    private Map<String, Object> latencyEvent() {
        Map<String, Object> byProvider = new LinkedHashMap<>();
        latencies.forEach((provider, recorded) -> {
            Histogram histogram = recorded.copy();
            Map<String, Object> latency = new LinkedHashMap<>();
            latency.put("count", histogram.getTotalCount());
            latency.put("mean_us", Math.round(histogram.getMean()));
            latency.put("p50_us", histogram.getValueAtPercentile(50));
            latency.put("p99_us", histogram.getValueAtPercentile(99));
            latency.put("max_us", histogram.getMaxValue());
            byProvider.put(provider, latency);
        });
        return byProvider;
    }
}
