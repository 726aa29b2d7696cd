package io.shadowjdbc.migrator.cutover;

import io.shadowjdbc.config.DatabaseKind;
import io.shadowjdbc.migrator.MigrationException;
import io.shadowjdbc.sync.Sync;
import io.shadowjdbc.sync.SyncException;
import io.shadowjdbc.sync.SyncRound;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Brings what is written on the active side to the other one, round after round, until the thread is interrupted. */
public final class KeepInStep {
    private static final long IDLE_MILLIS = 20;
    private static final long RETRY_MILLIS = 1_000;
    private static final long TELL_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Databases databases;
    private final DatabaseKind active;
    private final Consumer<String> output;

    public KeepInStep(Databases databases, DatabaseKind active, Consumer<String> output) {
        this.databases = databases;
        this.active = active;
        this.output = output;
    }

    /** @throws MigrationException if somebody has to act first */
    public void run() throws MigrationException {
        DatabaseKind other = active == DatabaseKind.SQLITE ? DatabaseKind.POSTGRESQL : DatabaseKind.SQLITE;
        output.accept("sync: brings what is written on " + active.databaseName() + " to " + other.databaseName()
                + " until this is ended");
        long told = System.nanoTime();
        long notes = 0;
        try (Sync sync = new Sync(databases.side(active), databases.side(other), databases.map())) {
            while (!Thread.currentThread().isInterrupted()) {
                SyncRound round = round(sync);
                notes += round == null ? 0 : round.notes();
                if (System.nanoTime() - told > TELL_NANOS) {
                    told = System.nanoTime();
                    output.accept("sync: " + notes + " notes so far");
                }
                if (round == null || round.isEmpty()) {
                    TimeUnit.MILLISECONDS.sleep(round == null ? RETRY_MILLIS : IDLE_MILLIS);
                }
            }
        } catch (SyncException | SQLException e) {
            throw new MigrationException("sync: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Null where a database did not answer: it is tried again. */
    private SyncRound round(Sync sync) throws SyncException {
        try {
            return sync.round();
        } catch (SQLException e) {
            output.accept("sync: " + e.getMessage() + "; tries again");
            return null;
        }
    }
}
