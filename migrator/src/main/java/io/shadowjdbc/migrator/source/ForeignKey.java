package io.shadowjdbc.migrator.source;

import java.util.List;

/**
 * A foreign key as SQLite's catalogue describes it.
 *
 * @param columns of the child, in order
 * @param parent the table referred to, as written
 * @param parentColumns the columns referred to; the parent's primary key where none were written
 * @param onUpdate NO ACTION, RESTRICT, CASCADE, SET NULL or SET DEFAULT
 * @param onDelete the same
 * @param deferred whether it is DEFERRABLE INITIALLY DEFERRED
 * @param orphans rows whose parent is missing
 */
public record ForeignKey(
        List<String> columns,
        String parent,
        List<String> parentColumns,
        String onUpdate,
        String onDelete,
        boolean deferred,
        long orphans) {

    public ForeignKey {
        columns = List.copyOf(columns);
        parentColumns = List.copyOf(parentColumns);
    }
}
