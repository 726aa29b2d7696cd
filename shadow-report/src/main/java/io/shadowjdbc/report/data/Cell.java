package io.shadowjdbc.report.data;

/**
 * One value of the application as a parity file shows it.
 *
 * @param type {@code null}, {@code integer}, {@code real}, {@code text}, {@code blob}, {@code boolean}, ...
 * @param length characters of a text, bytes of a blob; null if not told
 * @param hash equal for equal values of one run; null if not told
 * @param value the value itself, only where the driver was set to write plain values; null if not told
 */
public record Cell(String type, Long length, String hash, Object value) {}
