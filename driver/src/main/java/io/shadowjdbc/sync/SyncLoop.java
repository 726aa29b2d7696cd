package io.shadowjdbc.sync;

import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Runs rounds as changes come, until it is stopped: soon after a change, seldom where nothing happens. A database that does
 * not answer is waited for. {@link #stop} may be called by any thread.
 */
public final class SyncLoop implements Runnable {
    /** Rounds come no closer than this: each takes SQLite's write lock once. */
    private static final long BETWEEN_ROUNDS_MS = 25;

    private static final long SHORTEST_LOOK_MS = 5;
    private static final long LONGEST_LOOK_MS = 40;

    /** The watermark moves at least this often, though nothing changes. */
    private static final long LONGEST_SILENCE_NANOS = 1_000_000_000L;

    private static final long FIRST_RETRY_MS = 100;
    private static final long LONGEST_RETRY_MS = 5_000;

    private final Sync sync;
    private final Listener listener;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private long lastRound = System.nanoTime() - LONGEST_SILENCE_NANOS;

    /** Told what happens, by the loop's own thread. */
    public interface Listener {
        /** Asked before each round; false puts it off. Where it is true, {@link #ended} follows. */
        default boolean begins() throws SQLException, SyncException {
            return true;
        }

        /** The round that was allowed to begin has ended, well or not; comes before anything that is told of it. */
        default void ended() {}

        /** A round is done. */
        void round(SyncRound round);

        /** A database did not answer; the loop tries again after that time. */
        void trouble(SQLException cause, long retryMillis);

        /** The loop ends, since somebody has to act. */
        void failed(SyncException cause);
    }

    public SyncLoop(Sync sync, Listener listener) {
        this.sync = sync;
        this.listener = listener;
    }

    /** Has the loop end after the round that it is in. */
    public void stop() {
        stopped.countDown();
    }

    @Override
    public void run() {
        long retry = FIRST_RETRY_MS;
        long wait = SHORTEST_LOOK_MS;
        try {
            while (stopped.getCount() > 0) {
                long pause;
                try {
                    if (look()) {
                        wait = SHORTEST_LOOK_MS;
                        pause = BETWEEN_ROUNDS_MS;
                    } else {
                        pause = wait;
                        wait = Math.min(LONGEST_LOOK_MS, wait + SHORTEST_LOOK_MS);
                    }
                    retry = FIRST_RETRY_MS;
                } catch (SQLException e) {
                    sync.reset();
                    listener.trouble(e, retry);
                    pause = retry;
                    retry = Math.min(LONGEST_RETRY_MS, 2 * retry);
                }
                if (stopped.await(pause, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (SyncException e) {
            listener.failed(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** True if there was anything to bring. */
    private boolean look() throws SQLException, SyncException {
        long now = System.nanoTime();
        if (!sync.mayHaveChanged() && now - lastRound < LONGEST_SILENCE_NANOS) {
            return false;
        }
        if (!listener.begins()) {
            return false;
        }
        SyncRound round;
        try {
            round = sync.round();
        } finally {
            listener.ended();
        }
        lastRound = now;
        listener.round(round);
        return !round.isEmpty();
    }
}
