package io.shadowjdbc.migrator.command;

import io.shadowjdbc.migrator.MigrationException;
import io.shadowjdbc.migrator.plan.MigrationPlan;
import io.shadowjdbc.migrator.plan.Note;
import io.shadowjdbc.migrator.plan.PlanReport;
import io.shadowjdbc.migrator.source.SqliteSource;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows how PostgreSQL will hold the data. */
@Command(
        name = "plan",
        description = "Reads every row and shows which PostgreSQL type each column gets, and why. Changes nothing.",
        mixinStandardHelpOptions = true)
public final class PlanCommand extends RunCommand {
    @Mixin
    private SourceOption source;

    @Mixin
    private NamesOption names;

    @Option(
            names = "--target",
            paramLabel = "URL",
            description = "Accepted, so that the same options serve all commands; the plan needs no target.")
    @SuppressWarnings("UnusedVariable")
    private String target;

    @Option(
            names = "--target-schema",
            paramLabel = "NAME",
            defaultValue = "public",
            description = "The schema that receives the tables (default: ${DEFAULT-VALUE}).")
    private String schema;

    @Override
    int run(Steps steps) throws MigrationException, IOException {
        SqliteSource file = source.get();
        steps.say("plan: reads " + file.file() + " and chooses types");
        MigrationPlan plan = steps.plan(steps.snapshot(file), schema, names.get());
        steps.say(PlanReport.text(plan));
        boolean refused = !plan.notes(Note.Kind.REFUSED).isEmpty();
        next(
                refused
                        ? "put right what is refused, then plan again"
                        : "shadow-migrator migrate --source " + file.file() + " --target URL");
        return refused ? FOUND : WELL;
    }
}
