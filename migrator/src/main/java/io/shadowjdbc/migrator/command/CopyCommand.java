package io.shadowjdbc.migrator.command;

import io.shadowjdbc.migrator.MigrationException;
import io.shadowjdbc.migrator.plan.MigrationPlan;
import io.shadowjdbc.migrator.plan.PlanChoices;
import io.shadowjdbc.migrator.source.SqliteSource;
import io.shadowjdbc.migrator.target.PostgresqlTarget;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Fills the tables that schema created. */
@Command(
        name = "copy",
        description = "Copies all rows from a consistent backup, then builds keys, indexes and foreign keys.",
        mixinStandardHelpOptions = true)
public final class CopyCommand extends RunCommand {
    @Mixin
    private SourceOption source;

    @Mixin
    private TargetOptions targetOptions;

    @Mixin
    private PlanOptions planOptions;

    @Mixin
    private JobsOption jobs;

    @Option(names = "--replace", description = "Deletes rows that are there first.")
    private boolean replace;

    @Override
    int run(Steps steps) throws MigrationException, IOException {
        SqliteSource file = source.get();
        PostgresqlTarget target = targetOptions.get();
        PlanChoices choices = planOptions.choices();
        int threads = jobs.get();
        steps.say("copy: backs up " + file.file() + " and copies its rows to " + target.display());
        SqliteSource backup = steps.backup(file);
        MigrationPlan plan = steps.plan(backup, target.schema(), choices, target);
        Steps.gate(plan);
        steps.report(plan);
        SqliteSource sifted = steps.sift(plan, backup, target);
        if (plan.existing()) {
            steps.fill(plan, sifted, target, threads, replace);
        } else {
            steps.copy(plan, sifted, target, threads, replace);
        }
        nextCommand("verify", file, target);
        return WELL;
    }
}
