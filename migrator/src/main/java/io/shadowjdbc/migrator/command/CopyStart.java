package io.shadowjdbc.migrator.command;

import io.shadowjdbc.migrator.GateClosedException;
import io.shadowjdbc.migrator.MigrationException;
import io.shadowjdbc.migrator.run.RunDirectory;
import io.shadowjdbc.migrator.run.RunState;
import io.shadowjdbc.migrator.source.SqliteSource;
import io.shadowjdbc.migrator.target.CopyLedger;
import io.shadowjdbc.migrator.target.CopyRun;
import io.shadowjdbc.migrator.target.PostgresqlTarget;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Where a copy begins: with a new backup, or with that of an interrupted run, since all rows have to come from one snapshot.
 *
 * @param run its identity
 * @param backup what is copied
 * @param resumed whether the run was begun before, and its tables are there
 */
record CopyStart(CopyRun run, SqliteSource backup, boolean resumed) {

    /** Finds the interrupted run that the target holds, or begins one with a new backup. */
    static CopyStart find(Steps steps, SqliteSource source, PostgresqlTarget target, boolean replace)
            throws MigrationException, IOException {
        source.check();
        Optional<CopyRun> interrupted = replace ? Optional.empty() : CopyLedger.unfinished(target);
        if (interrupted.isPresent()) {
            return resume(steps, source, target, interrupted.get());
        }
        SqliteSource backup = steps.backup(source);
        CopyRun run = CopyRun.begin(UUID.randomUUID(), target.schema(), source, backup);
        RunState.of(run.id(), backup.file(), run.source()).write(steps.directory());
        return new CopyStart(run, backup, false);
    }

    private static CopyStart resume(Steps steps, SqliteSource source, PostgresqlTarget target, CopyRun run)
            throws MigrationException, IOException {
        String what = "the copy of " + run.source() + " that began " + run.started() + " was interrupted";
        if (!run.source().equals(CopyRun.place(source))) {
            throw new GateClosedException(
                    target.display() + " holds an unfinished copy: " + what + ". Name that source to continue it, or"
                            + " give --replace to delete its rows and to start over with " + source.file(),
                    List.of());
        }
        RunDirectory directory = steps.directory();
        Optional<RunState> state = RunState.find(directory.work(), run.id());
        if (state.isEmpty() || !state.get().backupIsThere()) {
            throw new GateClosedException(
                    what + ", and its backup " + run.backup()
                            + (state.isEmpty() ? " is not in " + directory.work() : " is gone or was changed")
                            + ". Without it the rows that are missing can't come from the same snapshot: give --replace"
                            + " to delete the rows that were copied and to start over, or name the work directory of"
                            + " that run with --work",
                    List.of());
        }
        new CopySteps(steps).resumes(run, state.get());
        return new CopyStart(run, new SqliteSource(state.get().backup()), true);
    }
}
