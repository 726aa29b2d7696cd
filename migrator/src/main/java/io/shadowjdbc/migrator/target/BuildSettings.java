package io.shadowjdbc.migrator.target;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Memory and processes for building indexes. All builds that run at a time share 512 MB, or the size of the server's
 * {@code shared_buffers} where that is more, as the one measure of the server that every login may read; each gets between
 * 64 MB and 2 GB and never less than the server's own {@code maintenance_work_mem}. One build uses several processes only
 * where there are fewer builds than jobs, so that never more than {@code jobs} processes work.
 */
final class BuildSettings {
    private static final String MEMORY = """
            SELECT set_config('maintenance_work_mem', greatest(
                pg_size_bytes(current_setting('maintenance_work_mem')) / 1024, 64 * 1024,
                least(2 * 1024 * 1024 - 1,
                    greatest(512 * 1024, pg_size_bytes(current_setting('shared_buffers')) / 1024) / ?))
                || 'kB', false)""";

    private BuildSettings() {}

    /** @param builds how many there are to do, {@code jobs} of them at a time */
    static void apply(Connection connection, int jobs, int builds) throws SQLException {
        try (PreparedStatement memory = connection.prepareStatement(MEMORY);
                PreparedStatement workers = connection.prepareStatement(
                        "SELECT set_config('max_parallel_maintenance_workers', ?::int::text, false)")) {
            memory.setInt(1, Math.min(jobs, Math.max(1, builds)));
            memory.execute();
            workers.setInt(1, Math.max(0, jobs / Math.max(1, builds) - 1));
            workers.execute();
        }
    }
}
