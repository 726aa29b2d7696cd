package io.shadowjdbc.provider;

import java.lang.ref.WeakReference;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows which provider is active, and changes it at transaction boundaries: it fences (new transactions wait), waits
 * until no statement runs and no transaction is open, changes the state and opens again. Where running work does not
 * end in time, everything stays as it was.
 *
 * <p>Connections read {@link #state()}, a volatile read, before each piece of work. They say that they are busy before
 * they read it, and a flip changes it before it looks who is busy; so either the flip sees the work or the work sees
 * the fence.
 */
public final class ProviderSwitch {
    private static final Logger log = LoggerFactory.getLogger(ProviderSwitch.class);
    private static final long POLL_NANOS = 500_000;

    private final List<Provider> providers;
    private final Duration fenceTimeout;
    private final Set<WeakReference<Participant>> participants = ConcurrentHashMap.newKeySet();
    private final List<SwitchListener> listeners = new CopyOnWriteArrayList<>();
    /** Held by whoever changes the state. */
    private final Object changes = new Object();

    private final Object opened = new Object();
    private volatile SwitchState state;
    private volatile String reason = "";
    private volatile long fencedAt;
    private volatile Duration lastPause = Duration.ZERO;
    /** The last state in which transactions could begin; guarded by the changes. */
    private SwitchState lastOpen;

    /**
     * @param providers the two databases, or one where no secondary is configured
     * @param initial the name of the one that is active at first
     * @param fenceTimeout how long a transaction may wait for the fence to open, and a flip for running work
     */
    public ProviderSwitch(List<Provider> providers, String initial, Duration fenceTimeout) {
        this.providers = List.copyOf(providers);
        this.fenceTimeout = fenceTimeout;
        this.state = new SwitchState(named(initial), Phase.OPEN, 1);
        this.lastOpen = state;
    }

    public SwitchState state() {
        return state;
    }

    public List<Provider> providers() {
        return providers;
    }

    /** The provider that is not the given one, or null where there is only one. */
    public Provider otherThan(Provider provider) {
        for (Provider candidate : providers) {
            if (candidate != provider) {
                return candidate;
            }
        }
        return null;
    }

    /**
     * @throws IllegalArgumentException if there is no provider of that name
     */
    public Provider named(String name) {
        return providers.stream()
                .filter(provider -> provider.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("unknown provider '" + name + "', expected one of " + providers));
    }

    /** Registers a connection for as long as it is reachable or until the handle is run. */
    public Runnable register(Participant participant) {
        WeakReference<Participant> reference = new WeakReference<>(participant);
        participants.add(reference);
        return () -> participants.remove(reference);
    }

    public void addListener(SwitchListener listener) {
        listeners.add(listener);
    }

    public void removeListener(SwitchListener listener) {
        listeners.remove(listener);
    }

    /** Lets new transactions wait from now on. Does nothing if they already do. */
    public void fence() {
        fence(state.epoch(), "by hand, without an end");
    }

    /**
     * As {@link #fence()}, in that epoch.
     *
     * @param why who has fenced and until when, for those that wait too long
     */
    public void fence(long epoch, String why) {
        synchronized (changes) {
            reason = why;
            change(new SwitchState(state.active(), Phase.FENCED, epoch));
        }
    }

    /** What those that wait too long are told that they waited for. */
    public void explain(String why) {
        reason = why;
    }

    /** Lets transactions begin again. Does nothing if they may. */
    public void open() {
        synchronized (changes) {
            change(new SwitchState(state.active(), Phase.OPEN, state.epoch()));
        }
    }

    /**
     * Takes over what a control store says.
     *
     * @throws IllegalStateException if that is another provider, and work that may write still runs on this one
     */
    public void adopt(Provider provider, Phase phase, long epoch) {
        synchronized (changes) {
            if (provider != state.active() && (state.phase() != Phase.FENCED || !isDrained())) {
                throw new IllegalStateException("the provider stays " + state.active() + ": it is not drained");
            }
            change(new SwitchState(provider, phase, epoch));
        }
    }

    /**
     * Makes the named provider the active one and opens, whatever the phase was before.
     *
     * @return how long new transactions had to wait, or zero if the provider was active already
     * @throws IllegalArgumentException if there is no provider of that name
     * @throws IllegalStateException if running work did not end within the fence timeout; nothing has changed then
     */
    public Duration flip(String name) {
        synchronized (changes) {
            Provider target = named(name);
            SwitchState before = state;
            if (target == before.active()) {
                change(new SwitchState(target, Phase.OPEN, before.epoch()));
                return Duration.ZERO;
            }
            long begin = System.nanoTime();
            fence(before.epoch(), "a change of provider in this process");
            if (!awaitDrained(fenceTimeout)) {
                List<HoldUp> holdUps = holdUps();
                // a new object: whoever has met the fence has to see that it is over
                change(new SwitchState(before.active(), before.phase(), before.epoch()));
                throw new IllegalStateException("the provider stays " + before.active() + ": " + holdUps.size()
                        + " connection(s) did not end their statement or transaction within " + fenceTimeout
                        + " (shadow.fence.timeout); end them, or try again when they are done: " + holdUps);
            }
            change(new SwitchState(target, Phase.OPEN, before.epoch() + 1));
            return Duration.ofNanos(System.nanoTime() - begin);
        }
    }

    /** Whether nothing runs that may write. Only while it is fenced does that stay so. */
    public boolean isDrained() {
        for (WeakReference<Participant> reference : participants) {
            Participant participant = reference.get();
            if (participant == null) {
                participants.remove(reference);
            } else if (participant.isBusy()) {
                return false;
            }
        }
        return true;
    }

    /** Waits until it is drained; whether that was so in time. */
    public boolean awaitDrained(Duration timeout) {
        long end = System.nanoTime() + timeout.toNanos();
        while (!isDrained()) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        return true;
    }

    /** The work that a switch has to wait for at this moment. */
    public List<HoldUp> holdUps() {
        long waited = System.nanoTime() - fencedAt;
        List<HoldUp> holdUps = new ArrayList<>();
        for (WeakReference<Participant> reference : participants) {
            Participant participant = reference.get();
            if (participant != null && participant.isBusy()) {
                holdUps.add(participant.holdUp(waited));
            }
        }
        return holdUps;
    }

    private void change(SwitchState next) {
        SwitchState before = state;
        if (next.equals(before)) {
            return;
        }
        boolean fences = next.phase() == Phase.FENCED && before.phase() == Phase.OPEN;
        boolean opens = next.phase() == Phase.OPEN && before.phase() == Phase.FENCED;
        if (fences) {
            fencedAt = System.nanoTime();
        } else if (opens) {
            lastPause = Duration.ofNanos(System.nanoTime() - fencedAt);
        }
        synchronized (opened) {
            state = next;
            opened.notifyAll();
        }
        if (fences) {
            tell(each -> each.fenced(next));
        } else if (opens) {
            tellOpened(next, lastPause);
        }
    }

    private void tell(Consumer<SwitchListener> event) {
        for (SwitchListener listener : listeners) {
            try {
                event.accept(listener);
            } catch (RuntimeException e) {
                log.warn("a listener of the switch has failed", e);
            }
        }
    }

    /** How long new transactions waited the last time that they had to. */
    public Duration lastPause() {
        return lastPause;
    }

    private void tellOpened(SwitchState now, Duration pause) {
        SwitchState before = lastOpen;
        lastOpen = now;
        if (before.active() != now.active()) {
            log.info(
                    "provider {} -> {}, epoch {}, pause {} ms",
                    before.active(),
                    now.active(),
                    now.epoch(),
                    pause.toMillis());
            tell(each -> each.flipped(before, now, pause));
        }
        tell(each -> each.opened(now, pause));
    }

    /**
     * Waits until it is open in another state than the one seen, for the fence timeout at most.
     *
     * @return whether that was so in time
     */
    public boolean awaitOtherThan(SwitchState seen) throws SQLTransientConnectionException {
        long end = System.nanoTime() + fenceTimeout.toNanos();
        while (state.equals(seen)) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        awaitOpen();
        return true;
    }

    /**
     * Waits until new transactions may begin.
     *
     * @throws SQLTransientConnectionException if that takes longer than the fence timeout, or the thread is interrupted
     */
    public void awaitOpen() throws SQLTransientConnectionException {
        if (state.phase() == Phase.OPEN) {
            return;
        }
        long deadline = System.nanoTime() + fenceTimeout.toNanos();
        synchronized (opened) {
            while (state.phase() != Phase.OPEN) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    throw new SQLTransientConnectionException("a new transaction waited " + fenceTimeout
                            + " (shadow.fence.timeout) for a fence to end, which was set: " + reason
                            + "; the phase is still FENCED, active is " + state.active() + ", epoch " + state.epoch()
                            + "; try again");
                }
                try {
                    // rounded up, so that the last wait is not a wait of no time, which would be for ever
                    opened.wait(left / 1_000_000 + 1);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new SQLTransientConnectionException(
                            "interrupted while a new transaction waited for the change of provider to end", e);
                }
            }
        }
    }
}
