package io.shadowjdbc.migrator.target;

import io.shadowjdbc.migrator.source.SqliteSource;
import java.time.Instant;
import java.util.UUID;

/**
 * One copy into a schema of the target, from its beginning to its end, over as many starts of the migrator as it takes.
 *
 * @param id also written beside the backup: rows of a run are only ever joined by rows from that backup
 * @param schema the schema that receives the tables
 * @param source the database that was backed up, as an absolute path
 * @param backup where the backup was put
 * @param started when it began
 * @param copied whether all rows, keys, indexes and constraints are there
 * @param finished whether the command that it serves has come to its end
 */
public record CopyRun(
        UUID id, String schema, String source, String backup, Instant started, boolean copied, boolean finished) {

    /** A run that has not begun yet. */
    public static CopyRun begin(UUID id, String schema, SqliteSource source, SqliteSource backup) {
        return new CopyRun(id, schema, place(source), place(backup), Instant.now(), false, false);
    }

    /** How a run names a database. */
    public static String place(SqliteSource source) {
        return source.file().toAbsolutePath().normalize().toString();
    }
}
