package io.shadowjdbc.mirror;

import io.shadowjdbc.parity.ParityLog;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that nothing was compared for a while although the application reads, and says why. One thread looks, all may
 * tell and ask.
 */
final class Silence {
    private static final Logger log = LoggerFactory.getLogger(Silence.class);
    private static final long EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final long warnAfter;
    private final ParityLog parity;
    private final Supplier<String> obstacle;
    private volatile long began = System.nanoTime();
    /** Written only where it changes: all the application's threads share it. */
    private volatile boolean reads;

    private long nextLook = began;
    private long compared;
    private boolean warned;
    private Map<String, Long> reasonsBefore = Map.of();

    /**
     * @param warnAfter how long it may last
     * @param obstacle why nothing can be compared now, or null
     */
    Silence(Duration warnAfter, ParityLog parity, Supplier<String> obstacle) {
        this.warnAfter = warnAfter.toNanos();
        this.parity = parity;
        this.obstacle = obstacle;
    }

    /** The application has run a statement that may be a read. */
    void applicationReads() {
        if (!reads) {
            reads = true;
        }
    }

    /** How long it lasts already. */
    double seconds() {
        return (System.nanoTime() - began) / 1e9;
    }

    /** Sees whether something was compared, and warns if not for too long, once each time. */
    void look() {
        long now = System.nanoTime();
        if (now - nextLook < 0) {
            return;
        }
        nextLook = now + EVERY_NANOS;
        long comparedNow = parity.compared();
        if (comparedNow != compared) {
            compared = comparedNow;
            began = now;
            reads = false;
            warned = false;
            reasonsBefore = parity.reasons();
        } else if (!warned && reads && now - began > warnAfter) {
            warned = true;
            String text = "nothing was compared for " + TimeUnit.NANOSECONDS.toSeconds(now - began)
                    + " s although the application reads: " + why();
            log.warn(text);
            parity.silence(text);
        }
    }

    private String why() {
        String known = obstacle.get();
        if (known != null) {
            return known;
        }
        Map<String, Long> since = new TreeMap<>();
        parity.reasons().forEach((reason, count) -> {
            long more = count - reasonsBefore.getOrDefault(reason, 0L);
            if (more > 0) {
                since.put(reason, more);
            }
        });
        return since.isEmpty()
                ? "no read was selected; see shadow.mirror.include, .exclude, .rate"
                : "reads were skipped or dropped: "
                        + since.entrySet().stream()
                                .map(entry -> entry.getKey() + " " + entry.getValue())
                                .collect(Collectors.joining(", "));
    }
}
