package io.shadowjdbc.migrator.quarantine;

/**
 * A row with all that it holds.
 *
 * @param id stored values of the rowid, or of the primary key where there is no rowid
 * @param key the row's name for the operator: {@code "AlbumId"=5}
 * @param values stored values of all columns, in order
 */
public record IdentifiedRow(Object[] id, String key, Object[] values) {}
