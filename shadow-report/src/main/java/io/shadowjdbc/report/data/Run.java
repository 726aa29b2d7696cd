package io.shadowjdbc.report.data;

import java.time.Instant;

/**
 * One life of one data source in one instance. Members that the file left out are null.
 *
 * @param application dialect that the application speaks
 * @param active the provider that was active at the start
 * @param rate share of selected reads that were mirrored, 0 to 1
 * @param values how examples show values: {@code hash}, {@code plain} or {@code none}
 * @param first time of its first line
 * @param last time of its last line
 * @param counts all its statements together
 */
public record Run(
        String instance,
        String run,
        String version,
        String application,
        String primary,
        String secondary,
        String active,
        Double rate,
        String values,
        Instant first,
        Instant last,
        Counts counts) {}
