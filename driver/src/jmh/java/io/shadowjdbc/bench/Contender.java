package io.shadowjdbc.bench;

import io.shadowjdbc.Shadow;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;

/** A wrapper that takes turns with others, and what each of its turns has taken. */
final class Contender implements AutoCloseable {
    final String name;
    final Tracks tracks;
    private final Shadow shadow;
    private long[] nanos = new long[1024];
    private int turns;

    Contender(Wrapper wrapper, Connection connection) throws SQLException {
        this.name = wrapper.name();
        this.tracks = new Tracks(connection);
        this.shadow = wrapper.mirrors() ? Shadow.of(connection) : null;
    }

    void add(long taken) {
        if (turns == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * turns);
        }
        nanos[turns++] = taken;
    }

    /** Of each turn in nanoseconds, in their order. */
    long[] turns() {
        return Arrays.copyOf(nanos, turns);
    }

    void forgetTurns() {
        turns = 0;
    }

    /** Waits until its reads have been compared. */
    void awaitVerdicts() throws InterruptedException {
        if (shadow != null && !shadow.awaitVerdicts(Duration.ofSeconds(30))) {
            throw new IllegalStateException("the mirror is stuck: " + shadow.verdicts());
        }
    }

    /** What became of its reads, or nothing. */
    String verdicts() {
        return shadow == null ? "" : shadow.verdicts().toString();
    }

    @Override
    public void close() throws SQLException {
        tracks.close();
    }
}
