package io.shadowjdbc.migrator.command;

import io.shadowjdbc.config.DatabaseKind;
import io.shadowjdbc.migrator.GateClosedException;
import io.shadowjdbc.migrator.MigrationException;
import io.shadowjdbc.migrator.cutover.ChangedKeys;
import io.shadowjdbc.migrator.run.Console;
import io.shadowjdbc.migrator.source.SqliteSource;
import io.shadowjdbc.migrator.target.PostgresqlTarget;
import io.shadowjdbc.schema.SchemaMap;
import io.shadowjdbc.schema.SchemaMapStore;
import io.shadowjdbc.sync.Sync;
import io.shadowjdbc.sync.SyncException;
import io.shadowjdbc.sync.SyncLag;
import io.shadowjdbc.sync.SyncLoop;
import io.shadowjdbc.sync.SyncProgress;
import io.shadowjdbc.sync.SyncRound;
import io.shadowjdbc.sync.SyncSide;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Keeps one side equal to the other while the application writes. */
@Command(
        name = "sync",
        description =
                "Brings what the application writes on one side to the other, round after round, until it is ended.",
        mixinStandardHelpOptions = true)
public final class SyncCommand extends RunCommand {
    private static final long END_SECONDS = 15;

    @Mixin
    private SourceOption source;

    @Mixin
    private TargetOptions targetOptions;

    @Option(
            names = "--install-only",
            description = "Installs the notes of changes and ends: before backup, copy or migrate.")
    private boolean installOnly;

    @Option(names = "--once", description = "Brings what is noted now and ends.")
    private boolean once;

    @Option(names = "--reverse", description = "From PostgreSQL to SQLite: the way back, while PostgreSQL is active.")
    private boolean reverse;

    private final CountDownLatch completed = new CountDownLatch(1);

    @Override
    int run(Steps steps) throws MigrationException, IOException {
        SqliteSource file = source.get();
        PostgresqlTarget target = targetOptions.get();
        file.check();
        SyncSide sqlite =
                new SyncSide(DatabaseKind.SQLITE, () -> DriverManager.getConnection("jdbc:sqlite:" + file.file()));
        SyncSide postgresql = new SyncSide(DatabaseKind.POSTGRESQL, target::connect);
        String way = reverse ? target.display() + " to " + file.file() : file.file() + " to " + target.display();
        boolean needsMap = reverse || !installOnly;
        SchemaMap map = needsMap ? map(target) : SchemaMap.empty();
        try (Sync sync = reverse ? new Sync(postgresql, sqlite, map) : new Sync(sqlite, postgresql, map)) {
            if (installOnly) {
                sync.install();
                keepChangedKeys(reverse ? postgresql : sqlite);
                steps.say("sync: changes are noted from now on, " + way);
                nextCommand(reverse ? "sync --reverse" : "migrate", file, target);
                return WELL;
            }
            steps.say("sync: " + way);
            int exit = once ? once(sync, steps) : loop(sync, steps);
            nextCommand(reverse ? "rollback" : "verify", file, target);
            return exit;
        } catch (SyncException e) {
            throw new GateClosedException("sync " + way + ": " + e.getMessage(), List.of());
        } catch (SQLException e) {
            throw new MigrationException("sync " + way + " failed: " + e.getMessage(), e);
        }
    }

    /** So that a cutover knows what has changed since all rows were compared. */
    private static void keepChangedKeys(SyncSide source) throws SQLException {
        try (Connection connection = source.connector().open()) {
            ChangedKeys.of(connection, source.kind()).install();
        }
    }

    private static SchemaMap map(PostgresqlTarget target) throws MigrationException {
        try (Connection connection = target.open()) {
            return SchemaMapStore.load(connection)
                    .orElseThrow(() -> new GateClosedException(
                            "target " + target.display()
                                    + " holds no schema map: run sync --install-only, then migrate",
                            List.of()));
        } catch (SQLException | IllegalArgumentException e) {
            throw new MigrationException(
                    "reading the schema map of " + target.display() + " failed: " + e.getMessage(), e);
        }
    }

    private int once(Sync sync, Steps steps) throws SQLException, SyncException {
        SyncRound round = sync.tellingProgressTo(new CatchUp(steps)).round();
        result.put("notes", round.notes());
        result.put("written", round.written());
        result.put("deleted", round.deleted());
        result.put("snapshotMicros", round.snapshotMicros());
        steps.say("sync: " + Console.count(round.notes()) + " notes, " + Console.count(round.written())
                + " rows written in " + Console.seconds(round.nanos() / 1e9));
        return WELL;
    }

    private int loop(Sync sync, Steps steps) throws SQLException, SyncException {
        // what needs somebody to act is found before the loop is said to run
        sync.tellingProgressTo(new CatchUp(steps)).round();
        Watch watch = new Watch(sync, steps);
        SyncLoop loop = new SyncLoop(sync, watch);
        Thread hook = new Thread(
                () -> {
                    loop.stop();
                    try {
                        if (!completed.await(END_SECONDS, TimeUnit.SECONDS)) {
                            steps.say("sync: the round at work was cut off; the next sync repeats it");
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "shadow-sync-end");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            steps.say("sync: runs; end it with Ctrl-C or SIGTERM");
            loop.run();
        } finally {
            completed.countDown();
            removeHook(hook);
        }
        watch.total();
        result.put("rounds", watch.rounds);
        result.put("written", watch.written);
        result.put("lagRows", watch.lag.rows());
        result.put("lagSeconds", watch.lag.seconds());
        if (watch.failure != null) {
            throw watch.failure;
        }
        steps.say("sync: ended after " + Console.count(watch.rounds) + " rounds, " + Console.count(watch.written)
                + " rows written");
        return WELL;
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the hook is what ends this
            return;
        }
    }

    /** Says how far a long round is: after a standstill there may be millions of rows to bring. */
    private static final class CatchUp implements SyncProgress {
        private static final long SAY_NANOS = 2_000_000_000L;

        private final Steps steps;
        private long said = System.nanoTime();
        private long saidRows;

        CatchUp(Steps steps) {
            this.steps = steps;
        }

        @Override
        public void at(long notes, long deleted, long written) {
            long now = System.nanoTime();
            long rows = deleted + written;
            if (now - said < SAY_NANOS) {
                return;
            }
            // the next round begins anew
            long since = rows < saidRows ? rows : rows - saidRows;
            steps.say("sync: catches up: " + Console.count(notes) + " notes, so far " + Console.count(deleted)
                    + " keys looked up and " + Console.count(written) + " rows written, "
                    + Console.count(Math.round(since / ((now - said) / 1e9))) + " a second");
            said = now;
            saidRows = rows;
        }
    }

    /** Counts, and says from time to time how things are. */
    private static final class Watch implements SyncLoop.Listener {
        private static final long SAY_NANOS = 10_000_000_000L;

        private final Sync sync;
        private final Steps steps;
        private long said = System.nanoTime();
        private long rounds;
        private long written;
        private SyncLag lag = SyncLag.NONE;
        private SyncException failure;

        Watch(Sync sync, Steps steps) {
            this.sync = sync;
            this.steps = steps;
        }

        @Override
        public void round(SyncRound round) {
            if (!round.isEmpty()) {
                rounds++;
                written += round.written();
            }
            long now = System.nanoTime();
            if (now - said > SAY_NANOS) {
                said = now;
                say();
            }
        }

        private void say() {
            try {
                lag = sync.lag();
                steps.say("sync: " + Console.count(rounds) + " rounds, " + Console.count(written)
                        + " rows written; lag " + Console.count(lag.rows()) + " rows, "
                        + Math.round(lag.seconds() * 1000) + " ms");
            } catch (SQLException | SyncException e) {
                steps.say("sync: the lag can't be read: " + e.getMessage());
            }
        }

        @Override
        public void trouble(SQLException cause, long retryMillis) {
            steps.say("sync: waits " + retryMillis + " ms and tries again: " + cause.getMessage());
        }

        @Override
        public void failed(SyncException cause) {
            failure = cause;
        }

        /** The lag at the end. */
        void total() {
            try {
                lag = sync.lag();
            } catch (SQLException | SyncException e) {
                steps.say("sync: the lag can't be read: " + e.getMessage());
            }
        }
    }
}
