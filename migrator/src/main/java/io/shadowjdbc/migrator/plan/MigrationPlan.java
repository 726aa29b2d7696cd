package io.shadowjdbc.migrator.plan;

import io.shadowjdbc.migrator.source.SourceSchema;
import io.shadowjdbc.schema.SchemaMap;
import io.shadowjdbc.schema.TableMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How a SQLite database will be held on PostgreSQL.
 *
 * @param source what the database declares
 * @param schema the PostgreSQL schema that receives the tables
 * @param map tables and columns of both sides, with the codecs
 * @param views the same of the views that can be created
 * @param census by SQLite table name
 * @param ddl what is created, in the order of {@link Ddl.Kind}
 * @param notes what the operator has to know
 * @param existing whether the target's tables are there already and are only filled
 * @param fits how the rows of each table fit the target
 */
public record MigrationPlan(
        SourceSchema source,
        String schema,
        SchemaMap map,
        List<TableMap> views,
        Map<String, TableCensus> census,
        List<Ddl> ddl,
        List<Note> notes,
        boolean existing,
        List<TableFit> fits) {

    public MigrationPlan {
        views = List.copyOf(views);
        census = Map.copyOf(census);
        ddl = List.copyOf(ddl);
        notes = List.copyOf(notes);
        fits = List.copyOf(fits);
    }

    /** The same plan with other notes. */
    MigrationPlan withNotes(List<Note> others) {
        return new MigrationPlan(source, schema, map, views, census, ddl, others, existing, fits);
    }

    public List<Ddl> ddl(Ddl.Kind kind) {
        return ddl.stream().filter(statement -> statement.kind() == kind).toList();
    }

    public List<Note> notes(Note.Kind kind) {
        return notes.stream().filter(note -> note.kind() == kind).toList();
    }

    /** The map of the tables and of those views that were created. */
    public SchemaMap mapWithViews(List<String> createdViews) {
        List<TableMap> all = new ArrayList<>(map.tables());
        views.stream().filter(view -> createdViews.contains(view.sqliteName())).forEach(all::add);
        return new SchemaMap(all, Map.of(), map.leftOut());
    }

    /** Rows of all tables. */
    public long rows() {
        return census.values().stream().mapToLong(TableCensus::rows).sum();
    }
}
