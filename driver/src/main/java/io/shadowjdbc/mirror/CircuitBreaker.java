package io.shadowjdbc.mirror;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Keeps the shadow away from a database that does not answer. It opens at the first failure; while it is open one attempt
 * is let through after each pause, and the first that succeeds closes it. May be used by threads, which never wait for one
 * another here.
 */
final class CircuitBreaker {
    private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(1);
    /** Who fails again so soon after a success is tried again later. */
    private static final long UNSTABLE = TimeUnit.SECONDS.toNanos(5);

    /**
     * @param generation counts how often it has opened
     * @param pause between two attempts while it is open; while it is closed, between the last two
     * @param time of the next attempt; while it is closed, when it closed
     */
    private record State(long generation, boolean isOpen, long pause, long time) {
        State opened(long newPause, long newGeneration) {
            return new State(newGeneration, true, newPause, System.nanoTime() + newPause);
        }

        State closed() {
            return new State(generation, false, pause, System.nanoTime());
        }

        /** The pause with which a closed one opens. */
        long firstPause() {
            boolean stable = pause == 0 || System.nanoTime() - time > UNSTABLE;
            return stable ? FIRST_PAUSE : longerPause();
        }

        long longerPause() {
            return Math.min(LONGEST_PAUSE, pause * 2);
        }
    }

    private final AtomicReference<State> state = new AtomicReference<>(new State(0, false, 0, 0));

    /** Whether reads are to be dropped. */
    boolean isOpen() {
        return state.get().isOpen();
    }

    /** To be remembered when work begins: what fails of it tells nothing once the breaker has opened since. */
    long generation() {
        return state.get().generation();
    }

    /** Whether it is time to try again; the caller that gets true must try. */
    boolean shouldTry() {
        State now = state.get();
        return now.isOpen()
                && System.nanoTime() - now.time() >= 0
                && state.compareAndSet(now, now.opened(now.pause(), now.generation()));
    }

    /**
     * Notes a failure of work that began in that generation.
     *
     * @return whether it has opened the breaker
     */
    boolean failed(long generation) {
        State now = state.get();
        return !now.isOpen()
                && now.generation() == generation
                && state.compareAndSet(now, now.opened(now.firstPause(), generation + 1));
    }

    /** An attempt has failed: the next one comes later. */
    void attemptFailed() {
        state.updateAndGet(now -> now.isOpen() ? now.opened(now.longerPause(), now.generation()) : now);
    }

    /** Whether this success closed it. */
    boolean succeeded() {
        State before = state.getAndUpdate(now -> now.isOpen() ? now.closed() : now);
        return before.isOpen();
    }
}
