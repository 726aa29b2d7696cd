package io.shadowjdbc.migrator.command;

import io.shadowjdbc.migrator.GateClosedException;
import io.shadowjdbc.migrator.MigrationException;
import io.shadowjdbc.migrator.plan.Ddl;
import io.shadowjdbc.migrator.plan.MigrationPlan;
import io.shadowjdbc.migrator.plan.PlanChoices;
import io.shadowjdbc.migrator.source.SqliteSource;
import io.shadowjdbc.migrator.target.PostgresqlTarget;
import io.shadowjdbc.migrator.target.TargetCheck;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The whole way. */
@Command(
        name = "migrate",
        description = "Backup, schema, copy and verify, one after the other, all from one consistent backup.",
        mixinStandardHelpOptions = true)
public final class MigrateCommand extends RunCommand {
    @Mixin
    private SourceOption source;

    @Mixin
    private TargetOptions targetOptions;

    @Mixin
    private PlanOptions planOptions;

    @Mixin
    private JobsOption jobs;

    @Option(names = "--replace", description = "Drops tables of the same names first, with all rows in them.")
    private boolean replace;

    @Override
    int run(Steps steps) throws MigrationException, IOException {
        SqliteSource file = source.get();
        PostgresqlTarget target = targetOptions.get();
        PlanChoices choices = planOptions.choices();
        int threads = jobs.get();
        steps.say("migrate: " + file.file() + " to " + target.display() + ": backup, schema, copy, verify"
                + (replace ? "; tables of the same names are replaced" : ""));
        SqliteSource backup = steps.backup(file);
        MigrationPlan plan = steps.plan(backup, target.schema(), choices, target);
        Steps.gate(plan);
        List<String> findings = TargetCheck.findings(
                target, plan.ddl(Ddl.Kind.TABLE).stream().map(Ddl::name).toList(), replace);
        if (!findings.isEmpty()) {
            throw new GateClosedException("the target is not ready:", findings);
        }
        steps.report(plan);
        SqliteSource sifted = steps.sift(plan, backup, target);
        if (plan.existing()) {
            steps.fill(plan, sifted, target, threads, replace);
        } else {
            steps.createSchema(plan, target, replace);
            steps.copy(plan, sifted, target, threads, false);
        }
        boolean equal = steps.verify(backup, target, plan.map(), threads);
        if (equal) {
            next("mirror reads with the driver, then shadow-migrator switch --control file:PATH --to postgresql");
        } else {
            nextCommand("migrate --replace", file, target);
        }
        return equal ? WELL : FOUND;
    }
}
