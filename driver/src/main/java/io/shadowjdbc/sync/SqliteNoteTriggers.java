package io.shadowjdbc.sync;

import static io.shadowjdbc.schema.SqliteCatalogue.quote;

import io.shadowjdbc.config.DatabaseKind;
import io.shadowjdbc.fence.FencePass;
import io.shadowjdbc.schema.ColumnMap;
import io.shadowjdbc.schema.SqliteNames;
import io.shadowjdbc.schema.SqliteTable;
import io.shadowjdbc.schema.VirtualTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The triggers by which SQLite notes the keys of changed rows. They hold no value of a row but its key, do nothing while the
 * sync itself writes, and are complete whatever the writer's settings: {@code recursive_triggers}, {@code foreign_keys},
 * any conflict clause.
 */
final class SqliteNoteTriggers {
    /** Nobody but the sync has the pass, and nobody sees it but its own transaction. */
    private static final String UNLESS_SYNC =
            " WHEN NOT EXISTS (SELECT 1 FROM " + FencePass.table(DatabaseKind.SQLITE) + ")";

    private final Connection connection;
    private final SyncTable table;
    private final SqliteTable definition;
    private final Map<String, String> triggers = new LinkedHashMap<>();

    private SqliteNoteTriggers(Connection connection, SyncTable table, SqliteTable definition) {
        this.connection = connection;
        this.table = table;
        this.definition = definition;
    }

    /** The CREATE TRIGGER statements for a table by the triggers' names. */
    static Map<String, String> of(Connection connection, SyncTable table, SqliteTable definition)
            throws SQLException, SyncException {
        SqliteNoteTriggers triggers = new SqliteNoteTriggers(connection, table, definition);
        if (definition.virtual()) {
            triggers.virtual();
        } else {
            triggers.rows();
            triggers.replaced();
        }
        return triggers.triggers;
    }

    private void add(String event, String timing, String on, List<String> steps) {
        String name = SqliteNames.OWN_PREFIX + event + "_" + definition.name();
        triggers.put(
                name,
                "CREATE TRIGGER " + quote(name) + " " + timing + " ON " + quote(on) + UNLESS_SYNC + " BEGIN "
                        + String.join("; ", steps) + "; END");
    }

    private void rows() {
        add("insert", "AFTER INSERT", definition.name(), List.of(note("VALUES (" + name() + ", " + key("NEW.") + ")")));
        add("delete", "AFTER DELETE", definition.name(), List.of(note("VALUES (" + name() + ", " + key("OLD.") + ")")));
        add(
                "update",
                "AFTER UPDATE",
                definition.name(),
                List.of(
                        note("VALUES (" + name() + ", " + key("OLD.") + ")"),
                        note("SELECT " + name() + ", " + key("NEW.") + " WHERE " + keyChanged())));
    }

    /** Rows that make way for another one go without a trigger of their own, so their keys are noted before. */
    private void replaced() throws SQLException, SyncException {
        List<String> inserts = new ArrayList<>();
        List<String> updates = new ArrayList<>();
        String from = "SELECT " + name() + ", " + key("") + " FROM " + quote(definition.name()) + " WHERE ";
        for (SqliteUniqueKeys.UniqueKey unique : new SqliteUniqueKeys(connection, table, definition).read()) {
            inserts.add(note(from + unique.conflict()));
            updates.add(note(from + (unique.changed() == null ? "" : unique.changed() + " AND ") + unique.conflict()
                    + " AND " + SqliteUniqueKeys.notOld(table, definition)));
        }
        if (!inserts.isEmpty()) {
            add("replace_by_insert", "BEFORE INSERT", definition.name(), inserts);
            add("replace_by_update", "BEFORE UPDATE", definition.name(), updates);
        }
    }

    /** A virtual table takes no triggers; the table in which its module keeps the rows does. */
    private void virtual() {
        VirtualTable module = VirtualTable.of(definition.sql());
        String backing = definition.name() + (module.isFullText() ? "_content" : "_node");
        String whole = "INSERT INTO " + SqliteNotes.NOTE + " (t, whole) VALUES (" + name() + ", 1)";
        for (String event : List.of("insert", "update", "delete")) {
            add(event, "AFTER " + event.toUpperCase(Locale.ROOT), backing, List.of(whole));
        }
    }

    private String name() {
        return Sql.literal(table.name());
    }

    private String note(String rows) {
        return "INSERT INTO " + SqliteNotes.NOTE + " (t, "
                + SqliteNotes.keyColumns(table.key().size()) + ") " + rows;
    }

    private String key(String prefix) {
        return String.join(
                ", ",
                table.key().stream()
                        .map(column -> prefix + quote(column.sqliteName()))
                        .toList());
    }

    private String keyChanged() {
        List<String> changed = new ArrayList<>();
        for (ColumnMap column : table.key()) {
            String name = quote(column.sqliteName());
            changed.add("NEW." + name + " COLLATE BINARY IS NOT OLD." + name);
            if (table.hasLooseEquality(column)) {
                changed.add("typeof(NEW." + name + ") <> typeof(OLD." + name + ")");
            }
        }
        return String.join(" OR ", changed);
    }
}
