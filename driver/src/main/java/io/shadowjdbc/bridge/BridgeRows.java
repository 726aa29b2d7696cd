package io.shadowjdbc.bridge;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Rows of stored values, from PostgreSQL or answered without it. Not for use by several threads. */
interface BridgeRows {
    BridgeColumns columns();

    boolean next() throws SQLException;

    /** Whether there is a first row; called before {@link #next}, it can be read then. SQLite has it at once. */
    boolean first() throws SQLException;

    /** The value that SQLite would have stored in a column of the current row. */
    Object read(int column) throws SQLException;

    void close() throws SQLException;

    /** The rows of a PostgreSQL result. */
    static BridgeRows of(ResultSet result, BridgeColumns columns, BridgeErrors errors) {
        return new BridgeRows() {
            private boolean looked;
            private boolean there;

            @Override
            public BridgeColumns columns() {
                return columns;
            }

            @Override
            public boolean next() throws SQLException {
                if (looked) {
                    looked = false;
                    return there;
                }
                return advance();
            }

            @Override
            public boolean first() throws SQLException {
                if (!looked) {
                    there = advance();
                    looked = true;
                }
                return there;
            }

            private boolean advance() throws SQLException {
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
            public boolean first() {
                return !values.isEmpty();
            }

            @Override
            public Object read(int column) {
                return values.get(Math.max(row, 0)).get(column - 1);
            }

            @Override
            public void close() {
                // holds nothing
            }
        };
    }
}
