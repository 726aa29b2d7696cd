package io.shadowjdbc.migrator.cutover;

import io.shadowjdbc.config.DatabaseKind;
import io.shadowjdbc.migrator.MigrationException;
import io.shadowjdbc.sync.Sync;
import io.shadowjdbc.sync.SyncException;
import java.sql.SQLException;

/** Whether SQLite can have every write that is made on PostgreSQL. */
public final class WayBack {
    private WayBack() {}

    /** Why not, a sentence; null if it can. */
    public static String missing(Databases databases) throws MigrationException {
        try (Sync back = new Sync(
                databases.side(DatabaseKind.POSTGRESQL), databases.side(DatabaseKind.SQLITE), databases.map())) {
            return back.isJoined()
                    ? null
                    : "PostgreSQL's changes were not noted from the flip on, so they can't be brought to SQLite";
        } catch (SQLException | SyncException e) {
            throw new MigrationException("whether changes are noted can't be read: " + e.getMessage(), e);
        }
    }
}
