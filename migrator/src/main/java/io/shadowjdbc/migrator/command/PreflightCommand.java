package io.shadowjdbc.migrator.command;

import io.shadowjdbc.migrator.MigrationException;
import io.shadowjdbc.migrator.plan.Ddl;
import io.shadowjdbc.migrator.plan.MigrationPlan;
import io.shadowjdbc.migrator.plan.Note;
import io.shadowjdbc.migrator.plan.PlanChoices;
import io.shadowjdbc.migrator.source.SqliteSource;
import io.shadowjdbc.migrator.target.PostgresqlTarget;
import io.shadowjdbc.migrator.target.TargetCheck;
import io.shadowjdbc.schema.TableMap;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Finds out beforehand what would stop a migration. */
@Command(
        name = "preflight",
        description =
                "Checks source and target and reads every row, to find what would stop a migration. Changes nothing.",
        mixinStandardHelpOptions = true)
public final class PreflightCommand extends RunCommand {
    @Mixin
    private SourceOption source;

    @Mixin
    private TargetOptions targetOptions;

    @Mixin
    private PlanOptions planOptions;

    @Option(names = "--replace", description = "Tables of the same names in the target may be there.")
    private boolean replace;

    @Override
    int run(Steps steps) throws MigrationException, IOException {
        SqliteSource file = source.toRead(options.work);
        PostgresqlTarget target = targetOptions.get();
        steps.say("preflight: checks " + file.file() + " and " + target.display() + " and changes neither");
        List<String> findings = new ArrayList<>();
        List<String> tables = new ArrayList<>();
        try {
            PlanChoices choices = planOptions.decide(target, steps).choices();
            SqliteSource snapshot = steps.snapshot(file);
            MigrationPlan plan = steps.plan(snapshot, target, choices);
            plan.notes(Note.Kind.REFUSED).forEach(note -> findings.add(note.toString()));
            if (plan.existing() && !replace) {
                List<String> filled = plan.map().tables().stream()
                        .map(TableMap::postgresqlName)
                        .toList();
                findings.addAll(TargetCheck.filled(target, filled));
            }
            plan.ddl(Ddl.Kind.TABLE).forEach(ddl -> tables.add(ddl.name()));
            steps.report(plan);
            List<String> badRows = steps.badRows(plan, snapshot, target);
            if (choices.quarantines()) {
                badRows.forEach(badRow -> steps.say("quarantine: " + badRow));
                result.put("quarantine", badRows);
            } else {
                findings.addAll(badRows);
            }
        } catch (MigrationException e) {
            findings.add(e.getMessage());
        }
        findings.addAll(TargetCheck.findings(target, tables, replace));
        findings.forEach(finding -> steps.say("finding: " + finding));
        result.put("findings", findings);
        steps.say("preflight: " + (findings.isEmpty() ? "nothing stands in the way" : findings.size() + " findings"));
        nextCommand(findings.isEmpty() ? "migrate" : "preflight", file, target);
        return findings.isEmpty() ? WELL : FOUND;
    }
}
