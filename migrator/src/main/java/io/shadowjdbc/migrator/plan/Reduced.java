package io.shadowjdbc.migrator.plan;

import io.shadowjdbc.migrator.source.SourceTable;
import io.shadowjdbc.schema.SqliteTable;
import java.util.List;
import java.util.function.Predicate;

/** A table without some of its columns, and without the keys and indexes that need them. */
final class Reduced {
    private Reduced() {}

    static SourceTable of(SourceTable source, Predicate<String> kept) {
        SqliteTable table = source.table();
        if (table.columns().stream().allMatch(column -> kept.test(column.name()))) {
            return source;
        }
        SqliteTable less = new SqliteTable(
                table.name(),
                table.sql(),
                table.columns().stream()
                        .filter(column -> kept.test(column.name()))
                        .toList(),
                whole(table.primaryKey(), kept) ? table.primaryKey() : List.of(),
                table.uniqueKeys().stream().filter(key -> whole(key, kept)).toList(),
                table.integerKey() == null || kept.test(table.integerKey()) ? table.integerKey() : null,
                table.autoincrement(),
                table.withoutRowid(),
                table.strict(),
                table.virtual());
        return new SourceTable(
                less,
                source.foreignKeys().stream()
                        .filter(key -> whole(key.columns(), kept))
                        .toList(),
                source.indexes().stream()
                        .filter(index -> index.isPlain() && whole(index.columns(), kept))
                        .toList(),
                List.of(),
                source.generated(),
                source.conflictClauses(),
                source.definition());
    }

    private static boolean whole(List<String> key, Predicate<String> kept) {
        return key.stream().allMatch(kept);
    }
}
