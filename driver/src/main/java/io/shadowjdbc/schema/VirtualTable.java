package io.shadowjdbc.schema;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What CREATE VIRTUAL TABLE says of a table.
 *
 * @param module in lower case: {@code fts5}
 * @param content of a full text index, the table that it is over; empty where it keeps none ({@code content=''}), null
 *     where it keeps its own
 */
public record VirtualTable(String module, String content) {
    private static final Set<String> FULL_TEXT = Set.of("fts3", "fts4", "fts5");
    private static final Set<String> SPATIAL = Set.of("rtree", "rtree_i32", "geopoly");

    private static final Pattern USING = Pattern.compile(
            "\\bUSING\\s+[\"`\\[]?(\\w+)[\"`\\]]?\\s*(?:\\((.*)\\))?\\s*;?\\s*$",
            Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
    private static final Pattern CONTENT = Pattern.compile(
            "(?:^|,)\\s*content\\s*=\\s*(?:'([^']*)'|\"([^\"]*)\"|([^\\s,]*))\\s*(?=,|$)", Pattern.CASE_INSENSITIVE);

    /** Reads the statement as SQLite's catalogue keeps it. */
    public static VirtualTable of(String sql) {
        Matcher using = USING.matcher(sql);
        if (!using.find()) {
            return new VirtualTable("", null);
        }
        String module = using.group(1).toLowerCase(Locale.ROOT);
        String content = null;
        if (module.equals("fts4") || module.equals("fts5")) {
            Matcher option = CONTENT.matcher(using.group(2) == null ? "" : using.group(2));
            for (int i = 1; option.find(0) && i <= 3; i++) {
                content = option.group(i) == null ? content : option.group(i);
            }
        }
        return new VirtualTable(module, content);
    }

    /** Whether it is an index for full text search. */
    public boolean isFullText() {
        return FULL_TEXT.contains(module);
    }

    /** Whether its rows are its own, so that they are copied; those of other modules are computed, or not to be read. */
    public boolean hasRows() {
        return (isFullText() && content == null) || SPATIAL.contains(module);
    }
}
