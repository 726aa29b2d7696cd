package io.shadowjdbc.jdbc;

import io.shadowjdbc.compare.Observation;
import io.shadowjdbc.mirror.Mirror;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The mirrored reads of a connection that the application is not done with, so that closing the connection ends them
 * too. Touched by mirrored reads only. May be used by threads.
 */
final class OpenReads {
    private static final VarHandle ONLY;

    static {
        try {
            ONLY = MethodHandles.lookup().findVarHandle(OpenReads.class, "only", Observation.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Mirror mirror;
    /** Most of the time there is one at most, which needs no set. */
    private volatile Observation only;

    private final Set<Observation> more = new HashSet<>(4);

    /**
     * @param mirror null where nothing is mirrored
     */
    OpenReads(Mirror mirror) {
        this.mirror = mirror;
    }

    Mirror mirror() {
        return mirror;
    }

    void add(Observation read) {
        if (!ONLY.compareAndSet(this, null, read)) {
            synchronized (more) {
                more.add(read);
            }
        }
    }

    private void remove(Observation read) {
        if (!ONLY.compareAndSet(this, read, null)) {
            synchronized (more) {
                more.remove(read);
            }
        }
    }

    /** The application is done with the rows. */
    void finish(Observation read) {
        if (read.finish()) {
            remove(read);
            mirror.offer(read);
        }
    }

    /** There is nothing to compare. */
    void giveUp(Observation read, String reason) {
        if (read.finish()) {
            remove(read);
            mirror.giveUp(read.plan(), reason);
        }
    }

    /** Ends all that are left. */
    void finishAll() {
        List<Observation> left;
        synchronized (more) {
            left = new ArrayList<>(more);
        }
        Observation last = only;
        if (last != null) {
            left.add(last);
        }
        left.forEach(this::finish);
    }
}
