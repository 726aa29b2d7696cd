package io.shadowjdbc.migrator.command;

import io.shadowjdbc.migrator.MigrationException;
import io.shadowjdbc.migrator.bootstrap.Finding;
import io.shadowjdbc.migrator.bootstrap.Provisioning;
import io.shadowjdbc.migrator.bootstrap.ServerChecks;
import io.shadowjdbc.migrator.bootstrap.SourceChecks;
import io.shadowjdbc.migrator.source.SqliteSource;
import io.shadowjdbc.migrator.target.PostgresqlTarget;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The first step of all. */
@Command(
        name = "bootstrap",
        description = "Creates role and database if asked to, checks file, disk, server and rights, makes the schema"
                + " shadow, and writes the settings that the application needs.",
        mixinStandardHelpOptions = true)
public final class BootstrapCommand extends RunCommand {
    @Mixin
    private SourceOption source;

    @Mixin
    private TargetOptions targetOptions;

    @Option(
            names = "--admin-url",
            paramLabel = "URL",
            description = "JDBC URL of a login that may create roles and databases. With it the target's role and"
                    + " database are created where they are missing; a password that --password-file does not hold yet is"
                    + " made up and written there.")
    private String adminUrl;

    @Override
    int run(Steps steps) throws MigrationException, IOException {
        SqliteSource file = source.get();
        if (adminUrl != null) {
            PostgresqlTarget wanted = targetOptions.withoutPassword();
            steps.say("bootstrap: creates what is missing of " + wanted.display());
            List<String> done =
                    new Provisioning(adminUrl).provide(wanted.user(), wanted.database(), targetOptions.passwordFile());
            done.forEach(step -> steps.say("  " + step));
            result.put("created", done);
        }
        PostgresqlTarget target = targetOptions.get();
        steps.say("bootstrap: checks " + file.file() + " and " + target.display());
        List<Finding> findings = new ArrayList<>(new SourceChecks(file, options.work).run());
        findings.addAll(new ServerChecks(target).run());
        findings.forEach(finding -> steps.say("  " + finding));
        result.put("findings", findings.stream().map(Finding::toJson).toList());
        steps.directory().write("shadow.properties", settings(target));
        steps.say("bootstrap: settings for the application are in "
                + steps.directory().file("shadow.properties"));
        boolean ready = findings.stream().noneMatch(finding -> finding.level() == Finding.Level.PROBLEM);
        nextCommand(ready ? "preflight" : "bootstrap", file, target);
        return ready ? WELL : FOUND;
    }

    /** For the file that SHADOW_CONFIG names; the password stays where it is. */
    private String settings(PostgresqlTarget target) {
        StringBuilder text = new StringBuilder("shadow.secondary.url=" + target.display() + "\n");
        if (target.user() != null) {
            text.append("shadow.secondary.user=").append(target.user()).append('\n');
        }
        if (targetOptions.passwordFile() != null) {
            text.append("shadow.secondary.password-file=")
                    .append(targetOptions.passwordFile().toAbsolutePath())
                    .append('\n');
        }
        return text.append("shadow.control=postgresql\n").toString();
    }
}
