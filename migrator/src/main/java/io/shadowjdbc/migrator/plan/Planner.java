package io.shadowjdbc.migrator.plan;

import static io.shadowjdbc.schema.SqliteCatalogue.quote;

import io.shadowjdbc.migrator.GateClosedException;
import io.shadowjdbc.migrator.MigrationException;
import io.shadowjdbc.migrator.existing.ExistingSchema;
import io.shadowjdbc.migrator.source.ForeignKey;
import io.shadowjdbc.migrator.source.SchemaReader;
import io.shadowjdbc.migrator.source.SourceSchema;
import io.shadowjdbc.migrator.source.SourceTable;
import io.shadowjdbc.migrator.source.SqliteSource;
import io.shadowjdbc.schema.Codec;
import io.shadowjdbc.schema.Codecs;
import io.shadowjdbc.schema.ColumnMap;
import io.shadowjdbc.schema.SchemaMap;
import io.shadowjdbc.schema.SqliteColumn;
import io.shadowjdbc.schema.SqliteTable;
import io.shadowjdbc.schema.TableMap;
import io.shadowjdbc.schema.UuidKeyCodec;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads a SQLite database, all of it, once, and plans how PostgreSQL will hold it. */
public final class Planner {
    private static final int MOST_COLUMNS = 1600;
    /** What fits a page of 8 kB when large values have been moved out of it. */
    private static final int MOST_ROW_BYTES = 8_000;
    /** PostgreSQL's limit of a field is 1 GB; its text form in messages and functions needs room as well. */
    private static final long MOST_VALUE_BYTES = 1_000_000_000L;

    private final String schema;
    private final Names relations;
    private final List<Note> notes = new ArrayList<>();
    private final List<Ddl> ddl = new ArrayList<>();

    private final Decisions decisions;

    private Planner(String schema, NamePolicy names, Decisions decisions) {
        this.schema = schema;
        this.relations = new Names(names);
        this.decisions = decisions;
        this.notes.addAll(decisions.notes());
    }

    /** Told of the planner's progress. */
    public interface Progress {
        /** A table is about to be read. */
        void table(String name);

        /** That many more rows have been read. */
        void rows(long rows);
    }

    /**
     * Reads the database and makes the plan.
     *
     * @param schema the PostgreSQL schema that receives the tables
     * @param choices what was decided
     * @param existing the target's tables where they are filled and not created, else null
     * @throws GateClosedException if the choices name what is not there, or what can't be
     * @throws MigrationException if the database can't be read
     */
    public static MigrationPlan plan(
            SqliteSource source, String schema, PlanChoices choices, ExistingSchema existing, Progress progress)
            throws MigrationException {
        try (Connection connection = source.open()) {
            Decisions decisions = new Decisions(choices, existing, new SchemaReader(connection).read());
            SourceSchema declared = decisions.source();
            Map<String, TableCensus> census = new LinkedHashMap<>();
            for (SourceTable table : declared.tables()) {
                progress.table(table.name());
                census.put(
                        table.name(), Census.take(connection, table, decisions.wishes(table.name()), progress::rows));
            }
            MigrationPlan plan =
                    new Planner(schema, choices.names(), decisions).plan(declared, census, connection, true);
            return decisions.hasUuidKeys() && !plan.existing()
                    ? withoutLosses(
                            plan,
                            new Planner(schema, choices.names(), decisions).plan(declared, census, connection, false))
                    : plan;
        } catch (SQLException e) {
            throw new MigrationException(source.file() + ": can't be read: " + e.getMessage(), e);
        }
    }

    /** Refuses what has no equal on PostgreSQL only because keys become UUIDs. */
    private static MigrationPlan withoutLosses(MigrationPlan plan, MigrationPlan withIntegers) {
        Set<String> lostAnyway = new HashSet<>();
        withIntegers.notes(Note.Kind.NOT_CREATED).forEach(note -> lostAnyway.add(note.object()));
        List<Note> notes = new ArrayList<>();
        for (Note note : plan.notes()) {
            boolean lost = note.kind() == Note.Kind.NOT_CREATED && !lostAnyway.contains(note.object());
            notes.add(
                    lost
                            ? Note.refused(
                                    note.object(),
                                    "can't be carried with keys that are UUIDs: " + note.text()
                                            + "; say key: integer of the tables that it speaks of")
                            : note);
        }
        return plan.withNotes(notes);
    }

    /** @param keys whether keys become UUIDs as decided; otherwise all stay integers, to see what that would be like */
    private MigrationPlan plan(
            SourceSchema source, Map<String, TableCensus> census, Connection connection, boolean keys)
            throws SQLException {
        alignForeignKeys(source, census);
        List<TableMap> tables = new ArrayList<>();
        for (SourceTable table : source.tables()) {
            limits(table.table(), census.get(table.name()));
            TableMap mapped = map(table.table(), census.get(table.name()));
            tables.add(keys ? mapped : mapped.withColumns(Planner::withIntegers));
        }
        SchemaMap map = new SchemaMap(tables, Map.of(), decisions.leftOut());
        List<TableFit> fits = source.tables().stream()
                .map(table -> TableFit.of(
                        table, map.table(table.name()).orElseThrow(), census.get(table.name()), decisions, notes))
                .toList();
        if (decisions.isExisting()) {
            return new MigrationPlan(source, schema, map, List.of(), census, ddl, notes, true, fits);
        }
        // before the indexes: an index may have to give way to a view's name, never the other way round
        ViewDdl viewDdl = new ViewDdl(connection, schema, map, relations, ddl, notes);
        List<TableMap> views = viewDdl.write(source.views());
        Map<String, GeneratedColumns> generated = new LinkedHashMap<>();
        for (SourceTable table : source.tables()) {
            TableMap mapped = map.table(table.name()).orElseThrow();
            GeneratedColumns columns = new GeneratedColumns(table, mapped, notes);
            generated.put(table.name(), columns);
            new TableDdl(table, mapped, columns, relations, ddl, notes).write();
            new KeyDdl(table, mapped, census.get(table.name()), relations, ddl, notes).write();
        }
        ForeignKeyDdl foreignKeys = new ForeignKeyDdl(map, relations, ddl, notes);
        source.tables().forEach(foreignKeys::write);
        List<TableMap> all = new ArrayList<>(tables);
        all.addAll(views);
        new TriggerDdl(source, schema, new SchemaMap(all), generated, relations.forOtherObjects(), ddl, notes).write();
        source.virtualTables().forEach(table -> notes.add(VirtualTableNotes.of(table, map)));
        return new MigrationPlan(source, schema, map, views, census, ddl, notes, false, fits);
    }

    private static ColumnMap withIntegers(ColumnMap column) {
        return column.codec() instanceof UuidKeyCodec ? column.withCodec(Codecs.BIGINT) : column;
    }

    /** PostgreSQL wants both ends of a foreign key in one type: the richer end gives way. */
    private static void alignForeignKeys(SourceSchema source, Map<String, TableCensus> census) {
        boolean changed = true;
        while (changed) {
            changed = false;
            for (SourceTable table : source.tables()) {
                for (ForeignKey key : table.foreignKeys()) {
                    changed |= align(table, key, source, census);
                }
            }
        }
    }

    private static boolean align(
            SourceTable table, ForeignKey key, SourceSchema source, Map<String, TableCensus> census) {
        SourceTable parent = source.table(key.parent()).orElse(null);
        boolean changed = false;
        for (int i = 0;
                parent != null
                        && i
                                < Math.min(
                                        key.columns().size(),
                                        key.parentColumns().size());
                i++) {
            ColumnCensus here = census.get(table.name()).column(key.columns().get(i));
            ColumnCensus there =
                    census.get(parent.name()).column(key.parentColumns().get(i));
            String wanted = common(here.candidates(), there.candidates());
            changed |= wanted != null && demoteTo(here, wanted, "its parent " + parent.name() + " is none");
            changed |= wanted != null && demoteTo(there, wanted, "its child " + table.name() + " is none");
        }
        return changed;
    }

    private static String common(List<Codec> here, List<Codec> there) {
        for (Codec codec : here) {
            for (Codec other : there) {
                if (codec.postgresqlType().equals(other.postgresqlType())) {
                    return codec.postgresqlType();
                }
            }
        }
        return null;
    }

    private static boolean demoteTo(ColumnCensus column, String type, String reason) {
        boolean changed = false;
        while (!column.codec().postgresqlType().equals(type)) {
            changed |= column.demote(reason);
        }
        return changed;
    }

    private void limits(SqliteTable table, TableCensus census) {
        String object = "table " + quote(table.name());
        if (table.columns().size() > MOST_COLUMNS) {
            notes.add(Note.refused(
                    object,
                    "has " + table.columns().size() + " columns; PostgreSQL's limit is " + MOST_COLUMNS
                            + ": split it"));
        }
        for (ColumnCensus column : census.columns()) {
            if (column.mostBytes() > MOST_VALUE_BYTES) {
                notes.add(Note.refused(
                        object + ", column " + quote(column.column().name()),
                        "row " + column.largestRow() + " holds " + column.mostBytes()
                                + " bytes; PostgreSQL's limit is 1 GB"));
            }
        }
        // a value that is moved out of the row leaves a pointer of 18 bytes
        long inRow = census.columns().stream()
                .filter(column -> column.values() > 0)
                .mapToLong(column -> Math.min(18, column.mostBytes() + 1))
                .sum();
        if (inRow > MOST_ROW_BYTES) {
            notes.add(
                    Note.refused(
                            object,
                            "a row may take " + inRow
                                    + " bytes without its large values; PostgreSQL's limit is a page of 8 kB: split the table"));
        }
    }

    private TableMap map(SqliteTable table, TableCensus census) {
        TableWishes wishes = decisions.wishes(table.name());
        String name = decisions.isExisting() && wishes.name() != null
                ? wishes.name()
                : relations.relation(wishes.name() == null ? table.name() : wishes.name());
        if (wishes.name() != null && !name.equals(wishes.name())) {
            notes.add(Note.refused(
                    "table " + quote(table.name()),
                    "can't be named " + quote(wishes.name()) + ", which is taken or no name: choose another"));
        } else {
            relations.note("table " + quote(table.name()), table.name(), name).ifPresent(notes::add);
        }
        Names names = relations.forOtherObjects();
        List<ColumnMap> columns = new ArrayList<>();
        for (ColumnCensus column : census.columns()) {
            columns.add(column(table, column, names));
        }
        return new TableMap(
                table.name(),
                schema,
                name,
                columns,
                table.primaryKey(),
                table.uniqueKeys(),
                integerKey(table),
                table.withoutRowid());
    }

    /** A target that exists gives out keys only where it has a sequence for them. */
    private String integerKey(SqliteTable table) {
        if (!decisions.isExisting() || table.integerKey() == null) {
            return table.integerKey();
        }
        return table.columns().stream()
                        .filter(column -> column.name().equals(table.integerKey()))
                        .map(decisions.wishes(table.name())::target)
                        .anyMatch(column -> column != null && column.sequence() != null)
                ? table.integerKey()
                : null;
    }

    private ColumnMap column(SqliteTable table, ColumnCensus census, Names names) {
        SqliteColumn column = census.column();
        String wanted = decisions.wishes(table.name()).name(column);
        boolean there = decisions.isExisting() && wanted != null;
        String name = there ? wanted : names.column(wanted == null ? column.name() : wanted);
        if (wanted != null && !name.equals(wanted)) {
            notes.add(Note.refused(
                    "table " + quote(table.name()) + ", column " + quote(column.name()),
                    "can't be named " + quote(wanted) + ", which is taken or no name: choose another"));
        } else {
            names.note("table " + quote(table.name()) + ", column " + quote(column.name()), column.name(), name)
                    .ifPresent(notes::add);
        }
        return new ColumnMap(
                column.name(),
                name,
                column.declaredType(),
                column.affinity(),
                column.collation(),
                column.notNull(),
                column.generated(),
                census.codec(),
                census.reason());
    }
}
