package io.shadowjdbc.migrator.command;

import io.shadowjdbc.migrator.GateClosedException;
import io.shadowjdbc.migrator.MigrationException;
import io.shadowjdbc.migrator.plan.Ddl;
import io.shadowjdbc.migrator.plan.MigrationPlan;
import io.shadowjdbc.migrator.plan.PlanChoices;
import io.shadowjdbc.migrator.source.SqliteSource;
import io.shadowjdbc.migrator.target.CopyLedger;
import io.shadowjdbc.migrator.target.CopySessions;
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
        description =
                "Backup, schema, copy and verify, one after the other, all from one consistent backup. After a kill, the"
                        + " same command continues.",
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

    @Mixin
    private RangeOption ranges;

    @Mixin
    private ReportOptions report;

    @Mixin
    private DumpOptions dump;

    @Option(names = "--replace", description = "Drops tables of the same names first, with all rows in them.")
    private boolean replace;

    private PostgresqlTarget migratedTo;

    @Override
    int run(Steps steps) throws MigrationException, IOException {
        SqliteSource file = source.toRead(options.work);
        PostgresqlTarget target = targetOptions.get();
        CopyTask task = new CopyTask(target, jobs.get(), ranges.get());
        steps.say("migrate: " + file.file() + " to " + target.display() + ": backup, schema, copy, verify"
                + (replace ? "; tables of the same names are replaced" : ""));
        file.check();
        refuse(TargetCheck.findings(target, List.of(), replace));
        dump.dump(target, steps);
        PlanOptions.Decided decided = planOptions.decide(target, steps);
        PlanChoices choices = decided.choices();
        boolean equal;
        try (CopySessions sessions = CopySessions.begin(target)) {
            CopySteps copying = new CopySteps(steps);
            CopyStart start = CopyStart.find(steps, file, target, replace);
            MigrationPlan plan = steps.plan(start.backup(), target, choices);
            Steps.gate(plan);
            if (!start.resumed()) {
                refuse(TargetCheck.findings(
                        target, plan.ddl(Ddl.Kind.TABLE).stream().map(Ddl::name).toList(), replace));
            }
            steps.report(plan);
            CopyStart sifted = copying.sift(plan, start, target);
            if (plan.existing()) {
                decided.remember(target);
                copying.fill(plan, sifted, task, sessions, replace);
            } else {
                if (!start.resumed()) {
                    copying.createSchema(plan, target, replace, start.run());
                    decided.remember(target);
                }
                copying.copy(plan, sifted, task, sessions, false);
            }
            equal = new VerifyStep(steps).verify(start.backup(), target, plan.map(), task.jobs(), report);
            migratedTo = target;
        }
        if (equal) {
            next("mirror reads with the driver, then shadow-migrator switch --control file:PATH --to postgresql");
        } else {
            nextCommand("migrate --replace", file, target);
        }
        return equal ? WELL : FOUND;
    }

    private static void refuse(List<String> findings) throws GateClosedException {
        if (!findings.isEmpty()) {
            throw new GateClosedException("the target is not ready:", findings);
        }
    }

    @Override
    void completed() throws MigrationException {
        CopyLedger.finish(migratedTo);
    }
}
