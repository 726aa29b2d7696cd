package io.shadowjdbc.migrator.plan;

import static io.shadowjdbc.schema.SqliteCatalogue.quote;

import io.shadowjdbc.migrator.source.SourceSchema.Definition;
import io.shadowjdbc.schema.ColumnMap;
import io.shadowjdbc.schema.SchemaMap;
import io.shadowjdbc.schema.TableMap;
import io.shadowjdbc.schema.VirtualTable;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Says what becomes of a virtual table, and what PostgreSQL has in its place. */
final class VirtualTableNotes {
    private VirtualTableNotes() {}

    /** @param map the tables that are copied */
    static Note of(Definition definition, SchemaMap map) {
        VirtualTable table = VirtualTable.of(definition.sql());
        String object = "virtual table " + quote(definition.name());
        Optional<TableMap> copied = map.table(definition.name());
        if (copied.isPresent()) {
            Note note = Note.changed(
                    object,
                    "becomes a plain table with the same content: its module's functions and MATCH are not there");
            return table.isFullText()
                    ? note.suggesting(search(copied.get(), copied.get().columns()))
                    : note.suggesting(box(copied.get()));
        }
        if (!table.isFullText()) {
            return Note.notCreated(
                    object,
                    "has no rows of its own: module " + table.module() + " computes them, or they are not to be read"
                            + " without it",
                    definition.sql());
        }
        if (table.content().isEmpty()) {
            return Note.notCreated(
                    object,
                    "is a full text index that keeps no content (content=''): index the text itself",
                    definition.sql());
        }
        Note note = Note.notCreated(
                object,
                "is a full text index over " + quote(table.content()) + ", which is copied itself",
                definition.sql());
        return map.table(table.content())
                .map(over -> note.suggesting(search(
                        over,
                        over.columns().stream()
                                .filter(column -> names(definition.sql(), column))
                                .toList())))
                .orElse(note);
    }

    private static boolean names(String sql, ColumnMap column) {
        return column.codec().postgresqlType().equals("text")
                && Pattern.compile("\\b" + Pattern.quote(column.sqliteName()) + "\\b")
                        .matcher(sql)
                        .find();
    }

    private static String search(TableMap table, List<ColumnMap> columns) {
        String text = columns.stream()
                .map(column -> "coalesce(" + quote(column.postgresqlName()) + ", '')")
                .collect(Collectors.joining(" || ' ' || "));
        String vector = "to_tsvector('simple', " + (text.isEmpty() ? "''" : text) + ")";
        return "CREATE INDEX ON " + name(table) + " USING gin (" + vector + ");\n-- WHERE " + vector
                + " @@ websearch_to_tsquery('simple', ?)";
    }

    /** A rectangle in two dimensions; there is no index type for more in PostgreSQL itself. */
    private static String box(TableMap table) {
        if (table.columns().size() != 5) {
            return null;
        }
        List<String> names = table.columns().stream()
                .map(column -> quote(column.postgresqlName()))
                .toList();
        String box = "box(point(" + names.get(1) + ", " + names.get(3) + "), point(" + names.get(2) + ", "
                + names.get(4) + "))";
        return "CREATE INDEX ON " + name(table) + " USING gist (" + box + ");\n-- WHERE " + box + " && box(?, ?)";
    }

    private static String name(TableMap table) {
        return quote(table.postgresqlSchema()) + "." + quote(table.postgresqlName());
    }
}
