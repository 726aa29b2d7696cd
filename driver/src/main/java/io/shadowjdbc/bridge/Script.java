package io.shadowjdbc.bridge;

import io.shadowjdbc.dialect.SqliteScript;
import java.util.List;

/** A text that may hold several statements. */
final class Script {
    private Script() {}

    /** The first statement: sqlite-jdbc prepares no more than that. */
    static String first(String sql) {
        return isOne(sql) ? sql : statements(sql).get(0);
    }

    /** All statements; the text itself where it can't be parsed. */
    static List<String> statements(String sql) {
        return isOne(sql) ? List.of(sql) : SqliteScript.statements(sql);
    }

    /** Most texts hold no semicolon but at their end. */
    private static boolean isOne(String sql) {
        int semicolon = sql == null ? -1 : sql.indexOf(';');
        return semicolon < 0 || sql.substring(semicolon + 1).isBlank();
    }
}
