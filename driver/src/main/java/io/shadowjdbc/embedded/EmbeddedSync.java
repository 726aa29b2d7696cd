package io.shadowjdbc.embedded;

import io.shadowjdbc.config.DatabaseKind;
import io.shadowjdbc.embedded.EmbeddedSyncState.Activity;
import io.shadowjdbc.provider.HoldUp;
import io.shadowjdbc.provider.Participant;
import io.shadowjdbc.provider.Phase;
import io.shadowjdbc.provider.Provider;
import io.shadowjdbc.provider.ProviderSwitch;
import io.shadowjdbc.provider.SwitchListener;
import io.shadowjdbc.provider.SwitchState;
import io.shadowjdbc.schema.SchemaMap;
import io.shadowjdbc.schema.SchemaMapStore;
import io.shadowjdbc.sync.Sync;
import io.shadowjdbc.sync.SyncBusyException;
import io.shadowjdbc.sync.SyncException;
import io.shadowjdbc.sync.SyncLag;
import io.shadowjdbc.sync.SyncLoop;
import io.shadowjdbc.sync.SyncRound;
import io.shadowjdbc.sync.SyncSide;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sync inside the application: brings what is written to the active database to the other one, in one instance of a fleet at a
 * time, on a thread and connections of its own. Of several instances one has the lock; the others stand by. It begins anew in
 * the other direction when the provider changes, and stands aside for an operator's sync or cutover.
 *
 * <p>Whatever fails is told once to the log, counted, and tried again. A round is work that a change of provider waits for, as it
 * does for the application's: so none ever brings what belongs to a provider that is no longer active.
 */
public final class EmbeddedSync implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedSync.class);
    private static final Duration STAND_BY = Duration.ofSeconds(1);
    private static final Duration BEFORE_ANOTHER_TRY = Duration.ofSeconds(5);
    private static final Duration CLOSE = Duration.ofSeconds(2);
    private static final long LAG_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** SQLITE_OPEN_READWRITE without SQLITE_OPEN_CREATE: a file that is gone must not come back empty. */
    private static final String OPEN_EXISTING = "2";

    private final ProviderSwitch providers;
    private final String instance;
    private final Thread thread = new Thread(this::run, "shadow-sync");
    private final Semaphore news = new Semaphore(0);
    private final AtomicLong failures = new AtomicLong();
    private final Following following = new Following();
    private final Runnable withdrawal;
    private volatile EmbeddedSyncState state = new EmbeddedSyncState(Activity.OFF, "", SyncLag.NONE);
    private volatile long lookedAt = System.nanoTime();
    private volatile Turn turn;
    private volatile boolean closed;
    // of the sync's thread
    private String lastProblem;
    private boolean announced;

    /**
     * @param providers a SQLite and a PostgreSQL database
     * @param instance the name by which PostgreSQL lists the connections
     */
    public EmbeddedSync(ProviderSwitch providers, String instance) {
        this.providers = providers;
        this.instance = instance;
        this.withdrawal = providers.register(following);
        thread.setDaemon(true);
    }

    public void start() {
        providers.addListener(following);
        thread.start();
    }

    public EmbeddedSyncState state() {
        return state;
    }

    /** Seconds by which the other database is behind; grows while it can't be reached, NaN while another process runs the sync. */
    public double lagSeconds() {
        EmbeddedSyncState now = state;
        double since = (System.nanoTime() - lookedAt) / 1e9;
        return switch (now.activity()) {
            case RUNS -> now.lag().rows() == 0 ? 0 : now.lag().seconds() + Math.max(0, since - 1);
            case WAITS -> now.lag().seconds() + since;
            default -> Double.NaN;
        };
    }

    /** Notes of changed rows that waited when it was looked last; NaN while another process runs the sync. */
    public double lagRows() {
        EmbeddedSyncState now = state;
        return now.activity() == Activity.RUNS || now.activity() == Activity.WAITS
                ? now.lag().rows()
                : Double.NaN;
    }

    /** How often it could not go on. */
    public long failures() {
        return failures.get();
    }

    private void run() {
        while (!closed) {
            news.drainPermits();
            Provider from = providers.state().active();
            Duration pause = Duration.ZERO;
            try (Sync sync = sync(from)) {
                follow(sync, from);
            } catch (SQLException | SyncException | RuntimeException e) {
                met(e);
                pause = BEFORE_ANOTHER_TRY;
            }
            await(pause);
        }
        state = new EmbeddedSyncState(Activity.OFF, "", SyncLag.NONE);
    }

    /** Until the provider changes or this is closed. */
    private void follow(Sync sync, Provider from) throws SQLException, SyncException {
        while (!closed && providers.state().active() == from) {
            Turn mine = new Turn(sync, from);
            turn = mine;
            // a change before it was to be seen there
            if (!closed && providers.state().active() == from) {
                mine.loop.run();
            }
            turn = null;
            if (mine.failure instanceof SyncBusyException) {
                standBy(mine.failure.getMessage());
                await(STAND_BY);
            } else if (mine.failure != null) {
                throw mine.failure;
            }
        }
    }

    private void standBy(String reason) {
        lastProblem = null;
        announced = false;
        if (state.activity() != Activity.STANDS_BY) {
            log.info("the sync inside this application stands by: {}", reason);
            state = new EmbeddedSyncState(Activity.STANDS_BY, reason, SyncLag.NONE);
        }
    }

    private void met(Exception e) {
        failures.incrementAndGet();
        announced = false;
        // the lag stays what it was, and grows with the time
        state = new EmbeddedSyncState(Activity.WAITS, e.getMessage() + "", state.lag());
        if (!Objects.equals(lastProblem, e.getMessage())) {
            lastProblem = e.getMessage();
            if (e instanceof RuntimeException) {
                log.error(
                        "the sync inside this application failed, and tries again: the application is not affected", e);
            } else {
                log.warn(
                        "the sync inside this application can't go on, and tries again until it can: {}",
                        e.getMessage());
            }
        }
    }

    private void await(Duration time) {
        try {
            if (news.tryAcquire(time.toMillis(), TimeUnit.MILLISECONDS)) {
                news.drainPermits();
            }
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    private Sync sync(Provider from) throws SQLException, SyncException {
        Provider to = providers.otherThan(from);
        Provider postgresql = kind(from) == DatabaseKind.POSTGRESQL ? from : to;
        SchemaMap map;
        try (Connection connection = connect(postgresql)) {
            map = SchemaMapStore.load(connection)
                    .orElseThrow(() ->
                            new SyncException("PostgreSQL holds no schema map: run sync --install-only, then migrate"));
        }
        return new Sync(side(from), side(to), map).givingWay().tellingProgressTo(this::giveUpIfFenced);
    }

    /** A round that has much to catch up with is begun again later: the application waits for the fence to open. */
    private void giveUpIfFenced(long notes, long deleted, long written) throws SyncBusyException {
        if (providers.state().phase() != Phase.OPEN) {
            throw new SyncBusyException("the round at work was given up for a switch");
        }
    }

    private SyncSide side(Provider provider) {
        return new SyncSide(kind(provider), () -> connect(provider));
    }

    private static DatabaseKind kind(Provider provider) {
        return DatabaseKind.ofUrl(provider.url());
    }

    private Connection connect(Provider provider) throws SQLException {
        if (kind(provider) == DatabaseKind.SQLITE) {
            Properties properties = new Properties();
            properties.setProperty("open_mode", OPEN_EXISTING);
            return provider.connect(properties);
        }
        return provider.connectToServer(Map.of(
                "ApplicationName",
                "shadow-sync " + instance,
                "connectTimeout",
                "5",
                "loginTimeout",
                "10",
                // longer than any answer takes: a server that hangs holds up no change of provider for good
                "socketTimeout",
                "300",
                "tcpKeepAlive",
                "true",
                "targetServerType",
                "primary",
                // details may show values of rows
                "logServerErrorDetail",
                "false"));
    }

    @Override
    public void close() {
        closed = true;
        following.wake();
        providers.removeListener(following);
        try {
            thread.join(CLOSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        withdrawal.run();
    }

    /** Follows the switch, and is waited for by it. */
    private final class Following implements SwitchListener, Participant {
        private volatile boolean busy;

        /** Whether a round from there may begin; if so, the switch waits until {@link #leave}. */
        boolean enter(Provider from) {
            busy = true;
            SwitchState now = providers.state();
            if (now.active() == from && now.phase() == Phase.OPEN && !closed) {
                return true;
            }
            busy = false;
            return false;
        }

        void leave() {
            busy = false;
        }

        void wake() {
            Turn current = turn;
            if (current != null) {
                current.loop.stop();
            }
            news.release();
        }

        @Override
        public void flipped(SwitchState before, SwitchState after, Duration pause) {
            wake();
        }

        @Override
        public boolean isBusy() {
            return busy;
        }

        @Override
        public HoldUp holdUp(long waitedNanos) {
            return new HoldUp(thread.getName(), Duration.ofNanos(waitedNanos), "a round of the sync");
        }
    }

    /** The time for which this process runs the sync in one direction. */
    private final class Turn implements SyncLoop.Listener {
        private final Sync sync;
        private final Provider from;
        private final String direction;
        private final SyncLoop loop;
        private SyncException failure;

        Turn(Sync sync, Provider from) {
            this.sync = sync;
            this.from = from;
            this.direction = from + " to " + providers.otherThan(from);
            this.loop = new SyncLoop(sync, this);
        }

        @Override
        public boolean begins() throws SQLException, SyncException {
            if (state.activity() != Activity.RUNS) {
                sync.claim();
                look();
            } else if (System.nanoTime() - lookedAt > LAG_EVERY_NANOS) {
                look();
            }
            return following.enter(from);
        }

        private void look() throws SQLException, SyncException {
            SyncLag lag = sync.lag();
            lookedAt = System.nanoTime();
            state = new EmbeddedSyncState(Activity.RUNS, direction, lag);
        }

        @Override
        public void ended() {
            following.leave();
        }

        @Override
        public void round(SyncRound round) {
            lastProblem = null;
            if (!announced) {
                announced = true;
                log.info("the sync inside this application runs: {}", direction);
            }
        }

        @Override
        public void trouble(SQLException cause, long retryMillis) {
            met(cause);
        }

        @Override
        public void failed(SyncException cause) {
            failure = cause;
        }
    }
}
