package io.shadowjdbc.parity;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.shadowjdbc.compare.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/** Meters in Micrometer's global registry, which Spring Boot and others bind to their own. */
final class MicrometerMeters implements ParityMeters {
    private final MeterRegistry registry = Metrics.globalRegistry;
    private final Tags tags;
    private final Counter[] reads;
    private final Counter silences;
    private final Map<String, Timer> latencies = new ConcurrentHashMap<>();
    private final List<Meter> created = new CopyOnWriteArrayList<>();

    MicrometerMeters(String instance) {
        tags = Tags.of("instance", instance);
        silences = keep(Counter.builder("shadow.mirror.silences")
                .description("Times at which nothing had been compared for too long although the application read")
                .tags(tags)
                .register(registry));
        reads = new Counter[Verdict.values().length];
        for (Verdict verdict : Verdict.values()) {
            reads[verdict.ordinal()] = keep(Counter.builder("shadow.reads")
                    .description("Selected reads by what became of them")
                    .tags(tags.and("outcome", verdict.name().toLowerCase(Locale.ROOT)))
                    .register(registry));
        }
    }

    private <M extends Meter> M keep(M meter) {
        created.add(meter);
        return meter;
    }

    @Override
    public void ended(Verdict verdict, long count) {
        reads[verdict.ordinal()].increment(count);
    }

    @Override
    public void latency(String provider, long nanos) {
        // looked up first: computeIfAbsent can take a lock for a key that is there
        Timer latency = latencies.get(provider);
        if (latency == null) {
            latency = latencies.computeIfAbsent(provider, this::newLatency);
        }
        latency.record(nanos, TimeUnit.NANOSECONDS);
    }

    private Timer newLatency(String provider) {
        return keep(Timer.builder("shadow.read.latency")
                .description("Time from execution to the answer, of mirrored reads")
                .tags(tags.and("provider", provider))
                .register(registry));
    }

    @Override
    public void flipped(String provider, Duration pause) {
        keep(Timer.builder("shadow.flip.pause")
                        .description("How long new transactions waited at a change of provider")
                        .tags(tags.and("provider", provider))
                        .register(registry))
                .record(pause);
    }

    @Override
    public void queueSize(IntSupplier size) {
        keep(Gauge.builder("shadow.queue.size", size, IntSupplier::getAsInt)
                .description("Mirrored reads that wait to be compared")
                .tags(tags)
                .strongReference(true)
                .register(registry));
    }

    @Override
    public void silenceSeconds(DoubleSupplier seconds) {
        keep(Gauge.builder("shadow.mirror.silence", seconds, DoubleSupplier::getAsDouble)
                .description("Time since a read was last compared")
                .baseUnit("seconds")
                .tags(tags)
                .strongReference(true)
                .register(registry));
    }

    @Override
    public void silence() {
        silences.increment();
    }

    @Override
    public void provider(String name, IntSupplier active) {
        keep(Gauge.builder("shadow.provider", active, IntSupplier::getAsInt)
                .description("1 for the active provider, 0 for the other")
                .tags(tags.and("provider", name))
                .strongReference(true)
                .register(registry));
    }

    @Override
    public void sync(DoubleSupplier lagSeconds, DoubleSupplier lagRows, LongSupplier failures) {
        lag("seconds", lagSeconds);
        lag("rows", lagRows);
        // it holds its object weakly, and these meters live as long as they are shown
        keep(FunctionCounter.builder("shadow.sync.failures", this, meters -> failures.getAsLong())
                .description("Times that the sync inside the application could not go on")
                .tags(tags)
                .register(registry));
    }

    /** The unit is a tag too, since meters of one name differ in their tags. */
    private void lag(String unit, DoubleSupplier lag) {
        keep(Gauge.builder("shadow.sync.lag", lag, DoubleSupplier::getAsDouble)
                .description("How far the other database is behind the active one")
                .baseUnit(unit)
                .tags(tags.and("unit", unit))
                .strongReference(true)
                .register(registry));
    }

    @Override
    public void close() {
        created.forEach(registry::remove);
    }
}
