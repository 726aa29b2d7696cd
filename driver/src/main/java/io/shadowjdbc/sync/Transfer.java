package io.shadowjdbc.sync;

import io.shadowjdbc.schema.ColumnMap;
import java.sql.SQLException;
import java.util.List;

/**
 * Brings what was noted of a snapshot to the other side. First all noted keys are deleted there, in all tables, then the rows
 * that they have now are written: so values that swap places, and rows that come and go, are never in each other's way.
 */
final class Transfer {
    /** Short rounds are over before anybody could be told. */
    private static final long TOLD_EVERY = 10_000;

    private final SyncSnapshot snapshot;
    private final Noted noted;
    private final SyncTarget target;
    private final SyncProgress progress;
    private long deleted;
    private long written;

    Transfer(SyncSnapshot snapshot, SyncTarget target, SyncProgress progress) {
        this.snapshot = snapshot;
        this.noted = snapshot.noted();
        this.target = target;
        this.progress = progress;
    }

    void run() throws SQLException, SyncException {
        for (SyncTable table : noted.tables()) {
            if (noted.whole().contains(table)) {
                target.deleteAll(table);
            } else {
                snapshot.keys(table, key -> {
                    target.delete(table, key);
                    deleted++;
                    tell(deleted);
                });
                target.endDeletes();
            }
        }
        for (SyncTable table : noted.tables()) {
            List<ColumnMap> columns = target.columns(table);
            target.beginInserts(table, columns);
            snapshot.rows(table, columns, row -> {
                target.insert(row);
                written++;
                tell(written);
            });
            target.endInserts();
        }
    }

    private void tell(long rows) throws SyncException {
        if (rows % TOLD_EVERY == 0) {
            progress.at(noted.notes(), deleted, written);
        }
    }

    long deleted() {
        return deleted;
    }

    long written() {
        return written;
    }
}
