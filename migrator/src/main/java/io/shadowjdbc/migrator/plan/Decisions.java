package io.shadowjdbc.migrator.plan;

import static io.shadowjdbc.schema.SqliteCatalogue.quote;

import io.shadowjdbc.config.EditDistance;
import io.shadowjdbc.migrator.GateClosedException;
import io.shadowjdbc.migrator.existing.ExistingSchema;
import io.shadowjdbc.migrator.existing.ExistingTable;
import io.shadowjdbc.migrator.source.ForeignKey;
import io.shadowjdbc.migrator.source.SourceSchema;
import io.shadowjdbc.migrator.source.SourceTable;
import io.shadowjdbc.schema.SchemaMap;
import io.shadowjdbc.schema.SqliteColumn;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What was decided, held against the tables that there are: names are resolved, tables and columns that are left out are
 * gone.
 */
final class Decisions {
    private final PlanChoices choices;
    private final ExistingSchema existing;
    private final SourceSchema source;
    private final UuidKeys keys;
    private final List<SchemaMap.LeftOut> leftOut = new ArrayList<>();
    private final Map<String, TableWishes> wishes = new LinkedHashMap<>();
    private final List<Note> notes = new ArrayList<>();

    /**
     * @param existing the target's tables, or null where they are to be created
     * @throws GateClosedException if the decisions name what is not there, or what can't be; each with its place
     */
    Decisions(PlanChoices choices, ExistingSchema existing, SourceSchema declared) throws GateClosedException {
        this.choices = choices;
        this.existing = existing;
        List<String> problems = new ArrayList<>();
        unknownNames(declared, problems);
        this.source = reduced(declared, problems);
        this.keys = new UuidKeys(source, choices, notes, problems);
        for (SourceTable table : source.tables()) {
            PlanChoices.TableChoice choice = choices.table(table.name());
            ExistingTable target = existing == null ? null : target(table, choice);
            wishes.put(table.name(), new TableWishes(choices, table, choice, target, keys, notes, problems));
        }
        if (!problems.isEmpty()) {
            throw new GateClosedException("the plan does not fit the database:", problems);
        }
    }

    private void unknownNames(SourceSchema declared, List<String> problems) {
        List<String> tables = declared.tables().stream().map(SourceTable::name).toList();
        for (PlanChoices.TableChoice choice : choices.tables().values()) {
            Optional<SourceTable> table = declared.table(choice.name());
            if (table.isEmpty()) {
                problems.add(choice.place() + ": there is no table " + quote(choice.name())
                        + nearest(choice.name(), tables));
                continue;
            }
            List<String> columns = table.get().table().columns().stream()
                    .map(SqliteColumn::name)
                    .toList();
            for (PlanChoices.ColumnChoice column : choice.columns().values()) {
                if (columns.stream().noneMatch(column.name()::equalsIgnoreCase)) {
                    problems.add(column.place() + ": table " + quote(choice.name()) + " has no column "
                            + quote(column.name()) + nearest(column.name(), columns));
                }
            }
        }
    }

    private static String nearest(String name, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(candidate ->
                        EditDistance.between(candidate.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT))))
                .map(candidate -> "; the nearest is " + quote(candidate))
                .orElse("");
    }

    private SourceSchema reduced(SourceSchema declared, List<String> problems) {
        List<SourceTable> kept = new ArrayList<>();
        for (SourceTable table : declared.tables()) {
            PlanChoices.TableChoice choice = choices.table(table.name());
            if (!choice.copied()) {
                leftOut.add(new SchemaMap.LeftOut(table.name(), null));
                notes.add(Note.notCreated("table " + quote(table.name()), "is left out, as the plan says", null));
                continue;
            }
            for (SqliteColumn column : table.table().columns()) {
                PlanChoices.ColumnChoice columnChoice = choice.column(column.name());
                if (!columnChoice.copied()) {
                    leftOut.add(new SchemaMap.LeftOut(table.name(), column.name()));
                    notes.add(Note.notCreated(
                            object(table.name(), column.name()), "is left out, as the plan says", null));
                    if (existing == null) {
                        problems.add(columnChoice.place() + ": " + object(table.name(), column.name())
                                + ": a column can be left out only of a target that exists; keys, checks and views may"
                                + " need it");
                    }
                }
            }
            SourceTable whole = existing == null
                    ? table
                    : Reduced.of(table, column -> choice.column(column).copied());
            kept.add(choices.quarantines() ? withoutOrphans(whole) : whole);
        }
        return new SourceSchema(
                kept, declared.views(), declared.triggers(), declared.virtualTables(), declared.sequences());
    }

    /** Rows without a parent go to quarantine, so the foreign key holds for all that are copied. */
    private SourceTable withoutOrphans(SourceTable table) {
        List<ForeignKey> keys = new ArrayList<>();
        for (ForeignKey key : table.foreignKeys()) {
            if (key.orphans() > 0) {
                notes.add(Note.changed(
                        "table " + quote(table.name()) + ", FOREIGN KEY (" + String.join(", ", key.columns()) + ")",
                        key.orphans() + " rows have no parent: they go to shadow.quarantine"));
            }
            keys.add(new ForeignKey(
                    key.columns(),
                    key.parent(),
                    key.parentColumns(),
                    key.onUpdate(),
                    key.onDelete(),
                    key.deferred(),
                    0));
        }
        return new SourceTable(
                table.table(),
                keys,
                table.indexes(),
                table.checks(),
                table.generated(),
                table.conflictClauses(),
                table.definition());
    }

    private ExistingTable target(SourceTable table, PlanChoices.TableChoice choice) {
        String wanted = choice.postgresqlName() == null ? table.name() : choice.postgresqlName();
        Optional<ExistingTable> found = existing.table(wanted);
        String object = "table " + quote(table.name());
        if (found.isEmpty()) {
            notes.add(Note.refused(
                    object,
                    "the target has no table " + quote(existing.name()) + "." + quote(wanted)
                            + ": name the one that it goes to in the plan, or leave it out (copy: false)"));
        } else if (!found.get().kind().equals("r")) {
            notes.add(Note.refused(object, "the target's table is partitioned: copy into a plain table"));
        } else if (!found.get().owned()) {
            notes.add(Note.refused(
                    object,
                    "the target's table belongs to another role: foreign keys and triggers can't be put aside"));
        }
        return found.orElse(null);
    }

    static String object(String table, String column) {
        return "table " + quote(table) + ", column " + quote(column);
    }

    /** The source without what is left out. */
    SourceSchema source() {
        return source;
    }

    /** Whether some keys become UUIDs. */
    boolean hasUuidKeys() {
        return !keys.isEmpty();
    }

    boolean isExisting() {
        return existing != null;
    }

    List<SchemaMap.LeftOut> leftOut() {
        return leftOut;
    }

    TableWishes wishes(String table) {
        return wishes.get(table);
    }

    /** What the operator has to know of the decisions. */
    List<Note> notes() {
        return notes;
    }
}
