package io.shadowjdbc.migrator.cutover;

import io.shadowjdbc.config.DatabaseKind;
import io.shadowjdbc.fence.DataFence;
import io.shadowjdbc.fence.FencePass;
import io.shadowjdbc.migrator.MigrationException;
import io.shadowjdbc.sync.Sync;
import io.shadowjdbc.sync.SyncException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What the tool has put into both databases for the way there and back. */
public final class Remains {
    private final Databases databases;

    public Remains(Databases databases) {
        this.databases = databases;
    }

    /**
     * Removes it; what is not there is passed over. The inactive side keeps its fence: it no longer follows.
     *
     * @return what was removed, a sentence each
     */
    public List<String> remove(DatabaseKind active) throws MigrationException {
        List<String> removed = new ArrayList<>();
        try (Connection sqlite = databases.open(DatabaseKind.SQLITE);
                Connection postgresql = databases.open(DatabaseKind.POSTGRESQL)) {
            new SqliteChangedKeys(sqlite).uninstall();
            new PostgresqlChangedKeys(postgresql).uninstall();
            for (DatabaseKind from : DatabaseKind.values()) {
                DatabaseKind to = from == DatabaseKind.SQLITE ? DatabaseKind.POSTGRESQL : DatabaseKind.SQLITE;
                try (Sync sync = new Sync(databases.side(from), databases.side(to), databases.map())) {
                    sync.uninstall();
                }
                removed.add("notes and triggers of the sync from " + from.databaseName());
            }
            DataFence.remove(active == DatabaseKind.SQLITE ? sqlite : postgresql, active);
            if (active == DatabaseKind.SQLITE) {
                // where the fence stays, it asks for the pass
                try (Statement statement = sqlite.createStatement()) {
                    statement.execute("DROP TABLE IF EXISTS " + FencePass.table(DatabaseKind.SQLITE));
                }
            }
            try (Statement statement = postgresql.createStatement()) {
                statement.execute("DROP TABLE IF EXISTS shadow.copy_part, shadow.copy_run");
            }
            removed.add("bookkeeping of copies in schema shadow");
            return removed;
        } catch (SQLException | SyncException e) {
            throw new MigrationException("cleanup stopped, run it again: " + e.getMessage(), e);
        }
    }
}
