package io.shadowjdbc.recipe;

import java.sql.SQLException;
import java.sql.Statement;

/**
 * The settings of a statement that the application changed, so that they can be made again on a statement of another
 * connection. A setting that was never touched is not made, so that the inner driver's default holds. Not for use by
 * several threads, except for snapshots.
 */
public final class StatementSettings {
    private static final int UNSET = Integer.MIN_VALUE;

    private int fetchSize = UNSET;
    private int fetchDirection = UNSET;
    private int queryTimeout = UNSET;
    private int maxFieldSize = UNSET;
    private long maxRows = UNSET;
    private Boolean escapeProcessing;
    private Boolean poolable;
    private String cursorName;
    private boolean closeOnCompletion;

    public void fetchSize(int rows) {
        fetchSize = rows;
    }

    public void fetchDirection(int direction) {
        fetchDirection = direction;
    }

    /** Seconds, 0 for no limit. */
    public void queryTimeout(int seconds) {
        queryTimeout = seconds;
    }

    public void maxFieldSize(int bytes) {
        maxFieldSize = bytes;
    }

    public void maxRows(long rows) {
        maxRows = rows;
    }

    public void escapeProcessing(boolean enabled) {
        escapeProcessing = enabled;
    }

    public void poolable(boolean enabled) {
        poolable = enabled;
    }

    public void cursorName(String name) {
        cursorName = name;
    }

    public void closeOnCompletion() {
        closeOnCompletion = true;
    }

    /** The row limit that the application set, or 0 where there is none. */
    public long maxRows() {
        return maxRows == UNSET ? 0 : maxRows;
    }

    /** Makes every setting that was touched on the statement. */
    public void applyTo(Statement statement) throws SQLException {
        // the row limit first: sqlite-jdbc refuses a fetch size above it
        if (maxRows > Integer.MAX_VALUE) {
            statement.setLargeMaxRows(maxRows);
        } else if (maxRows != UNSET) {
            statement.setMaxRows((int) maxRows);
        }
        if (fetchSize != UNSET) {
            statement.setFetchSize(fetchSize);
        }
        if (fetchDirection != UNSET) {
            statement.setFetchDirection(fetchDirection);
        }
        if (queryTimeout != UNSET) {
            statement.setQueryTimeout(queryTimeout);
        }
        if (maxFieldSize != UNSET) {
            statement.setMaxFieldSize(maxFieldSize);
        }
        if (escapeProcessing != null) {
            statement.setEscapeProcessing(escapeProcessing);
        }
        if (poolable != null) {
            statement.setPoolable(poolable);
        }
        if (cursorName != null) {
            statement.setCursorName(cursorName);
        }
        if (closeOnCompletion) {
            statement.closeOnCompletion();
        }
    }
}
