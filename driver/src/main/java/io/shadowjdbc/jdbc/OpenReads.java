package io.shadowjdbc.jdbc;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Set;

/**
 * The mirrored reads of a connection that the application is not done with, so that closing the connection ends them
 * too. Touched by mirrored reads only. May be used by threads.
 */
final class OpenReads {
    private final Set<MirroredRead> reads = new HashSet<>(4);

    synchronized void add(MirroredRead read) {
        reads.add(read);
    }

    synchronized void remove(MirroredRead read) {
        reads.remove(read);
    }

    /** Ends all that are left. */
    void finishAll() {
        ArrayList<MirroredRead> left;
        synchronized (this) {
            left = new ArrayList<>(reads);
        }
        left.forEach(MirroredRead::finish);
    }
}
