package io.shadowjdbc.migrator.command;

import io.shadowjdbc.config.DatabaseKind;
import io.shadowjdbc.migrator.GateClosedException;
import io.shadowjdbc.migrator.MigrationException;
import io.shadowjdbc.migrator.cutover.Databases;
import io.shadowjdbc.migrator.cutover.Remains;
import io.shadowjdbc.migrator.cutover.WayBack;
import io.shadowjdbc.migrator.run.OldRuns;
import io.shadowjdbc.migrator.source.SqliteSource;
import io.shadowjdbc.migrator.target.PostgresqlTarget;
import io.shadowjdbc.provider.ControlException;
import io.shadowjdbc.provider.FleetControl;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The end of a migration, or of an attempt at one. */
@Command(
        name = "cleanup",
        description =
                "Takes away what the tool has put into both databases for the way there and back: notes, triggers,"
                        + " fences, bookkeeping. The schema map and the flag stay, as the driver needs them.",
        mixinStandardHelpOptions = true)
public final class CleanupCommand extends RunCommand {
    static final String PHRASE = "I_UNDERSTAND_CLEANUP";
    static final String NO_WAY_BACK = "I_NEED_NO_WAY_BACK";

    @Mixin
    private SourceOption source;

    @Mixin
    private TargetOptions targetOptions;

    @Mixin
    private ControlOption control;

    @Mixin
    private Confirmation confirmation;

    @Option(
            names = "--runs-older-than",
            paramLabel = "TIME",
            converter = DurationOption.class,
            description = "Deletes the directories of older runs in --work as well, backups included.")
    private Duration oldRuns;

    @Option(
            names = "--give-up-the-way-back",
            description = "Goes on although PostgreSQL is active and a rollback would lose nothing now.")
    private boolean giveUp;

    @Override
    int run(Steps steps) throws MigrationException, IOException {
        SqliteSource file = source.get();
        PostgresqlTarget target = targetOptions.get();
        Databases both = new Databases(file, target, SavedMap.load(target));
        steps.say("cleanup: takes notes, triggers and fences out of " + file.file() + " and " + target.display());
        DatabaseKind active = active(target);
        boolean wayBack = active == DatabaseKind.POSTGRESQL && WayBack.missing(both) == null;
        if (wayBack && !giveUp) {
            throw new GateClosedException(
                    "PostgreSQL is active and its changes are noted: that is the only way back to SQLite without loss."
                            + " If it is needed no more, give --give-up-the-way-back",
                    List.of());
        }
        confirmation.require(
                wayBack ? NO_WAY_BACK : PHRASE,
                wayBack
                        ? "a rollback will lose what was written on PostgreSQL"
                        : "another cutover will need another migrate",
                steps.console());
        List<String> removed = new Remains(both).remove(active);
        removed.forEach(what -> steps.say("  " + what));
        result.put("removed", removed);
        if (oldRuns != null) {
            List<String> deleted =
                    OldRuns.delete(options.work, oldRuns, steps.directory().path());
            result.put("deletedRuns", deleted);
            steps.say("cleanup: " + deleted.size() + " old runs deleted");
        }
        next(
                active == DatabaseKind.POSTGRESQL
                        ? "keep the last backup; you are done"
                        : "sync --install-only, then migrate");
        return WELL;
    }

    private DatabaseKind active(PostgresqlTarget target) throws MigrationException {
        try (FleetControl fleet = control.open(target)) {
            return fleet.state().provider().equals(DatabaseKind.POSTGRESQL.databaseName())
                    ? DatabaseKind.POSTGRESQL
                    : DatabaseKind.SQLITE;
        } catch (ControlException e) {
            throw new MigrationException("which database is active can't be read: " + e.getMessage(), e);
        }
    }
}
