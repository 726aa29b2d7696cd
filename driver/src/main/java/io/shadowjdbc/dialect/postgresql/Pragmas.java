package io.shadowjdbc.dialect.postgresql;

import io.shadowjdbc.dialect.Translation;
import io.shadowjdbc.dialect.ast.Statement;
import io.shadowjdbc.schema.ColumnMap;
import io.shadowjdbc.schema.SchemaMap;
import io.shadowjdbc.schema.TableMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Answers PRAGMAs that applications use; those that read SQLite's storage are refused. */
final class Pragmas {
    /** Settings of SQLite's storage or speed: setting them does nothing on PostgreSQL, and asking gives the default. */
    private static final Set<String> TUNING = Set.of(
            "cache_size",
            "cache_spill",
            "temp_store",
            "mmap_size",
            "automatic_index",
            "auto_vacuum",
            "incremental_vacuum",
            "optimize",
            "shrink_memory",
            "threads",
            "recursive_triggers",
            "read_uncommitted",
            "fullfsync",
            "checkpoint_fullfsync",
            "foreign_keys",
            "synchronous",
            "journal_size_limit",
            "secure_delete",
            "wal_autocheckpoint",
            "legacy_file_format",
            "page_size",
            "encoding");

    private Pragmas() {}

    static Translation answer(Statement.Pragma pragma, SchemaMap map) {
        String name = pragma.name().toLowerCase(Locale.ROOT);
        String value = pragma.value();
        switch (name) {
            case "foreign_keys":
                return value == null ? one(name, 1L) : none();
            case "journal_mode":
                return one(name, value == null ? "wal" : value.toLowerCase(Locale.ROOT));
            case "locking_mode":
                return one(name, value == null ? "normal" : value.toLowerCase(Locale.ROOT));
            case "synchronous":
                return value == null ? one(name, 2L) : none();
            case "busy_timeout":
                return value == null ? one("timeout", 0L) : number("timeout", value, pragma);
            case "encoding":
                return value == null ? one(name, "UTF-8") : none();
            case "user_version", "application_id":
                return setting(name, value, pragma);
            case "table_info", "table_xinfo":
                return tableInfo(pragma, map, name.equals("table_xinfo"));
            case "table_list":
                return tableList(value, map);
            case "wal_checkpoint":
                return new Translation.Answered(List.of("busy", "log", "checkpointed"), List.of(List.of(0L, -1L, -1L)));
            case "wal_autocheckpoint", "journal_size_limit", "mmap_size":
                return value == null ? refuse(pragma) : number(name, value, pragma);
            default:
                return (TUNING.contains(name) && value != null)
                                || name.equals("optimize")
                                || name.equals("shrink_memory")
                        ? none()
                        : refuse(pragma);
        }
    }

    private static Translation refuse(Statement.Pragma pragma) {
        throw new Refusal(
                "PRAGMA " + pragma.name(),
                pragma.span(),
                "It reads or sets what only SQLite has; leave it away while PostgreSQL is active.");
    }

    private static Translation none() {
        return new Translation.Answered(List.of(), List.of());
    }

    private static Translation one(String label, Object value) {
        return new Translation.Answered(List.of(label), List.of(List.of(value)));
    }

    private static Translation number(String label, String value, Statement.Pragma pragma) {
        try {
            return one(label, Long.valueOf(value));
        } catch (NumberFormatException e) {
            return refuse(pragma);
        }
    }

    /** Numbers that SQLite keeps in the file's header are kept in a table of schema {@code shadow}. */
    private static Translation setting(String name, String value, Statement.Pragma pragma) {
        String key = Quote.string(name);
        if (value == null) {
            return new Translation.Translated(
                    "SELECT shadow.sq_setting(" + key + ") AS " + Quote.name(name),
                    List.of(),
                    List.of(new Translation.ResultColumn(name, null, ResultCodec.INTEGER)));
        }
        try {
            long number = Long.parseLong(value);
            return new Translation.Translated(
                    "INSERT INTO shadow.setting (name, value) VALUES (" + key + ", " + number
                            + ") ON CONFLICT (name) DO UPDATE SET value = EXCLUDED.value",
                    List.of(),
                    List.of());
        } catch (NumberFormatException e) {
            return refuse(pragma);
        }
    }

    private static Translation tableInfo(Statement.Pragma pragma, SchemaMap map, boolean extended) {
        List<String> labels = new ArrayList<>(List.of("cid", "name", "type", "notnull", "dflt_value", "pk"));
        if (extended) {
            labels.add("hidden");
        }
        Optional<TableMap> table = pragma.value() == null ? Optional.empty() : map.table(pragma.value());
        List<List<Object>> rows = new ArrayList<>();
        long id = 0;
        for (ColumnMap column : table.map(TableMap::columns).orElse(List.of())) {
            if (column.generated() && !extended) {
                continue;
            }
            int key = indexIgnoringCase(table.get().primaryKey(), column.sqliteName());
            List<Object> row = new ArrayList<>(Arrays.asList(
                    id++, column.sqliteName(), column.declaredType(), column.notNull() ? 1L : 0L, null, key + 1L));
            if (extended) {
                row.add(column.generated() ? 2L : 0L);
            }
            rows.add(row);
        }
        return new Translation.Answered(labels, rows);
    }

    private static int indexIgnoringCase(List<String> names, String name) {
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equalsIgnoreCase(name)) {
                return i;
            }
        }
        return -1;
    }

    private static Translation tableList(String only, SchemaMap map) {
        List<List<Object>> rows = new ArrayList<>();
        for (TableMap table : map.tables()) {
            if (only == null || table.sqliteName().equalsIgnoreCase(only)) {
                long columns = table.columns().size();
                rows.add(List.of("main", table.sqliteName(), "table", columns, table.withoutRowid() ? 1L : 0L, 0L));
            }
        }
        if (only == null) {
            rows.add(List.of("main", "sqlite_schema", "table", 5L, 0L, 0L));
            rows.add(List.of("temp", "sqlite_temp_schema", "table", 5L, 0L, 0L));
        }
        return new Translation.Answered(List.of("schema", "name", "type", "ncol", "wr", "strict"), rows);
    }
}
