package io.shadowjdbc.sample.support;

/**
 * What the client learns of a write when it is committed.
 *
 * @param id the row that was written
 * @param auditId the entry that the same transaction made in the audit log
 */
public record Written(String id, long auditId) {}
