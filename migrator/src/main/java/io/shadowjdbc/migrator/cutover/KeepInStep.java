package io.shadowjdbc.migrator.cutover;

import io.shadowjdbc.config.DatabaseKind;
import io.shadowjdbc.migrator.MigrationException;
import io.shadowjdbc.sync.Sync;
import io.shadowjdbc.sync.SyncException;
import io.shadowjdbc.sync.SyncLoop;
import io.shadowjdbc.sync.SyncRound;
import java.sql.SQLException;
import java.util.function.Consumer;

/** Brings what is written on the active side to the other one, round after round, until the thread is interrupted. */
public final class KeepInStep implements SyncLoop.Listener {
    private final Databases databases;
    private final DatabaseKind active;
    private final Consumer<String> output;
    private SyncException failure;

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
        try (Sync sync = new Sync(databases.side(active), databases.side(other), databases.map())) {
            new SyncLoop(sync, this).run();
        } catch (SQLException e) {
            throw new MigrationException("sync: a database can't be closed: " + e.getMessage(), e);
        }
        if (failure != null) {
            throw new MigrationException("sync: " + failure.getMessage(), failure);
        }
    }

    @Override
    public void round(SyncRound round) {
        // status tells how far it is
    }

    @Override
    public void trouble(SQLException cause, long retryMillis) {
        output.accept("sync: " + cause.getMessage() + "; tries again in " + retryMillis + " ms");
    }

    @Override
    public void failed(SyncException cause) {
        failure = cause;
    }
}
