package io.shadowjdbc.migrator.cutover;

import static io.shadowjdbc.schema.SqliteCatalogue.quote;

import io.shadowjdbc.schema.ColumnMap;
import io.shadowjdbc.schema.TableMap;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** On PostgreSQL: table {@code shadow.changed}, with keys as the notes have them, a text a column. */
final class PostgresqlChangedKeys extends ChangedKeys {
    PostgresqlChangedKeys(Connection connection) {
        super(connection);
    }

    @Override
    public void install() throws SQLException {
        if (isInstalled()) {
            return;
        }
        // a key may be longer than an index takes, so its hash stands for it
        execute("BEGIN; CREATE TABLE IF NOT EXISTS shadow.changed (t text NOT NULL, k text[]);"
                + " CREATE UNIQUE INDEX IF NOT EXISTS changed_once ON shadow.changed (t,"
                + " coalesce(hash_array_extended(k, 0), 0), coalesce(hash_array_extended(k, 1), 0));"
                + " CREATE OR REPLACE FUNCTION shadow.keep_changed() RETURNS trigger LANGUAGE plpgsql"
                + " SET search_path = pg_catalog, pg_temp AS $$ BEGIN INSERT INTO shadow.changed (t, k)"
                + " SELECT DISTINCT t, k FROM gone ON CONFLICT DO NOTHING; RETURN NULL; END $$;"
                + " CREATE TRIGGER _shadow_changed_keys AFTER DELETE ON shadow.note REFERENCING OLD TABLE AS gone"
                + " FOR EACH STATEMENT EXECUTE FUNCTION shadow.keep_changed(); COMMIT");
    }

    @Override
    public void uninstall() throws SQLException {
        execute("DROP FUNCTION IF EXISTS shadow.keep_changed() CASCADE", "DROP TABLE IF EXISTS shadow.changed");
    }

    @Override
    public boolean isInstalled() throws SQLException {
        return !texts("SELECT 1 FROM pg_trigger WHERE tgname = '_shadow_changed_keys'"
                        + " AND tgrelid = to_regclass('shadow.note')")
                .isEmpty();
    }

    @Override
    public List<String> tables() throws SQLException {
        return texts("SELECT DISTINCT t FROM shadow.changed ORDER BY t");
    }

    @Override
    boolean isWhole(String table) throws SQLException {
        return !texts("SELECT 1 FROM shadow.changed WHERE k IS NULL AND t = '" + table.replace("'", "''") + "'")
                .isEmpty();
    }

    @Override
    public List<Object[]> keys(TableMap table) throws SQLException {
        List<ColumnMap> columns = RowKey.of(table);
        List<String> typed = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            typed.add("(k[" + (i + 1) + "])::" + type(table, columns.get(i)));
        }
        List<Object[]> keys = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT " + String.join(", ", typed) + " FROM shadow.changed WHERE k IS NOT NULL AND t = ?")) {
            statement.setString(1, table.sqliteName());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    Object[] key = new Object[columns.size()];
                    for (int i = 0; i < key.length; i++) {
                        key[i] = columns.get(i).codec().decode(row, i + 1);
                    }
                    keys.add(key);
                }
            }
        }
        return keys;
    }

    private String type(TableMap table, ColumnMap column) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT format_type(atttypid, atttypmod) FROM pg_attribute"
                        + " WHERE attrelid = ?::regclass AND attname = ? AND NOT attisdropped")) {
            statement.setString(1, quote(table.postgresqlSchema()) + "." + quote(table.postgresqlName()));
            statement.setString(2, column.postgresqlName());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getString(1) : column.codec().postgresqlType();
            }
        }
    }

    /** What was kept is forgotten by its text, since a stored value may have more than one. */
    @Override
    void retain(TableMap table, List<Object[]> keys) throws SQLException {
        if (!keys.isEmpty()) {
            // few differ: all of the table's are looked at again
            return;
        }
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM shadow.changed WHERE t = ?")) {
            delete.setString(1, table.sqliteName());
            delete.executeUpdate();
        }
    }

    @Override
    public void clear() throws SQLException {
        if (isInstalled()) {
            execute("DELETE FROM shadow.changed");
        }
    }
}
