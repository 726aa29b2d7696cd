package io.shadowjdbc.migrator.command;

import io.shadowjdbc.migrator.MigrationException;
import io.shadowjdbc.migrator.source.SqliteSource;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Takes a consistent copy of the source. */
@Command(
        name = "backup",
        description = "Copies the SQLite database through SQLite's backup API, while its application writes.",
        mixinStandardHelpOptions = true)
public final class BackupCommand extends RunCommand {
    @Mixin
    private SourceOption source;

    @Override
    int run(Steps steps) throws MigrationException, IOException {
        SqliteSource file = source.toRead(options.work);
        steps.say("backup: copies " + file.file() + " to " + steps.directory().path());
        steps.backup(file);
        next("keep the file until the migration is beyond doubt; migrate takes a backup of its own");
        return WELL;
    }
}
