package io.shadowjdbc.migrator.command;

import io.shadowjdbc.migrator.MigrationException;
import io.shadowjdbc.migrator.plan.BadValues;
import io.shadowjdbc.migrator.plan.KeyKind;
import io.shadowjdbc.migrator.plan.NulHandling;
import io.shadowjdbc.migrator.plan.PlanChoices;
import io.shadowjdbc.migrator.planfile.PlanFileReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What the operator decides of the plan. An option given here goes before the same word at the top of the plan file. */
final class PlanOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--plan",
            paramLabel = "FILE",
            description = "A plan that the command plan wrote, perhaps edited. It is checked against the data first.")
    private Path plan;

    @Option(
            names = "--existing",
            description = "The target's tables are there, made by an ORM's own migration for example, and are filled as"
                    + " they are.")
    private boolean existing;

    @Option(
            names = "--on-bad-value",
            paramLabel = "stop|quarantine",
            description =
                    "Rows that do not fit the target: stop before anything is written (default), or copy the others"
                            + " and put these into shadow.quarantine.")
    private BadValues onBadValue;

    @Option(
            names = "--nul",
            paramLabel = "bytea|escape|strip",
            description = "Columns of text with the character U+0000: as bytea (default), as text with it written as"
                    + " U+2400 and 0, or as text without it.")
    private NulHandling nul;

    @Option(
            names = "--keys",
            paramLabel = "integer|uuid",
            description = "What integer keys become: integers (default), or UUIDs that say which integer they were; a"
                    + " table's own word in the plan file goes before this one.")
    private KeyKind keys;

    PlanChoices choices() throws MigrationException, IOException {
        if (plan != null && !Files.isRegularFile(plan)) {
            throw new ParameterException(spec.commandLine(), "--plan: there is no file " + plan);
        }
        PlanChoices written = plan == null ? PlanChoices.NONE : PlanFileReader.read(plan);
        return new PlanChoices(
                existing || written.existing(),
                onBadValue == null ? written.onBadValue() : onBadValue,
                nul == null ? written.nul() : nul,
                keys == null ? written.keys() : keys,
                written.tables());
    }
}
