package io.shadowjdbc.migrator.cutover;

import io.shadowjdbc.schema.TableMap;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps the keys of all rows that the sync has brought over since every row was compared for the last time: a trigger on
 * the notes' table keeps what the sync takes out of it, each key once. So a cutover compares just these rows. It looks at
 * notes only, not at what the sync makes of them.
 */
public abstract class ChangedKeys {
    final Connection connection;

    ChangedKeys(Connection connection) {
        this.connection = connection;
    }

    /** Begins to keep keys, if that has not begun. The notes have to be installed. */
    public abstract void install() throws SQLException;

    /** Stops keeping them, and forgets them. Does nothing where that was not begun. */
    public abstract void uninstall() throws SQLException;

    /** Whether keys are kept. */
    public abstract boolean isInstalled() throws SQLException;

    /** Names of the tables with changed rows, as SQLite calls them. */
    public abstract List<String> tables() throws SQLException;

    /** Whether all rows of the table are meant. */
    abstract boolean isWhole(String table) throws SQLException;

    /** The kept keys of a table, as SQLite stores them. */
    public abstract List<Object[]> keys(TableMap table) throws SQLException;

    /** Forgets the keys of that table that were kept up to now, but for these. */
    abstract void retain(TableMap table, List<Object[]> keys) throws SQLException;

    /** Forgets all: every row has been compared. */
    public abstract void clear() throws SQLException;

    final void execute(String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    final List<String> texts(String query) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                texts.add(row.getString(1));
            }
        }
        return texts;
    }
}
