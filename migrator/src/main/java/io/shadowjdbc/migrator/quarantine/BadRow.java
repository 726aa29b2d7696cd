package io.shadowjdbc.migrator.quarantine;

/**
 * A row that the target can't take.
 *
 * @param column SQLite's name of the column that is to blame, or null where it is the row
 * @param reason why, without values
 * @param row the row
 */
public record BadRow(String column, String reason, IdentifiedRow row) {}
