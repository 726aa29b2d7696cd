package io.shadowjdbc.report.data;

/**
 * A call that reads a value from a row.
 *
 * @param getter name of the method
 * @param column from 1, or 0 where a label was given
 * @param label null where a column was given
 */
public record Call(String getter, int column, String label) {}
