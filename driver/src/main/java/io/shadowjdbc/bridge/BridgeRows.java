package io.shadowjdbc.bridge;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Rows of stored values, from PostgreSQL or answered without it. Not for use by several threads. */
interface BridgeRows {
    BridgeColumns columns();

    boolean next() throws SQLException;

    /** The value that SQLite would have stored in a column of the current row. */
    Object read(int column) throws SQLException;

    void close() throws SQLException;

    /** The rows of a PostgreSQL result. */
    static BridgeRows of(ResultSet result, BridgeColumns columns, BridgeErrors errors) {
        return new BridgeRows() {
            @Override
            public BridgeColumns columns() {
                return columns;
            }

            @Override
            public boolean next() throws SQLException {
                try {
                    return result.next();
                } catch (SQLException e) {
                    throw errors.translate(e);
                }
            }

            @Override
            public Object read(int column) throws SQLException {
                return columns.read(result, column);
            }

            @Override
            public void close() throws SQLException {
                result.close();
            }
        };
    }

    /** Rows that are already there. */
    static BridgeRows of(List<String> labels, List<List<Object>> values) {
        BridgeColumns columns = BridgeColumns.labelled(labels);
        return new BridgeRows() {
            private int row = -1;

            @Override
            public BridgeColumns columns() {
                return columns;
            }

            @Override
            public boolean next() {
                return ++row < values.size();
            }

            @Override
            public Object read(int column) {
                return values.get(row).get(column - 1);
            }

            @Override
            public void close() {
                // holds nothing
            }
        };
    }
}
