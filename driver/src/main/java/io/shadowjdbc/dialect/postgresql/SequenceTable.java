package io.shadowjdbc.dialect.postgresql;

import io.shadowjdbc.dialect.Autoincrement;
import io.shadowjdbc.dialect.ast.Span;
import io.shadowjdbc.schema.Affinity;
import io.shadowjdbc.schema.Codecs;
import io.shadowjdbc.schema.ColumnMap;
import io.shadowjdbc.schema.Definition;
import io.shadowjdbc.schema.SchemaMap;
import io.shadowjdbc.schema.TableMap;
import java.util.List;
import java.util.stream.Collectors;

/** SQLite's table {@code sqlite_sequence}: a view of PostgreSQL's sequences stands for it. */
final class SequenceTable {
    private static final String NAME = "sqlite_sequence";

    private static final TableMap TABLE = new TableMap(
            NAME,
            "shadow",
            "sq_sequence",
            List.of(
                    new ColumnMap("name", "name", "", Affinity.BLOB, "BINARY", false, false, Codecs.TEXT, ""),
                    new ColumnMap("seq", "seq", "", Affinity.BLOB, "BINARY", false, false, Codecs.BIGINT, "")),
            List.of(),
            List.of(),
            null,
            false);

    private SequenceTable() {}

    static boolean is(String name) {
        return name.equalsIgnoreCase(NAME);
    }

    /** The table, where SQLite has it. */
    static TableMap of(SchemaMap map, Span span) {
        for (String name : tables(map)) {
            boolean same = map.table(name)
                    .map(table -> table.postgresqlName().equals(table.sqliteName()))
                    .orElse(false);
            if (!same) {
                throw new Refusal(
                        NAME + " where table " + name + " has another name on PostgreSQL",
                        span,
                        "Ask for max() of its key.");
            }
        }
        return TABLE;
    }

    private static List<String> tables(SchemaMap map) {
        return map.definitions().stream()
                .filter(Autoincrement::isDeclared)
                .map(Definition::name)
                .toList();
    }

    /** What keeps to the tables that are declared AUTOINCREMENT. */
    static String condition(SchemaMap map, String prefix) {
        List<String> names = tables(map);
        return names.isEmpty()
                ? "FALSE"
                : prefix + "\"name\" IN (" + names.stream().map(Quote::string).collect(Collectors.joining(", ")) + ")";
    }
}
