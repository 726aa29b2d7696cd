package io.shadowjdbc.dialect.postgresql;

import io.shadowjdbc.dialect.Translation;
import io.shadowjdbc.dialect.ast.Statement;
import io.shadowjdbc.schema.SchemaMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What becomes of a PRAGMA. Those that read the catalogue, and settings that only tune SQLite, are left to SQLite itself,
 * which has the application's schema and this connection's settings in memory, and which lets a name pass that it does not
 * know. What would change the meaning of statements, or reads the file, is refused.
 */
final class Pragmas {
    /** Read rows or the file, or change what statements mean. */
    private static final Set<String> REFUSED = Set.of(
            "integrity_check",
            "quick_check",
            "foreign_key_check",
            "page_count",
            "freelist_count",
            "data_version",
            "schema_version",
            "case_sensitive_like",
            "stats",
            "key",
            "rekey");

    /** Their defaults keep statements as they are; set, they would change what statements mean. */
    private static final Set<String> ONLY_ASKED = Set.of(
            "ignore_check_constraints",
            "defer_foreign_keys",
            "legacy_alter_table",
            "full_column_names",
            "short_column_names",
            "count_changes",
            "empty_result_callbacks",
            "writable_schema");

    private Pragmas() {}

    static Translation answer(Statement.Pragma pragma, SchemaMap map) {
        String name = pragma.name().toLowerCase(Locale.ROOT);
        String value = pragma.value();
        if (name.equals("user_version") || name.equals("application_id")) {
            return setting(
                    name,
                    value,
                    pragma,
                    map.tables().isEmpty() && map.definitions().isEmpty());
        }
        if (REFUSED.contains(name) || (ONLY_ASKED.contains(name) && value != null)) {
            throw refusal(pragma);
        }
        return new Translation.Local(name, value);
    }

    private static Refusal refusal(Statement.Pragma pragma) {
        return new Refusal(
                "PRAGMA " + pragma.name(),
                pragma.span(),
                "It reads or sets what only SQLite has; leave it away while PostgreSQL is active.");
    }

    /**
     * Numbers that SQLite keeps in the file's header are kept in a table of schema {@code shadow}.
     *
     * @param isNew whether the application has no tables yet: then they are 0 until they are set
     */
    private static Translation setting(String name, String value, Statement.Pragma pragma, boolean isNew) {
        String key = Quote.string(name);
        if (value == null) {
            String found = isNew
                    ? "COALESCE((SELECT value FROM shadow.setting WHERE name = " + key + "), 0)"
                    : "shadow.sq_setting(" + key + ")";
            return new Translation.Translated(
                    "SELECT " + found + " AS " + Quote.name(name),
                    List.of(),
                    List.of(new Translation.ResultColumn(name, null, ResultCodec.INTEGER)));
        }
        try {
            long number = Long.parseLong(value);
            return new Translation.Translated(
                    "INSERT INTO shadow.setting (name, value) VALUES (" + key + ", " + (int) number
                            + ") ON CONFLICT (name) DO UPDATE SET value = EXCLUDED.value",
                    List.of(),
                    List.of());
        } catch (NumberFormatException e) {
            throw refusal(pragma);
        }
    }
}
