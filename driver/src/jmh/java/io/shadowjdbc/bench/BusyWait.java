package io.shadowjdbc.bench;

import io.shadowjdbc.Shadow;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits as an application does that has much to do: a processor that has slept is slow at first. */
final class BusyWait {
    private static final long LEAST_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long BETWEEN_NANOS = TimeUnit.MICROSECONDS.toNanos(50);
    private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(30);

    private BusyWait() {}

    /**
     * For a millisecond at least.
     *
     * @param state what is said where it takes too long
     * @throws IllegalStateException if that takes longer than 30 s
     */
    static void until(BooleanSupplier done, Supplier<?> state) {
        long begin = System.nanoTime();
        for (long next = LEAST_NANOS; next < MOST_NANOS; next += BETWEEN_NANOS) {
            while (System.nanoTime() - begin < next) {
                Thread.onSpinWait();
            }
            if (done.getAsBoolean()) {
                return;
            }
        }
        throw new IllegalStateException("not all reads were compared within 30 s: " + state.get());
    }

    /** How many reads have come to their verdict. */
    static long verdictsOf(Shadow shadow) {
        return shadow.verdicts().values().stream().mapToLong(Long::longValue).sum();
    }
}
