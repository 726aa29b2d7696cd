package io.shadowjdbc.migrator.cutover;

import io.shadowjdbc.schema.StoredValue;
import io.shadowjdbc.schema.TableMap;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** On SQLite: table {@code _shadow_changed}, with the columns of the notes' table that make a key. */
final class SqliteChangedKeys extends ChangedKeys {
    SqliteChangedKeys(Connection connection) {
        super(connection);
    }

    @Override
    public void install() throws SQLException {
        int keys = keyColumns("_shadow_note");
        if (isInstalled() && keyColumns("_shadow_changed") == keys) {
            return;
        }
        String columns = columns(keys);
        // NULL and NULL are two to a unique index, 1 and 1.0 are one: neither is meant
        String unique = IntStream.rangeClosed(1, keys)
                .mapToObj(i -> ", ifnull(k" + i + ", 0), typeof(k" + i + ")")
                .collect(Collectors.joining());
        connection.setAutoCommit(false);
        try {
            execute("DROP TRIGGER IF EXISTS _shadow_changed_keys");
            if (isInstalled("table", "_shadow_changed")) {
                for (int i = keyColumns("_shadow_changed") + 1; i <= keys; i++) {
                    execute("ALTER TABLE _shadow_changed ADD COLUMN k" + i);
                }
                execute("DROP INDEX IF EXISTS _shadow_changed_once");
            } else {
                execute("CREATE TABLE _shadow_changed AS SELECT t, whole" + columns + " FROM _shadow_note WHERE 0");
            }
            execute(
                    "CREATE UNIQUE INDEX _shadow_changed_once ON _shadow_changed (t, ifnull(whole, 0)" + unique + ")",
                    // the table's name is left without quotes: what names it in quotes belongs to the notes
                    "CREATE TRIGGER _shadow_changed_keys AFTER DELETE ON _shadow_note BEGIN INSERT OR IGNORE INTO"
                            + " _shadow_changed (t, whole" + columns + ") VALUES (OLD.t, OLD.whole"
                            + columns.replace(", ", ", OLD.") + "); END");
            connection.commit();
        } catch (SQLException | RuntimeException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private static String columns(int keys) {
        return IntStream.rangeClosed(1, keys).mapToObj(i -> ", k" + i).collect(Collectors.joining());
    }

    private int keyColumns(String table) throws SQLException {
        return Integer.parseInt(
                texts("SELECT count(*) FROM pragma_table_info('" + table + "') WHERE name GLOB 'k[0-9]*'")
                        .get(0));
    }

    @Override
    public void uninstall() throws SQLException {
        execute("DROP TRIGGER IF EXISTS _shadow_changed_keys", "DROP TABLE IF EXISTS _shadow_changed");
    }

    @Override
    public boolean isInstalled() throws SQLException {
        return isInstalled("trigger", "_shadow_changed_keys");
    }

    private boolean isInstalled(String type, String name) throws SQLException {
        return !texts("SELECT 1 FROM main.sqlite_schema WHERE type = '" + type + "' AND name = '" + name + "'")
                .isEmpty();
    }

    @Override
    public List<String> tables() throws SQLException {
        return texts("SELECT DISTINCT t FROM _shadow_changed ORDER BY t");
    }

    @Override
    boolean isWhole(String table) throws SQLException {
        return !texts("SELECT 1 FROM _shadow_changed WHERE whole = 1 AND t = '" + table.replace("'", "''") + "'")
                .isEmpty();
    }

    @Override
    public List<Object[]> keys(TableMap table) throws SQLException {
        int size = RowKey.of(table).size();
        List<Object[]> keys = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT " + columns(size).substring(2) + " FROM _shadow_changed WHERE whole IS NULL AND t = ?")) {
            statement.setString(1, table.sqliteName());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    Object[] key = new Object[size];
                    for (int i = 0; i < size; i++) {
                        key[i] = StoredValue.read(row, i + 1);
                    }
                    keys.add(key);
                }
            }
        }
        return keys;
    }

    @Override
    void retain(TableMap table, List<Object[]> keys) throws SQLException {
        int size = RowKey.of(table).size();
        connection.setAutoCommit(false);
        try {
            try (PreparedStatement delete = connection.prepareStatement("DELETE FROM _shadow_changed WHERE t = ?")) {
                delete.setString(1, table.sqliteName());
                delete.executeUpdate();
            }
            String sql = "INSERT OR IGNORE INTO _shadow_changed (t" + columns(size) + ") VALUES (?" + ", ?".repeat(size)
                    + ")";
            try (PreparedStatement insert = connection.prepareStatement(sql)) {
                for (Object[] key : keys) {
                    insert.setString(1, table.sqliteName());
                    for (int i = 0; i < size; i++) {
                        insert.setObject(i + 2, key[i]);
                    }
                    insert.executeUpdate();
                }
            }
            connection.commit();
        } catch (SQLException | RuntimeException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    @Override
    public void clear() throws SQLException {
        if (isInstalled()) {
            execute("DELETE FROM _shadow_changed");
        }
    }
}
