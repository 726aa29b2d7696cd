package io.shadowjdbc.migrator.command;

import io.shadowjdbc.migrator.MigrationException;
import io.shadowjdbc.migrator.plan.BadValues;
import io.shadowjdbc.migrator.plan.KeyKind;
import io.shadowjdbc.migrator.plan.NamePolicy;
import io.shadowjdbc.migrator.plan.NulHandling;
import io.shadowjdbc.migrator.plan.PlanChoices;
import io.shadowjdbc.migrator.planfile.PlanFileReader;
import io.shadowjdbc.migrator.target.PlanMemory;
import io.shadowjdbc.migrator.target.PostgresqlTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What the operator decides of the plan. An option given here goes before the same word at the top of the plan file. */
final class PlanOptions {
    private static final String FILE = "plan file";
    private static final String TEXT = "plan text";

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

    @Option(
            names = "--names",
            paramLabel = "quoted|folded",
            description = "quoted: names as SQLite spells them (default); folded: in lower case, so that SQL written by"
                    + " hand needs no quotes.")
    private NamePolicy names;

    /**
     * What is decided, and the words in which it is remembered.
     *
     * @param remembered by the name of the option or file
     */
    record Decided(PlanChoices choices, Map<String, String> remembered) {
        /** Keeps it in the target whose tables were made by it. */
        void remember(PostgresqlTarget target) throws MigrationException {
            PlanMemory.save(target, remembered);
        }
    }

    /**
     * What is decided by this command. What it leaves open is as it was when the target's tables were made, unless it gives
     * a plan file, which says all.
     *
     * @param target null where the command has none
     */
    Decided decide(PostgresqlTarget target, Steps steps) throws MigrationException, IOException {
        if (plan != null && !Files.isRegularFile(plan)) {
            throw new ParameterException(spec.commandLine(), "--plan: there is no file " + plan);
        }
        Map<String, String> remembered = new TreeMap<>();
        if (plan != null) {
            remembered.put(FILE, plan.getFileName().toString());
            remembered.put(TEXT, Files.readString(plan));
        } else if (target != null) {
            remembered.putAll(PlanMemory.load(target));
        }
        boolean last = plan == null && !remembered.isEmpty();
        names = option("--names", names, NamePolicy.class, remembered);
        onBadValue = option("--on-bad-value", onBadValue, BadValues.class, remembered);
        nul = option("--nul", nul, NulHandling.class, remembered);
        keys = option("--keys", keys, KeyKind.class, remembered);
        if (existing) {
            remembered.put("--existing", "true");
        }
        if (last) {
            steps.say("plan: what is not said is as for the target's tables: " + display(remembered));
        }
        PlanChoices written = remembered.containsKey(TEXT)
                ? PlanFileReader.read(remembered.get(FILE), remembered.get(TEXT))
                : PlanChoices.NONE;
        PlanChoices choices = new PlanChoices(
                remembered.containsKey("--existing") || written.existing(),
                names == null ? written.names() : names,
                onBadValue == null ? written.onBadValue() : onBadValue,
                nul == null ? written.nul() : nul,
                keys == null ? written.keys() : keys,
                written.tables());
        return new Decided(choices, remembered);
    }

    /** The option as it is given, else as it is remembered, else null. */
    private static <E extends Enum<E>> E option(String name, E given, Class<E> type, Map<String, String> remembered) {
        if (given != null) {
            remembered.put(name, given.name().toLowerCase(Locale.ROOT));
        }
        String word = remembered.get(name);
        return word == null ? null : Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
    }

    private static String display(Map<String, String> remembered) {
        List<String> words = new ArrayList<>();
        remembered.forEach((name, value) -> {
            if (name.equals("--existing")) {
                words.add(name);
            } else if (name.startsWith("--")) {
                words.add(name + "=" + value);
            } else if (name.equals(FILE)) {
                words.add("--plan=" + value + " as it was then");
            }
        });
        return String.join(" ", words);
    }
}
