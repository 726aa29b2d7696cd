package io.shadowjdbc.embedded;

import io.shadowjdbc.sync.SyncLag;
import java.util.Locale;

/**
 * What the sync inside this process does.
 *
 * @param activity what it is at
 * @param detail the direction, or why it waits
 * @param lag how far the other database was behind when it was looked at last; nothing where this process does not run the sync
 */
public record EmbeddedSyncState(Activity activity, String detail, SyncLag lag) {
    /** What it is at. */
    public enum Activity {
        /** It was not begun, or has ended. */
        OFF,
        /** It brings what is written to the other database. */
        RUNS,
        /** Another process runs the sync; this one takes over when that ends. */
        STANDS_BY,
        /** It can't go on: a database does not answer, or somebody has to act. It tries again by itself. */
        WAITS
    }

    @Override
    public String toString() {
        return activity.name().toLowerCase(Locale.ROOT).replace('_', ' ') + (detail.isEmpty() ? "" : ": " + detail);
    }
}
