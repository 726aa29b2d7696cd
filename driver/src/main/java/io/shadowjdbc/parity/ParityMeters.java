package io.shadowjdbc.parity;

import io.shadowjdbc.compare.Verdict;
import java.time.Duration;
import java.util.function.DoubleSupplier;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/** Meters of what the mirror and the switch do. Does nothing where the application has no Micrometer. */
public interface ParityMeters extends AutoCloseable {
    /** Does nothing. */
    ParityMeters NONE = new ParityMeters() {};

    /**
     * Meters in Micrometer's global registry where Micrometer is on the class path, else none.
     *
     * @param instance the value of the tag {@code instance}
     */
    static ParityMeters create(String instance) {
        try {
            Class.forName("io.micrometer.core.instrument.Metrics", false, ParityMeters.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            return NONE;
        }
        return new MicrometerMeters(instance);
    }

    /** Selected reads ended: {@code shadow.reads}, tag {@code outcome}. */
    default void ended(Verdict verdict, long reads) {}

    /** A mirrored read was answered: {@code shadow.read.latency}, tag {@code provider}. */
    default void latency(String provider, long nanos) {}

    /** The provider changed: {@code shadow.flip.pause}, {@code shadow.provider}. */
    default void flipped(String provider, Duration pause) {}

    /** What to show as {@code shadow.queue.size}. */
    default void queueSize(IntSupplier size) {}

    /** What to show as {@code shadow.mirror.silence}: seconds since a read was last compared. */
    default void silenceSeconds(DoubleSupplier seconds) {}

    /** Nothing was compared for too long: {@code shadow.mirror.silences}. */
    default void silence() {}

    /** What to show as {@code shadow.provider}: for each provider 1 if it is active, else 0. */
    default void provider(String name, IntSupplier active) {}

    /**
     * What to show as {@code shadow.sync.lag} and {@code shadow.sync.failures} where the application runs the sync: how far the
     * other database is behind, NaN while another process runs it, and how often it could not go on.
     */
    default void sync(DoubleSupplier lagSeconds, DoubleSupplier lagRows, LongSupplier failures) {}

    @Override
    default void close() {}
}
