package io.shadowjdbc.migrator.source;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that a SQLite database declares.
 *
 * @param tables in order of name
 * @param views in order of creation
 * @param triggers in order of creation
 * @param virtualTables all of them, in order of creation; those with rows of their own are among the tables too
 * @param sequences the highest key ever given out, by table, of tables with AUTOINCREMENT
 */
public record SourceSchema(
        List<SourceTable> tables,
        List<Definition> views,
        List<Definition> triggers,
        List<Definition> virtualTables,
        Map<String, Long> sequences) {

    /** A view, trigger or virtual table: its name, its table (a trigger's) and its CREATE statement. */
    public record Definition(String name, String table, String sql) {}

    public SourceSchema {
        tables = List.copyOf(tables);
        views = List.copyOf(views);
        triggers = List.copyOf(triggers);
        virtualTables = List.copyOf(virtualTables);
        sequences = Map.copyOf(sequences);
    }

    /** The table of that name, without regard to ASCII case. */
    public Optional<SourceTable> table(String name) {
        return tables.stream()
                .filter(table -> table.name().equalsIgnoreCase(name))
                .findFirst();
    }
}
