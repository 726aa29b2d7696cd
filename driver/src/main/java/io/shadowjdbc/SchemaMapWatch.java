package io.shadowjdbc;

import io.shadowjdbc.provider.Provider;
import io.shadowjdbc.schema.SchemaMap;
import io.shadowjdbc.schema.SchemaMapFile;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for the schema map until there is one, and after that whether it has changed. On a thread of its own, so that a
 * database that is down delays nobody.
 */
final class SchemaMapWatch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SchemaMapWatch.class);
    private static final long FIRST_MILLIS = 1000;
    private static final long LATER_MILLIS = 5000;

    /** An epoch that there is not. */
    private static final long NEVER = -1;

    private final SchemaMapSource source;
    private final Listener listener;
    private final BooleanSupplier closeIfUnused;
    private final Thread thread;
    /** To look at once. */
    private final Semaphore wanted = new Semaphore(0);

    private volatile boolean changeExpected;
    private volatile boolean closed;
    private volatile String current;
    private volatile long lookedIn = NEVER;
    private boolean plannedWithoutHelpers;
    private long told;
    private String lastProblem;
    private long lastRefresh = System.nanoTime() - TimeUnit.MINUTES.toNanos(1);

    /** Is told of every change. */
    @FunctionalInterface
    interface Listener {
        /** @param helpers whether PostgreSQL has the functions that translations call, as far as is known */
        void found(SchemaMap map, boolean helpers);
    }

    /**
     * @param file the configured one
     * @param closeIfUnused is asked after each look; true ends the watch
     */
    SchemaMapWatch(Optional<Path> file, List<Provider> providers, Listener listener, BooleanSupplier closeIfUnused) {
        this.source = new SchemaMapSource(file, providers);
        this.listener = listener;
        this.closeIfUnused = closeIfUnused;
        this.thread = new Thread(this::watch, "shadow-schema-map");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void watch() {
        try {
            watchUntilClosed();
        } finally {
            synchronized (this) {
                source.disconnect();
            }
        }
    }

    private void watchUntilClosed() {
        while (!closed) {
            try {
                if (source.isNeeded()) {
                    lookQuietly();
                }
                if (wanted.tryAcquire(current == null ? FIRST_MILLIS : LATER_MILLIS, TimeUnit.MILLISECONDS)) {
                    wanted.drainPermits();
                }
            } catch (InterruptedException e) {
                return;
            }
            if (closeIfUnused.getAsBoolean()) {
                return;
            }
        }
    }

    private void lookQuietly() {
        try {
            look();
            lastProblem = null;
        } catch (SQLException | IOException | RuntimeException e) {
            if (!e.toString().equals(lastProblem)) {
                lastProblem = e.toString();
                log.warn("the schema map can't be read, reads are not compared until it can: {}", lastProblem);
            }
        }
    }

    /**
     * Connections are about to need the map, if the change of provider that a fence announces comes: looks already now, so
     * that {@link #require} has little left to do. Returns at once.
     */
    void expectChange() {
        changeExpected = true;
        wanted.release();
    }

    /** The change has come, or will not. */
    void changeIsOver() {
        changeExpected = false;
    }

    /**
     * Makes sure that there is a map, for connections that can't do without, and that it is not older than the change of
     * provider with which they began to need it: the tables may have been made or filled since the last look.
     *
     * @param epoch of the provider that they are about to use
     */
    void require(long epoch) throws SQLException {
        if (epoch == lookedIn) {
            return;
        }
        synchronized (this) {
            if (epoch != lookedIn) {
                if (!source.isUnchanged()) {
                    lookOrThrow();
                }
                lookedIn = epoch;
            }
        }
    }

    private void lookOrThrow() throws SQLException {
        try {
            look();
        } catch (IOException e) {
            throw new SQLException(e.getMessage(), e);
        }
        if (current == null) {
            throw new SQLException("there is no schema map: run 'shadow-migrator migrate' first, or name the file"
                    + " that it wrote in shadow.schema-map");
        }
    }

    /** DDL that came through the driver has changed the map, and stored it. */
    synchronized void changed(SchemaMap map) {
        use(map);
    }

    /** Looks whether somebody else has changed the map; true if so. At most once a second. */
    synchronized boolean refresh() {
        if (System.nanoTime() - lastRefresh < TimeUnit.MILLISECONDS.toNanos(FIRST_MILLIS)) {
            return false;
        }
        lastRefresh = System.nanoTime();
        long before = told;
        lookQuietly();
        return before > 0 && told > before;
    }

    private synchronized void look() throws SQLException, IOException {
        if (changeExpected) {
            source.readAndKeepConnection().ifPresent(this::use);
        } else {
            source.disconnect();
            source.read().ifPresent(this::use);
        }
    }

    private void use(SchemaMap map) {
        String json = SchemaMapFile.toJson(map);
        if (!json.equals(current) || source.lacksHelpers() != plannedWithoutHelpers) {
            current = json;
            plannedWithoutHelpers = source.lacksHelpers();
            listener.found(map, !plannedWithoutHelpers);
            told++;
            log.info("schema map of {} tables in use", map.tables().size());
        }
    }

    @Override
    public void close() {
        closed = true;
        // the watch itself closes a data source that nobody uses any more; an interrupt would cut that short
        if (Thread.currentThread() != thread) {
            thread.interrupt();
        }
    }
}
