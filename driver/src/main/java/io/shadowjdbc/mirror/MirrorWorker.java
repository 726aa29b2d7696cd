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
import java.util.Arrays;
import java.util.concurrent.DelayQueue;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares reads one after the other: runs the statement on the other provider, makes the application's calls and
 * compares the notes. Where they differ both sides are read again, later, until they agree or the looks are used up.
 * Used by one thread.
 */
final class MirrorWorker {
    private static final Logger log = LoggerFactory.getLogger(MirrorWorker.class);
    /** Differing reads that wait for another look; more are dropped. */
    private static final int MOST_LOOKS = 512;

    private final ShadowConfig.Mirror settings;
    private final ShadowConfig.Compare recheck;
    private final ProviderSwitch providers;
    private final Supplier<StatementPlans> plans;
    private final SessionPools sessions;
    private final CircuitBreaker breaker;
    private final ParityLog parity;
    private final ResultComparator comparator;
    private final SecondReading reading;
    private final DelayQueue<SecondLook> looks = new DelayQueue<>();

    MirrorWorker(
            ShadowConfig config,
            ProviderSwitch providers,
            Supplier<StatementPlans> plans,
            SessionPools sessions,
            CircuitBreaker breaker,
            ParityLog parity) {
        this.settings = config.mirror();
        this.recheck = config.compare();
        this.providers = providers;
        this.plans = plans;
        this.sessions = sessions;
        this.breaker = breaker;
        this.parity = parity;
        this.comparator = new ResultComparator(recheck.floatTolerance());
        this.reading = new SecondReading(sessions, settings.maxRows());
    }

    /** Gives the read its verdict, now or after further looks. Never throws. */
    void compare(Observation observation) {
        FingerprintStatistics statistics = parity.statistics(observation.plan());
        Provider other = otherThan(observation);
        String skip = reasonToSkip(observation, other);
        if (skip != null) {
            parity.end(statistics, Verdict.SKIPPED, skip);
        } else if (breaker.isOpen()) {
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
            guarded(observation, statistics, other, () -> firstLook(observation, statistics, other));
        }
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
        return needsMap && plans.get().schema().tables().isEmpty() ? "no_schema_map" : null;
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

    private interface Look {
        void run() throws SQLException;
    }

    private void guarded(Observation observation, FingerprintStatistics statistics, Provider other, Look look) {
        try {
            look.run();
        } catch (SQLException e) {
            failed(observation, statistics, other, e);
        } catch (RuntimeException e) {
            log.warn("the comparison of statement {} failed", observation.plan().fingerprint(), e);
            parity.failed(
                    statistics,
                    observation,
                    Verdict.SHADOW_ERROR,
                    other.name(),
                    e.getClass().getName());
        }
    }

    private void failed(Observation observation, FingerprintStatistics statistics, Provider other, SQLException e) {
        if (ConnectionFailures.isOne(e)) {
            unreachable(other, e);
            parity.end(statistics, Verdict.DROPPED, "breaker_open");
            return;
        }
        String state = e.getSQLState() == null ? "" : ", SQLState " + e.getSQLState();
        parity.failed(
                statistics,
                observation,
                Verdict.SHADOW_ERROR,
                other.name(),
                className(e) + ", error code " + e.getErrorCode() + state);
    }

    private void unreachable(Provider other, SQLException e) {
        sessions.evict(other);
        if (breaker.failed()) {
            log.warn("the {} database can't be reached, mirroring pauses: {}", other, e.getMessage());
            parity.note("breaker_opened", "the " + other + " database can't be reached: " + className(e));
        }
    }

    /** Asks the other database whether it would run a write; false if it has to be asked again later. */
    boolean check(StatementPlan write) {
        if (parity.isChecked(write)) {
            return true;
        }
        Provider other = providers.otherThan(providers.state().active());
        boolean foreign = isForeign(other);
        StatementPlans current = plans.get();
        if (breaker.isOpen() || (foreign && current.schema().tables().isEmpty())) {
            return false;
        }
        try (Connection session = sessions.connection(other)) {
            String objection = WriteCheck.objection(current.plan(write.sql()), session, foreign);
            parity.checked(write, other.name(), objection);
        } catch (SQLException e) {
            unreachable(other, e);
            return false;
        } catch (RuntimeException e) {
            log.warn("the check of statement {} failed", write.fingerprint(), e);
            parity.checked(write, other.name(), e.getClass().getName());
        }
        return true;
    }

    private static String className(SQLException e) {
        Throwable deepest = e;
        while (deepest.getCause() instanceof SQLException) {
            deepest = deepest.getCause();
        }
        return deepest.getClass().getName();
    }

    private void firstLook(Observation observation, FingerprintStatistics statistics, Provider other)
            throws SQLException {
        try (Connection connection = sessions.connection(other);
                PreparedStatement statement = SecondReading.prepare(connection, observation)) {
            long begin = System.nanoTime();
            try (ResultSet result = statement.executeQuery()) {
                parity.latency(statistics, other.name(), System.nanoTime() - begin);
                parity.latency(statistics, observation.provider(), observation.nanos());
                String[] labels = observation.labels() == null ? null : Observation.labelsOf(result.getMetaData());
                if (!Arrays.equals(observation.labels(), labels)) {
                    parity.differs(statistics, observation, other.name(), labelDifference(observation, labels));
                    return;
                }
                ReadRecorder replayed = Replay.replay(observation, result);
                Verdict verdict = ResultComparator.compare(observation.plan().analysis(), observation, replayed);
                if (verdict != null) {
                    parity.agreed(statistics, verdict, observation.rows());
                    return;
                }
            }
        }
        later(SecondLook.first(observation), statistics);
    }

    private void later(SecondLook look, FingerprintStatistics statistics) {
        if (looks.size() >= MOST_LOOKS) {
            parity.end(statistics, Verdict.DROPPED, "too_many_differences");
        } else {
            looks.add(look);
        }
    }

    /** Takes another look at a differing read whose time has come; whether there was one. */
    boolean lookAgain() {
        SecondLook look = looks.poll();
        if (look == null) {
            return false;
        }
        Observation observation = look.observation();
        FingerprintStatistics statistics = parity.statistics(observation.plan());
        Provider other = otherThan(observation);
        if (providers.state().epoch() != observation.epoch()) {
            parity.end(statistics, Verdict.SKIPPED, "provider_changed");
        } else {
            guarded(observation, statistics, other, () -> lookAgain(look, statistics, other));
        }
        return true;
    }

    private void lookAgain(SecondLook look, FingerprintStatistics statistics, Provider other) throws SQLException {
        Observation observation = look.observation();
        StatementPlan plan = currentPlan(observation);
        Provider active = providers.named(observation.provider());
        Cells activeCells = reading.cells(observation, plan, active);
        Cells otherCells = reading.cells(observation, plan, other);
        ResultComparator.Result result = comparator.compare(plan.analysis(), activeCells, otherCells);
        if (result.verdict() == Verdict.MATCH) {
            parity.agreed(statistics, Verdict.STALE, observation.rows());
        } else if (result.verdict() == Verdict.TIE_ORDER) {
            parity.tied(statistics, observation, other.name(), "rows that tie come in another order");
        } else if (result.verdict().agrees()) {
            parity.agreed(statistics, result.verdict(), observation.rows());
        } else if (look.attempt() < recheck.rechecks()) {
            later(look.next(recheck.rechecks(), recheck.recheckWindow().toNanos()), statistics);
        } else if (SecondReading.isCut(observation)) {
            lookBehindTheCut(look, other, activeCells, otherCells, result.difference());
        } else {
            parity.differs(statistics, observation, other.name(), result.difference());
        }
    }

    /** Which of the rows that tie are cut off is open: only all rows tell whether the two sides differ. */
    private void lookBehindTheCut(
            SecondLook look, Provider other, Cells activeCells, Cells otherCells, Difference difference)
            throws SQLException {
        Observation observation = look.observation();
        FingerprintStatistics statistics = parity.statistics(observation.plan());
        if (!SecondReading.canReadWhole(observation)) {
            parity.end(statistics, Verdict.SKIPPED, "limit_may_cut_ties");
            return;
        }
        StatementPlan plan = currentPlan(observation);
        Cells wholeActive = reading.whole(observation, plan, providers.named(observation.provider()));
        Cells wholeOther = reading.whole(observation, plan, other);
        if (Math.max(wholeActive.rows().size(), wholeOther.rows().size()) > settings.maxRows()) {
            parity.end(statistics, Verdict.SKIPPED, "too_many_rows");
        } else if (comparator.cutThroughTies(activeCells, otherCells, wholeActive, wholeOther)) {
            parity.tied(statistics, observation, other.name(), "a LIMIT, or an early end, cuts through rows that tie");
        } else {
            parity.differs(statistics, observation, other.name(), difference);
        }
    }

    private static Difference labelDifference(Observation observation, String[] labels) {
        return Difference.ofLabels("the columns are " + Arrays.toString(observation.labels()) + " on the active side, "
                + Arrays.toString(labels) + " on the other");
    }

    /** While the breaker is open: tries to reach the other database again when it is time. */
    void probe() {
        if (!breaker.shouldTry()) {
            return;
        }
        Provider other = providers.otherThan(providers.state().active());
        try (Connection connection = sessions.connection(other)) {
            if (connection.isValid(1) && breaker.succeeded()) {
                log.info("the {} database can be reached again, mirroring goes on", other);
                parity.note("breaker_closed", "the " + other + " database can be reached again");
            }
        } catch (SQLException e) {
            breaker.failed();
        }
    }

    /** Ends the reads that still wait for another look. */
    void giveUpRest() {
        for (SecondLook look : looks) {
            parity.end(parity.statistics(look.observation().plan()), Verdict.DROPPED, "closing");
        }
        looks.clear();
    }
}
