package io.shadowjdbc.mirror;

import io.shadowjdbc.compare.Observation;
import io.shadowjdbc.compare.Verdict;
import io.shadowjdbc.config.ShadowConfig;
import io.shadowjdbc.parity.FingerprintStatistics;
import io.shadowjdbc.parity.ParityLog;
import io.shadowjdbc.parity.Saturation;
import io.shadowjdbc.plan.StatementPlan;
import io.shadowjdbc.plan.StatementPlans;
import io.shadowjdbc.provider.ProviderSwitch;
import io.shadowjdbc.provider.SwitchState;
import io.shadowjdbc.recipe.ParameterValues;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jctools.queues.MpmcArrayQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the application's reads and compares them on the other provider, off the application's thread. The application's
 * thread decides, notes and offers; it never waits and never wakes a worker: workers look every millisecond. What does
 * not fit is dropped and counted. May be used by threads.
 */
public final class Mirror implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Mirror.class);
    /** Executions of a new fingerprint that are mirrored whatever the rate. */
    private static final long FIRST_EXECUTIONS = 300;
    /** An application that puts literals into names has no end of fingerprints. */
    private static final int MOST_FINGERPRINTS = 5000;

    /** A write that finds no room comes again with its next execution. */
    private static final int MOST_WRITES = 256;

    private static final long POLL_NANOS = 1_000_000;
    /** The breaker has to be looked after meanwhile, and a close not to be held up. */
    private static final long LONGEST_PAUSE_NANOS = 50_000_000;

    private final ShadowConfig.Mirror settings;
    private final MirrorPolicy policy;
    private final ParityLog parity;
    private final SessionPools sessions;
    private final CircuitBreaker breaker = new CircuitBreaker();
    private final Budget budget;
    private final MpmcArrayQueue<Observation> queue;
    /** Writes that the other side has not been asked about yet. */
    private final MpmcArrayQueue<StatementPlan> writes = new MpmcArrayQueue<>(MOST_WRITES);

    private final AtomicLong queuedBytes = new AtomicLong();
    private final List<Thread> workers = new ArrayList<>();
    private volatile boolean enabled = true;
    /** What was found full and has not been worked down to a half yet: until then nothing is noted in vain. Or null. */
    private volatile Saturation saturation;

    private volatile boolean closed;

    /**
     * Starts the workers.
     *
     * @param plans the plans under the current schema map
     * @param ledger of the processor time that the mirrors of this process share
     */
    public Mirror(
            ShadowConfig config,
            ProviderSwitch providers,
            Supplier<StatementPlans> plans,
            ShadowSessions shadowSessions,
            ParityLog parity,
            Budget.Ledger ledger) {
        this.settings = config.mirror();
        this.policy = new MirrorPolicy(settings);
        this.parity = parity;
        this.sessions = new SessionPools(shadowSessions, settings.threads(), config.instance());
        this.budget = new Budget(settings.budget() * Runtime.getRuntime().availableProcessors(), ledger);
        this.queue = new MpmcArrayQueue<>(Math.max(2, settings.queue()));
        for (int i = 0; i < settings.threads(); i++) {
            MirrorWorker worker = new MirrorWorker(config, providers, plans, sessions, breaker, parity);
            Thread thread = new Thread(() -> work(worker), "shadow-mirror-" + (i + 1));
            thread.setDaemon(true);
            thread.setPriority(Thread.MIN_PRIORITY);
            workers.add(thread);
            thread.start();
        }
    }

    /** Whether reads are mirrored at all; can be changed at any time. */
    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }

    public boolean isEnabled() {
        return enabled;
    }

    /** Reads that wait to be compared. */
    public int queueSize() {
        return queue.size();
    }

    /**
     * Decides whether this execution is mirrored, and counts it if so.
     *
     * @param uncommittedWrites whether the transaction has written: the other side can't have seen that
     */
    public boolean selects(StatementPlan plan, boolean uncommittedWrites) {
        try {
            return enabled && decide(plan, uncommittedWrites);
        } catch (RuntimeException e) {
            failed(e);
            return false;
        }
    }

    /** Whatever goes wrong here, the application's read goes on. */
    private void failed(RuntimeException e) {
        enabled = false;
        log.error("mirroring has failed and is switched off; the application is not affected", e);
    }

    private boolean decide(StatementPlan plan, boolean uncommittedWrites) {
        Selection selection = selection(plan);
        FingerprintStatistics statistics = selection.statistics();
        if (statistics == null || !(selection.always() || isSampled(statistics))) {
            return false;
        }
        Saturation full = saturation;
        if (full != null) {
            statistics.dropUnseen(full);
            return false;
        }
        statistics.select();
        if (uncommittedWrites) {
            parity.end(statistics, Verdict.SKIPPED, "uncommitted_writes");
        } else if (!plan.analysis().deterministic()) {
            parity.end(statistics, Verdict.SKIPPED, "non_deterministic");
        } else if (breaker.isOpen()) {
            parity.end(statistics, Verdict.DROPPED, "breaker_open");
        } else {
            return true;
        }
        return false;
    }

    private boolean isSampled(FingerprintStatistics statistics) {
        if (settings.rate() <= 0) {
            return false;
        }
        return settings.rate() >= 1
                || statistics.selected() < FIRST_EXECUTIONS
                || ThreadLocalRandom.current().nextDouble() < settings.rate();
    }

    /** Takes note of a write that ran for the first time, to ask the other side whether it would run it. */
    public void metWrite(StatementPlan plan) {
        try {
            boolean wanted = enabled && settings.rate() > 0;
            if (wanted && (parity.fingerprints() >= MOST_FINGERPRINTS || writes.offer(plan))) {
                plan.attach(Selection.NOT_SELECTED);
            }
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    private Selection selection(StatementPlan plan) {
        if (plan.attachment() instanceof Selection known) {
            return known;
        }
        if (plan.kind().changesRows()) {
            // what is attached to a write says that it was met
            return Selection.NOT_SELECTED;
        }
        boolean selected = policy.selects(plan) && parity.fingerprints() < MOST_FINGERPRINTS;
        Selection selection =
                selected ? new Selection(parity.statistics(plan), policy.always(plan)) : Selection.NOT_SELECTED;
        plan.attach(selection);
        return selection;
    }

    /**
     * Begins to observe an execution that was {@linkplain #selects selected}. Each observation must be handed in or given
     * up once.
     *
     * @param maxRows the row limit that the application set on the statement, 0 for none
     */
    public Observation observe(StatementPlan plan, ParameterValues parameters, int maxRows, SwitchState state) {
        return new Observation(
                settings.maxRows(),
                selection(plan).rowShape(),
                plan,
                parameters,
                maxRows,
                state.active().name(),
                state.epoch());
    }

    /** Hands in a read. */
    public void offer(Observation observation) {
        try {
            enqueue(observation);
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    private void enqueue(Observation read) {
        Selection selection = selection(read.plan());
        selection.learn(read.shape());
        FingerprintStatistics statistics = selection.statistics();
        if (read.tooManyRows()) {
            parity.end(statistics, Verdict.SKIPPED, "too_many_rows");
        } else if (read.irregular()) {
            parity.end(statistics, Verdict.SKIPPED, "irregular_access");
        } else if (closed) {
            parity.end(statistics, Verdict.DROPPED, "closing");
        } else {
            Saturation full = enqueueWithinBounds(read);
            if (full != null) {
                saturation = full;
                parity.end(statistics, Verdict.DROPPED, full.reason());
            }
        }
    }

    /** Null, or what was full. */
    private Saturation enqueueWithinBounds(Observation read) {
        long bytes = read.retainedBytes();
        // counted first: a worker may take it away before this thread goes on
        if (queuedBytes.addAndGet(bytes) > settings.queueBytes()) {
            queuedBytes.addAndGet(-bytes);
            return Saturation.QUEUE_BYTES;
        }
        if (!queue.offer(read)) {
            queuedBytes.addAndGet(-bytes);
            return budget.pauseNanos() > 0 ? Saturation.OVER_BUDGET : Saturation.QUEUE_FULL;
        }
        return null;
    }

    /** Ends a read that is not handed in: the execution failed on the application's side. */
    public void giveUp(StatementPlan plan, String reason) {
        parity.end(parity.statistics(plan), Verdict.SKIPPED, reason);
    }

    private void work(MirrorWorker worker) {
        while (!closed) {
            long pause = budget.pauseNanos();
            long clock = budget.clock();
            if (pause <= 0 && workOnce(worker)) {
                budget.spend(clock);
            } else {
                worker.probe();
                LockSupport.parkNanos(Math.max(POLL_NANOS, Math.min(pause, LONGEST_PAUSE_NANOS)));
            }
        }
        worker.giveUpRest();
    }

    /** Whether there was something to do. */
    private boolean workOnce(MirrorWorker worker) {
        Observation observation = queue.poll();
        if (saturation != null && queue.size() <= queue.capacity() / 2) {
            saturation = null;
        }
        if (observation == null) {
            return worker.lookAgain() || checkWrite(worker);
        }
        queuedBytes.addAndGet(-observation.retainedBytes());
        worker.compare(observation);
        return true;
    }

    /** Whether there was one that could be asked about. */
    private boolean checkWrite(MirrorWorker worker) {
        StatementPlan write = writes.poll();
        if (write == null) {
            return false;
        }
        boolean done = worker.check(write);
        if (!done) {
            // no room means that others wait as well: this one comes again with another text of its shape
            writes.offer(write);
        }
        return done;
    }

    /**
     * Waits until every selected read that the application has finished has its verdict.
     *
     * @return whether that was so in time
     */
    public boolean awaitIdle(Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (parity.ended() < parity.selected()) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            Thread.sleep(2);
        }
        return true;
    }

    @Override
    public void close() {
        closed = true;
        for (Thread worker : workers) {
            try {
                worker.join(settings.timeout().toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        for (Observation left = queue.poll(); left != null; left = queue.poll()) {
            parity.end(parity.statistics(left.plan()), Verdict.DROPPED, "closing");
        }
        sessions.close();
    }
}
