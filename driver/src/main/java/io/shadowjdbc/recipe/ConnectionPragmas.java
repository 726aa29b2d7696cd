package io.shadowjdbc.recipe;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The PRAGMAs that the application has set and that last as long as the connection, in the order in which it first set them. */
final class ConnectionPragmas {
    private static final Pattern SETS = Pattern.compile(
            "\\s*PRAGMA\\s+((?:\\w+\\s*\\.\\s*)?(\\w+))\\s*[=(].*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** Neither kept in the file, nor of one transaction, nor refused on PostgreSQL. */
    private static final Set<String> LASTING = Set.of(
            "analysis_limit",
            "automatic_index",
            "busy_timeout",
            "cache_size",
            "cache_spill",
            "cell_size_check",
            "checkpoint_fullfsync",
            "foreign_keys",
            "fullfsync",
            "journal_size_limit",
            "mmap_size",
            "query_only",
            "read_uncommitted",
            "recursive_triggers",
            "reverse_unordered_selects",
            "secure_delete",
            "synchronous",
            "temp_store",
            "threads",
            "trusted_schema",
            "wal_autocheckpoint");

    private final Map<String, String> texts = new LinkedHashMap<>();

    /** A PRAGMA has run. */
    void ran(String sql, boolean inTransaction) {
        Matcher matcher = SETS.matcher(sql);
        if (!matcher.matches()) {
            return;
        }
        String name = matcher.group(2).toLowerCase(Locale.ROOT);
        boolean ignored = inTransaction && name.equals("foreign_keys");
        if (LASTING.contains(name) && !ignored) {
            texts.put(matcher.group(1).toLowerCase(Locale.ROOT), sql);
        }
    }

    void applyTo(Connection connection) throws SQLException {
        if (texts.isEmpty()) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            for (String text : texts.values()) {
                statement.execute(text);
            }
        }
    }
}
