package io.shadowjdbc.mirror;

import java.util.concurrent.atomic.AtomicLong;

/** Counts the bytes of heap that unfinished reads keep alive, so that they can be bounded. May be used by threads. */
final class Memory {
    private final AtomicLong used = new AtomicLong();

    /** Takes so much, unless more than the bound would be in use then. */
    boolean take(long bytes, long bound) {
        if (used.addAndGet(bytes) <= bound) {
            return true;
        }
        used.addAndGet(-bytes);
        return false;
    }

    void giveBack(long bytes) {
        used.addAndGet(-bytes);
    }
}
