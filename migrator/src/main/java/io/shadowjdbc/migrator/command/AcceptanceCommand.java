package io.shadowjdbc.migrator.command;

import io.shadowjdbc.migrator.MigrationException;
import io.shadowjdbc.migrator.cutover.Operator;
import io.shadowjdbc.migrator.run.Json;
import io.shadowjdbc.migrator.source.SqliteSource;
import io.shadowjdbc.migrator.target.PostgresqlTarget;
import io.shadowjdbc.schema.SchemaMap;
import io.shadowjdbc.schema.SchemaMapFile;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Proof for the files, of what both databases held. */
@Command(
        name = "acceptance",
        description =
                "Compares every row and keeps, for audits, counts and SHA-256 of keys and content of each table on"
                        + " both sides, what the mirror found, and who ran it when.",
        mixinStandardHelpOptions = true)
public final class AcceptanceCommand extends RunCommand {
    @Mixin
    private SourceOption source;

    @Mixin
    private TargetOptions targetOptions;

    @Mixin
    private JobsOption jobs;

    @Mixin
    private ReportOptions report;

    @Mixin
    private ParityOptions parity;

    @Override
    int run(Steps steps) throws MigrationException, IOException {
        SqliteSource file = source.toRead(options.work);
        PostgresqlTarget target = targetOptions.get();
        steps.say("acceptance: compares " + file.file() + " with " + target.display() + " and digests both");
        Instant begin = Instant.now();
        SchemaMap map = SavedMap.load(target);
        boolean equal = new VerifyStep(steps).verify(steps.snapshot(file), target, map, jobs.get(), report, true);
        Map<String, Object> judged = parity.judge(steps);
        boolean accepted = equal && !Boolean.FALSE.equals(judged.get("go"));
        Map<String, Object> acceptance = new LinkedHashMap<>();
        acceptance.put("accepted", accepted);
        acceptance.put("who", Operator.name());
        acceptance.put("begin", begin.toString());
        acceptance.put("end", Instant.now().toString());
        acceptance.put("source", file.file().toAbsolutePath().toString());
        acceptance.put("target", target.display());
        acceptance.put("targetSchema", target.schema());
        acceptance.put("tables", result.get("verified"));
        acceptance.put("differences", result.get("differences"));
        if (!judged.isEmpty()) {
            acceptance.put("parity", judged);
            result.put("parity", judged);
        }
        steps.directory().write("acceptance.json", Json.pretty(acceptance));
        SchemaMapFile.write(map, steps.directory().file("schema-map.json"));
        result.put("accepted", accepted);
        steps.say("acceptance: " + (accepted ? "accepted" : "not accepted") + ", "
                + steps.directory().file("acceptance.json"));
        nextCommand(accepted ? "cutover" : "verify", file, target);
        return accepted ? WELL : FOUND;
    }
}
