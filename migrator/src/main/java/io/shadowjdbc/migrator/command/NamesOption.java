package io.shadowjdbc.migrator.command;

import io.shadowjdbc.migrator.plan.NamePolicy;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How names are spelt on PostgreSQL. */
final class NamesOption {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--names",
            paramLabel = "POLICY",
            defaultValue = "quoted",
            description =
                    "quoted: names as SQLite spells them; folded: in lower case, so that SQL written by hand needs"
                            + " no quotes (default: ${DEFAULT-VALUE}).")
    private String names;

    NamePolicy get() {
        for (NamePolicy policy : NamePolicy.values()) {
            if (policy.word().equals(names.toLowerCase(Locale.ROOT))) {
                return policy;
            }
        }
        throw new ParameterException(spec.commandLine(), "--names: expected quoted or folded, got " + names);
    }
}
