package io.shadowjdbc.report.data;

import java.time.Instant;

/**
 * Something that an instance wants the reader of a report to know; equal notes of a run are told once.
 *
 * @param first when it was noted first
 * @param last when it was noted last
 */
public record Note(String instance, String run, String code, String detail, long times, Instant first, Instant last) {}
