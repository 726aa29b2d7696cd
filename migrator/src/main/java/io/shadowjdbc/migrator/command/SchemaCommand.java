package io.shadowjdbc.migrator.command;

import io.shadowjdbc.migrator.GateClosedException;
import io.shadowjdbc.migrator.MigrationException;
import io.shadowjdbc.migrator.plan.MigrationPlan;
import io.shadowjdbc.migrator.plan.PlanChoices;
import io.shadowjdbc.migrator.source.SqliteSource;
import io.shadowjdbc.migrator.target.PostgresqlTarget;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Creates the tables. */
@Command(
        name = "schema",
        description = "Creates the tables on PostgreSQL, empty and without keys; copy fills them and adds the keys.",
        mixinStandardHelpOptions = true)
public final class SchemaCommand extends RunCommand {
    @Mixin
    private SourceOption source;

    @Mixin
    private TargetOptions targetOptions;

    @Mixin
    private PlanOptions planOptions;

    @Option(names = "--replace", description = "Drops tables of the same names first, with all rows in them.")
    private boolean replace;

    @Override
    int run(Steps steps) throws MigrationException, IOException {
        SqliteSource file = source.toRead(options.work);
        PostgresqlTarget target = targetOptions.get();
        PlanOptions.Decided decided = planOptions.decide(target, steps);
        PlanChoices choices = decided.choices();
        if (choices.existing()) {
            throw new GateClosedException(
                    "schema: the plan fills tables that exist, so there is nothing to create: run copy", List.of());
        }
        steps.say("schema: creates the tables of " + file.file() + " in " + target.display()
                + (replace ? ", in place of those that are there" : ""));
        MigrationPlan plan = steps.plan(steps.snapshot(file), target, choices);
        Steps.gate(plan);
        steps.report(plan);
        new CopySteps(steps).createSchema(plan, target, replace, null);
        decided.remember(target);
        nextCommand("copy", file, target);
        return WELL;
    }
}
