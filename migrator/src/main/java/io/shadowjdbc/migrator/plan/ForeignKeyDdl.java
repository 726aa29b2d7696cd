package io.shadowjdbc.migrator.plan;

import static io.shadowjdbc.schema.SqliteCatalogue.quote;

import io.shadowjdbc.migrator.source.ForeignKey;
import io.shadowjdbc.migrator.source.SourceTable;
import io.shadowjdbc.schema.ColumnMap;
import io.shadowjdbc.schema.SchemaMap;
import io.shadowjdbc.schema.SqliteNames;
import io.shadowjdbc.schema.TableMap;
import java.util.List;
import java.util.Optional;

/** Writes the statements that create foreign keys; one without an equal is reported. */
final class ForeignKeyDdl {
    private final SchemaMap map;
    private final Names names;
    private final List<Ddl> ddl;
    private final List<Note> notes;

    ForeignKeyDdl(SchemaMap map, Names names, List<Ddl> ddl, List<Note> notes) {
        this.map = map;
        this.names = names;
        this.ddl = ddl;
        this.notes = notes;
    }

    void write(SourceTable source) {
        TableMap child = map.table(source.name()).orElseThrow();
        for (ForeignKey key : source.foreignKeys()) {
            Optional<String> obstacle = obstacle(child, key);
            String what =
                    "table " + quote(child.sqliteName()) + ", FOREIGN KEY (" + String.join(", ", key.columns()) + ")";
            if (obstacle.isPresent()) {
                notes.add(Note.notCreated(
                        what,
                        obstacle.get(),
                        "REFERENCES " + key.parent() + " (" + String.join(", ", key.parentColumns()) + ")"));
                continue;
            }
            if (key.orphans() > 0) {
                notes.add(Note.changed(
                        what,
                        "is created NOT VALID: " + key.orphans()
                                + " rows have no parent; they are carried as they are, and"
                                + " PostgreSQL checks rows from then on"));
            }
            add(child, key);
        }
    }

    private Optional<String> obstacle(TableMap child, ForeignKey key) {
        TableMap parent = map.table(key.parent()).orElse(null);
        if (parent == null) {
            return Optional.of("there is no table " + key.parent());
        }
        if (key.parentColumns().size() != key.columns().size()) {
            return Optional.of(
                    "the parent has no primary key of " + key.columns().size() + " columns");
        }
        boolean isKey = sameNames(parent.primaryKey(), key.parentColumns())
                || parent.uniqueKeys().stream().anyMatch(unique -> sameNames(unique, key.parentColumns()));
        if (!isKey) {
            return Optional.of("the parent's columns are no unique key");
        }
        for (int i = 0; i < key.columns().size(); i++) {
            ColumnMap referred = parent.column(key.parentColumns().get(i)).orElseThrow();
            if (!referred.collation().equals("BINARY")
                    && referred.codec().postgresqlType().equals("text")) {
                return Optional.of("the parent's column " + referred.sqliteName() + " is COLLATE "
                        + referred.collation() + ", by which SQLite finds the parent; PostgreSQL finds it by equality");
            }
            String here =
                    child.column(key.columns().get(i)).orElseThrow().codec().postgresqlType();
            String there = referred.codec().postgresqlType();
            if (!here.equals(there)) {
                return Optional.of(
                        "column " + key.columns().get(i) + " is held as " + here + ", its parent as " + there);
            }
        }
        return Optional.empty();
    }

    private static boolean sameNames(List<String> left, List<String> right) {
        return left.size() == right.size()
                && left.stream().allMatch(name -> right.stream().anyMatch(other -> SqliteNames.same(name, other)));
    }

    private void add(TableMap child, ForeignKey key) {
        TableMap parent = map.table(key.parent()).orElseThrow();
        String name = names.relation(child.postgresqlName() + "_" + String.join("_", key.columns()) + "_fkey");
        String sql = "ALTER TABLE " + table(child) + " ADD CONSTRAINT " + quote(name) + " FOREIGN KEY ("
                + columns(child, key.columns()) + ") REFERENCES " + table(parent) + " ("
                + columns(parent, key.parentColumns()) + ")" + action(" ON UPDATE ", key.onUpdate())
                + action(" ON DELETE ", key.onDelete())
                + (key.deferred() ? " DEFERRABLE INITIALLY DEFERRED" : "")
                + (key.orphans() > 0 ? " NOT VALID" : "");
        ddl.add(new Ddl(Ddl.Kind.FOREIGN_KEY, child.sqliteName(), name, sql));
    }

    private static String action(String event, String action) {
        return action.equals("NO ACTION") ? "" : event + action;
    }

    private static String table(TableMap table) {
        return quote(table.postgresqlSchema()) + "." + quote(table.postgresqlName());
    }

    private static String columns(TableMap table, List<String> names) {
        return String.join(
                ", ",
                names.stream()
                        .map(name -> quote(table.column(name).orElseThrow().postgresqlName()))
                        .toList());
    }
}
