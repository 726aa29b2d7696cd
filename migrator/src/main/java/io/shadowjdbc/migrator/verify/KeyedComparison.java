package io.shadowjdbc.migrator.verify;

import static io.shadowjdbc.schema.SqliteCatalogue.quote;

import io.shadowjdbc.migrator.source.RowReader;
import io.shadowjdbc.schema.ColumnMap;
import io.shadowjdbc.schema.SqliteColumn;
import io.shadowjdbc.schema.SqliteTable;
import io.shadowjdbc.schema.StoredValue;
import io.shadowjdbc.schema.TableMap;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
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

    /**
     * @param columns what is compared, and {@code mapped} the same on the other side
     * @param key positions of the key's columns; none of them holds NULL
     */
    KeyedComparison(
            SqliteTable table,
            TableMap map,
            List<SqliteColumn> columns,
            List<ColumnMap> mapped,
            int[] key,
            TableResult result,
            Runnable rowDone) {
        this.table = table;
        this.map = map;
        this.columns = columns;
        this.mapped = mapped;
        this.key = key;
        this.result = result;
        this.rowDone = rowDone;
    }

    void run(Connection source, Connection target) throws SQLException {
        List<String> here = new ArrayList<>();
        List<String> there = new ArrayList<>();
        for (int position : key) {
            here.add(quote(columns.get(position).name()) + " COLLATE BINARY");
            String type = mapped.get(position).codec().postgresqlType();
            boolean text = type.equals("text") || type.startsWith("character") || type.equals("citext");
            there.add(quote(mapped.get(position).postgresqlName()) + (text ? " COLLATE \"C\"" : ""));
        }
        MessageDigest sourceKeys = CellComparison.sha256();
        MessageDigest targetKeys = CellComparison.sha256();
        long sourceRows = 0;
        long targetRows = 0;
        try (RowReader left = new RowReader(source, table, columns, String.join(", ", here));
                TargetRow right = new TargetRow(target, map, mapped, String.join(", ", there))) {
            boolean hasLeft = left.next();
            boolean hasRight = right.next();
            while (hasLeft || hasRight) {
                int order = !hasLeft ? 1 : !hasRight ? -1 : compareKeys(left, right);
                if (order == 0) {
                    compareCells(left, right);
                } else if (order < 0) {
                    result.add(Difference.ofRow(
                            Difference.Kind.MISSING_ROW,
                            map.sqliteName(),
                            left.key(),
                            "PostgreSQL does not have the row"));
                } else {
                    result.add(Difference.ofRow(
                            Difference.Kind.EXTRA_ROW, map.sqliteName(), key(right), "SQLite does not have the row"));
                }
                if (order <= 0) {
                    sourceRows++;
                    update(sourceKeys, left.values());
                    rowDone.run();
                    hasLeft = left.next();
                }
                if (order >= 0) {
                    targetRows++;
                    update(targetKeys, right.values());
                    hasRight = right.next();
                }
            }
        }
        result.rows(sourceRows, targetRows);
        result.keysets(
                HexFormat.of().formatHex(sourceKeys.digest()), HexFormat.of().formatHex(targetKeys.digest()));
    }

    private int compareKeys(RowReader left, TargetRow right) {
        for (int position : key) {
            int order = StoredValue.compare(left.value(position), right.value(position));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private void compareCells(RowReader left, TargetRow right) throws SQLException {
        for (int i = 0; i < mapped.size(); i++) {
            Difference difference = CellComparison.compare(
                    map.sqliteName(),
                    null,
                    mapped.get(i),
                    left.value(i),
                    right.value(i),
                    right.error(i),
                    right.text(i));
            if (difference != null) {
                result.add(new Difference(
                        difference.kind(),
                        difference.table(),
                        left.key(),
                        difference.column(),
                        difference.detail(),
                        difference.sqliteValue(),
                        difference.postgresqlValue()));
            }
        }
        result.compared(mapped.size());
    }

    private void update(MessageDigest digest, Object[] values) {
        for (int position : key) {
            StoredValue.update(digest, values[position]);
        }
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
