package io.shadowjdbc.mirror;

import io.shadowjdbc.compare.Observation;
import io.shadowjdbc.compare.ReadRecorder;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;

/**
 * A read that is to be looked at: at first as the application read it, and where the two sides differ again, later, as
 * both are then. Immutable.
 */
final class Look implements Delayed {
    private static final long FIRST_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final Observation observation;
    private final int attempt;
    private final long due;
    private final ReadRecorder active;
    private final long activeMicros;
    private final long parkedUntil;

    private Look(
            Observation observation, int attempt, long due, ReadRecorder active, long activeMicros, long parkedUntil) {
        this.observation = observation;
        this.attempt = attempt;
        this.due = due;
        this.active = active;
        this.activeMicros = activeMicros;
        this.parkedUntil = parkedUntil;
    }

    /** At what the application has read, some time before that wall-clock time. */
    static Look first(Observation observation, long micros) {
        return new Look(observation, 0, 0, observation, micros, 0);
    }

    /**
     * The look after this one.
     *
     * @param attempts how many there are in all, the first not counted
     * @param windowNanos the time over which they are spread, each wait twice the one before
     */
    Look next(int attempts, long windowNanos) {
        // looks beyond those that were planned: the rows change all the time
        int halvings = attempt > attempts ? 2 : attempts - attempt;
        long wait = attempt == 0 ? FIRST_WAIT_NANOS : windowNanos >> halvings;
        return new Look(observation, attempt + 1, System.nanoTime() + wait, null, 0, 0);
    }

    /** The same look, for which the active side was read some time before that wall-clock time. */
    Look with(ReadRecorder read, long micros) {
        return new Look(observation, attempt, due, read, micros, 0);
    }

    /** The same look, which waits no longer than that for the other side to get as far as the active side was. */
    Look parkedUntil(long nanoTime) {
        return new Look(observation, attempt, due, active, activeMicros, nanoTime);
    }

    Observation observation() {
        return observation;
    }

    /** 0 at what the application read, then counted from 1. */
    int attempt() {
        return attempt;
    }

    /** What the active side gave, or null if it is yet to be asked. */
    ReadRecorder active() {
        return active;
    }

    /** When the active side had answered, in microseconds since 1970. */
    long activeMicros() {
        return activeMicros;
    }

    /** Whether it waits, or has waited, for the other side. */
    boolean isParked() {
        return parkedUntil != 0;
    }

    /** Whether it has waited for the other side as long as it may. */
    boolean hasWaited() {
        return System.nanoTime() - parkedUntil >= 0;
    }

    @Override
    public long getDelay(TimeUnit unit) {
        return unit.convert(due - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
        return Long.compare(due - ((Look) other).due, 0);
    }
}
