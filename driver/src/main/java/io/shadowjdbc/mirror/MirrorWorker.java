package io.shadowjdbc.mirror;

import io.shadowjdbc.compare.Cells;
import io.shadowjdbc.compare.Difference;
import io.shadowjdbc.compare.Observation;
import io.shadowjdbc.compare.ReadRecorder;
import io.shadowjdbc.compare.Replay;
import io.shadowjdbc.compare.ResultComparator;
import io.shadowjdbc.compare.Verdict;
import io.shadowjdbc.config.ShadowConfig;
import io.shadowjdbc.dialect.Translation.Untranslatable;
import io.shadowjdbc.parity.FingerprintStatistics;
import io.shadowjdbc.parity.ParityLog;
import io.shadowjdbc.plan.StatementPlan;
import io.shadowjdbc.plan.StatementPlans;
import io.shadowjdbc.provider.Provider;
import io.shadowjdbc.provider.ProviderSwitch;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares reads one after the other: runs the statement on the other provider, makes the application's calls and
 * compares the notes. Where they differ both sides are read again, later, until they agree or the looks are used up; a
 * difference counts only if the active side gave the same before the other was read and after. While a sync runs, it
 * counts only once the other side has got as far as the active side was. Used by one thread.
 */
final class MirrorWorker {
    private static final Logger log = LoggerFactory.getLogger(MirrorWorker.class);
    /** Differing reads that wait for another look; more are dropped. */
    private static final int MOST_LOOKS = 512;
    /** Looks at a read whose rows change all the time, beside those configured. */
    private static final int MOST_CHANGES = 10;

    private static final long LONGEST_PARKED_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final ShadowConfig.Mirror settings;
    private final ShadowConfig.Compare recheck;
    private final ProviderSwitch providers;
    private final Supplier<StatementPlans> plans;
    private final Outages outages;
    private final SyncWatermark sync;
    private final ParityLog parity;
    private final Memory memory;
    private final DoubleSupplier aaRate;
    private final ResultComparator comparator;
    private final InFlight sessions;
    private final SecondReading reading;
    private final DelayQueue<Look> looks = new DelayQueue<>();
    /** Those that wait for the sync; the first has waited longest. */
    private final ArrayDeque<Look> parked = new ArrayDeque<>();

    MirrorWorker(
            ShadowConfig config,
            ProviderSwitch providers,
            Supplier<StatementPlans> plans,
            SessionPools pools,
            Outages outages,
            SyncWatermark sync,
            ParityLog parity,
            Memory memory,
            DoubleSupplier aaRate) {
        this.settings = config.mirror();
        this.recheck = config.compare();
        this.providers = providers;
        this.plans = plans;
        this.outages = outages;
        this.sync = sync;
        this.parity = parity;
        this.memory = memory;
        this.aaRate = aaRate;
        this.comparator = new ResultComparator(recheck.floatTolerance());
        this.sessions = new InFlight(pools);
        this.reading = new SecondReading(sessions, settings.maxRows());
        outages.watch(sessions);
    }

    /** Whether it can take another read: not too many wait for the sync. */
    boolean hasRoom() {
        return parked.size() < settings.queue();
    }

    /** Gives the read its verdict, now or after further looks. Never throws. */
    void compare(Observation observation) {
        compareNow(Look.first(observation, SyncWatermark.now()));
    }

    /** Takes up a read whose time has come; whether there was one. Never throws. */
    boolean lookAgain() {
        Look first = parked.peek();
        Look due = first != null && (sync.hasReached(first.activeMicros()) || first.hasWaited())
                ? parked.poll()
                : looks.poll();
        if (due == null) {
            return false;
        }
        compareNow(due);
        return true;
    }

    /** Lets it wait until the sync has brought the other side as far as the active side was; whether it waits. */
    private boolean park(Look look) {
        if (look.isParked() || sync.hasReached(look.activeMicros())) {
            return false;
        }
        parked.add(look.parkedUntil(System.nanoTime() + LONGEST_PARKED_NANOS));
        return true;
    }

    private void compareNow(Look look) {
        if (!hasNext(look)) {
            memory.giveBack(look.observation().retainedBytes());
        }
    }

    /** Ends the read, or sees to its next look; whether there is one. */
    private boolean hasNext(Look look) {
        Observation observation = look.observation();
        FingerprintStatistics statistics = parity.statistics(observation.plan());
        Provider other = otherThan(observation);
        String skip = reasonToSkip(observation, other);
        if (skip != null) {
            parity.end(statistics, Verdict.SKIPPED, skip);
        } else if (outages.isOut()) {
            parity.end(statistics, Verdict.DROPPED, "breaker_open");
        } else if (isUntranslatable(observation, other)) {
            Untranslatable reason = (Untranslatable) currentPlan(observation).translation();
            parity.failed(
                    statistics,
                    observation,
                    Verdict.UNTRANSLATABLE,
                    other.name(),
                    reason.construct() + " at position " + reason.position() + ": " + reason.advice());
        } else {
            return guarded(look, statistics, other);
        }
        return false;
    }

    private Provider otherThan(Observation observation) {
        return providers.otherThan(providers.named(observation.provider()));
    }

    private String reasonToSkip(Observation observation, Provider other) {
        if (other == null) {
            return "no_secondary";
        }
        if (providers.state().epoch() != observation.epoch()) {
            return "provider_changed";
        }
        boolean needsMap =
                other.dialect() != providers.named(observation.provider()).dialect();
        return needsMap && plans.get().schema().tables().isEmpty() ? FingerprintStatistics.NO_SCHEMA_MAP : null;
    }

    private boolean isUntranslatable(Observation observation, Provider other) {
        return isForeign(other) && currentPlan(observation).translation() instanceof Untranslatable;
    }

    /** The application speaks the primary's dialect: where that is spoken its text runs as it is. */
    private boolean isForeign(Provider provider) {
        return provider.dialect() != providers.providers().get(0).dialect();
    }

    /** The plan under the schema map of now; the application's may be older. */
    private StatementPlan currentPlan(Observation observation) {
        return plans.get().plan(observation.plan().sql());
    }

    private boolean guarded(Look look, FingerprintStatistics statistics, Provider other) {
        long generation = outages.generation();
        sessions.begin(other);
        try {
            return look.attempt() == 0 ? firstLook(look, statistics, other) : lookAgain(look, statistics, other);
        } catch (SQLException e) {
            failed(look.observation(), statistics, other, generation, e);
        } catch (RuntimeException e) {
            log.warn(
                    "the comparison of statement {} failed",
                    look.observation().plan().fingerprint(),
                    e);
            parity.failed(
                    statistics,
                    look.observation(),
                    Verdict.SHADOW_ERROR,
                    other.name(),
                    e.getClass().getName());
        } finally {
            sessions.end();
        }
        return false;
    }

    private void failed(
            Observation observation,
            FingerprintStatistics statistics,
            Provider other,
            long generation,
            SQLException e) {
        if (ConnectionFailures.isOne(e)) {
            outages.failed(other, generation, e);
            parity.end(statistics, Verdict.DROPPED, "breaker_open");
            return;
        }
        SQLException own = Outages.deepest(e);
        String state = own.getSQLState() == null ? "" : ", SQLState " + own.getSQLState();
        parity.failed(
                statistics,
                observation,
                Verdict.SHADOW_ERROR,
                other.name(),
                own.getClass().getName() + ", error code " + e.getErrorCode() + state);
    }

    /** Asks the other database whether it would run a write; false if it has to be asked again later. */
    boolean check(StatementPlan write) {
        if (parity.isChecked(write)) {
            return true;
        }
        Provider other = providers.otherThan(providers.state().active());
        boolean foreign = isForeign(other);
        StatementPlans current = plans.get();
        if (outages.isOut() || (foreign && current.schema().tables().isEmpty())) {
            return false;
        }
        long generation = outages.generation();
        sessions.begin(other);
        try (Connection session = sessions.connection(other)) {
            String objection = WriteCheck.objection(current.plan(write.sql()), session, foreign);
            parity.checked(write, other.name(), objection);
        } catch (SQLException e) {
            outages.failed(other, generation, e);
            return false;
        } catch (RuntimeException e) {
            log.warn("the check of statement {} failed", write.fingerprint(), e);
            parity.checked(write, other.name(), e.getClass().getName());
        } finally {
            sessions.end();
        }
        return true;
    }

    private boolean firstLook(Look look, FingerprintStatistics statistics, Provider other) throws SQLException {
        Observation observation = look.observation();
        if (!look.isParked()) {
            measureNoise(observation, statistics);
        }
        try (Connection connection = sessions.connection(other);
                PreparedStatement statement = SecondReading.prepare(connection, observation)) {
            long begin = System.nanoTime();
            try (ResultSet result = statement.executeQuery()) {
                sessions.answered();
                if (!look.isParked() && observation.isTimed()) {
                    parity.latency(statistics, other.name(), System.nanoTime() - begin);
                    parity.latency(statistics, observation.provider(), observation.nanos());
                }
                String[] labels = observation.labels() == null ? null : Observation.labelsOf(result.getMetaData());
                if (!Arrays.equals(observation.labels(), labels)) {
                    parity.differs(statistics, observation, other.name(), labelDifference(observation, labels));
                    return false;
                }
                ReadRecorder replayed = Replay.replay(observation, result);
                Verdict verdict = ResultComparator.compare(observation.plan().analysis(), observation, replayed);
                if (verdict != null) {
                    parity.agreed(statistics, verdict, observation.rows());
                    return false;
                }
            }
        }
        return park(look) || later(look, statistics);
    }

    /** A share of the reads is read again on the side that answered: what differs there is nobody's fault. */
    private void measureNoise(Observation observation, FingerprintStatistics statistics) throws SQLException {
        double rate = aaRate.getAsDouble();
        if (rate > 0 && ThreadLocalRandom.current().nextDouble() < rate) {
            ReadRecorder again = reading.again(observation, providers.named(observation.provider()));
            boolean same = ResultComparator.compare(observation.plan().analysis(), observation, again) != null;
            statistics.readTwice(!same);
        }
    }

    private boolean later(Look look, FingerprintStatistics statistics) {
        if (looks.size() >= MOST_LOOKS) {
            parity.end(statistics, Verdict.DROPPED, "too_many_differences");
            return false;
        }
        looks.add(look.next(recheck.rechecks(), recheck.recheckWindow().toNanos()));
        return true;
    }

    private boolean lookAgain(Look before, FingerprintStatistics statistics, Provider other) throws SQLException {
        Observation observation = before.observation();
        Provider active = providers.named(observation.provider());
        boolean last = before.attempt() >= recheck.rechecks();
        Look look = before;
        if (look.active() == null && (last || sync.isRunning())) {
            look = before.with(reading.again(observation, active), SyncWatermark.now());
            if (park(look)) {
                return true;
            }
        }
        if (look.active() != null) {
            Verdict verdict = ResultComparator.compare(
                    observation.plan().analysis(), look.active(), reading.again(observation, other));
            if (verdict != null) {
                parity.agreed(statistics, verdict == Verdict.MATCH ? Verdict.STALE : verdict, observation.rows());
                return false;
            }
        }
        return compareCells(look, last, statistics, other);
    }

    private boolean compareCells(Look look, boolean last, FingerprintStatistics statistics, Provider other)
            throws SQLException {
        Observation observation = look.observation();
        StatementPlan plan = currentPlan(observation);
        Provider active = providers.named(observation.provider());
        Cells otherCells = reading.cells(observation, plan, other);
        Cells activeCells = reading.cells(observation, plan, active);
        ResultComparator.Result result = comparator.compare(plan.analysis(), activeCells, otherCells);
        if (result.verdict() == Verdict.MATCH) {
            parity.agreed(statistics, Verdict.STALE, observation.rows());
        } else if (result.verdict() == Verdict.TIE_ORDER) {
            parity.tied(statistics, observation, other.name(), "rows that tie come in another order");
        } else if (result.verdict().agrees()) {
            parity.agreed(statistics, result.verdict(), observation.rows());
        } else if (!last) {
            return later(look, statistics);
        } else if (!sync.hasReached(look.activeMicros())) {
            parity.end(statistics, Verdict.SKIPPED, "sync_behind");
        } else if (hasChanged(look, plan, active)) {
            if (look.attempt() < recheck.rechecks() + MOST_CHANGES) {
                return later(look, statistics);
            }
            parity.end(statistics, Verdict.SKIPPED, "keeps_changing");
        } else if (SecondReading.isCut(observation)) {
            lookBehindTheCut(observation, statistics, other, activeCells, otherCells, result.difference());
        } else {
            parity.differs(statistics, observation, other.name(), result.difference());
        }
        return false;
    }

    /** Whether the active side gives something else than before the other one was read: they can't be told apart then. */
    private boolean hasChanged(Look look, StatementPlan plan, Provider active) throws SQLException {
        ReadRecorder now = reading.again(look.observation(), active);
        return ResultComparator.compare(plan.analysis(), look.active(), now) == null;
    }

    /** Which of the rows that tie are cut off is open: only all rows tell whether the two sides differ. */
    private void lookBehindTheCut(
            Observation observation,
            FingerprintStatistics statistics,
            Provider other,
            Cells activeCells,
            Cells otherCells,
            Difference difference)
            throws SQLException {
        if (!SecondReading.canReadWhole(observation)) {
            parity.end(statistics, Verdict.SKIPPED, "limit_may_cut_ties");
            return;
        }
        StatementPlan plan = currentPlan(observation);
        Provider active = providers.named(observation.provider());
        Cells wholeActive = reading.whole(observation, plan, active);
        Cells wholeOther = reading.whole(observation, plan, other);
        boolean inStep = true;
        if (sync.isRunning() && !comparator.cutThroughTies(activeCells, otherCells, wholeActive, wholeOther)) {
            // seldom, so a worker may wait
            inStep = sync.awaitNow();
            wholeOther = reading.whole(observation, plan, other);
        }
        if (Math.max(wholeActive.rows().size(), wholeOther.rows().size()) > settings.maxRows()) {
            parity.end(statistics, Verdict.SKIPPED, "too_many_rows");
        } else if (comparator.cutThroughTies(activeCells, otherCells, wholeActive, wholeOther)) {
            parity.tied(statistics, observation, other.name(), "a LIMIT, or an early end, cuts through rows that tie");
        } else if (!inStep || isOther(plan, wholeActive, reading.whole(observation, plan, active))) {
            parity.end(statistics, Verdict.SKIPPED, "keeps_changing");
        } else {
            parity.differs(statistics, observation, other.name(), difference);
        }
    }

    private boolean isOther(StatementPlan plan, Cells before, Cells now) {
        return comparator.compare(plan.analysis(), before, now).verdict() != Verdict.MATCH;
    }

    private static Difference labelDifference(Observation observation, String[] labels) {
        return Difference.ofLabels("the columns are " + Arrays.toString(observation.labels()) + " on the active side, "
                + Arrays.toString(labels) + " on the other");
    }

    /** Ends the reads that still wait for another look. */
    void giveUpRest() {
        looks.forEach(this::giveUp);
        looks.clear();
        parked.forEach(this::giveUp);
        parked.clear();
    }

    private void giveUp(Look look) {
        parity.end(parity.statistics(look.observation().plan()), Verdict.DROPPED, "closing");
    }
}
