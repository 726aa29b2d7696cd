package io.shadowjdbc.provider;

import io.shadowjdbc.provider.FleetStore.Reading;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows a flag that is shared with other instances and with operators, and acknowledges what it follows. On a thread of
 * its own, so that a store that does not answer delays nobody.
 *
 * <p>A state that can't be read is never taken for permission. An instance that has not read the flag yet, or has lost it
 * while fenced, lets transactions wait. One that has lost it while open goes on: it is registered, and no switch ends
 * without its acknowledgement.
 */
public final class SharedControlStore implements ControlStore {
    private static final Logger log = LoggerFactory.getLogger(SharedControlStore.class);
    private static final Duration HEARTBEAT = Duration.ofSeconds(1);
    private static final Duration RETRY = Duration.ofMillis(200);
    private static final Duration DRAIN_LOOK = Duration.ofMillis(20);
    private static final Duration CLOSE = Duration.ofSeconds(2);
    private static final Duration FIRST_LOOK = Duration.ofSeconds(1);

    /** What the data source does beside following. */
    public interface Listener {
        /** Whether reads are to be mirrored. */
        void mirroring(boolean enabled);

        /** A fence was ended by its deadline, and this instance was the one to find out; that provider is active. */
        void expired(Provider active);
    }

    private final Supplier<FleetStore> stores;
    private final FleetStore store;
    private final ProviderSwitch providers;
    private final Duration patience;
    private final Listener listener;
    private final String instance;
    private final String incarnation =
            String.format(Locale.ROOT, "%08x", ThreadLocalRandom.current().nextInt());
    private final CountDownLatch looked = new CountDownLatch(1);
    private final Thread watcher;
    private volatile boolean closed;
    // of the watcher's thread
    private ControlFlag followed;
    private InstanceStatus reported;
    private long reportedAt;
    private String problem;

    /** Follows the flag in a file, which is written with the provider that is active now if there is none. */
    public static SharedControlStore ofFile(
            Path path, ProviderSwitch providers, String instance, Duration patience, Listener listener) {
        return new SharedControlStore(() -> new FileFleetStore(path), providers, instance, patience, listener);
    }

    /** Follows the flag in the PostgreSQL database that is one of the providers. */
    public static SharedControlStore ofPostgresql(
            Provider postgresql, ProviderSwitch providers, String instance, Duration patience, Listener listener) {
        ConnectionSource source = new ControlConnections(postgresql);
        return new SharedControlStore(
                () -> new PostgresqlFleetStore(source, PostgresqlFleetStore.FLAG),
                providers,
                instance,
                patience,
                listener);
    }

    private SharedControlStore(
            Supplier<FleetStore> stores,
            ProviderSwitch providers,
            String instance,
            Duration patience,
            Listener listener) {
        this.stores = stores;
        this.store = stores.get();
        this.providers = providers;
        this.instance = instance;
        this.patience = patience;
        this.listener = listener;
        providers.fence(providers.state().epoch(), store + " was not read yet");
        this.watcher = new Thread(this::watch, "shadow-control");
        watcher.setDaemon(true);
        watcher.start();
        awaitFirstLook();
    }

    /** Mostly it takes some milliseconds; where it takes longer, connections wait and not this. */
    private void awaitFirstLook() {
        try {
            looked.await(FIRST_LOOK.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    // --- the watcher ---

    private void watch() {
        followUntilClosed();
        // the interrupt has done its work
        Thread.interrupted();
        try {
            if (reported != null) {
                store.remove(reported);
            }
        } catch (ControlException e) {
            log.warn("{}: instance {} could not be withdrawn; evict it by name: {}", store, instance, e.getMessage());
        }
        store.close();
    }

    private void followUntilClosed() {
        while (!closed) {
            try {
                look();
                problem = null;
                looked.countDown();
                store.await(untilNextLook());
            } catch (ControlException | RuntimeException e) {
                met(e);
                looked.countDown();
                if (!sleep(RETRY)) {
                    return;
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private static boolean sleep(Duration time) {
        try {
            Thread.sleep(time.toMillis());
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    private void met(Exception e) {
        SwitchState state = providers.state();
        if (!closed && !Objects.equals(problem, e.getMessage())) {
            problem = e.getMessage();
            log.warn("{}: {}; provider and phase stay {}", store, e.getMessage(), state);
        }
        if (state.phase() == Phase.FENCED) {
            providers.explain("the flag can't be read, and without it nobody may write: " + e.getMessage());
        }
    }

    private Duration untilNextLook() {
        if (providers.state().phase() == Phase.OPEN) {
            return store.idlePoll();
        }
        return reported != null && reported.drained() ? store.busyPoll() : Duration.ofMillis(1);
    }

    private void look() throws ControlException {
        if (reported == null) {
            // registered before the flag is read: see FleetStore
            report();
        }
        Reading reading = store.read();
        ControlFlag flag = reading.flag().isPresent() ? reading.flag().get() : written();
        if (flag.hasExpired(reading.now())) {
            flag = ended(flag);
        }
        listener.mirroring(flag.mirror());
        if (isByHand(flag)) {
            flag = obeyed(flag);
        }
        follow(flag);
        if (providers.state().phase() == Phase.FENCED) {
            providers.awaitDrained(DRAIN_LOOK);
        }
        report();
    }

    /** There is none: this is the first start, or somebody has removed it. */
    private ControlFlag written() throws ControlException {
        if (followed != null && followed.phase() == Phase.FENCED) {
            throw new ControlException(
                    "the flag was removed while it was fenced; write it again, with the provider that is"
                            + " to be active");
        }
        return store.update(reading -> reading.flag().orElseGet(() -> {
            ControlFlag first = ControlFlag.first(providers.state().active().name(), instance, reading.now());
            return followed == null ? first : followed;
        }));
    }

    /** The operator did not come back: whoever sees it first ends the fence for all. */
    private ControlFlag ended(ControlFlag expired) throws ControlException {
        boolean[] mine = {false};
        ControlFlag now = store.update(reading -> {
            ControlFlag flag = reading.flag().orElse(expired);
            mine[0] = flag.equals(expired);
            return mine[0]
                    ? flag.ended(flag.provider(), Phase.OPEN, instance + " at the deadline", reading.now())
                    : flag;
        });
        if (mine[0]) {
            log.warn(
                    "{}: the fence of epoch {}, set by {}, was not opened before its deadline; opened, {} is active",
                    store,
                    expired.epoch(),
                    expired.changedBy(),
                    now.provider());
            listener.expired(providers.named(now.provider()));
        }
        return now;
    }

    /** Whether somebody has changed it who does not count epochs: an editor of the file, or of the row. */
    private boolean isByHand(ControlFlag flag) {
        return followed != null
                && !flag.saysTheSameAs(followed)
                && (flag.epoch() < followed.epoch()
                        || (flag.epoch() == followed.epoch()
                                && (followed.phase() == Phase.OPEN
                                        || followed.deadline().isEmpty())
                                && !flag.provider().equals(followed.provider())));
    }

    /** Takes the wish for another provider back, and does it in proper steps; another phase holds at once. */
    private ControlFlag obeyed(ControlFlag wish) throws ControlException {
        providers.named(wish.provider());
        ControlFlag before = followed;
        boolean[] mine = {false};
        ControlFlag counted = store.update(reading -> {
            ControlFlag flag = reading.flag().orElse(wish);
            mine[0] = flag.equals(wish);
            return mine[0]
                    ? new ControlFlag(
                            before.provider(),
                            wish.phase(),
                            before.epoch(),
                            wish.mirror(),
                            wish.changedBy(),
                            reading.now(),
                            before.deadline())
                    : flag;
        });
        if (mine[0] && !wish.provider().equals(before.provider())) {
            log.info("{}: {} was named as provider by hand", store, wish.provider());
            Thread thread = new Thread(() -> changeByHand(wish.provider()), "shadow-control-switch");
            thread.setDaemon(true);
            thread.start();
        }
        return counted;
    }

    private void changeByHand(String provider) {
        try {
            changeFleet(provider);
        } catch (ControlException | RuntimeException e) {
            log.warn("{}: {} was named as provider by hand, but {}", store, provider, e.getMessage());
        }
    }

    private void follow(ControlFlag flag) {
        Provider target = providers.named(flag.provider());
        boolean sameProvider = target == providers.state().active();
        if (!sameProvider || flag.phase() == Phase.FENCED) {
            providers.fence(flag.epoch(), why(flag));
        }
        if (!sameProvider && !providers.awaitDrained(DRAIN_LOOK)) {
            // looked at again in a moment; until then nothing new begins
            return;
        }
        providers.adopt(target, flag.phase(), flag.epoch());
        followed = flag;
    }

    private static String why(ControlFlag flag) {
        return "by " + flag.changedBy() + " at " + flag.changedAt()
                + flag.deadline()
                        .map(end -> ", until " + end + " at the latest")
                        .orElse(", without an end");
    }

    private void report() throws ControlException {
        SwitchState state = providers.state();
        boolean fenced = state.phase() == Phase.FENCED && followed != null;
        boolean drained = fenced && providers.isDrained();
        List<HoldUp> holdUps = fenced && !drained ? providers.holdUps() : List.of();
        InstanceStatus status = new InstanceStatus(
                instance,
                incarnation,
                followed == null ? 0 : state.epoch(),
                state.phase(),
                drained,
                holdUps,
                Instant.EPOCH);
        boolean news = !status.acknowledgesTheSameAs(reported);
        if (news || System.nanoTime() - reportedAt >= heartbeat(holdUps)) {
            store.report(status, news);
            reported = status;
            reportedAt = System.nanoTime();
        }
    }

    private static long heartbeat(List<HoldUp> holdUps) {
        return holdUps.isEmpty() ? HEARTBEAT.toNanos() : HEARTBEAT.toNanos() / 5;
    }

    // --- what the application and JMX call ---

    @Override
    public Duration flip(String provider) {
        Provider target = providers.named(provider);
        SwitchState before = providers.state();
        if (before.active() == target && before.phase() == Phase.OPEN) {
            return Duration.ZERO;
        }
        try {
            if (before.active() == target) {
                changeFlag(Phase.OPEN);
            } else {
                changeFleet(provider);
            }
        } catch (ControlException e) {
            throw new IllegalStateException("the provider stays " + before.active() + ": " + e.getMessage(), e);
        }
        awaitFollowed(
                () -> providers.state().active() == target && providers.state().phase() == Phase.OPEN);
        return providers.lastPause();
    }

    @Override
    public void fence() {
        change(Phase.FENCED);
    }

    @Override
    public void open() {
        change(Phase.OPEN);
    }

    private void change(Phase phase) {
        try {
            changeFlag(phase);
        } catch (ControlException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
        awaitFollowed(() -> providers.state().phase() == phase);
    }

    /** By hand: a fence without an end, or the end of whatever fence there is. */
    private void changeFlag(Phase phase) throws ControlException {
        try (FleetStore own = stores.get()) {
            own.update(reading -> {
                ControlFlag flag = reading.flag()
                        .orElseGet(() ->
                                ControlFlag.first(providers.state().active().name(), instance, reading.now()));
                return flag.phase() == phase ? flag : flag.ended(flag.provider(), phase, instance, reading.now());
            });
        }
    }

    private void awaitFollowed(BooleanSupplier condition) {
        long end = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException(
                        store + " is changed, but this instance has not followed within " + patience);
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Override
    public FleetState fleet() throws ControlException {
        try (FleetOperator operator = new FleetOperator(stores.get(), instance)) {
            return operator.state();
        }
    }

    private void changeFleet(String provider) throws ControlException {
        try (FleetOperator operator = new FleetOperator(stores.get(), instance)) {
            operator.change(provider, patience);
        }
    }

    @Override
    public void close() {
        closed = true;
        watcher.interrupt();
        try {
            watcher.join(CLOSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
