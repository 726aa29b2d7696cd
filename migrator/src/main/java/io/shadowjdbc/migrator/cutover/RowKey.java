package io.shadowjdbc.migrator.cutover;

import io.shadowjdbc.schema.ColumnMap;
import io.shadowjdbc.schema.TableMap;
import java.util.List;
import java.util.Optional;

/** The columns by which the notes name the rows of a table. */
final class RowKey {
    private RowKey() {}

    /** The primary key, else a unique key without NULL, else all columns that are written. */
    static List<ColumnMap> of(TableMap table) {
        Optional<List<ColumnMap>> primary = columns(table, table.primaryKey());
        if (primary.isPresent()) {
            return primary.get();
        }
        for (List<String> unique : table.uniqueKeys()) {
            Optional<List<ColumnMap>> columns = columns(table, unique);
            if (columns.isPresent() && columns.get().stream().allMatch(ColumnMap::notNull)) {
                return columns.get();
            }
        }
        return table.columns().stream().filter(column -> !column.generated()).toList();
    }

    private static Optional<List<ColumnMap>> columns(TableMap table, List<String> names) {
        List<ColumnMap> columns =
                names.stream().flatMap(name -> table.column(name).stream()).toList();
        return columns.isEmpty() || columns.size() < names.size() ? Optional.empty() : Optional.of(columns);
    }
}
