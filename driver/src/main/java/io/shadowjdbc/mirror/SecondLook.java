package io.shadowjdbc.mirror;

import io.shadowjdbc.compare.Observation;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;

/** A read whose two sides differ, and that is to be read again on both. */
final class SecondLook implements Delayed {
    private static final long FIRST_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final Observation observation;
    private final int attempt;
    private final long due;

    private SecondLook(Observation observation, int attempt, long waitNanos) {
        this.observation = observation;
        this.attempt = attempt;
        this.due = System.nanoTime() + waitNanos;
    }

    static SecondLook first(Observation observation) {
        return new SecondLook(observation, 1, FIRST_WAIT_NANOS);
    }

    /**
     * The look after this one.
     *
     * @param attempts how many there are in all
     * @param windowNanos the time over which they are spread, each wait twice the one before
     */
    SecondLook next(int attempts, long windowNanos) {
        long share = windowNanos >> Math.max(0, attempts - attempt);
        return new SecondLook(observation, attempt + 1, share);
    }

    Observation observation() {
        return observation;
    }

    int attempt() {
        return attempt;
    }

    @Override
    public long getDelay(TimeUnit unit) {
        return unit.convert(due - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
        return Long.compare(due - ((SecondLook) other).due, 0);
    }
}
