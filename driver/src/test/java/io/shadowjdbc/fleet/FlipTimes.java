package io.shadowjdbc.fleet;

import io.shadowjdbc.provider.SwitchListener;
import io.shadowjdbc.provider.SwitchState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** What the pauses of one instance's flips are made of. */
final class FlipTimes implements SwitchListener {
    /** One flip, in {@link System#nanoTime}. */
    private static final class Flip {
        final long fenced = System.nanoTime();
        volatile long drained;
        volatile long opened;
        final AtomicLong firstDone = new AtomicLong();

        long draining() {
            return drained - fenced;
        }

        long pause() {
            return opened - fenced;
        }

        long untilFirst() {
            return firstDone.get() - fenced;
        }
    }

    private final List<Flip> flips = new ArrayList<>();
    private volatile Flip current;
    /** The last one that was opened, until a transaction has ended since. */
    private volatile Flip open;

    @Override
    public void fenced(SwitchState state) {
        current = new Flip();
    }

    /** The operator knows that nothing runs any more. */
    void drained() {
        current.drained = System.nanoTime();
    }

    @Override
    public void opened(SwitchState state, Duration pause) {
        Flip flip = current;
        flip.opened = System.nanoTime();
        flips.add(flip);
        open = flip;
    }

    /** On the way of every transaction. */
    void transactionDone() {
        Flip flip = open;
        if (flip != null && flip.firstDone.compareAndSet(0, System.nanoTime())) {
            open = null;
        }
    }

    /** From fence to open, in nanoseconds. */
    List<Long> pauses() {
        return flips.stream().map(Flip::pause).toList();
    }

    /** As {@link #pauses}, without what the test itself has taken of each to bring the other side in step. */
    List<Long> pausesWithout(List<Long> carrying) {
        return IntStream.range(0, flips.size())
                .mapToObj(i -> flips.get(i).pause() - carrying.get(i))
                .toList();
    }

    /**
     * @param carrying what of each pause the test itself has taken to bring the other side in step
     */
    String report(List<Long> carrying) {
        List<Long> opening = new ArrayList<>();
        List<Long> untilFirst = new ArrayList<>();
        for (int i = 0; i < flips.size(); i++) {
            Flip flip = flips.get(i);
            opening.add(flip.pause() - flip.draining() - carrying.get(i));
            untilFirst.add(flip.untilFirst() - carrying.get(i));
        }
        return "  pause " + text(pauses()) + "\n  without what the test carries over " + text(pausesWithout(carrying))
                + "\n    of that draining SQLite " + text(draining(0)) + "\n    draining PostgreSQL "
                + text(draining(1))
                + "\n    the rest " + text(opening)
                + "\n  from fence to the first transaction done, likewise " + text(untilFirst)
                + ", in the very first flip " + millis(untilFirst.get(0));
    }

    /**
     * @param from the number of the first flip that counts, of which each second one does
     */
    private List<Long> draining(int from) {
        return IntStream.range(0, flips.size())
                .filter(i -> i % 2 == from)
                .mapToObj(i -> flips.get(i).draining())
                .toList();
    }

    static long percentile(Collection<Long> nanos, int percent) {
        List<Long> sorted = nanos.stream().sorted().toList();
        return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
    }

    static String text(Collection<Long> nanos) {
        return "median " + millis(percentile(nanos, 50)) + ", p99 " + millis(percentile(nanos, 99)) + ", longest "
                + millis(percentile(nanos, 100));
    }

    private static String millis(long nanos) {
        return String.format("%.1f ms", nanos / 1e6);
    }
}
