package io.shadowjdbc.sample.host;

import java.time.Instant;
import org.springframework.jdbc.core.RowMapper;

/**
 * What a host reported at one time.
 *
 * @param cpu load, 1.0 for one busy core
 * @param payload JSON, or null
 */
record Snapshot(
        String id, String hostId, Instant ts, boolean ok, double cpu, long memoryBytes, int alerts, String payload) {
    static final RowMapper<Snapshot> READ = (row, number) -> new Snapshot(
            row.getString("id"),
            row.getString("hostId"),
            Instant.ofEpochMilli(row.getLong("ts")),
            row.getBoolean("ok"),
            row.getDouble("cpu"),
            row.getLong("memoryBytes"),
            row.getInt("alerts"),
            row.getString("payload"));
}
