package io.shadowjdbc.bridge;

import io.shadowjdbc.schema.ColumnMap;
import io.shadowjdbc.schema.SchemaMap;
import io.shadowjdbc.schema.SqliteCatalogue;
import io.shadowjdbc.schema.SqliteNames;
import io.shadowjdbc.schema.TableMap;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Foreign keys that SQLite has and PostgreSQL lacks: there a table may refer to one that is made later, and to one that was
 * dropped and made again.
 */
final class ForeignKeys {
    private static final String EXISTS = """
            SELECT count(*) FROM pg_constraint
            WHERE contype = 'f' AND conrelid = to_regclass(?) AND confrelid = to_regclass(?)""";

    private final Connection postgresql;

    ForeignKeys(Connection postgresql) {
        this.postgresql = postgresql;
    }

    private static final class Key {
        private final List<String> columns = new ArrayList<>();
        private final List<String> references = new ArrayList<>();
        private String actions = "";
    }

    /** The statements that add the references of other tables to this one, as far as they are missing. */
    List<String> missing(Connection sqlite, SchemaMap map, String parentName) throws SQLException {
        Optional<TableMap> parent = parentName == null ? Optional.empty() : map.table(parentName);
        if (parent.isEmpty() || parent.get().view()) {
            return List.of();
        }
        List<String> statements = new ArrayList<>();
        for (TableMap child : map.tables()) {
            if (child.view() || SqliteNames.same(child.sqliteName(), parentName)) {
                continue;
            }
            Map<Integer, Key> keys = keys(sqlite, child, parent.get());
            if (!keys.isEmpty() && count(child, parent.get()) == 0) {
                keys.values().forEach(key -> statements.add(statement(child, parent.get(), key)));
            }
        }
        return statements;
    }

    private static Map<Integer, Key> keys(Connection sqlite, TableMap child, TableMap parent) throws SQLException {
        Map<Integer, Key> keys = new TreeMap<>();
        String query = "SELECT id, \"table\", \"from\", \"to\", on_update, on_delete FROM pragma_foreign_key_list(?)"
                + " ORDER BY id, seq";
        try (PreparedStatement statement = sqlite.prepareStatement(query)) {
            statement.setString(1, child.sqliteName());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    if (SqliteNames.same(row.getString(2), parent.sqliteName())) {
                        Key key = keys.computeIfAbsent(row.getInt(1), id -> new Key());
                        key.columns.add(quoted(child, row.getString(3)));
                        if (row.getString(4) != null) {
                            key.references.add(quoted(parent, row.getString(4)));
                        }
                        key.actions = " ON UPDATE " + row.getString(5) + " ON DELETE " + row.getString(6);
                    }
                }
            }
        }
        return keys;
    }

    private static String quoted(TableMap table, String column) {
        return SqliteCatalogue.quote(
                table.column(column).map(ColumnMap::postgresqlName).orElse(column));
    }

    private static String name(TableMap table) {
        return SqliteCatalogue.quote(table.postgresqlSchema()) + "." + SqliteCatalogue.quote(table.postgresqlName());
    }

    private int count(TableMap child, TableMap parent) throws SQLException {
        try (PreparedStatement statement = postgresql.prepareStatement(EXISTS)) {
            statement.setString(1, name(child));
            statement.setString(2, name(parent));
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getInt(1) : 0;
            }
        }
    }

    private static String statement(TableMap child, TableMap parent, Key key) {
        String references = key.references.isEmpty() ? "" : " (" + String.join(", ", key.references) + ")";
        return "ALTER TABLE " + name(child) + " ADD FOREIGN KEY (" + String.join(", ", key.columns) + ") REFERENCES "
                + name(parent) + references + key.actions;
    }
}
