package io.shadowjdbc.bench;

import io.shadowjdbc.Shadow;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.openjdk.jmh.infra.Blackhole;

/**
 * A wrapper that takes turns with others, and what each of its turns has taken. It has several connections, for of two equal ones
 * one may be a tenth slower all its life, by where its memory lies or its server process runs.
 */
final class Contender implements AutoCloseable {
    private static final int CONNECTIONS = 4;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    final String name;
    private final List<Workload.Place> places = new ArrayList<>();
    /** Null where it does not mirror. */
    private Shadow shadow;

    private long reads;
    private long[] nanos = new long[1024];
    private long[] processorNanos = new long[1024];
    private int turns;

    interface Source {
        Connection connect() throws SQLException;
    }

    Contender(Wrapper wrapper, Source source) throws SQLException, ReflectiveOperationException {
        name = wrapper.name();
        Class<?> own = new ContenderLoader(Tracks.class).loadClass(Tracks.class.getName());
        for (int i = 0; i < CONNECTIONS; i++) {
            Connection connection = source.connect();
            places.add((Workload.Place) own.getConstructor(Connection.class).newInstance(connection));
            if (wrapper.mirrors()) {
                shadow = Shadow.of(connection);
            }
        }
    }

    void turn(Workload workload, int times, Blackhole hole) throws SQLException {
        Workload.Place place = places.get(turns % CONNECTIONS);
        if (turns == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * turns);
            processorNanos = Arrays.copyOf(processorNanos, 2 * turns);
        }
        long processorStart = THREADS.getCurrentThreadCpuTime();
        long start = System.nanoTime();
        place.work(workload, times, hole);
        nanos[turns] = System.nanoTime() - start;
        processorNanos[turns++] = THREADS.getCurrentThreadCpuTime() - processorStart;
        reads += workload == Workload.INSERT_AND_COMMIT ? 0 : times;
    }

    /** Of each turn in nanoseconds, in their order. */
    long[] turns() {
        return Arrays.copyOf(nanos, turns);
    }

    /** As {@link #turns}: what of it the caller's thread had a processor for. */
    long[] processorTurns() {
        return Arrays.copyOf(processorNanos, turns);
    }

    void forgetTurns() {
        turns = 0;
    }

    /** Whether all that it read was compared. All its connections are of one data source. */
    boolean hasVerdicts() {
        return shadow == null || BusyWait.verdictsOf(shadow) >= reads;
    }

    /** What became of its reads, or nothing. */
    String verdicts() {
        return shadow == null ? "" : shadow.verdicts().toString();
    }

    @Override
    public void close() throws SQLException {
        for (Workload.Place place : places) {
            place.close();
        }
    }
}
