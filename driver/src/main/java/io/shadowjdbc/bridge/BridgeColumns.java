package io.shadowjdbc.bridge;

import io.shadowjdbc.dialect.Translation.ResultColumn;
import io.shadowjdbc.schema.ColumnMap;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * The columns of a result as the application knows them: the labels that SQLite would give, and for each cell the value
 * that SQLite would have stored, by the codec in the translation.
 */
final class BridgeColumns {
    private final List<ResultColumn> columns;

    BridgeColumns(List<ResultColumn> columns) {
        this.columns = columns;
    }

    /** Columns of which only the labels are known. */
    static BridgeColumns labelled(List<String> labels) {
        return new BridgeColumns(labels.stream()
                .map(label -> new ResultColumn(label, null, null))
                .toList());
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
        return columns.get(column - 1).codec().decode(row, column);
    }
}
