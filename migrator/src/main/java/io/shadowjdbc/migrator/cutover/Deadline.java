package io.shadowjdbc.migrator.cutover;

import io.shadowjdbc.migrator.GateClosedException;
import java.time.Duration;
import java.util.List;

/** How long the application may be kept waiting, from a moment on. */
final class Deadline {
    private final Duration limit;
    private final long begin = System.nanoTime();

    private Deadline(Duration limit) {
        this.limit = limit;
    }

    static Deadline in(Duration limit) {
        return new Deadline(limit);
    }

    Duration left() {
        Duration left = limit.minusNanos(System.nanoTime() - begin);
        return left.isNegative() ? Duration.ZERO : left;
    }

    Duration passed() {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** @throws GateClosedException if there is no time left for the step */
    void check(Step next) throws GateClosedException {
        if (left().isZero()) {
            throw new GateClosedException(
                    "the application has waited " + limit.toMillis() + " ms (--deadline) and step " + next.label()
                            + " is not done: it is let go on where it was. Try again in a quieter moment, or give more"
                            + " time",
                    List.of());
        }
    }
}
