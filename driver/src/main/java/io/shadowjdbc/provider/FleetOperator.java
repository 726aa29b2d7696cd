package io.shadowjdbc.provider;

import io.shadowjdbc.provider.FleetStore.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** The steps of a switch, over any store. */
final class FleetOperator implements FleetControl {
    private static final Set<String> UNLIKE = Set.of("sqlite", "postgresql");
    private static final Set<String> ALIKE = Set.of("primary", "secondary");

    /** For the steps after the wait. */
    private static final Duration MARGIN = Duration.ofSeconds(5);

    private final FleetStore store;
    private final String who;
    /** What the flag said before our fence; null until there is one. */
    private ControlFlag before;
    /** The flag as our fence has set it; kept before it is written, for whether it was is not known where a store fails. */
    private ControlFlag fence;
    /** Whether all instances that there were had acknowledged it. */
    private boolean drained;

    FleetOperator(FleetStore store) {
        this(store, ProcessIdentity.operator());
    }

    FleetOperator(FleetStore store, String who) {
        this.store = store;
        this.who = who;
    }

    @Override
    public FleetState state() throws ControlException {
        Reading reading = store.read();
        return FleetState.of(known(reading), store.instances(), reading.now());
    }

    private ControlFlag known(Reading reading) throws ControlException {
        return reading.flag()
                .orElseThrow(() -> new ControlException(
                        store + " holds no flag yet: start the application with this" + " control store first"));
    }

    @Override
    public boolean create(String provider) throws ControlException {
        if (!UNLIKE.contains(provider) && !ALIKE.contains(provider)) {
            requireLike(provider, "sqlite");
        }
        boolean[] mine = {false};
        store.update(reading -> reading.flag().orElseGet(() -> {
            mine[0] = true;
            return ControlFlag.first(provider, who, reading.now());
        }));
        return mine[0];
    }

    @Override
    public long fence(Duration deadline) throws ControlException {
        store.update(reading -> {
            ControlFlag flag = known(reading);
            if (flag.phase() == Phase.FENCED && flag.deadline().isPresent()) {
                if (!flag.hasExpired(reading.now())) {
                    throw new ControlException(store + " is fenced by " + flag.changedBy() + " until "
                            + flag.deadline().get() + "; wait for that to end");
                }
                // nobody was there to open it
                flag = flag.ended(flag.provider(), Phase.OPEN, who, reading.now());
            }
            before = flag;
            drained = false;
            fence = flag.fenced(who, reading.now(), deadline);
            return fence;
        });
        return fence.epoch();
    }

    @Override
    public FleetState awaitDrained(Duration timeout) throws ControlException {
        long end = System.nanoTime() + timeout.toNanos();
        while (true) {
            Reading reading = store.read();
            FleetState state = FleetState.of(ours(reading), store.instances(), reading.now());
            if (state.missing().isEmpty()) {
                drained = true;
                return state;
            }
            long left = end - System.nanoTime();
            if (left <= 0) {
                throw new FleetNotDrainedException("not drained within " + timeout.toMillis() + " ms", state);
            }
            await(Duration.ofNanos(Math.min(left, store.busyPoll().toNanos())));
        }
    }

    private void await(Duration longest) throws ControlException {
        try {
            store.await(longest);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ControlException("interrupted while waiting for instances", e);
        }
    }

    /** The flag, if it still is the fence that this operator has set. */
    private ControlFlag ours(Reading reading) throws ControlException {
        ControlFlag flag = known(reading);
        if (before == null || !isOurs(flag)) {
            throw new ControlException(
                    before == null
                            ? "nothing is fenced by this operator; fence first"
                            : "the fence of epoch " + fence.epoch() + " has ended (" + flag.changedBy() + ", "
                                    + flag.changedAt() + "); active is " + flag.provider() + ". Start again");
        }
        return flag;
    }

    private boolean isOurs(ControlFlag flag) {
        return flag.epoch() == fence.epoch()
                && flag.phase() == Phase.FENCED
                && flag.deadline().equals(fence.deadline());
    }

    /** As {@link #ours}, also not past its deadline: from then on, instances open by themselves. */
    private ControlFlag inForce(Reading reading) throws ControlException {
        ControlFlag flag = ours(reading);
        if (flag.hasExpired(reading.now())) {
            throw new ControlException("the deadline of the fence has passed at "
                    + flag.deadline().orElseThrow() + "; active stays " + flag.provider()
                    + ". Start again with a longer one");
        }
        return flag;
    }

    @Override
    public void flip(String provider) throws ControlException {
        whenDrained(provider, reading -> known(reading).flipped(provider, who, reading.now()));
    }

    @Override
    public void flipAndOpen(String provider) throws ControlException {
        whenDrained(provider, reading -> known(reading).ended(provider, before.phase(), who, reading.now()));
    }

    private void whenDrained(String provider, FleetStore.Change change) throws ControlException {
        long end = System.nanoTime() + SILENCE.toNanos();
        while (true) {
            try {
                store.update(reading -> {
                    requireDrained(provider, reading);
                    return change.apply(reading);
                });
                return;
            } catch (FleetNotDrainedException e) {
                // all had acknowledged: who is missing has just started, and acknowledges as soon as it has read the
                // flag
                if (!drained || System.nanoTime() - end >= 0) {
                    throw e;
                }
                await(store.busyPoll());
            }
        }
    }

    private void requireDrained(String provider, Reading reading) throws ControlException {
        ControlFlag flag = inForce(reading);
        requireLike(provider, flag.provider());
        FleetState state = FleetState.of(flag, store.instances(), reading.now());
        if (!state.missing().isEmpty()) {
            throw new FleetNotDrainedException("the provider stays " + flag.provider(), state);
        }
    }

    /** Providers are called by their kind, or primary and secondary where both are of one. */
    private static void requireLike(String provider, String active) {
        Set<String> names = UNLIKE.contains(active) ? UNLIKE : ALIKE;
        if (!names.contains(provider)) {
            throw new IllegalArgumentException("unknown provider '" + provider + "', expected one of "
                    + names.stream().sorted().toList());
        }
    }

    @Override
    public void open() throws ControlException {
        store.update(reading -> {
            ControlFlag known = known(reading);
            if (before != null && known.epoch() == fence.epoch() && known.phase() == Phase.OPEN) {
                // at its deadline, by itself
                return known;
            }
            ControlFlag flag = ours(reading);
            // what an operator had fenced by hand stays so
            return flag.ended(flag.provider(), before.phase(), who, reading.now());
        });
    }

    @Override
    public void abort() throws ControlException {
        if (before == null) {
            return;
        }
        store.update(reading -> {
            ControlFlag flag = known(reading);
            return isOurs(flag) ? flag.ended(before.provider(), before.phase(), who, reading.now()) : flag;
        });
        before = null;
    }

    @Override
    public void endAbandoned(long epoch) throws ControlException {
        store.update(reading -> {
            ControlFlag flag = known(reading);
            boolean abandoned = flag.epoch() == epoch
                    && flag.phase() == Phase.FENCED
                    && flag.deadline().isPresent();
            return abandoned ? flag.ended(flag.provider(), Phase.OPEN, who, reading.now()) : flag;
        });
    }

    /**
     * All steps at once, without anything in between.
     *
     * @param timeout how long to wait for instances
     * @throws ControlException if it could not be done; then everything is as it was
     */
    void change(String provider, Duration timeout) throws ControlException {
        fence(timeout.plus(MARGIN));
        try {
            awaitDrained(timeout);
            flipAndOpen(provider);
        } catch (ControlException | RuntimeException e) {
            abort();
            throw e;
        }
    }

    @Override
    public void evict(String instance) throws ControlException {
        while (true) {
            Instant now = store.read().now();
            List<InstanceStatus> named = store.instances().stream()
                    .filter(each -> each.name().equals(instance))
                    .toList();
            if (named.isEmpty()) {
                throw new ControlException("no instance is called '" + instance + "'; registered are "
                        + store.instances().stream().map(InstanceStatus::name).toList());
            }
            List<InstanceStatus> silent = named.stream()
                    .filter(each -> Duration.between(each.lastSeen(), now).compareTo(SILENCE) >= 0)
                    .toList();
            for (InstanceStatus each : silent) {
                store.remove(each);
            }
            if (!silent.isEmpty()) {
                return;
            }
            refuseIfItAnswers(named);
        }
    }

    private void refuseIfItAnswers(List<InstanceStatus> named) throws ControlException {
        await(store.busyPoll());
        for (InstanceStatus then : named) {
            for (InstanceStatus now : store.instances()) {
                if (now.incarnation().equals(then.incarnation())
                        && now.lastSeen().isAfter(then.lastSeen())) {
                    throw new ControlException("instance '" + then.name()
                            + "' answers, so it is not evicted: stop it, or" + " end what holds it up");
                }
            }
        }
    }

    @Override
    public void mirror(boolean enabled) throws ControlException {
        store.update(reading -> known(reading).mirroring(enabled, who, reading.now()));
    }

    @Override
    public void close() {
        store.close();
    }
}
