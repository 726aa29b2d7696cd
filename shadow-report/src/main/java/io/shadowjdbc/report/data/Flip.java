package io.shadowjdbc.report.data;

import java.time.Instant;

/**
 * The active provider changed in an instance.
 *
 * @param epoch the new epoch; null if not told
 * @param pauseMillis how long new transactions waited; null if not told
 */
public record Flip(Instant at, String instance, String run, String from, String to, Long epoch, Double pauseMillis) {}
