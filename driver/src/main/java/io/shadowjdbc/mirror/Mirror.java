package io.shadowjdbc.mirror;

import io.shadowjdbc.compare.Observation;
import io.shadowjdbc.compare.Verdict;
import io.shadowjdbc.config.MirrorRules;
import io.shadowjdbc.config.ShadowConfig;
import io.shadowjdbc.parity.FingerprintStatistics;
import io.shadowjdbc.parity.ParityLog;
import io.shadowjdbc.parity.Saturation;
import io.shadowjdbc.plan.StatementPlan;
import io.shadowjdbc.plan.StatementPlans;
import io.shadowjdbc.provider.Provider;
import io.shadowjdbc.provider.ProviderSwitch;
import io.shadowjdbc.provider.SwitchState;
import io.shadowjdbc.recipe.ParameterValues;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
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
    /** An application that puts literals into names has no end of fingerprints. */
    private static final int MOST_FINGERPRINTS = 5000;

    /** A write that finds no room comes again with its next execution. */
    private static final int MOST_WRITES = 256;

    /** Of the reads of a statement that was compared often enough, so many give one whose time is taken. */
    private static final int ONE_IN = 8;

    /** The time for what is running at a close. */
    private static final Duration CLOSING = Duration.ofSeconds(1);

    private static final long POLL_NANOS = 1_000_000;
    private static final long BEAT_NANOS = 50_000_000;
    /** A close is not to be held up. */
    private static final long LONGEST_PAUSE_NANOS = 50_000_000;

    private final ShadowConfig.Mirror settings;
    private final ProviderSwitch providers;
    private final Supplier<StatementPlans> plans;
    private final ParityLog parity;
    private final SessionPools sessions;
    private final Outages outages;
    private final Heartbeat heartbeat;
    private final Silence silence;
    private final Budget budget;
    private final Memory memory = new Memory();
    /** Reads of statements that were compared often enough, and those of others: the former can't crowd these out. */
    private final ReadQueue familiar;

    private final ReadQueue unfamiliar;
    /** Writes that the other side has not been asked about yet. */
    private final MpmcArrayQueue<StatementPlan> writes = new MpmcArrayQueue<>(MOST_WRITES);

    private final List<Thread> threads = new ArrayList<>();
    private volatile MirrorRules rules;
    private volatile boolean enabled = true;
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
        this.providers = providers;
        this.plans = plans;
        this.rules = settings.rules();
        this.parity = parity;
        this.sessions = new SessionPools(shadowSessions, settings.threads(), config.instance());
        this.outages = new Outages(sessions, parity);
        this.silence = new Silence(settings.warnAfter(), parity, this::whyNothing);
        boolean othersWorkHere = providers.providers().stream().anyMatch(Provider::isServerOnThisMachine);
        this.budget = new Budget(processors(rules), othersWorkHere, ledger);
        this.unfamiliar = new ReadQueue(settings.queue(), memory, settings.queueBytes(), budget);
        this.familiar = new ReadQueue(settings.queue(), memory, settings.queueBytes() / 4 * 3, budget);
        SyncWatermark sync = new SyncWatermark();
        this.heartbeat = new Heartbeat(providers, shadowSessions, outages, sync);
        for (int i = 1; i <= settings.threads(); i++) {
            MirrorWorker worker = new MirrorWorker(
                    config, providers, plans, sessions, outages, sync, parity, memory, () -> rules.aaRate());
            start("shadow-mirror-" + i, () -> work(worker)).setPriority(Thread.MIN_PRIORITY);
        }
        start("shadow-mirror-watch", this::watch);
    }

    private static double processors(MirrorRules rules) {
        return rules.budget() * Runtime.getRuntime().availableProcessors();
    }

    private Thread start(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
        return thread;
    }

    /** Switches mirroring on or off, at once; it works only if the rules say so too. */
    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }

    /** Whether reads are mirrored at all. */
    public boolean isEnabled() {
        return enabled && rules.enabled();
    }

    /** What is mirrored from now on. */
    public void setRules(MirrorRules rules) {
        this.rules = rules;
        budget.setProcessors(processors(rules));
    }

    /** Reads that wait to be compared. */
    public int queueSize() {
        return familiar.size() + unfamiliar.size();
    }

    /** Seconds since a read was last compared; since the start where none was. */
    public double silentSeconds() {
        return silence.seconds();
    }

    /**
     * Decides whether this execution is mirrored, and counts it if so.
     *
     * @param uncommittedWrites whether the transaction has written: the other side can't have seen that
     */
    public boolean selects(StatementPlan plan, boolean uncommittedWrites) {
        try {
            silence.applicationReads();
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
        MirrorRules now = rules;
        Selection selection = selection(plan, now);
        FingerprintStatistics statistics = selection.statistics();
        if (statistics == null || !now.enabled() || !(selection.always() || isSampled(statistics, now.rate()))) {
            return false;
        }
        String obstacle = uncommittedWrites ? "uncommitted_writes" : selection.obstacle();
        if (obstacle != null) {
            if (uncommittedWrites && selection.isToBeChecked() && writes.offer(plan)) {
                selection.checked();
            }
            statistics.select();
            parity.end(statistics, Verdict.SKIPPED, obstacle);
            return false;
        }
        Saturation full =
                outages.isOut() ? Saturation.BREAKER_OPEN : queueFor(statistics).saturation();
        if (full != null) {
            statistics.dropUnseen(full);
            return false;
        }
        statistics.select();
        return true;
    }

    private static boolean isSampled(FingerprintStatistics statistics, double rate) {
        return rate >= 1
                || (rate > 0
                        && (!statistics.isFamiliar()
                                || ThreadLocalRandom.current().nextDouble() < rate));
    }

    /** What keeps all executions of a statement from being compared, or null. */
    private String obstacle(StatementPlan plan) {
        if (!plan.analysis().deterministic()) {
            return "non_deterministic";
        }
        // with the map the plans change, so that this is asked again
        return hasSchemaMap() ? null : FingerprintStatistics.NO_SCHEMA_MAP;
    }

    /** Whether what has to be known of the two databases is known. */
    private boolean hasSchemaMap() {
        List<Provider> both = providers.providers();
        return both.get(0).dialect() == both.get(both.size() - 1).dialect()
                || !plans.get().schema().tables().isEmpty();
    }

    private ReadQueue queueFor(FingerprintStatistics statistics) {
        return statistics.isFamiliar() ? familiar : unfamiliar;
    }

    /** Takes note of a write that ran for the first time, to ask the other side whether it would run it. */
    public void metWrite(StatementPlan plan) {
        try {
            boolean wanted = isEnabled() && rules.rate() > 0;
            if (wanted && (parity.fingerprints() >= MOST_FINGERPRINTS || writes.offer(plan))) {
                plan.attach(Selection.MET);
            }
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    @SuppressWarnings("ReferenceEquality") // other rules are another object
    private Selection selection(StatementPlan plan, MirrorRules now) {
        if (plan.attachment() instanceof Selection known && known.rules() == now) {
            return known;
        }
        if (plan.kind().changesRows()) {
            // what is attached to a write says that it was met
            return Selection.MET;
        }
        MirrorPolicy policy = new MirrorPolicy(now);
        boolean selected = policy.selects(plan) && parity.fingerprints() < MOST_FINGERPRINTS;
        Selection selection =
                new Selection(now, selected ? parity.statistics(plan) : null, policy.always(plan), obstacle(plan));
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
        Selection selection = selection(plan, rules);
        return new Observation(
                settings.maxRows(),
                selection.rowShape(),
                plan,
                parameters,
                maxRows,
                state.active().name(),
                state.epoch(),
                isToBeTimed(selection.statistics()));
    }

    private static boolean isToBeTimed(FingerprintStatistics statistics) {
        return statistics == null
                || !statistics.isFamiliar()
                || ThreadLocalRandom.current().nextInt(ONE_IN) == 0;
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
        Selection selection = selection(read.plan(), rules);
        selection.learn(read.shape());
        FingerprintStatistics selected = selection.statistics();
        // by other rules than those of now it may not be selected, but it was
        FingerprintStatistics statistics = selected == null ? parity.statistics(read.plan()) : selected;
        if (read.tooManyRows()) {
            parity.end(statistics, Verdict.SKIPPED, "too_many_rows");
        } else if (read.irregular()) {
            parity.end(statistics, Verdict.SKIPPED, "irregular_access");
        } else if (closed) {
            parity.end(statistics, Verdict.DROPPED, "closing");
        } else {
            Saturation full = queueFor(statistics).offer(read);
            if (full != null) {
                parity.end(statistics, Verdict.DROPPED, full.reason());
            }
        }
    }

    /** Ends a read that is not handed in: the execution failed on the application's side. */
    public void giveUp(StatementPlan plan, String reason) {
        parity.end(parity.statistics(plan), Verdict.SKIPPED, reason);
    }

    private void work(MirrorWorker worker) {
        while (!closed) {
            long pause = budget.pauseNanos();
            long clock = budget.clock();
            long generation = outages.generation();
            if (pause <= 0 && workOnce(worker)) {
                // a wait for a database that was gone is no work
                if (generation == outages.generation()) {
                    budget.spend(clock);
                }
            } else {
                LockSupport.parkNanos(Math.max(POLL_NANOS, Math.min(pause, LONGEST_PAUSE_NANOS)));
            }
        }
        worker.giveUpRest();
    }

    /** Whether there was something to do. Reads that have waited come first, or a full queue would let them starve. */
    private boolean workOnce(MirrorWorker worker) {
        if (worker.lookAgain()) {
            return true;
        }
        if (worker.hasRoom()) {
            Observation rare = unfamiliar.poll();
            Observation read = rare == null ? familiar.poll() : rare;
            if (read != null) {
                worker.compare(read);
                return true;
            }
        }
        return checkWrite(worker);
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

    private void watch() {
        while (!closed) {
            try {
                if (isEnabled()) {
                    heartbeat.beat();
                }
                silence.look();
            } catch (RuntimeException e) {
                log.warn("the other database is not looked after", e);
            }
            LockSupport.parkNanos(BEAT_NANOS);
        }
    }

    /** Why nothing can be compared now, or null if it could. */
    private String whyNothing() {
        if (!enabled) {
            return "mirroring is switched off";
        } else if (!rules.enabled()) {
            return "mirroring is switched off by shadow.mirror.enabled";
        } else if (rules.rate() <= 0) {
            return "shadow.mirror.rate is 0";
        } else if (outages.isOut()) {
            return "the other database does not answer";
        }
        return hasSchemaMap()
                ? null
                : "there is no schema map: run the migrator, or name its file in shadow.schema-map";
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
        join(CLOSING);
        // what hangs now would hang for long
        outages.cutOff();
        join(CLOSING);
        giveUpAll(unfamiliar);
        giveUpAll(familiar);
        heartbeat.close();
        sessions.close();
    }

    private void join(Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        for (Thread thread : threads) {
            try {
                thread.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void giveUpAll(ReadQueue queue) {
        for (Observation left = queue.poll(); left != null; left = queue.poll()) {
            parity.end(parity.statistics(left.plan()), Verdict.DROPPED, "closing");
        }
    }
}
