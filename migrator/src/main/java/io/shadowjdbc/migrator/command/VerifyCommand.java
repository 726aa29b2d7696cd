package io.shadowjdbc.migrator.command;

import io.shadowjdbc.migrator.MigrationException;
import io.shadowjdbc.migrator.source.SqliteSource;
import io.shadowjdbc.migrator.target.PostgresqlTarget;
import io.shadowjdbc.schema.SchemaMap;
import io.shadowjdbc.schema.SchemaMapFile;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Compares every row. */
@Command(
        name = "verify",
        description = "Compares every row of every table on both sides. Changes nothing.",
        mixinStandardHelpOptions = true)
public final class VerifyCommand extends RunCommand {
    @Mixin
    private SourceOption source;

    @Mixin
    private TargetOptions targetOptions;

    @Mixin
    private JobsOption jobs;

    @Mixin
    private ReportOptions report;

    @Option(
            names = "--schema-map",
            paramLabel = "FILE",
            description = "The schema map (default: the one that the target holds in its schema shadow).")
    private Path schemaMap;

    @Override
    int run(Steps steps) throws MigrationException, IOException {
        SqliteSource file = source.toRead(options.work);
        PostgresqlTarget target = targetOptions.get();
        int threads = jobs.get();
        steps.say("verify: compares " + file.file() + " with " + target.display() + ", row by row");
        SchemaMap map = map(target);
        boolean equal = new VerifyStep(steps).verify(steps.snapshot(file), target, map, threads, report);
        if (equal) {
            next("mirror reads with the driver, then shadow-migrator switch --control file:PATH --to postgresql");
        } else {
            nextCommand("migrate --replace", file, target);
        }
        return equal ? WELL : FOUND;
    }

    private SchemaMap map(PostgresqlTarget target) throws MigrationException, IOException {
        if (schemaMap != null) {
            return SchemaMapFile.read(schemaMap);
        }
        return SavedMap.load(target);
    }
}
