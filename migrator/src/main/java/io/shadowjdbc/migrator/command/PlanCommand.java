package io.shadowjdbc.migrator.command;

import io.shadowjdbc.migrator.MigrationException;
import io.shadowjdbc.migrator.plan.MigrationPlan;
import io.shadowjdbc.migrator.plan.Note;
import io.shadowjdbc.migrator.plan.PlanChoices;
import io.shadowjdbc.migrator.plan.PlanReport;
import io.shadowjdbc.migrator.planfile.PlanFileWriter;
import io.shadowjdbc.migrator.source.SqliteSource;
import io.shadowjdbc.migrator.target.PostgresqlTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Shows how PostgreSQL will hold the data. */
@Command(
        name = "plan",
        description = "Reads every row and shows which PostgreSQL type each column gets, and why. Changes nothing.",
        mixinStandardHelpOptions = true)
public final class PlanCommand extends RunCommand {
    @Mixin
    private SourceOption source;

    @Mixin
    private PlanOptions planOptions;

    @Option(
            names = "--target",
            paramLabel = "URL",
            description =
                    "The PostgreSQL database; looked at only with --existing. Password: the environment's PGPASSWORD.")
    private String target;

    @Option(
            names = "--target-schema",
            paramLabel = "NAME",
            defaultValue = "public",
            description = "The schema that receives the tables (default: ${DEFAULT-VALUE}).")
    private String schema;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description =
                    "Where the plan to be edited is written as well (default: plan.yaml in the run's directory only).")
    private Path out;

    @Override
    int run(Steps steps) throws MigrationException, IOException {
        SqliteSource file = source.toRead(options.work);
        PlanChoices choices = planOptions.decide(null, steps).choices();
        PostgresqlTarget there = choices.existing() ? target() : null;
        steps.say("plan: reads " + file.file() + " and chooses types");
        MigrationPlan plan = steps.plan(steps.snapshot(file), schema, there, choices);
        if (out != null) {
            Files.writeString(out, PlanFileWriter.write(plan, choices));
            steps.say("plan: written to " + out);
        }
        steps.say(PlanReport.text(plan));
        boolean refused = !plan.notes(Note.Kind.REFUSED).isEmpty();
        next(
                refused
                        ? "put right what is refused, then plan again"
                        : "shadow-migrator migrate --source " + file.file() + " --target URL"
                                + (out == null ? "" : " --plan " + out));
        return refused ? FOUND : WELL;
    }

    private PostgresqlTarget target() {
        if (target == null) {
            throw new ParameterException(spec.commandLine(), "--existing needs --target: its tables decide the types");
        }
        try {
            return PostgresqlTarget.parse(target, System.getenv("PGPASSWORD"), schema);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--target: " + e.getMessage(), e);
        }
    }
}
