package io.shadowjdbc.migrator.command;

import io.shadowjdbc.migrator.MigrationException;
import io.shadowjdbc.migrator.plan.MigrationPlan;
import io.shadowjdbc.migrator.plan.PlanChoices;
import io.shadowjdbc.migrator.source.SqliteSource;
import io.shadowjdbc.migrator.target.CopyLedger;
import io.shadowjdbc.migrator.target.CopySessions;
import io.shadowjdbc.migrator.target.PostgresqlTarget;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Fills the tables that schema created. */
@Command(
        name = "copy",
        description =
                "Copies all rows from a consistent backup, then builds keys, indexes and foreign keys. After a kill, the"
                        + " same command continues.",
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

    @Mixin
    private RangeOption ranges;

    @Option(names = "--replace", description = "Deletes rows that are there first; an interrupted copy starts over.")
    private boolean replace;

    private PostgresqlTarget copiedTo;

    @Override
    int run(Steps steps) throws MigrationException, IOException {
        SqliteSource file = source.toRead(options.work);
        PostgresqlTarget target = targetOptions.get();
        PlanOptions.Decided decided = planOptions.decide(target, steps);
        PlanChoices choices = decided.choices();
        CopyTask task = new CopyTask(target, jobs.get(), ranges.get());
        steps.say("copy: backs up " + file.file() + " and copies its rows to " + target.display());
        file.check();
        try (CopySessions sessions = CopySessions.begin(target)) {
            CopySteps copying = new CopySteps(steps);
            CopyStart start = CopyStart.find(steps, file, target, replace);
            MigrationPlan plan = steps.plan(start.backup(), target, choices);
            Steps.gate(plan);
            steps.report(plan);
            CopyStart sifted = copying.sift(plan, start, target);
            if (plan.existing()) {
                decided.remember(target);
                copying.fill(plan, sifted, task, sessions, replace);
            } else {
                copying.copy(plan, sifted, task, sessions, replace);
            }
            copiedTo = target;
        }
        nextCommand("verify", file, target);
        return WELL;
    }

    @Override
    void completed() throws MigrationException {
        CopyLedger.finish(copiedTo);
    }
}
