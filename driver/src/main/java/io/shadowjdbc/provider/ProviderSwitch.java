package io.shadowjdbc.provider;

import java.lang.ref.WeakReference;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
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
    private final Object changes = new Object();
    private final Object opened = new Object();
    private volatile SwitchState state;

    /**
     * @param providers the two databases, or one where no secondary is configured
     * @param initial the name of the one that is active at first
     * @param fenceTimeout how long a transaction may wait for the fence to open, and a flip for running work
     */
    public ProviderSwitch(List<Provider> providers, String initial, Duration fenceTimeout) {
        this.providers = List.copyOf(providers);
        this.fenceTimeout = fenceTimeout;
        this.state = new SwitchState(named(initial), Phase.OPEN, 1);
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

    /** Lets new transactions wait from now on. Does nothing if they already do. */
    public void fence() {
        synchronized (changes) {
            change(new SwitchState(state.active(), Phase.FENCED, state.epoch()));
        }
    }

    /** Lets transactions begin again. Does nothing if they may. */
    public void open() {
        synchronized (changes) {
            change(new SwitchState(state.active(), Phase.OPEN, state.epoch()));
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
            return flip(named(name), state.epoch() + 1, Phase.OPEN);
        }
    }

    /**
     * Brings this switch to what a control store says.
     *
     * @throws IllegalStateException if running work did not end within the fence timeout; nothing has changed then
     */
    public void follow(String name, Phase phase, long epoch) {
        synchronized (changes) {
            Provider target = named(name);
            if (target != state.active()) {
                flip(target, epoch, phase);
            } else {
                change(new SwitchState(target, phase, Math.max(epoch, state.epoch())));
            }
        }
    }

    private Duration flip(Provider target, long epoch, Phase phase) {
        SwitchState before = state;
        if (target == before.active()) {
            change(new SwitchState(target, phase, before.epoch()));
            return Duration.ZERO;
        }
        long begin = System.nanoTime();
        change(new SwitchState(before.active(), Phase.FENCED, before.epoch()));
        if (!drain(begin + fenceTimeout.toNanos())) {
            long busy = busyConnections();
            change(new SwitchState(before.active(), before.phase(), before.epoch()));
            throw new IllegalStateException("the provider stays " + before.active() + ": " + busy
                    + " connection(s) did not end their statement or transaction within " + fenceTimeout
                    + " (shadow.fence.timeout); end them, or try again when they are done");
        }
        change(new SwitchState(target, phase, epoch));
        Duration pause = Duration.ofNanos(System.nanoTime() - begin);
        log.info("provider {} -> {}, epoch {}, pause {} ms", before.active(), target, epoch, pause.toMillis());
        for (SwitchListener listener : listeners) {
            listener.flipped(before, state, pause);
        }
        return pause;
    }

    private boolean drain(long deadline) {
        while (busyConnections() > 0) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        return true;
    }

    private long busyConnections() {
        long busy = 0;
        for (WeakReference<Participant> reference : participants) {
            Participant participant = reference.get();
            if (participant == null) {
                participants.remove(reference);
            } else if (participant.isBusy()) {
                busy++;
            }
        }
        return busy;
    }

    private void change(SwitchState next) {
        if (next.equals(state)) {
            return;
        }
        synchronized (opened) {
            state = next;
            opened.notifyAll();
        }
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
                            + " (shadow.fence.timeout) for the change of provider to end; the phase is still FENCED,"
                            + " active is " + state.active() + ", epoch " + state.epoch() + "; try again");
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
