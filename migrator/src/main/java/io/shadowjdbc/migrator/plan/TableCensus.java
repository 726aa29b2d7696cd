package io.shadowjdbc.migrator.plan;

import io.shadowjdbc.schema.SqliteNames;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The census of one table.
 *
 * @param rows how many it has
 * @param columns in order
 */
public record TableCensus(long rows, List<ColumnCensus> columns) {
    public TableCensus {
        columns = List.copyOf(columns);
    }

    /** The census of a column, without regard to ASCII case. */
    public ColumnCensus column(String name) {
        return columns.stream()
                .filter(census -> SqliteNames.same(census.column().name(), name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no column " + name));
    }

    Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("rows", rows);
        Map<String, Object> byColumn = new LinkedHashMap<>();
        columns.forEach(column -> byColumn.put(column.column().name(), column.toJson()));
        json.put("columns", byColumn);
        return json;
    }
}
