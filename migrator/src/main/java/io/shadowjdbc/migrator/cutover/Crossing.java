package io.shadowjdbc.migrator.cutover;

import io.shadowjdbc.config.DatabaseKind;
import io.shadowjdbc.fence.DataFence;
import io.shadowjdbc.migrator.GateClosedException;
import io.shadowjdbc.migrator.MigrationException;
import io.shadowjdbc.migrator.run.Console;
import io.shadowjdbc.migrator.timeline.Timeline;
import io.shadowjdbc.provider.FleetControl;
import io.shadowjdbc.provider.FleetState;
import io.shadowjdbc.provider.Phase;
import io.shadowjdbc.schema.FileSettings;
import io.shadowjdbc.sync.Sync;
import io.shadowjdbc.sync.SyncException;
import io.shadowjdbc.sync.SyncRound;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Activity goes from one database to the other while the application serves: fence, drain, last round, comparison, flip,
 * open. Until the flip every failure, and the deadline, leaves things as they were. Where things stand is read from the flag
 * and the databases, never from memory, so that after a crash at any point the same crossing may be begun again.
 */
public final class Crossing implements AutoCloseable {
    private static final Duration CATCH_UP = Duration.ofSeconds(60);
    private static final Duration CLOSE_ENOUGH = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long FEW_ROWS = 2_000;

    /** The fence in SQLite counts whole seconds. */
    private static final Duration MARGIN = Duration.ofMillis(1_500);

    private final Task task;
    private final Direction direction;
    private final Databases databases;
    private final FleetControl fleet;
    private final StepMachine machine;
    private final Surroundings around;
    private final Ending ending;
    private final Sync sync;
    private final Sync back;
    private final Map<String, Object> figures = new LinkedHashMap<>();
    private Connection from;
    private Connection to;
    private ChangedRows changed;
    private Deadline deadline;

    /**
     * What is to be done.
     *
     * @param limit how long the application may be kept waiting
     * @param abandoning whether to leave behind what was written on the active side: nothing is brought over, and neither
     *     side knows the other any more
     */
    public record Task(Direction direction, Databases databases, Duration limit, boolean abandoning) {}

    /** Who is asked and told on the way. */
    public record Surroundings(
            Gates gates, Hooks hooks, CrossingClaim claim, Journal journal, Timeline timeline, Console console) {}

    /** What the command adds. */
    public interface Ending {
        /** Both sides are equal, and nobody writes: what takes no time may be kept as evidence. */
        void equal() throws Exception;

        /** The other side is active and the application goes on. May be repeated. */
        void finish() throws Exception;
    }

    public Crossing(Task task, FleetControl fleet, Surroundings around, Ending ending) {
        this.task = task;
        this.direction = task.direction;
        this.databases = task.databases;
        this.fleet = fleet;
        this.around = around;
        this.ending = ending;
        this.sync = new Sync(databases.side(direction.from()), databases.side(direction.to()), databases.map());
        this.back = new Sync(databases.side(direction.to()), databases.side(direction.from()), databases.map());
        this.machine = new StepMachine(around.hooks, around.journal, around.timeline, around.console);
    }

    /** Figures for artifacts, as far as it came: gates, milliseconds by step, the pause. */
    public Map<String, Object> figures() {
        Map<String, Object> all = new LinkedHashMap<>(figures);
        all.put("stepMillis", machine.millis());
        return all;
    }

    /**
     * Does it, or what an earlier attempt has left to be done.
     *
     * @throws GateClosedException if a gate is closed, time ran out or a comparison failed; things are as they were
     * @throws MigrationException if something failed; the message says what, and what was left
     */
    public void run() throws MigrationException {
        FleetState state = Situation.settled(fleet, around.claim, databases, around.console);
        try {
            from = databases.open(direction.from());
            to = databases.open(direction.to());
            around.timeline.active(state.provider());
            if (state.provider().equals(direction.to().databaseName())) {
                afterwards(state);
                return;
            }
            // what a killed attempt has left; to drop triggers under load would lock the application out
            DataFence.lift(from, direction.from());
            changed = new ChangedRows(databases, direction.from());
        } catch (SQLException e) {
            throw new MigrationException("the databases can't be prepared: " + e.getMessage(), e);
        }
        machine.run(whatMayBeUndone(), () -> deadline);
        machine.run(
                List.of(Action.of(Step.FINISH, () -> {
                    changed.clear();
                    ending.finish();
                })),
                () -> null);
    }

    private List<Action> whatMayBeUndone() {
        List<Action> actions = new ArrayList<>();
        actions.add(Action.of(Step.GATES, () -> figures.put("gates", around.gates.pass(around.console))));
        if (!task.abandoning) {
            actions.add(Action.of(Step.PREPARE, this::prepare));
        }
        actions.add(new Action(Step.FENCE, this::fence, fleet::abort));
        actions.add(Action.of(Step.DRAIN, () -> fleet.awaitDrained(deadline.left())));
        actions.add(new Action(
                Step.DATA_FENCE,
                () -> fenceData(
                        from,
                        direction.from(),
                        Instant.now().plus(deadline.left()).plus(MARGIN)),
                () -> DataFence.lift(from, direction.from())));
        if (!task.abandoning) {
            actions.add(Action.of(Step.LAST_ROUND, this::lastRound));
            actions.add(Action.of(Step.VERIFY, this::compare));
        }
        actions.add(new Action(Step.NOTES, this::takePosition, () -> fenceData(to, direction.to(), null)));
        actions.add(new Action(Step.FLIP, () -> fleet.flip(direction.to().databaseName()), this::unflip));
        actions.add(Action.of(Step.OPEN, this::open));
        return actions;
    }

    /** All that takes time and changes nothing for the application. */
    private void prepare() throws Exception {
        fenceData(to, direction.to(), null);
        firstRound();
        back.install();
        figures.put("changesKeptSinceComparison", changed.install());
        long end = System.nanoTime() + CATCH_UP.toNanos();
        long compared = Long.MAX_VALUE;
        SyncRound round = measuredRound();
        // each pass has only to do what has changed during the one before
        while ((compared > FEW_ROWS || round.nanos() > CLOSE_ENOUGH.toNanos()) && System.nanoTime() < end) {
            long before = changed.compared();
            changed.approach();
            compared = changed.compared() - before;
            round = measuredRound();
        }
        figures.put("rowsComparedBefore", changed.compared());
        if (round.nanos() > task.limit.toNanos()) {
            throw new GateClosedException(
                    "the last round of the sync took " + round.nanos() / 1_000_000
                            + " ms, longer than the application may" + " wait (--deadline): wait for a quieter moment",
                    List.of());
        }
    }

    /** A sync that was killed holds its place until PostgreSQL has seen its end. */
    private void firstRound() throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                sync.round();
                return;
            } catch (SyncException e) {
                if (System.nanoTime() > end) {
                    throw new GateClosedException(e.getMessage(), List.of());
                }
                Thread.sleep(200);
            }
        }
    }

    private SyncRound measuredRound() throws Exception {
        around.timeline.lag(sync.lag().seconds() * 1000);
        SyncRound round = sync.round();
        around.timeline.throughput(round.notes() / Math.max(1e-3, round.nanos() / 1e9));
        return round;
    }

    private void fence() throws Exception {
        deadline = Deadline.in(task.limit);
        // should this process die, the data fence ends before the instances open by themselves
        around.claim.fenced(fleet.fence(task.limit.plus(MARGIN).plus(MARGIN)));
    }

    private void lastRound() throws Exception {
        around.timeline.lag(sync.lag().seconds() * 1000);
        SyncRound last = sync.lastRound();
        figures.put("lastRoundNotes", last.notes());
        if (direction.from() == DatabaseKind.SQLITE) {
            FileSettings.toPostgresql(from, to);
        } else {
            FileSettings.toSqlite(from, to);
        }
        if (sync.lag().rows() > 0) {
            throw new GateClosedException(
                    direction.from().databaseName() + " was written to after the last round, though it is fenced: find"
                            + " out who writes past the driver",
                    List.of());
        }
    }

    private void compare() throws Exception {
        long before = changed.compared();
        changed.finish();
        figures.put("rowsComparedInThePause", changed.compared() - before);
    }

    /** From here on the way back is known: both sides are equal, and what is written next is noted. */
    private void takePosition() throws Exception {
        if (task.abandoning) {
            back.uninstall();
            sync.uninstall();
        } else {
            back.trust();
        }
        DataFence.remove(to, direction.to());
        ending.equal();
    }

    /** Whether the flip was made is not known where the store failed: it has to be certain that it was not. */
    private void unflip() throws Exception {
        FleetState state = LiveGates.state(fleet);
        if (state.provider().equals(direction.from().databaseName())) {
            return;
        }
        if (state.phase() != Phase.FENCED) {
            throw new MigrationException(direction.to().databaseName() + " is active, and the application goes on");
        }
        DataFence.lift(from, direction.from());
        fleet.abort();
    }

    private void open() throws Exception {
        DataFence.keep(from, direction.from());
        fleet.open();
        Duration pause = deadline.passed();
        around.timeline.pause(pause);
        around.timeline.active(direction.to().databaseName());
        figures.put("pauseMillis", pause.toMillis());
        around.console.say("  " + direction.to().databaseName() + " is active; new transactions waited "
                + pause.toMillis() + " ms");
        changed.clear();
    }

    /** The other side is active already: an earlier attempt came so far, or there is nothing to do. */
    private void afterwards(FleetState state) throws MigrationException {
        around.console.say(direction.to().databaseName() + " is active since " + state.changedAt() + " ("
                + state.changedBy() + "): nothing but the last step is left to do");
        figures.put("alreadyActive", true);
        machine.run(
                List.of(Action.of(Step.FINISH, () -> {
                    DataFence.lift(to, direction.to());
                    if (DataFence.isInstalled(from, direction.from())) {
                        DataFence.keep(from, direction.from());
                    } else {
                        fenceData(from, direction.from(), null);
                    }
                    ending.finish();
                })),
                () -> null);
    }

    /** @param until when it ends by itself, or null */
    private void fenceData(Connection connection, DatabaseKind kind, Instant until) throws SQLException {
        DatabaseKind active = kind == direction.from() ? direction.to() : direction.from();
        String reason = "active is " + active.databaseName() + "; write there, through the driver";
        if (until == null) {
            DataFence.install(connection, kind, databases.tables(kind), reason);
        } else {
            DataFence.install(connection, kind, databases.tables(kind), reason, until);
        }
    }

    /** Whether the other side was active when this began. */
    public boolean wasActive() {
        return figures.containsKey("alreadyActive");
    }

    @Override
    public void close() throws SQLException {
        try (Sync first = sync;
                Sync second = back;
                Connection third = from;
                Connection fourth = to;
                ChangedRows fifth = changed) {
            // closes all of them, whatever one of them says
            return;
        }
    }
}
