package io.shadowjdbc.bridge;

import io.shadowjdbc.dialect.Translation.ResultColumn;
import io.shadowjdbc.schema.Codec;
import io.shadowjdbc.schema.ColumnMap;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;

/**
 * The columns of a PostgreSQL result as the application knows them: the labels that SQLite would give, and for each cell
 * the value that SQLite would have stored. A column of a table is read by its codec; a computed one by its PostgreSQL
 * type.
 */
final class BridgeColumns {
    private final List<ResultColumn> columns;
    private final int[] types;

    private BridgeColumns(List<ResultColumn> columns, int[] types) {
        this.columns = columns;
        this.types = types;
    }

    /** The columns of a result, whose number must be the translation's where that has columns. */
    static BridgeColumns of(ResultSetMetaData metaData, List<ResultColumn> translated) throws SQLException {
        int count = metaData.getColumnCount();
        int[] types = new int[count];
        List<ResultColumn> columns = new ArrayList<>(translated);
        for (int i = 0; i < count; i++) {
            types[i] = metaData.getColumnType(i + 1);
            if (columns.size() == i) {
                columns.add(new ResultColumn(metaData.getColumnLabel(i + 1), null));
            }
        }
        if (columns.size() != count) {
            throw new SQLException("the translated statement gives " + count + " columns, expected " + columns.size()
                    + "; please report this with the statement");
        }
        return new BridgeColumns(columns, types);
    }

    /** The columns of a statement that has not run. */
    static BridgeColumns unread(List<ResultColumn> columns) {
        return new BridgeColumns(columns, new int[columns.size()]);
    }

    /** Columns of which only the labels are known. */
    static BridgeColumns labelled(List<String> labels) {
        return new BridgeColumns(
                labels.stream().map(label -> new ResultColumn(label, null)).toList(), new int[labels.size()]);
    }

    int count() {
        return columns.size();
    }

    String label(int column) {
        return columns.get(column - 1).label();
    }

    /** The column of a table that is shown unchanged, or null. */
    ColumnMap origin(int column) {
        return columns.get(column - 1).column();
    }

    /** The position of a label, from 1, the first that is equal without regard to case; 0 if there is none. */
    int find(String label) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).label().equalsIgnoreCase(label)) {
                return i + 1;
            }
        }
        return 0;
    }

    /** The value that SQLite would have stored: null, Long, Double, String or byte[]. */
    Object read(ResultSet row, int column) throws SQLException {
        ColumnMap origin = origin(column);
        if (origin != null) {
            Codec codec = origin.codec();
            return codec.decode(row, column);
        }
        Object stored = readByType(row, column);
        return row.wasNull() ? null : stored;
    }

    private Object readByType(ResultSet row, int column) throws SQLException {
        return switch (types[column - 1]) {
            case Types.BIT, Types.BOOLEAN -> row.getBoolean(column) ? 1L : 0L;
            case Types.SMALLINT, Types.INTEGER, Types.BIGINT -> row.getLong(column);
            case Types.REAL, Types.DOUBLE -> row.getDouble(column);
            case Types.NUMERIC -> number(row.getBigDecimal(column));
            case Types.BINARY, Types.VARBINARY -> row.getBytes(column);
            default -> row.getString(column);
        };
    }

    /** SQLite's INTEGER where the number is whole and fits, else its REAL. */
    private static Object number(BigDecimal value) {
        if (value == null) {
            return null;
        }
        if (value.scale() <= 0 || value.stripTrailingZeros().scale() <= 0) {
            try {
                return value.longValueExact();
            } catch (ArithmeticException e) {
                return value.doubleValue();
            }
        }
        return value.doubleValue();
    }
}
