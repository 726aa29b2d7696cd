package io.shadowjdbc.migrator.verify;

import static io.shadowjdbc.schema.SqliteCatalogue.quote;

import io.shadowjdbc.migrator.source.RowReader;
import io.shadowjdbc.schema.ColumnMap;
import io.shadowjdbc.schema.SqliteColumn;
import io.shadowjdbc.schema.SqliteTable;
import io.shadowjdbc.schema.StorageClass;
import io.shadowjdbc.schema.StoredCell;
import io.shadowjdbc.schema.StoredValue;
import io.shadowjdbc.schema.TableMap;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads both sides of a table in the order of a key and compares them row by row; memory does not grow with the table. */
final class KeyedComparison {
    private final SqliteTable table;
    private final TableMap map;
    private final List<SqliteColumn> columns;
    private final List<ColumnMap> mapped;
    private final int[] key;
    private final TableResult result;
    private final Runnable rowDone;
    private final RenderedValue[] rendered;
    private final RowHash contents;

    /**
     * @param columns what is compared, and {@code mapped} the same on the other side
     * @param key positions of the key's columns; none of them holds NULL
     * @param contents whether to digest all cells as well
     */
    KeyedComparison(
            SqliteTable table,
            TableMap map,
            List<SqliteColumn> columns,
            List<ColumnMap> mapped,
            int[] key,
            TableResult result,
            Runnable rowDone,
            boolean contents) {
        this.table = table;
        this.map = map;
        this.columns = columns;
        this.mapped = mapped;
        this.key = key;
        this.result = result;
        this.rowDone = rowDone;
        this.rendered = RenderedValue.of(mapped);
        this.contents = contents ? new RowHash(mapped) : null;
    }

    void run(Connection source, Connection target) throws SQLException {
        List<String> names = new ArrayList<>();
        List<String> order = new ArrayList<>();
        List<ColumnMap> keys = new ArrayList<>();
        for (int position : key) {
            names.add(columns.get(position).name());
            keys.add(mapped.get(position));
            String type = mapped.get(position).codec().postgresqlType();
            boolean text = type.equals("text") || type.startsWith("character") || type.equals("citext");
            order.add(quote(mapped.get(position).postgresqlName()) + (text ? " COLLATE \"C\"" : ""));
        }
        KeysetDigest sourceKeys = new KeysetDigest();
        // the same as the source's until a key differs
        KeysetDigest targetKeys = null;
        ContentDigest sourceContent = new ContentDigest();
        ContentDigest targetContent = new ContentDigest();
        long sourceRows = 0;
        long targetRows = 0;
        try (RowReader left = RowReader.openOrdered(source, table, columns, names);
                TargetRow right = new TargetRow(target, map, mapped, String.join(", ", order), keys)) {
            boolean hasLeft = left.next();
            boolean hasRight = right.next();
            while (hasLeft || hasRight) {
                int which = !hasLeft ? 1 : !hasRight ? -1 : compareKeys(left, right);
                if (which != 0 && targetKeys == null) {
                    targetKeys = sourceKeys.copy();
                }
                if (which == 0) {
                    compareCells(left, right);
                } else if (which < 0) {
                    result.add(Difference.ofRow(
                            Difference.Kind.MISSING_ROW,
                            map.sqliteName(),
                            left.key(),
                            "PostgreSQL does not have the row"));
                } else {
                    result.add(Difference.ofRow(
                            Difference.Kind.EXTRA_ROW, map.sqliteName(), key(right), "SQLite does not have the row"));
                }
                if (which <= 0) {
                    sourceRows++;
                    if (contents != null) {
                        sourceContent.add(contents.of(left));
                    }
                    for (int position : key) {
                        sourceKeys.update(left.cell(position));
                    }
                    rowDone.run();
                    hasLeft = left.next();
                }
                if (which >= 0) {
                    targetRows++;
                    if (contents != null) {
                        targetContent.add(contents.of(right));
                    }
                    for (int i = 0; i < key.length && targetKeys != null; i++) {
                        targetKeys.update(right.value(key[i]));
                    }
                    hasRight = right.next();
                }
            }
        }
        result.rows(sourceRows, targetRows);
        if (contents != null) {
            result.contents(sourceContent.hex(), targetContent.hex());
        }
        String sourceKeyset = sourceKeys.end();
        result.keysets(sourceKeyset, targetKeys == null ? sourceKeyset : targetKeys.end());
    }

    private int compareKeys(RowReader left, TargetRow right) throws SQLException {
        for (int position : key) {
            StoredCell cell = left.cell(position);
            int order = cell.storageClass() == StorageClass.INTEGER && right.value(position) instanceof Long integer
                    ? Long.compare(cell.integer(), integer)
                    : StoredValue.compare(cell.value(), right.value(position));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private void compareCells(RowReader left, TargetRow right) throws SQLException {
        for (int i = 0; i < rendered.length; i++) {
            Difference difference =
                    CellComparison.compare(map.sqliteName(), mapped.get(i), rendered[i], left.cell(i), right, i);
            if (difference != null) {
                result.add(difference.ofRow(left.key()));
            }
        }
        result.compared(rendered.length);
    }

    private String key(TargetRow right) {
        StringBuilder name = new StringBuilder();
        for (int position : key) {
            name.append(name.isEmpty() ? "" : ", ")
                    .append(quote(columns.get(position).name()))
                    .append('=')
                    .append(RowReader.literal(right.value(position)));
        }
        return name.toString();
    }
}
