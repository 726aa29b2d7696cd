package io.shadowjdbc.migrator.planfile;

import io.shadowjdbc.migrator.GateClosedException;
import io.shadowjdbc.migrator.plan.BadValues;
import io.shadowjdbc.migrator.plan.KeyKind;
import io.shadowjdbc.migrator.plan.NamePolicy;
import io.shadowjdbc.migrator.plan.NulHandling;
import io.shadowjdbc.migrator.plan.PlanChoices;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a plan file: what an operator has decided. Whether it fits the database is not known here. */
public final class PlanFileReader {
    private static final List<String> TRUTHS = List.of("true", "false");

    private final String file;
    private final List<String> problems = new ArrayList<>();

    private PlanFileReader(String file) {
        this.file = file;
    }

    /**
     * Reads a plan file.
     *
     * @param file its name, for messages
     * @param yaml its text
     * @throws GateClosedException if it is no YAML or says what is not known; each finding names file and line
     */
    public static PlanChoices read(String file, String yaml) throws GateClosedException {
        return new PlanFileReader(file).parse(yaml);
    }

    private PlanChoices parse(String yaml) throws GateClosedException {
        Node root;
        try {
            root = new Compose(LoadSettings.builder().setLabel(file).build())
                    .composeString(yaml)
                    .orElse(null);
        } catch (MarkedYamlEngineException e) {
            String line =
                    e.getProblemMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("");
            throw refused(List.of(file + line + ": is no YAML: " + e.getProblem()));
        } catch (YamlEngineException e) {
            throw refused(List.of(file + ": is no YAML: " + e.getMessage()));
        }
        if (root == null) {
            throw refused(List.of(file + ": is empty; write one with the command plan"));
        }
        PlanChoices choices = choices(new YamlMap(file, root, "the file", problems));
        if (!problems.isEmpty()) {
            throw refused(problems);
        }
        return choices;
    }

    private GateClosedException refused(List<String> findings) {
        return new GateClosedException("the plan " + file + " can't be used:", findings);
    }

    private PlanChoices choices(YamlMap root) {
        root.allow(PlanFile.KEYS);
        String version = root.text(PlanFile.VERSION);
        if (!PlanFile.VERSION_NOW.equals(version)) {
            problems.add(file + ": version: expected " + PlanFile.VERSION_NOW + ", got " + version);
        }
        Map<String, PlanChoices.TableChoice> tables = new LinkedHashMap<>();
        root.map(PlanFile.TABLES).ifPresent(all -> {
            for (String name : all.names()) {
                PlanChoices.TableChoice choice = table(name, all);
                if (tables.put(name.toLowerCase(Locale.ROOT), choice) != null) {
                    problems.add(choice.place() + ": table " + name + " is there twice; SQLite's names know no case");
                }
            }
        });
        String target = root.oneOf(PlanFile.TARGET, List.of(PlanFile.CREATE, PlanFile.EXISTING));
        BadValues onBadValue = badValues(root);
        NulHandling nul = nul(root);
        KeyKind keys = key(root, PlanFile.KEYS_OF_TABLES);
        String names = root.oneOf(PlanFile.NAMES, PlanFile.words(NamePolicy.values()));
        return new PlanChoices(
                PlanFile.EXISTING.equals(target),
                names == null ? NamePolicy.QUOTED : NamePolicy.valueOf(names.toUpperCase(Locale.ROOT)),
                onBadValue == null ? BadValues.STOP : onBadValue,
                nul == null ? NulHandling.BYTEA : nul,
                keys == null ? KeyKind.INTEGER : keys,
                tables);
    }

    private PlanChoices.TableChoice table(String name, YamlMap all) {
        String place = all.place(name);
        YamlMap table = all.map(name).orElse(null);
        if (table == null) {
            return new PlanChoices.TableChoice(name, place, true, null, null, Map.of());
        }
        table.allow(PlanFile.TABLE_KEYS);
        Map<String, PlanChoices.ColumnChoice> columns = new LinkedHashMap<>();
        table.map(PlanFile.COLUMNS).ifPresent(map -> {
            for (String column : map.names()) {
                PlanChoices.ColumnChoice choice = column(column, map);
                if (columns.put(column.toLowerCase(Locale.ROOT), choice) != null) {
                    problems.add(
                            choice.place() + ": column " + column + " is there twice; SQLite's names know no case");
                }
            }
        });
        return new PlanChoices.TableChoice(
                name, place, copied(table), table.text(PlanFile.NAME), key(table, PlanFile.KEY), columns);
    }

    private PlanChoices.ColumnChoice column(String name, YamlMap all) {
        String place = all.place(name);
        YamlMap column = all.map(name).orElse(null);
        if (column == null) {
            return new PlanChoices.ColumnChoice(name, place, true, null, null, null, null, null);
        }
        column.allow(PlanFile.COLUMN_KEYS);
        return new PlanChoices.ColumnChoice(
                name,
                place,
                copied(column),
                column.text(PlanFile.NAME),
                column.text(PlanFile.TYPE),
                column.text(PlanFile.CODEC),
                badValues(column),
                nul(column));
    }

    private static KeyKind key(YamlMap map, String key) {
        String word = map.oneOf(key, PlanFile.words(KeyKind.values()));
        return word == null ? null : KeyKind.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static boolean copied(YamlMap map) {
        return !"false".equals(map.oneOf(PlanFile.COPY, TRUTHS));
    }

    private static BadValues badValues(YamlMap map) {
        String word = map.oneOf(PlanFile.ON_BAD_VALUE, PlanFile.words(BadValues.values()));
        return word == null ? null : BadValues.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static NulHandling nul(YamlMap map) {
        String word = map.oneOf(PlanFile.NUL, PlanFile.words(NulHandling.values()));
        return word == null ? null : NulHandling.valueOf(word.toUpperCase(Locale.ROOT));
    }
}
